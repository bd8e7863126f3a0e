"""From a capacity plan to the declared sales, as rules know them: when they are, and what they need."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from infra.capacity.calendar import Campaign
from infra.capacity.plan.number import Check, Number
from infra.capacity.plan.outside import PUBLIC
from infra.capacity.plan.plan import CapacityPlan
from infra.capacity.plan.stores import StoreNeed
from infra.capacity.sizing import after_zone_loss
from policies.facts import Floor, Needs, Sale


def sales(plan: CapacityPlan, zones: int | None) -> tuple[Sale, ...]:
    """All that have not ended, in their order; `zones` only where the stack survives the loss of one."""
    return tuple(_sale(plan, campaign, zones) for campaign in plan.ahead)


def _sale(plan: CapacityPlan, campaign: Campaign, zones: int | None) -> Sale:
    return Sale(
        name=campaign.name,
        start=campaign.window_start,
        end=campaign.window_end,
        prepared=campaign.name in plan.preparing,
        floors=tuple(
            Floor(
                service=service,
                instances=hold.instances,
                start=hold.start,
                end=hold.end,
                lead_seconds=hold.lead_seconds,
            )
            for service, pool in plan.pools.items()
            for need in pool.needs
            if need.campaign == campaign.name
            for hold in need.holds
        ),
        needs=_needs(plan, campaign, zones),
    )


def _needs(plan: CapacityPlan, campaign: Campaign, zones: int | None) -> Needs:
    name, more = campaign.name, 1 + campaign.headroom_ratio
    instances = {
        service: int(need.instances.value)
        for service, pool in plan.pools.items()
        for need in pool.needs
        if need.campaign == name
    }

    def stores(needs: Mapping[str, Iterable[StoreNeed]]) -> dict[str, float]:
        return {key: need.number.value for key, each in needs.items() for need in each if need.campaign == name}

    def peaks(needs: Mapping[str, Iterable[tuple[str, Number]]]) -> dict[str, float]:
        return {key: number.value for key, each in needs.items() for at, number in each if at == name}

    return Needs(
        instances=instances,
        left_instances={
            service: after_zone_loss(need, zones=zones) for service, need in instances.items() if zones is not None
        },
        readers=_whole(stores({key: each.needs for key, each in plan.databases.items()})),
        writer_ratio=stores({key: each.writer for key, each in plan.databases.items()}),
        connections=stores(plan.connections),
        shards=_whole(stores({key: each.needs for key, each in plan.caches.items()})),
        stream_shards=_whole(stores({key: each.needs for key, each in plan.streams.items()})),
        search_nodes=_whole(stores({key: each.needs for key, each in plan.searches.items()})),
        model_instances=_whole(stores({key: each.needs for key, each in plan.models.items()})),
        table_reads_rps=stores({key: each.read_needs for key, each in plan.tables.items()}),
        table_writes_rps=stores({key: each.write_needs for key, each in plan.tables.items()}),
        messages_rps={
            key: each.value * more for key, them in plan.queues.items() for each in them if each.campaign == name
        },
        third_party_rps=_highest(plan.checks, name, "third party "),
        nat_addresses=math.ceil(max(_highest(plan.checks, name, "NAT to ").values(), default=1)),
        balancer_units=_whole(peaks({key: each.needs for key, each in plan.balancers.items()})),
        balancer_mbps=peaks({key: each.sent for key, each in plan.balancers.items()}),
        balancer_rps=peaks({PUBLIC: plan.edge.passed_on}),
        edge_rps=peaks(plan.edge.requests),
        edge_gbps=peaks(plan.edge.gbps),
    )


def _whole(numbers: Mapping[str, float]) -> dict[str, int]:
    return {key: int(number) for key, number in numbers.items()}


def _highest(checks: Iterable[Check], campaign: str, prefix: str) -> dict[str, float]:
    """Name -> the largest need of the checks of one kind."""
    found: dict[str, float] = {}
    for check in checks:
        if check.campaign == campaign and check.where.startswith(prefix):
            name = check.where.removeprefix(prefix)
            found[name] = max(found.get(name, 0.0), check.need.value)
    return found
