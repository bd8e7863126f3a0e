"""The keys of a stack file, and of the engine, under the names that the model of a stack has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from infra.settings.document import Document, explained
from infra.settings.problem import Path, Problem, did_you_mean, listed
from infra.settings.stack import CloudName, PulumiStackFile, StackConfig
from infra.settings.words import Fault
from infra.settings.yaml_source import Source, read

NAMESPACE = "floodgate"
PROVIDER_NAMESPACES = (*(cloud.value for cloud in CloudName), "pulumi")
"""Their keys belong to the providers and to Pulumi itself; Floodgate reads only the region."""

SECTIONS = tuple(name for name in StackConfig.model_fields if name != "region")


def region_key(cloud: CloudName) -> str:
    """The provider's own key."""
    return f"{cloud.value}:region"


def stack_file(stack: str) -> str:
    """Relative to the project."""
    return f"stacks/Pulumi.{stack}.yaml"


def read_stack(root: FilePath, stack: str, engine_config: Mapping[str, str]) -> Document:
    """The configuration of one stack; what the engine hands over wins over the file."""
    source = read(root, stack_file(stack), hidden=("config",))
    if source.value is None:
        return _document(source, None, None)
    if engine_config:
        source.value.setdefault("config", {})
    source.problems += _outer_problems(source)
    config = source.value.get("config")
    if not isinstance(config, dict):
        return _document(source, None, None)
    config = config | {key: _engine_value(key, value) for key, value in engine_config.items()}
    cloud = _cloud(config)
    keys = Document(source=source, value=config, place=lambda path: ("config", *path))
    source.problems += _key_problems(keys, cloud)
    secured = set(_secure(config))
    source.problems += _secure_problems(keys, secured)
    source.broken |= {("config", *path) for path in secured}
    region = _region_key(config, cloud)
    value = {section: config[key] for section in SECTIONS if (key := f"{NAMESPACE}:{section}") in config}
    if region is None:
        value["region"] = ""  # which key is missing depends on the cloud, which is reported as missing itself
    elif region in config:
        value["region"] = config[region]
    return _document(source, value, region)


def _document(source: Source, value: Mapping[str, Any] | None, region: str | None) -> Document:
    def place(path: Path) -> Path:
        if not path:
            return ("config",)
        first, *rest = path
        key = region if first == "region" and region else f"{NAMESPACE}:{first}"
        return ("config", key, *rest)

    return Document(source=source, value=value, place=place)


def _outer_problems(source: Source) -> list[Problem]:
    outer = Document(source=source, value=source.value, place=lambda path: path)
    try:
        PulumiStackFile.model_validate_json(json.dumps(source.value))
    except ValidationError as error:
        return explained(PulumiStackFile, outer, error.errors(include_url=False))
    return []


def _engine_value(key: str, value: str) -> object:
    """Structured values come as JSON; a provider's key is text."""
    if not key.startswith(f"{NAMESPACE}:"):
        return value
    try:
        parsed: object = from_json(value, allow_inf_nan=False)
    except ValueError:
        return value
    return parsed


def _cloud(config: Mapping[str, Any]) -> CloudName | None:
    section = config.get(f"{NAMESPACE}:stack")
    given = section.get("cloud") if isinstance(section, dict) else None
    return CloudName(given) if isinstance(given, str) and given in tuple(CloudName) else None


def _region_key(config: Mapping[str, Any], cloud: CloudName | None) -> str | None:
    """The key of the stack's cloud; if that is not known, the first that is there."""
    if cloud:
        return region_key(cloud)
    return next((region_key(each) for each in CloudName if region_key(each) in config), None)


def _key_problems(config: Document, cloud: CloudName | None) -> Iterator[Problem]:
    for key in config.value or ():
        if fault := _key_fault(key, cloud):
            yield config.problem((key,), **fault)


def _key_fault(key: str, cloud: CloudName | None) -> Fault | None:
    """What is wrong with a key of `config:`, if anything."""
    namespace, colon, _ = key.partition(":")
    known = [f"{NAMESPACE}:{section}" for section in SECTIONS]
    if key in known:
        return None
    if namespace == NAMESPACE:
        return {
            "what": "is not a known key",
            "allowed": ", ".join(known),
            "fix": did_you_mean(key, known, "delete it"),
        }
    if not colon or namespace not in PROVIDER_NAMESPACES:
        others = listed((f"{each}:" for each in PROVIDER_NAMESPACES), "and")
        regions = [region_key(each) for each in CloudName]
        return {
            "what": "belongs to nobody here",
            "allowed": f"{', '.join(known)}, and keys of {others}",
            "fix": did_you_mean(key if colon else f"{NAMESPACE}:{key}", [*known, *regions], "delete it"),
        }
    if cloud and key in {region_key(other) for other in CloudName if other is not cloud}:
        return {
            "what": f"is the region of another cloud than {cloud.value}",
            "allowed": region_key(cloud),
            "fix": f"keep only `{region_key(cloud)}`",
        }
    return None


def _secure(config: Mapping[str, Any]) -> Iterator[Path]:
    for key, value in config.items():
        if key.startswith(f"{NAMESPACE}:"):
            yield from _secure_below((key,), value)


def _secure_below(path: Path, value: object) -> Iterator[Path]:
    if isinstance(value, dict):
        if set(value) == {"secure"}:
            yield path
        for key, item in value.items():
            yield from _secure_below((*path, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _secure_below((*path, index), item)


def _secure_problems(config: Document, secured: set[Path]) -> Iterator[Problem]:
    for path in secured:
        yield config.problem(
            path,
            "is encrypted, but Floodgate keeps no secrets in configuration",
            given="a `secure:` value",
            fix="write a plain value; secrets are generated in the cloud and never leave it",
        )
