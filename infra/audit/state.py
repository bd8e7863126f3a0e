"""From a `pulumi stack export` to what the rules judge."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra.preview.paths import join
from policies.resource import SECRET, Resource
from policies.rule import STACK

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine marks special values (sdk/go/common/resource/properties.go in pulumi/pulumi)."""

_LAYER = "floodgate:index:Layer"


class StateError(Exception):
    """A file that is not an export of a stack."""


class _StateResource(BaseModel):
    model_config = ConfigDict(extra="ignore")

    urn: str = Field(pattern=r"^urn:pulumi:[^:]+::[^:]+::.+::.*$")
    type: str
    custom: bool = False
    delete: bool = False
    id: str = ""
    parent: str | None = None
    inputs: dict[str, Any] = Field(default_factory=dict)
    outputs: dict[str, Any] = Field(default_factory=dict)
    propertyDependencies: dict[str, list[str]] = Field(default_factory=dict)  # noqa: N815 - the engine's name
    protect: bool = False
    retainOnDelete: bool = False  # noqa: N815
    provider: str = ""
    """URN and id of what makes it."""


class _Deployment(BaseModel):
    resources: list[_StateResource] = Field(default_factory=list)


class _Export(BaseModel):
    version: int
    deployment: _Deployment


def read_state(text: str, source: str) -> tuple[str, list[Resource]]:
    """The name of the stack and its resources; `source` names the file in messages.

    Raises:
        StateError: not an export of a stack, or of an empty one.
    """
    try:
        export = _Export.model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        raise StateError(
            f"{source} is not an export of a stack: `{path}`: {first['msg'].lower()}; "
            "make one with `pulumi stack export --stack STACK --file STATE.json`"
        ) from None
    except (ValueError, RecursionError) as error:
        raise StateError(f"{source} is not JSON: {error}") from None
    found = [resource for resource in export.deployment.resources if not resource.delete]
    stacks = {resource.urn.split(":")[2] for resource in found}
    if len(stacks) != 1:
        what = "no resource" if not found else f"resources of the stacks {', '.join(sorted(stacks))}"
        raise StateError(f"{source} has {what}; an export is of one stack that has been created")
    return stacks.pop(), list(resources(found))


def resources(found: list[_StateResource]) -> Iterator[Resource]:
    """Parents stand before their children in an export."""
    components: dict[str, str | None] = {}
    for state in found:
        name = state.urn.rpartition("::")[2]
        inherited = components.get(state.parent or "")
        is_component = not state.custom and state.type not in {STACK, _LAYER}
        components[state.urn] = inherited or (name if is_component else None)
        unknown: set[str] = set()
        yield Resource(
            urn=state.urn,
            type=state.type,
            name=name,
            custom=state.custom and not state.type.startswith("pulumi:"),
            parent=None if state.parent is None or f"::{STACK}::" in state.parent else state.parent,
            component=components[state.urn],
            inputs=_object(state.inputs, "", unknown),
            unknown=frozenset(unknown),
            refs={key: tuple(urns) for key, urns in state.propertyDependencies.items()},
            options=_options(state),
            id=state.id,
            outputs=_object(state.outputs, "", set()),
        )


def _options(state: _StateResource) -> dict[str, Any]:
    provider = state.provider.rpartition("::")[0].rpartition("::")[2]
    options = {"protect": state.protect, "retain_on_delete": state.retainOnDelete, "provider": provider}
    return {key: value for key, value in options.items() if value}


def _object(values: Mapping[str, Any], path: str, unknown: set[str]) -> dict[str, Any]:
    return {
        key: plain(value, join(path, key), unknown)
        for key, value in sorted(values.items())
        if not key.startswith("__")  # what a provider keeps for itself: __meta, __defaults
    }


def is_secret(value: Mapping[str, Any]) -> bool:
    """Whether an object is the engine's wrapper of a secret."""
    return value.get(_SIGNATURE) == _SECRET


def plain(value: Any, path: str, unknown: set[str]) -> Any:
    """A value of the engine's JSON as rules see it; paths of unknown ones are added to `unknown`."""
    if isinstance(value, str) and value == _UNKNOWN:
        unknown.add(path)
        return None
    if isinstance(value, list):
        return [plain(item, f"{path}[{index}]", unknown) for index, item in enumerate(value)]
    if isinstance(value, dict):
        if is_secret(value):
            return SECRET
        return _object(value, path, unknown)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
