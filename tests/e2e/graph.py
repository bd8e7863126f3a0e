"""Compares what Floodgate's preview says of the resource graph with what the engine has in its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi.runtime import rpc

from infra.local.plugin.inputs import GENERATED
from infra.preview.paths import join, within
from infra.preview.plan import Plan, Resource

_SIGNATURE = rpc._special_sig_key
_SECRET = rpc._special_secret_sig


def own(state: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """URN -> what is in the state, without the stack itself and the engine's providers."""
    return {entry["urn"]: entry for entry in state if not entry["type"].startswith("pulumi:")}


def relations(plan: Plan) -> dict[str, Any]:
    """Of each resource what does not depend on values."""
    return {
        resource.urn: {
            "type": resource.type,
            "custom": resource.custom,
            "parent": resource.parent,
            "protect": bool(resource.options.get("protect")),
            "dependencies": sorted(resource.depends_on),
        }
        for resource in plan.resources
    }


def state_relations(state: list[dict[str, Any]]) -> dict[str, Any]:
    """The same of the engine's state; the parent of what stands at the top is the stack."""
    return {
        urn: {
            "type": entry["type"],
            "custom": entry["custom"],
            "parent": None if "::pulumi:pulumi:Stack::" in entry["parent"] else entry["parent"],
            "protect": bool(entry.get("protect")),
            "dependencies": sorted(set(entry.get("dependencies", ()))),
        }
        for urn, entry in own(state).items()
    }


def input_differences(resource: Resource, entry: Mapping[str, Any]) -> list[str]:
    """Paths at which an input is not what the preview says: another value, missing, added, or no longer secret.

    Of what the preview cannot know only the place is compared; what the provider has filled in is left out.
    """
    inputs = entry.get("inputs", {})
    registered = {key: value for key, value in inputs.items() if key != GENERATED}
    filled_in = set(inputs.get(GENERATED, ()))
    return [
        path
        for path in _differences(resource, dict(resource.inputs), registered, "")
        if not any(within(path, name) for name in filled_in)
    ]


def _differences(resource: Resource, said: Any, registered: Any, path: str) -> Iterator[str]:
    if path in resource.secret:
        if not _is_secret(registered):
            yield path
    elif path in resource.unknown:
        if registered is None:
            yield path
    elif isinstance(said, dict) and isinstance(registered, dict) and not _is_secret(registered):
        for key in sorted(said.keys() | registered.keys()):
            inner = join(path, key)
            if key not in said or (key not in registered and not _left_out(said[key])):
                yield inner
            elif key in registered:
                yield from _differences(resource, said[key], registered[key], inner)
    elif isinstance(said, list) and isinstance(registered, list) and len(said) == len(registered):
        for index, (left, right) in enumerate(zip(said, registered, strict=True)):
            yield from _differences(resource, left, right, f"{path}[{index}]")
    elif said != registered:
        yield path


def _is_secret(value: Any) -> bool:
    return isinstance(value, dict) and value.get(_SIGNATURE) == _SECRET


def _left_out(said: Any) -> bool:
    """The engine keeps no `null`."""
    return said is None
