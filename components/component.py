"""The one base class of all capabilities: it owns the type token, the parentage and the registered outputs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import pulumi

from components.errors import BuildError


class Dataclass(Protocol):
    """Any dataclass instance."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


ArgsT = TypeVar("ArgsT", bound=Dataclass)
OutputsT = TypeVar("OutputsT", bound=Dataclass)

Builder = Callable[[str, ArgsT, pulumi.ResourceOptions], OutputsT]
"""How one cloud provides one capability: (component name, arguments, options for every child) -> outputs."""


class Component(pulumi.ComponentResource, Generic[ArgsT, OutputsT]):
    """A capability of the shop, provided by one cloud's builder.

    The component carries its arguments as inputs and its outputs as registered outputs, so that policies and
    auditors see the reason beside the resources. Every resource the builder makes is its child.
    """

    token: ClassVar[str]
    """Pulumi type of the capability, for example `floodgate:index:Network`."""

    outputs: OutputsT
    """What the capability gives to the rest of the program."""

    def __init__(
        self,
        name: str,
        args: ArgsT,
        build: Builder[ArgsT, OutputsT],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(self.token, name, properties(args), opts)
        try:
            self.outputs = build(name, args, pulumi.ResourceOptions(parent=self))
        except BuildError as error:
            error.component = f"{type(self).__name__} {name}"
            raise
        self.register_outputs(properties(self.outputs))


class Layer(pulumi.ComponentResource):
    """One layer of the shop (DESIGN.md section 2): the parent of its components."""

    def __init__(self, name: str) -> None:
        super().__init__("floodgate:index:Layer", name, {})


def properties(value: Dataclass) -> dict[str, Any]:
    """The camelCase property bag of an arguments or outputs object; absent (None) fields are left out."""
    return {
        camel_case(field.name): _property(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) is not None
    }


def _property(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return properties(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _property(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_property(item) for item in value]
    return value


def camel_case(name: str) -> str:
    """`backup_retention_days` -> `backupRetentionDays`."""
    head, *rest = name.split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)
