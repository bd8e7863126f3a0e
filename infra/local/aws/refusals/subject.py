"""The resource that a rule judges, with everything that exists beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from infra.local.constraints.places import Place, Places
from infra.local.contract import Finding, Wanted
from infra.local.existing import NAMES, CreatedResource, Existing
from infra.local.show import finding

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"


class Subject:
    """One wanted resource; rules read it through this and never touch what is not there."""

    def __init__(self, wanted: Wanted, existing: Existing, places: Places | None = None) -> None:
        """`places`: what of the inputs is looked at; all of them if not given."""
        self.wanted = wanted
        self.existing = existing
        self._places = places or Places(wanted.inputs)

    @property
    def type(self) -> str:
        """The resource's type."""
        return self.wanted.type

    @cached_property
    def region(self) -> str:
        """Its own region, or that of what exists beside it; empty where nothing tells."""
        own = self.wanted.inputs.get("region")
        if own:
            return str(own)
        for resource in self.existing.of_type(VPC):
            return region_of(str(resource.get("arn") or ""))
        return ""

    def at(self, path: str) -> Iterator[Place]:
        """The places that `path` (`a.b[].c`) leads to, where something is given."""
        return (place for place in self._places.at(path) if place.given)

    def get(self, path: str) -> Any:
        """The first value at `path`, or None."""
        if path in self._places.root.value:  # most paths are names
            value = self._places.root.value[path]
            return None if value in ([], {}) else value
        return next((place.value for place in self.at(path)), None)

    def text(self, path: str) -> str:
        """The first value at `path` as a text; empty where there is none."""
        value = self.get(path)
        return "" if value is None else str(value)

    def number(self, path: str) -> float | None:
        """The first value at `path` as a number; None where there is none."""
        return number(self.get(path))

    def texts(self, path: str) -> list[str]:
        """All values at `path` that are texts."""
        return [place.value for place in self.at(path) if isinstance(place.value, str)]

    def others(self, *types: str) -> list[CreatedResource]:
        """What exists of these types, without this resource's own earlier state."""
        return [resource for resource in self.existing.of_type(*types) if resource.urn != self.wanted.urn]

    def target(self, value: Any, *types: str, by: Iterable[str] = NAMES) -> CreatedResource | None:
        """What a value refers to among these types, or None."""
        return self.existing.find(value, types, by) if isinstance(value, str) else None

    def parts(self, path: str) -> Iterator[Subject]:
        """The objects at `path`, each as a subject of its own: its paths begin there, its findings name the whole
        path."""
        for place in self.at(path):
            if isinstance(place.value, dict):
                yield Subject(self.wanted, self.existing, Places(place.value, base=place.path))

    def finding(self, where: Place | str, what: str, fix: str = "", *, given: Any = None) -> Finding:
        """A finding about one input; its value is shown, unless `given` says it better."""
        if isinstance(where, Place):
            path, value = where.path, where.value
        else:
            base = self._places.root.path
            path, value = (
                f"{base}.{where}" if base and where else base or where,
                self.get(where) if where else None,
            )
        return finding(self.wanted, path, what, value if given is None else given, fix)


Rule = Callable[[Subject], Iterator[Finding]]
Rules = Mapping[str, tuple[Rule, ...]]
"""Type -> the rules that judge it."""


def number(value: Any) -> float | None:
    """A number, also one that is written as a text; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def listed(value: Any) -> list[Any]:
    """A list; one value stands for a list of one, because Pulumi unwraps some."""
    return value if isinstance(value, list) else [] if value is None else [value]


def region_of(arn: str) -> str:
    """`eu-central-1` of an ARN; empty for what is no ARN or global."""
    parts = arn.split(":", 5)
    return parts[3] if len(parts) == 6 and parts[0] == "arn" else ""
