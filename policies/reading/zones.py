"""In which zones something is: through subnets that may not have an id yet, through zone mappings, or by name.

Every reader returns `Zones`, which tells apart what is sure from what is not: a group whose third subnet is from
another stack is in two zones for certain, and perhaps in three.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policies.view import NotEvaluated, UnknownValue, View

SUBNET = "aws:ec2/subnet:Subnet"
SWITCH = "alicloud:vpc/switch:Switch"
_SUBNETS: Mapping[str, str] = {"aws": SUBNET, "alicloud": SWITCH}


@dataclass(frozen=True)
class Zones:
    """The zones of a list of places (subnets, mappings)."""

    known: tuple[str, ...] = ()
    """The zone of every place that is known, one entry a place."""
    open: int | None = 0
    """Places whose zone is not known; `None` where not even their number is."""
    why: str = ""
    """Why the others are not known."""

    @property
    def distinct(self) -> frozenset[str]:
        """The zones that are certain."""
        return frozenset(self.known)

    def fewer_than(self, wanted: int) -> bool:
        """Whether these are fewer than so many distinct zones.

        Raises:
            NotEvaluated: the places that are not known decide it.
        """
        if len(self.distinct) >= wanted:
            return False
        if self.most is not None and self.most < wanted:
            return True
        raise NotEvaluated(self.why)

    def too_few(self, wanted: int) -> str | None:
        """What is wrong where these are fewer than so many distinct zones.

        Raises:
            NotEvaluated: the places that are not known decide it.
        """
        if not self.fewer_than(wanted):
            return None
        zones_ = "1 zone" if self.most == 1 else f"{self.most} zones"
        named = f" ({self})" if self.known else ""
        return f"it is in {'at most ' if self.open else ''}{zones_}{named}, {wanted} are needed"

    @property
    def most(self) -> int | None:
        """Distinct zones that these can be at most; `None` where not even the number of places is known."""
        return None if self.open is None else len(self.distinct) + self.open

    def exact(self) -> frozenset[str]:
        """The distinct zones.

        Raises:
            NotEvaluated: some are not known.
        """
        if self.open == 0:
            return self.distinct
        raise NotEvaluated(self.why)

    def __add__(self, other: Zones) -> Zones:
        """Both lists of places as one."""
        open_ = None if self.open is None or other.open is None else self.open + other.open
        return Zones(self.known + other.known, open_, self.why or other.why)

    def __str__(self) -> str:
        return ", ".join(sorted(self.distinct))


def zones(view: View, path: str) -> Zones:
    """The zones of the subnets (or vSwitches) that `path` names: a list of ids, one id, or a list of mappings."""
    try:
        subnets = view.targets(path, _SUBNETS[view.type.partition(":")[0]])
    except UnknownValue:
        subnets = []
    count, why = _places(view, path)
    if count is not None and len(subnets) > count:
        # one value that comes from several subnets: which of them is not known yet
        return Zones(open=count, why=why or f"`{path}` leads to several subnets")
    known: list[str] = []
    for subnet in subnets:
        try:
            known.append(zone_of(subnet))
        except NotEvaluated as reason:
            why = str(reason)
    open_ = None if count is None else count - len(known)
    return Zones(tuple(known), open_, why or f"`{path}` names subnets that are not in this stack")


def zone_of(subnet: View) -> str:
    """The zone of one subnet or vSwitch.

    Raises:
        NotEvaluated: it is not known, or the program leaves the choice to the provider.
    """
    for path in _ZONE[subnet.type]:
        zone = subnet.get(path)
        if zone:
            return str(zone)
    raise NotEvaluated(f"{subnet.name} names no zone: the provider chooses one")


def mapped_zones(view: View, path: str, key: str = "zoneId") -> Zones:
    """The zones that the objects of a list name themselves (`zoneMappings[].zoneId`)."""
    known: list[str] = []
    open_, why = 0, ""
    try:
        for place in view.each(path):
            try:
                known += [str(zone) for zone in place.values(key) if zone]
            except UnknownValue as reason:
                open_, why = open_ + 1, str(reason)
    except UnknownValue as reason:
        return Zones(tuple(known), None, str(reason))
    return Zones(tuple(known), open_, why)


def listed_zones(view: View, path: str) -> Zones:
    """The zones of a list of zones (`zoneIds`)."""
    count, why = _places(view, path)
    if why:
        return Zones(open=count, why=why)
    return Zones(tuple(str(zone) for zone in view.values(path) if zone))


_ZONE: Mapping[str, tuple[str, ...]] = {
    SUBNET: ("availabilityZone", "availabilityZoneId"),
    SWITCH: ("zoneId", "availabilityZone"),
}


def _places(view: View, path: str) -> tuple[int | None, str]:
    """How many different entries the list has, `None` where that is not known yet, and why not all are known."""
    try:
        return len({str(value) for value in view.values(path)}), ""
    except UnknownValue as reason:
        if path.endswith("Id"):
            return 1, str(reason)
        try:
            return view.count(path), str(reason)
        except UnknownValue:
            return None, str(reason)
