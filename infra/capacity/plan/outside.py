"""What stands around the pools: load balancers, third parties and the way out to them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infra.capacity.calendar import Campaign
from infra.capacity.connections import nat_addresses
from infra.capacity.demand import Demand
from infra.capacity.journey import Section, ShopLoad, ThirdParty
from infra.capacity.plan.granted import granted_checks
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.number import Check, Number, amount
from infra.capacity.plan.series import Peak, highest_ahead, of, peak, waiting_at_most, worst_of_blocks
from infra.capacity.plan.work import Ahead
from infra.capacity.rates import Series

PUBLIC, INTERNAL = "public-lb", "service-lb"
UNIT_BYTES = 1_000_000_000 / 3_600
"""Bytes per second of one capacity unit (1 GB an hour). Connections and rules need less here: the CDN keeps its
connections, and the first ten rules are free (Elastic Load Balancing, "Application Load Balancer pricing")."""
INTERNAL_KIB = 4
"""An answer from one service to another (assumption)."""
LEAST_UNITS = 100
"""The smallest reservation in AWS's examples; whether less can be had is not published (assumption)."""
_GROWTH_BLOCKS = 5
_GROWTH = 2
"""A load balancer grows by itself while its load at most doubles in five minutes (facts/capacity.md 2.1)."""
KIB = 1_024


@dataclass(frozen=True, kw_only=True)
class BalancerPlan:
    """One load balancer."""

    name: str
    needs: tuple[tuple[str, Number], ...]
    """Campaign -> capacity units that must be reserved; 0 where it grows with the wave by itself."""
    sent: tuple[tuple[str, Number], ...]
    """Campaign -> Mbit/s to the internet at the peak, headroom included; nothing if it does not face it."""
    units: Number
    """To reserve now; 0: nothing."""
    mbps: Number
    """To reserve now of the way to the internet; 0: nothing."""


def balancers(
    stack: StackLimits, shop: ShopLoad, ahead: Ahead, preparing: frozenset[str]
) -> dict[str, BalancerPlan]:
    """Both load balancers: what no cloud lets grow in time is reserved before."""
    return {name: _balancer(name, stack, shop, ahead, preparing) for name in (PUBLIC, INTERNAL)}


def _balancer(
    name: str, stack: StackLimits, shop: ShopLoad, ahead: Ahead, preparing: frozenset[str]
) -> BalancerPlan:
    needs, sent = [], []
    for campaign, demand in ahead:
        traffic, more = _bytes(name, shop, demand), 1 + campaign.headroom_ratio
        needs.append((campaign.name, _units(stack, traffic, more)))
        if name == PUBLIC:
            most = float(traffic.max()) / 1e6
            words = f"{amount(most)} MB/s x {amount(more)} x 8 bits"
            sent.append((campaign.name, Number(value=most * more * 8, unit="Mbit/s", reason=words)))
    return BalancerPlan(
        name=name,
        needs=tuple(needs),
        sent=tuple(sent),
        units=_most_of(
            needs, preparing, "capacity units", "no campaign in preparation rises faster than it grows"
        ),
        mbps=_most_of(
            sent if stack.cloud.balancer_mbps else (), preparing, "Mbit/s", "no campaign in preparation needs any"
        ),
    )


def _most_of(needs: Sequence[tuple[str, Number]], preparing: frozenset[str], unit: str, otherwise: str) -> Number:
    found = [(name, number) for name, number in needs if name in preparing and number.value]
    if not found:
        return Number(value=0, unit=unit, reason=otherwise)
    name, most = max(found, key=lambda each: each[1].value)
    return Number(value=most.value, unit=unit, reason=f"{name}: {most.reason}")


def _bytes(name: str, shop: ShopLoad, demand: Demand) -> Series:
    """Answers that pass a load balancer, bytes per second."""
    if name == PUBLIC:
        return demand.origin_rps.total({kind: each.kib * KIB for kind, each in shop.classes.items() if each.entry})
    total = 0.0 * demand.sessions_rps
    for calls in demand.call_rps.values():
        total += calls.total(dict.fromkeys(calls, INTERNAL_KIB * KIB))
    return total


def _units(stack: StackLimits, traffic: Series, more: float) -> Number:
    unit = "capacity units"
    if stack.cloud.balancer_units is None:
        return Number(value=0, unit=unit, reason="the cloud reserves none by configuration: ask it")
    worst = worst_of_blocks(traffic)
    ahead = highest_ahead(worst, _GROWTH_BLOCKS)
    steepest = int((ahead / worst.clip(min=1)).argmax())
    growth = float(ahead[steepest] / max(worst[steepest], 1))
    if growth <= _GROWTH:
        return Number(
            value=0, unit=unit, reason=f"grows at most {growth:.1f}-fold in 5 minutes: it follows by itself"
        )
    highest = float(worst.max()) * more
    return Number(
        value=max(LEAST_UNITS, math.ceil(highest / UNIT_BYTES)),
        unit=unit,
        reason=(
            f"{amount(float(worst.max()) / 1e6)} MB/s x {amount(more)} / {amount(UNIT_BYTES / 1e6)} MB/s, "
            f"at least {LEAST_UNITS}; the traffic grows {growth:.1f}-fold in 5 minutes, by itself it only doubles"
        ),
    )


def third_parties(shop: ShopLoad, stack: StackLimits, ahead: Ahead) -> Iterator[Check]:
    """Contracts, and the way out to those who have them."""
    for name, party in shop.third_parties.items():
        limit = Number(value=party.limit_rps, unit="calls/s", reason="the contract (third_parties of shop.yaml)")
        for campaign, demand in ahead:
            calls = needed_calls(shop, stack, demand, "third_parties", name)
            needed = peak(calls, demand.start, campaign.name)
            fix = f"agree on a higher limit with {name} and write it into shop.yaml, or spread the campaign"
            yield from granted_checks(f"third party {name}", campaign, needed, limit, fix)
            yield _way_out(name, party, shop, stack, campaign, needed)


def needed_calls(shop: ShopLoad, stack: StackLimits, demand: Demand, section: Section, name: str) -> Series:
    """Calls at the least rate at which no message waits too long: workers keep to the limit of whom they call."""
    consumers = Counter(queue for load in shop.services.values() for queue in load.consumes)
    total = 0.0 * demand.sessions_rps
    for service, load in shop.services.items():
        if often := load.often(section, name):
            waited = {
                queue: waiting_at_most(of(demand.queue_rps, queue, demand) / consumers[queue], stack.queues[queue])
                for queue in load.consumes
                if often.of_message(queue)
            }
            total += often.rate(demand.service_rps[service], waited, demand.placed_rps)
    return total


def _way_out(
    name: str, party: ThirdParty, shop: ShopLoad, stack: StackLimits, campaign: Campaign, calls: Peak
) -> Check:
    """Ports of the NAT gateways' addresses, by connections held and by new ones."""
    more = 1 + campaign.headroom_ratio
    if party.keep_alive:
        open_ = sum(
            stack.services[service].max_instances * stack.services[service].worker_slots
            for service, load in shop.services.items()
            if name in load.third_parties
        )
        new = open_ / max(party.connection_seconds, 1)
        words = (
            f"{amount(open_)} connections kept alive, one for each worker slot, {amount(new)} new ones a second"
        )
    else:
        new = calls.value * more
        words = f"{amount(calls.value)} calls/s x {amount(more)}, each with a connection of its own"
    addresses = nat_addresses(new_connections_per_second=new, lifetime_seconds=party.connection_seconds)
    lost = 1 if stack.survives_zone_loss and stack.nat_addresses > 1 else 0
    return Check(
        where=f"NAT to {name}",
        campaign=campaign.name,
        need=Number(
            value=addresses, unit="addresses", reason=f"{words}, held {amount(party.connection_seconds)} s"
        ),
        limit=Number(
            value=stack.nat_addresses - lost,
            unit="addresses",
            reason=f"{stack.nat_addresses} in the stack" + (", one less when a zone is lost" if lost else ""),
        ),
        fix="keep connections alive (third_parties.keep_alive), or spread the calls over more addresses",
    )
