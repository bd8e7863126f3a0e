"""What every capability owes to the rest of the program, as checks over its registered resources."""

from __future__ import annotations

import collections.abc
import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pulumi

from infra.local import schema as sdk
from infra.local.constraints.places import Place, Places
from infra.preview.plan import SECRET, Resource
from tests.components.harness import LABEL
from tests.facts.places import places_of
from tests.facts.schema import schema_problems

_PLACES = re.compile(r"(?<![a-z0-9])(aws|alicloud|aliyun|prod|eu-central-1|cn-hangzhou)(?![0-9a-z]{2})")
_SECRET_NAME = re.compile(r"(?i)(password|passwd|secret(string|value|data)?|token|private_?key|credentials?)\Z")
_NO_SECRETS = {
    ("alicloud:log/storeIndex:StoreIndex", "token"),  # the characters that separate words
}

LABEL_KEYS = frozenset(LABEL.tags("any"))
OPTIONAL_KEYS = frozenset({"Name", "data-classification", "rotate-days"})

RECEIVERS: Mapping[str, tuple[str, ...]] = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("alarmActions", "okActions"),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": ("alarmActions", "okActions"),
    "alicloud:cms/alarm:Alarm": ("contactGroups",),
    "alicloud:cms/groupMetricRule:GroupMetricRule": ("contactGroups",),
}
"""Alarm type -> the lists that name who is told."""


def shape_mismatches(value: Any, hint: Any, path: str = "outputs") -> list[str]:
    """Where a value is not what the annotation of an outputs class says."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        fits = any(not shape_mismatches(value, option, path) for option in arguments)
        return [] if fits else [f"{path} is {type(value).__name__}, not {hint}"]
    if dataclasses.is_dataclass(hint):
        if type(value) is not hint:
            return [f"{path} is {type(value).__name__}, not {getattr(hint, '__name__', hint)}"]
        fields = typing.get_type_hints(hint, localns={"Output": pulumi.Output, "T": Any})
        return [
            found
            for name in fields
            for found in shape_mismatches(getattr(value, name), fields[name], f"{path}.{name}")
        ]
    expected = _CONTAINERS.get(origin or hint, origin or hint)
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is int):
        return [f"{path} is {type(value).__name__}, not {hint}"]
    return [
        found
        for key, item, inner in _items(value, arguments)
        for found in shape_mismatches(item, inner, f"{path}[{key}]")
    ]


_CONTAINERS: Mapping[Any, Any] = {
    collections.abc.Mapping: Mapping,
    collections.abc.Sequence: Sequence,
    float: (int, float),
    type(None): type(None),
}


def _items(value: Any, arguments: tuple[Any, ...]) -> Iterator[tuple[Any, Any, Any]]:
    if isinstance(value, Mapping):
        yield from ((key, item, arguments[1]) for key, item in value.items())
    elif isinstance(value, (tuple, list)):
        yield from ((index, item, arguments[0]) for index, item in enumerate(value))


def strangers(component: Resource, children: Sequence[Resource]) -> list[str]:
    """Children that do not descend from the component or are not counted to it."""
    parents = {child.urn: child.parent for child in children}
    found = []
    for child in children:
        ancestor = child.parent
        while ancestor in parents:
            ancestor = parents[ancestor]
        if ancestor != component.urn or child.component != component.name:
            found.append(child.name)
    return found


def misnamed(component: Resource, children: Sequence[Resource]) -> list[str]:
    """Logical names without the component's name in front, or with a place in them: they must be the same in
    every stack, so that a child can be found by its name anywhere."""
    prefix = f"{component.name}-"
    return [child.name for child in children if not child.name.startswith(prefix) or _PLACES.search(child.name)]


def untagged(component: Resource, children: Sequence[Resource]) -> list[str]:
    """Resources whose type takes `tags` and that do not carry the label's, with known values."""
    return [
        f"{child.type} {child.name}: {tags}"
        for child in children
        for tags in _tag_sets(child)
        if not LABEL_KEYS <= set(tags) <= LABEL_KEYS | OPTIONAL_KEYS
        or tags["component"] != component.name
        or not all(tags.values())
    ]


def _tag_sets(child: Resource) -> Iterator[dict[str, Any]]:
    """Its own tags, if its type takes any, and those it gives to what it starts (launch template)."""
    if "tags" in getattr(sdk.arguments(child.type), "fields", ()):
        yield _tags(child.inputs.get("tags"))
    for specification in child.inputs.get("tagSpecifications") or ():
        yield _tags(specification.get("tags"))


def _tags(tags: Any) -> dict[str, Any]:
    """Tags as a map; the Auto Scaling group takes a list."""
    return {tag.get("key"): tag.get("value") for tag in tags} if isinstance(tags, list) else dict(tags or {})


def unknown_arguments(children: Sequence[Resource]) -> list[str]:
    """Inputs that the SDK class does not have or takes in another shape, at any depth."""
    return [
        str(problem) for child in children if child.custom for problem in schema_problems(child, places_of(child))
    ]


def plain_secrets(children: Sequence[Resource], secrets: Sequence[str]) -> list[str]:
    """Values in plain text that are called a secret, or that are one of the sample's secrets."""
    return [
        f"{child.name}.{place.path}"
        for child in children
        for key, place in _leaves(places_of(child))
        if isinstance(place.value, str)
        and place.value not in ("", SECRET)
        and ((_SECRET_NAME.search(key) and (child.type, key) not in _NO_SECRETS) or place.value in secrets)
    ]


def _leaves(inputs: Places) -> Iterator[tuple[str, Place]]:
    """Every known value with the name of the property that holds it; the value of a named setting
    (`{name: X-Token, value: ...}`) is held by that name."""
    pending = [("", inputs.root)]
    while pending:
        key, place = pending.pop()
        if isinstance(place.value, dict) and not place.hidden:
            label = next(
                (place.value[name] for name in ("name", "key", "parameterName") if name in place.value), ""
            )
            pending += [
                (str(label) if label and name in ("value", "parameterValue") else name, inputs.field(place, name))
                for name in place.value
            ]
        elif isinstance(place.value, list) and not place.hidden:
            pending += [(key, element) for element in inputs.elements(place)]
        elif not place.hidden:
            yield key, place


def silent_alarms(children: Sequence[Resource]) -> list[str]:
    """Alarms that tell nobody."""
    return [
        f"{child.name}.{name}"
        for child in children
        for name in RECEIVERS.get(child.type, ())
        if not places_of(child).field(places_of(child).root, name).given
    ]
