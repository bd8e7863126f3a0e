"""A small shop with its plan, for tests that need no stack: flat load, round numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf

from infra.capacity.calendar import BaseLoad, Calendar, Campaign, Window
from infra.capacity.demand import demand
from infra.capacity.group import Metric, TargetTracking
from infra.capacity.journey import HowOften, RequestClass, ServiceLoad, ShopLoad, TableWork, ThirdParty
from infra.capacity.plan.cloud import CLOUDS
from infra.capacity.plan.inputs import CacheLimits, DatabaseLimits, ServiceLimits, StackLimits, TableLimits
from infra.rehearsal.planned import (
    Planned,
    PlannedBalancer,
    PlannedCache,
    PlannedDatabase,
    PlannedEdge,
    PlannedEgress,
    PlannedPool,
    PlannedQueue,
    PlannedSubnet,
    PlannedTable,
)
from infra.rehearsal.stage import Stage
from infra.rehearsal.traffic import forecast

START = datetime(2027, 3, 8, 18, 0, tzinfo=UTC)
SECONDS = 1200

SHOP = ShopLoad(
    session_seconds=10,
    conversion_ratio=0.5,
    landing="page",
    classes={
        "page": RequestClass(entry="web", per_session=10, cdn_hit_ratio=0.9, kib=10),
        "files": RequestClass(entry=None, per_session=20, cdn_hit_ratio=0.5, kib=100),
        "checkout": RequestClass(entry="orders", per_order=2, kib=1),
    },
    services={
        "web": ServiceLoad(calls={"orders": 0.5}, cache="shop", cache_operations=3),
        "orders": ServiceLoad(
            sends={"jobs": HowOften(per_order=1), "mails": HowOften(per_request=0.1)},
            database="core",
            database_reads=2,
            database_writes=1,
            connections=10,
            tables={"carts": TableWork(reads=1, writes=0.5)},
        ),
        "worker": ServiceLoad(
            calls={"orders": 1},
            sends={"mails": HowOften(per_message=2)},
            consumes={"jobs": 20},
            database="core",
            database_reads=1,
            third_parties={"bank": HowOften(per_message=1)},
        ),
        "mailer": ServiceLoad(consumes={"mails": 40}),
    },
    third_parties={"bank": ThirdParty(limit_rps=1000, keep_alive=False, connection_seconds=60)},
)
"""100 visits a second are 1,000 pages at the CDN and 100 at web, 50 orders and 100 checkouts."""


def service(**changes: object) -> ServiceLimits:
    """100 requests a second of 20 ms each."""
    given: dict[str, object] = {
        "throughput_rps": 100.0,
        "service_time_seconds": 0.02,
        "worker_slots": 8,
        "latency_objective_seconds": 1.0,
        "boot_seconds": 60,
        "warm_up_seconds": 30,
        "vcpu": 2,
        "memory_gib": 4,
        "min_instances": 1,
        "max_instances": 1,
        **changes,
    }
    return ServiceLimits(**given)  # type: ignore[arg-type]


MEASURED = StackLimits(
    cloud=CLOUDS["aws"],
    zones=3,
    survives_zone_loss=True,
    services={name: service() for name in SHOP.services},
    databases={
        "core": DatabaseLimits(
            readers=0, max_readers=0, pooled=False, max_connections=0, node_reads_rps=1000, node_writes_rps=500
        )
    },
    caches={"shop": CacheLimits(shards=0, max_shards=0, shard_operations_rps=1000)},
    tables={"carts": TableLimits()},
    queues={"jobs": 120, "mails": 600},
    sites={"page": "www", "files": "www", "checkout": "www"},
    addresses_per_zone=0,
    nat_addresses=0,
)
"""What people wish (readers, shards, instances, addresses) is nonsense here: nothing may read it."""


def pool(**changes: object) -> PlannedPool:
    """Ten to twenty instances that follow their requests."""
    given: dict[str, object] = {
        "name": "a-group",
        "minimum": 10,
        "maximum": 20,
        "zones": ("a", "b", "c"),
        "subnets": ("net-a", "net-b", "net-c"),
        "instance_type": "c7i.large",
        "tracking": (TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=5400),),
        "step_down": None,
        "actions": (),
        "warm_pool": 0,
        "warm_up_seconds": 45,
        "joins_after_seconds": 0,
        "gives_up_after_seconds": 900,
        **changes,
    }
    return PlannedPool(**given)  # type: ignore[arg-type]


PLANNED = Planned(
    pools={name: pool(name=f"{name}-group") for name in SHOP.services},
    databases={
        "core-db": PlannedDatabase(
            nodes=3,
            node_class="db.r7g.large",
            vcpu=2,
            zones=("a", "b", "c"),
            elastic_readers=0,
            max_connections=500,
            pooled_ratio=None,
        )
    },
    caches={
        "shop-cache": PlannedCache(shards=3, replicas=1, node_type="cache.r7g.large", nodes=6, vcpu=2, gib=None)
    },
    tables={
        "carts-table": PlannedTable(
            reads_per_second=12_000, writes_per_second=4_000, growth=None, key_writes_per_second=1_000
        )
    },
    queues={f"{name}-queue": PlannedQueue(messages_per_second=inf) for name in ("jobs", "mails")},
    messages_per_second=inf,
    balancers={
        "public-lb": PlannedBalancer(internal=False, reserved_units=100, firewall_rps=50_000, mbps=inf, grows=True)
    },
    edge=PlannedEdge(distributions=1, requests_per_second=250_000, gbps=150),
    egress=PlannedEgress(addresses=3, zones_served=3),
    subnets={f"net-{zone}": PlannedSubnet(zone=zone, free_addresses=50) for zone in "abc"},
)


def calendar(sessions_rps: float = 100, **changes: object) -> Calendar:
    """The same load at any time, and one campaign that brings nothing."""
    sale = Campaign(
        name="sale", start=START, end=START + timedelta(hours=1), sources=(), headroom_ratio=0.3,
        time_zone="Europe/Berlin",
    )  # fmt: skip
    base = BaseLoad(
        sessions_per_day=86_400 * sessions_rps,
        hourly_weights=(1.0,) * 24,
        weekday_weights=(1.0,) * 7,
        time_zone="UTC",
    )
    given: dict[str, object] = {"base": base, "campaigns": {"sale": sale}, "prepare_days": 30, **changes}
    return Calendar(**given)  # type: ignore[arg-type]


def stage(sessions_rps: float = 100, shop: ShopLoad = SHOP, **changes: object) -> Stage:
    """Twenty minutes of it."""
    window = Window(name="sale", start=START, end=START + timedelta(seconds=SECONDS))
    comes = demand(calendar(sessions_rps), window, shop)
    made = Stage(planned=PLANNED, measured=MEASURED, shop=shop, demand=comes, traffic=forecast(comes, shop))
    return replace(made, **changes)  # type: ignore[arg-type]


def planned(**changes: object) -> Planned:
    """The plan with some parts changed."""
    return replace(PLANNED, **changes)  # type: ignore[arg-type]
