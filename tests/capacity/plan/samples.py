"""A small shop with round numbers, and demands of any form, for plans that can be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from infra.capacity.calendar import BaseLoad, Calendar, Campaign
from infra.capacity.demand import Demand
from infra.capacity.journey import HowOften, RequestClass, ServiceLoad, ShopLoad, TableWork, ThirdParty
from infra.capacity.plan.cloud import CLOUDS
from infra.capacity.plan.inputs import CacheLimits, DatabaseLimits, ServiceLimits, StackLimits, TableLimits
from infra.capacity.plan.plan import CapacityPlan, capacity_plan
from infra.capacity.rates import Rates, Series

START = datetime(2027, 11, 10, 18, tzinfo=UTC)
"""First second of the window; a campaign lasts three hours."""
EVE = START - timedelta(days=1)
SECONDS = 3 * 3600
HEADROOM = 0.3

SHOP = ShopLoad(
    session_seconds=300,
    conversion_ratio=0.03,
    landing="page",
    classes={
        "page": RequestClass(entry="web", per_session=10, cdn_hit_ratio=0.5, kib=100),
        "order": RequestClass(entry="orders", per_order=3, kib=4),
    },
    services={
        "web": ServiceLoad(cache="shop", cache_operations=5),
        "orders": ServiceLoad(
            database="orders",
            database_reads=2,
            database_writes=1,
            connections=20,
            sends={"jobs": HowOften(per_order=1)},
            tables={"carts": TableWork(reads=1, writes=0.5)},
        ),
        "pay": ServiceLoad(consumes={"jobs": 10}, third_parties={"bank": HowOften(per_message=1)}),
    },
    third_parties={"bank": ThirdParty(limit_rps=500, keep_alive=True, connection_seconds=60)},
)


def service(**changes: object) -> ServiceLimits:
    """200 requests a second, 6 to 120 instances."""
    given: dict[str, object] = {
        "throughput_rps": 200.0,
        "service_time_seconds": 0.05,
        "worker_slots": 24,
        "latency_objective_seconds": 0.5,
        "boot_seconds": 70,
        "warm_up_seconds": 45,
        "vcpu": 4,
        "memory_gib": 8,
        "min_instances": 6,
        "max_instances": 120,
    }
    return ServiceLimits(**{**given, **changes})  # type: ignore[arg-type]


def stack(cloud: str = "aws", **changes: object) -> StackLimits:
    """Three zones, of which one may be lost."""
    given: dict[str, object] = {
        "cloud": CLOUDS[cloud],
        "zones": 3,
        "survives_zone_loss": True,
        "services": {name: service() for name in SHOP.services},
        "databases": {
            "orders": DatabaseLimits(
                readers=1,
                max_readers=4,
                pooled=True,
                max_connections=4000,
                node_reads_rps=10_000,
                node_writes_rps=5_000,
            )
        },
        "caches": {"shop": CacheLimits(shards=3, max_shards=6, shard_operations_rps=50_000)},
        "tables": {"carts": TableLimits()},
        "queues": {"jobs": 120},
        "sites": {"page": "www", "order": "api"},
        "addresses_per_zone": 4000,
        "nat_addresses": 3,
    }
    return StackLimits(**{**given, **changes})  # type: ignore[arg-type]


def flat(value: float, *waves: tuple[int, int, float]) -> Series:
    """A constant, with (from second, until second, value) in it."""
    series = np.full(SECONDS, float(value))
    for first, end, height in waves:
        series[first:end] = height
    return series


def campaign(name: str = "sale", start: datetime = START) -> Campaign:
    """Three hours long."""
    return Campaign(
        name=name, start=start, end=start + timedelta(seconds=SECONDS), sources=(), headroom_ratio=HEADROOM
    )


def calendar(*campaigns: Campaign, prepare_days: int = 30) -> Calendar:
    """Nothing but the campaigns."""
    base = BaseLoad(sessions_per_day=0, hourly_weights=(1,) * 24, weekday_weights=(1,) * 7, time_zone="UTC")
    found = campaigns or (campaign(),)
    return Calendar(base=base, campaigns={each.name: each for each in found}, prepare_days=prepare_days)


def demand(
    requests: Mapping[str, Series], jobs: Series | None = None, name: str = "sale", start: datetime = START
) -> Demand:
    """Requests of each service; what is not given is asked for by nobody."""
    nothing = np.zeros(SECONDS)
    queue = nothing if jobs is None else jobs
    entry = {each: requests.get(each, nothing) for each in SHOP.services}

    def rates(found: Mapping[str, Series]) -> Rates:
        names = list(found)
        rows: Sequence[tuple[float, ...]] = [
            tuple(float(i == j) for j in range(len(names))) for i in range(len(names))
        ]
        return Rates([found[each] for each in names] or [nothing], dict(zip(names, rows, strict=True)))

    return Demand(
        window=name,
        start=start,
        sessions_rps=nothing,
        orders_rps=queue,
        edge_rps=rates({"page": entry["web"] * 2, "order": entry["orders"]}),
        origin_rps=rates({"page": entry["web"], "order": entry["orders"]}),
        entry_rps=rates(entry),
        service_rps=rates(entry),
        call_rps={name: rates({}) for name in SHOP.services},
        message_rps=rates({"web": nothing, "orders": nothing, "pay": queue}),
        queue_rps=rates({"jobs": queue}),
        database_reads_rps=rates({}),
        database_writes_rps=rates({}),
        cache_rps=rates({}),
        table_reads_rps=rates({}),
        table_writes_rps=rates({}),
        hot_key_rps=queue,
        third_party_rps=rates({}),
        channel_orders_rps={},
        contacts_rps=nothing,
        mails_rps=nothing,
        connections=rates(dict.fromkeys(SHOP.services, nothing)),
        stream_events_rps=rates({}),
        stream_calls_rps=rates({}),
        search_queries_rps=rates({}),
        search_updates_rps=rates({}),
        model_rps=rates({}),
        mail_rps=rates({}),
        viewers={},
    )


def planned(
    requests: Mapping[str, Series],
    *,
    jobs: Series | None = None,
    clock: datetime = EVE,
    limits: StackLimits | None = None,
    shop: ShopLoad = SHOP,
) -> CapacityPlan:
    """The plan for one campaign."""
    return capacity_plan(calendar(), {"sale": demand(requests, jobs)}, shop, limits or stack(), clock)


def with_service(name: str, limits: StackLimits | None = None, **changes: object) -> StackLimits:
    """The stack with one service changed."""
    given = limits or stack()
    return replace(given, services={**given.services, name: service(**changes)})
