"""From a stack's settings and capacity plan to the facts that rules may know."""

from __future__ import annotations

from collections.abc import Mapping

from components.local_time import utc_offset_hours
from infra.audit.sales import sales
from infra.capacity.plan.intelligence import most_shards
from infra.capacity.plan.plan import CapacityPlan
from infra.planning import planned_capacity
from infra.settings import Settings
from infra.settings.clock import clock_of
from infra.settings.journey import RequestClassSettings
from infra.settings.stack_limits import message_calls, stack_limits, throughput_rps
from policies.facts import Environment, Facts, Limits

_CDN_REGIONS: Mapping[str, frozenset[str]] = {"aws": frozenset({"us-east-1"}), "alicloud": frozenset()}
"""Where a cloud keeps what belongs to its CDN (certificate, firewall), whatever the stack's region."""


def facts(settings: Settings, capacity: CapacityPlan | None = None) -> Facts:
    """The facts of one stack; without a plan, with that of the stack's clock."""
    stack = settings.config.stack
    plan = planned_capacity(settings, clock_of(settings)) if capacity is None else capacity
    return Facts(
        stack=settings.name,
        cloud=stack.cloud.value,
        environment=Environment(stack.environment.value),
        region=settings.config.region,
        allowed_regions=frozenset({settings.config.region}) | _CDN_REGIONS[stack.cloud.value],
        accounts=frozenset({settings.config.account.id}),
        permanent=not settings.disposable,
        utc_offset_hours=utc_offset_hours(settings.config.region),
        sales=sales(plan, len(settings.config.network.zones) if settings.highly_available else None),
        limits=_limits(settings),
        clock=plan.clock,
    )


def _of_one_visit(kind: RequestClassSettings, conversion_ratio: float) -> float:
    if kind.channel:  # who orders on a marketplace visits that
        return 0
    return kind.per_session or (kind.per_order or 0) * conversion_ratio


def _limits(settings: Settings) -> Limits:
    """What people have written down and what was measured, as it holds in this stack."""
    shop, journey, planned = settings.shop, settings.shop.journey, stack_limits(settings)
    requests = journey.requests.values()
    return Limits(
        everyday_instances={name: service.scale.min_instances for name, service in shop.services.items()},
        throughput_rps={name: throughput_rps(settings, name) for name in shop.services},
        warm_up_seconds={name: service.performance.warm_up_seconds for name, service in shop.services.items()},
        connections={
            database: {
                name: service.work.connections
                for name, service in shop.services.items()
                if service.database == database and service.work.connections
            }
            for database in shop.databases
        },
        max_connections={name: database.max_connections for name, database in shop.databases.items()},
        shards={name: cache.max_shards for name, cache in shop.caches.items()},
        stream_shards={
            name: int(most_shards(each, planned.cloud).value) for name, each in planned.streams.items()
        },
        message_seconds={name: queue.max_age_seconds for name, queue in shop.queues.items()},
        message_calls=message_calls(shop),
        hosts={host: site for site in shop.sites for host in settings.hosts(site)},
        visit_requests=sum(_of_one_visit(each, journey.conversion_ratio) for each in requests),
        site_requests={
            site: sum(_of_one_visit(each, journey.conversion_ratio) for each in requests if each.site == site)
            for site in shop.sites
        },
        visit_seconds=journey.session_seconds,
        order_requests=max(each.per_order or 0 for each in requests),
    )
