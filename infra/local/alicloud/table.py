"""The tables of the simulator: what each resource type of Alibaba Cloud is called, refers to, needs and gives.

One YAML file per product stands in `types/`; an unknown key in one is an error. Paths are those of `places`, ways
those of `ways`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from infra.local.alicloud.made_up import names_in

TYPES = Path(__file__).with_name("types")
FORMS = Path(__file__).with_name("forms.yaml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the parser in C, where PyYAML has it
_STRICT = ConfigDict(extra="forbid")


def _listed(value: Any) -> Any:
    """One value stands for a list of one."""
    return value if isinstance(value, list) else [value]


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Condition = Mapping[str, Annotated[tuple[Any, ...], BeforeValidator(_listed)]]
"""Way -> the values that it must lead to one of; `*` is any value, `null` none at all. All ways must agree, the
later ones beside the first."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Reference:
    """A text that names another resource."""

    at: str
    to: Texts
    """Types; of one of them the resource must be."""
    by: Texts = ("id",)
    """Properties of the other resource that may stand here."""
    id: str = ""
    """How the id of the other resource is made of this one's inputs, where it is not the text alone."""
    arn: str = ""
    """How the id stands in an ARN, for a text that is one: `acs:ram::{account}:role/{id}`."""
    when: Condition = Field(default_factory=dict)
    """Only then it is a reference."""
    separator: str = ""
    """Between several in one text."""
    outside: str = ""
    """Pattern of what exists without the stack, such as service-linked roles."""
    holds: bool = True
    """The other one cannot be deleted as long as this one is there; false where the cloud would let it go."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Agreement:
    """Two values that must be the same, each at the end of a way through references: `vswitchId>zoneId`."""

    at: str
    """The first part of the way is the property to blame."""
    same: str
    what: str
    """`must be in the zone of the instance`."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Need:
    """Properties of which one must be given, or none may be, under a condition."""

    what: str
    """`an HTTPS listener needs it`."""
    when: Condition = Field(default_factory=dict)
    any_of: Texts = ()
    none_of: Texts = ()


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Unique:
    """Properties that no two resources of the type share all of; the last one is to blame."""

    of: Texts
    what: str
    """`is the priority of another rule of the listener`."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Form:
    """How a text must look."""

    pattern: str
    """Of the whole text."""
    words: str

    def matches(self, text: str) -> bool:
        """The whole text has this form."""
        return re.fullmatch(self.pattern, text, re.DOTALL) is not None


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class ResourceType:
    """What the simulator knows of one type beyond the SDK and the provider's constraints."""

    title: str
    """In the cloud's own words: `vSwitch`."""
    id: str
    """Template, see `made_up`."""
    outputs: Mapping[str, Any] = Field(default_factory=dict)
    """What the cloud adds; templates."""
    references: tuple[Reference, ...] = ()
    agrees: tuple[Agreement, ...] = ()
    needs: tuple[Need, ...] = ()
    unique: tuple[Unique, ...] = ()
    forms: Mapping[str, str] = Field(default_factory=dict)
    """Path -> its form in `forms.yaml`."""
    limits: Mapping[str, tuple[float, float]] = Field(default_factory=dict)
    """Path -> least and most, where the provider itself does not know them."""
    choices: Mapping[str, tuple[Any, ...]] = Field(default_factory=dict)
    """Path -> all values that are allowed, where the provider itself does not know them."""
    protected: Condition = Field(default_factory=dict)
    """While this holds, it cannot be deleted."""
    unknown: tuple[str, ...] = ()
    """Outputs that the simulator does not make up."""
    counts: str = ""
    """Output that each update raises by one."""

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs that the id is made of, in order."""
        return tuple(name for name in names_in(self.id) if name not in self.outputs)


@cache
def resource_types() -> Mapping[str, ResourceType]:
    """Type token -> what is known of it."""
    found: dict[str, ResourceType] = {}
    adapter = TypeAdapter(dict[str, ResourceType])
    for path in sorted(TYPES.glob("*.yaml")):
        entries = adapter.validate_python(_read(path))
        if twice := found.keys() & entries.keys():
            raise ValueError(f"{path.name}: {', '.join(sorted(twice))} stands in another file too")
        found |= entries
    return found


@cache
def forms() -> Mapping[str, Form]:
    """Name -> form."""
    return TypeAdapter(dict[str, Form]).validate_python(_read(FORMS))


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
