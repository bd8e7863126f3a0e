"""What the Pulumi SDK classes take: argument names, nesting and what is required, by type token."""

from __future__ import annotations

import collections.abc
import functools
import importlib
import importlib.util
import json
import re
import sys
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pulumi import _types

CLOUDS = ("aws", "alicloud")


class Kind(StrEnum):
    """How a value looks on the wire."""

    OBJECT = "object"
    LIST = "list"
    MAP = "map"
    SCALAR = "scalar"
    ANY = "any"
    """A JSON document given as text or as an object."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The type of one argument."""

    kind: Kind
    element: Shape | None = None
    """Of a list or a map."""
    input_type: Any = None
    """The `...Args` class of an object."""

    @property
    def fields(self) -> Mapping[str, Shape]:
        """camelCase name -> shape; empty for everything but objects."""
        return _fields(self.input_type) if self.input_type else {}

    @property
    def required(self) -> frozenset[str]:
        """Fields that an object must have."""
        return _types._required_property_names(self.input_type) if self.input_type else frozenset()


@functools.cache
def arguments(token: str) -> Shape | None:
    """The arguments of a resource type, or None for a type that neither SDK has."""
    cloud = cloud_of(token)
    if cloud not in CLOUDS or token not in _classes(cloud):
        return None
    module = sys.modules[resource_class(token).__module__]
    # BucketVersioning takes BucketVersioningInitArgs, because BucketVersioningArgs is a part of Bucket
    args = next(item for item in module.__all__ if item.endswith("Args"))
    return Shape(kind=Kind.OBJECT, input_type=getattr(module, args))


def resource_class(token: str) -> Any:
    """The SDK's class of a resource type."""
    package, name = _classes(cloud_of(token))[token]
    return getattr(importlib.import_module(package), name)


@functools.cache
def _classes(cloud: str) -> Mapping[str, tuple[str, str]]:
    """Type token -> (package, class), as the SDK registers them for deserialisation."""
    spec = importlib.util.find_spec(f"pulumi_{cloud}")
    assert spec, f"pulumi_{cloud} is not installed"
    assert spec.origin
    source = Path(spec.origin).read_text(encoding="utf-8")
    found = re.search(r'resource_modules="""(.*?)"""', source, re.DOTALL)
    assert found, f"pulumi_{cloud} no longer lists its resources in __init__.py"
    return {
        token: (module["fqn"], name)
        for module in json.loads(found[1])
        for token, name in module["classes"].items()
    }


@functools.cache
def _fields(input_type: Any) -> Mapping[str, Shape]:
    return {name: _shape(hint) for name, hint in _types.input_type_types(input_type).items()}


def _shape(hint: Any) -> Shape:
    hint = _plain(hint)
    origin = typing.get_origin(hint)
    if origin is collections.abc.Sequence or origin is list:
        return Shape(kind=Kind.LIST, element=_shape(typing.get_args(hint)[0]))
    if origin is collections.abc.Mapping or origin is dict:
        return Shape(kind=Kind.MAP, element=_shape(typing.get_args(hint)[1]))
    if isinstance(hint, type) and _types.is_input_type(hint):
        return Shape(kind=Kind.OBJECT, input_type=hint)
    return Shape(kind=Kind.ANY if hint is Any else Kind.SCALAR)


def _plain(hint: Any) -> Any:
    """`hint` without Optional and without the wrappers of `pulumi.Input`; Any if several shapes remain."""
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint
    members = [
        member
        for member in typing.get_args(hint)
        if member is not type(None) and not _types._is_plumbing_arg(member)
    ]
    if any(isinstance(member, type) and _types.is_input_type(member) for member in members) and len(members) > 1:
        return Any
    return _plain(members[0])


def cloud_of(token: str) -> str:
    """`aws` for `aws:sqs/queue:Queue`."""
    return token.partition(":")[0]
