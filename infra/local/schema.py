"""What the classes of the Pulumi SDKs say of a resource type: properties, nesting, types, what is required.

The SDK is the only schema: no package schema is installed with it. Nothing is imported but the classes that are
asked for, so with `infra.preview.lazy_sdk` a type costs a few milliseconds, and only the first time.
"""

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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pulumi import _types

PACKAGES = ("aws", "alicloud")


class Kind(StrEnum):
    """How a value looks in plain data, in words."""

    OBJECT = "an object"
    LIST = "a list"
    MAP = "a map"
    TEXT = "a text"
    INTEGER = "a whole number"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    ANY = "anything"
    """A JSON document given as text or as an object, or an asset."""


_SCALARS = {str: Kind.TEXT, int: Kind.INTEGER, float: Kind.NUMBER, bool: Kind.BOOLEAN}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The type of one property."""

    kind: Kind
    element: Shape | None = None
    """Of a list or a map."""
    class_: type | None = None
    """The SDK's class of an object: `...Args`, a nested output, or the resource itself."""

    @property
    def fields(self) -> Mapping[str, Shape]:
        """camelCase name -> shape; empty for everything but objects."""
        return _fields(self.class_) if self.class_ else {}

    @property
    def required(self) -> frozenset[str]:
        """Fields that an object of inputs must have."""
        return _types._required_property_names(self.class_) if self.class_ else frozenset()

    @property
    def deprecated(self) -> Mapping[str, str]:
        """Field that should not be used any more -> what the provider says of it."""
        return _deprecated(self.class_) if self.class_ else {}

    def at(self, path: str) -> Shape | None:
        """The shape at a path such as `zoneMappings[].vswitchId`; None if there is none."""
        shape: Shape | None = self
        for part in path.split("."):
            name, *lists = part.split("[]")
            shape = shape.fields.get(name) if shape else None
            for _ in lists:
                shape = shape.element if shape else None
        return shape


def arguments(token: str) -> Shape | None:
    """The inputs of a resource type; None for a type that neither SDK has."""
    return _arguments(token) if token in tokens(package_of(token)) else None


def outputs(token: str) -> Shape | None:
    """The outputs of a resource type, inputs and `id` among them; None for a type that neither SDK has."""
    if token not in tokens(package_of(token)):
        return None
    return Shape(kind=Kind.OBJECT, class_=resource_class(token))


@functools.cache
def resource_class(token: str) -> type:
    """The SDK's class of a resource type; KeyError if there is none."""
    module, name = _classes(package_of(token))[token]
    class_ = getattr(importlib.import_module(module), name)
    assert isinstance(class_, type)
    return class_


def tokens(package: str) -> collections.abc.Set[str]:
    """All resource types of an SDK; none for a package that is not among `PACKAGES`."""
    return _classes(package).keys() if package in PACKAGES else frozenset()


def package_of(token: str) -> str:
    """`aws` for `aws:sqs/queue:Queue`."""
    return token.partition(":")[0]


@functools.cache
def _arguments(token: str) -> Shape:
    module = sys.modules[resource_class(token).__module__]
    # BucketVersioning takes BucketVersioningInitArgs, because BucketVersioningArgs is a part of Bucket
    name = next(name for name in module.__all__ if name.endswith("Args"))
    return Shape(kind=Kind.OBJECT, class_=getattr(module, name))


@functools.cache
def _classes(package: str) -> Mapping[str, tuple[str, str]]:
    """Type token -> (module, class), as the SDK registers them for deserialisation."""
    spec = importlib.util.find_spec(f"pulumi_{package}")
    assert spec is not None, f"pulumi_{package} is not installed"
    assert spec.origin is not None
    source = Path(spec.origin).read_text(encoding="utf-8")
    found = re.search(r'resource_modules="""(.*?)"""', source, re.DOTALL)
    assert found is not None, f"pulumi_{package} no longer lists its resources in __init__.py"
    return {
        token: (module["fqn"], name)
        for module in json.loads(found[1])
        for token, name in module["classes"].items()
    }


@functools.cache
def _fields(class_: type) -> Mapping[str, Shape]:
    hints: Mapping[str, Any]
    if _types.is_input_type(class_):
        hints = _types.input_type_types(class_)
    elif _types.is_output_type(class_):
        hints = _types.output_type_types(class_)
    else:
        hints = _types.resource_types(class_)
    return {name: _shape(hint) for name, hint in hints.items()}


def _shape(hint: Any) -> Shape:
    hint = _plain(hint)
    origin = typing.get_origin(hint)
    if origin in (collections.abc.Sequence, list):
        return Shape(kind=Kind.LIST, element=_shape(typing.get_args(hint)[0]))
    if origin in (collections.abc.Mapping, dict):
        return Shape(kind=Kind.MAP, element=_shape(typing.get_args(hint)[1]))
    if isinstance(hint, type) and (_types.is_input_type(hint) or _types.is_output_type(hint)):
        return Shape(kind=Kind.OBJECT, class_=hint)
    if isinstance(hint, type) and issubclass(hint, str):
        return Shape(kind=Kind.TEXT)  # an enum: on the wire its text
    return Shape(kind=_SCALARS.get(hint, Kind.ANY))


def _plain(hint: Any) -> Any:
    """`hint` without Optional and without the wrappers of `pulumi.Input`; Any if several shapes remain.

    Of a text or an enum the text remains: the SDK's enums lack values that the clouds take.
    """
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


@functools.cache
def _deprecated(class_: type) -> Mapping[str, str]:
    return {
        pulumi_name: message
        for _, pulumi_name, member in _types._py_properties(class_)
        for message in _message(member)
    }


def _message(member: property) -> Iterator[str]:
    """What the SDK's decorator `deprecated` was given."""
    getter: Any = member.fget
    if _types._PULUMI_DEPRECATED_CALLABLE not in vars(getter):
        return
    cells = dict(zip(getter.__code__.co_freevars, getter.__closure__ or (), strict=True))
    yield cells["message"].cell_contents
