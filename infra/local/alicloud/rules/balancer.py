"""Load balancers: zones, listeners, rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_LAST = ("ForwardGroup", "Redirect", "FixedResponse")
"""Actions that end a rule. Source: ALB API reference, CreateRule, 2026-08."""


def two_zones(case: Case) -> Iterator[Finding]:
    """A load balancer stands in at least two zones, once in each."""
    zones = Counter(case.values("zoneMappings[].zoneId"))
    if len(zones) < 2:
        yield case.refuse("zoneMappings", "must have at least two zones", sorted(zones))
    seen: set[str] = set()
    for place in case.places("zoneMappings[].zoneId"):
        if place.value in seen:
            yield case.refuse(place.path, "is the zone of another mapping: each zone has one", place.value)
        seen.add(place.value)


def port(case: Case) -> Iterator[Finding]:
    """A port of a load balancer has one listener; QUIC has ports of its own, since it runs over UDP."""
    quic = case.value("listenerProtocol") == "QUIC"
    for other in case.others():
        same = all(other.get(name) == case.value(name) for name in ("loadBalancerId", "listenerPort"))
        if same and (other.get("listenerProtocol") == "QUIC") is quic:
            yield case.refuse("listenerPort", f"is the port of {other.name} already", case.value("listenerPort"))


def last_action(case: Case) -> Iterator[Finding]:
    """Actions have an order, and one that ends the rule is the last."""
    orders = {place.path: place.value for place in case.places("ruleActions[].order")}
    for path, order in orders.items():
        if list(orders.values()).count(order) > 1:
            yield case.refuse(path, "is the order of another action", order)
    ends = [place for place in case.places("ruleActions[].type") if place.value in _LAST]
    if not ends:
        yield case.refuse("ruleActions", f"must have one of {', '.join(_LAST)}", case.values("ruleActions[].type"))
    for place in ends:
        path = place.path.replace(".type", ".order")
        if orders.get(path, 0) < max(orders.values(), default=0):
            yield case.refuse(path, f"must be the highest: {place.value} ends the rule", orders.get(path))
