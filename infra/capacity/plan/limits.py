"""What the plan needs against what people allow, what was measured, and what an account has."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from infra.capacity.journey import ShopLoad
from infra.capacity.plan.connections import connection_checks
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.number import Check, Number, Quota, amount
from infra.capacity.plan.pools import PoolPlan
from infra.capacity.plan.stores import DATABASE_RATIO, CachePlan, DatabasePlan, StoreNeed, TablePlan, most_shards

if TYPE_CHECKING:
    from infra.capacity.plan.plan import CapacityPlan

MOST_INSTANCES = 2_000
"""Of one group: no stack file may say more, and ESS has no larger one."""
_REBALANCING = 1.1
"""A group may exceed its maximum by a tenth while it moves instances between zones (EC2 Auto Scaling User
Guide)."""
_PEOPLE = "people allow no more"


def checks(plan: CapacityPlan, stack: StackLimits, shop: ShopLoad) -> Iterator[Check]:
    """Every need beside its limit, whether it holds or not."""
    yield from _instances(plan.pools, stack)
    for database in plan.databases.values():
        yield from _database(database, stack)
        yield from connection_checks(database.name, plan.connections[database.name], stack, shop)
    for cache in plan.caches.values():
        yield from _shards(cache, stack)
    yield from _addresses(stack)
    yield from _vcpus(plan.pools, stack)
    for balancer in plan.balancers.values():
        for campaign, units in balancer.needs:
            if units.value:
                yield Check(
                    where=f"load balancer {balancer.name}",
                    campaign=campaign,
                    need=units,
                    limit=Number(
                        value=stack.cloud.balancer_units or 0,
                        unit=units.unit,
                        reason="the most that one can reserve, and by itself it only doubles in 5 minutes",
                    ),
                    fix="spread the wave: fewer people at once, or a longer ramp",
                    firm=True,
                )


def _instances(pools: Mapping[str, PoolPlan], stack: StackLimits) -> Iterator[Check]:
    for name, pool in pools.items():
        for need in pool.needs:
            for limit, firm, fix in (
                (
                    pool.cap,
                    False,
                    f"raise `scale.max_instances` of {name} (shop.yaml, or `floodgate:services` of the stack) "
                    f"to {amount(need.instances.value)}",
                ),
                (
                    Number(value=MOST_INSTANCES, unit="instances", reason="no scaling group is larger"),
                    True,
                    "spread the wave, take larger instances, or answer more at the CDN",
                ),
            ):
                yield Check(
                    where=f"service {name}",
                    campaign=need.campaign,
                    need=need.instances,
                    limit=limit,
                    fix=fix,
                    firm=firm,
                )


def _database(plan: DatabasePlan, stack: StackLimits) -> Iterator[Check]:
    database = stack.databases[plan.name]
    spare = 1 if database.max_readers > database.readers else 0
    for need in plan.needs:
        yield Check(
            where=f"database {plan.name}",
            campaign=need.campaign,
            need=need.number,
            limit=Number(
                value=database.max_readers - spare,
                unit="readers",
                reason=f"{_PEOPLE}: max_readers {database.max_readers}"
                + (", of which one stays free to follow the load beyond the forecast" if spare else ""),
            ),
            fix=f"raise `max_readers` of {plan.name} (shop.yaml, or `floodgate:databases` of the stack), or let "
            "the cache answer more",
        )
    for share in plan.writer:
        yield Check(
            where=f"database {plan.name}, writer",
            campaign=share.campaign,
            need=share.number,
            limit=Number(value=DATABASE_RATIO, unit=share.number.unit, reason="beyond, waits grow without end"),
            fix=f"give {plan.name} a larger class (`vcpu`, `memory_gib`), measure it, and write down what it does",
        )


def _shards(plan: CachePlan, stack: StackLimits) -> Iterator[Check]:
    cache = stack.caches[plan.name]
    single = most_shards(cache) < cache.max_shards
    for need in plan.needs:
        yield Check(
            where=f"cache {plan.name}",
            campaign=need.campaign,
            need=need.number,
            limit=Number(
                value=most_shards(cache),
                unit="shards",
                reason="a cache of one shard cannot be divided while it serves" if single else _PEOPLE,
            ),
            fix=f"give {plan.name} {'two shards or more before' if single else 'a higher `max_shards`'} "
            "(shop.yaml, or `floodgate:caches` of the stack)",
        )


def _addresses(stack: StackLimits) -> Iterator[Check]:
    """All pools at their caps, while one zone is lost and its instances stand in the others."""
    most = sum(service.max_instances for service in stack.services.values())
    zones = stack.zones - 1 if stack.survives_zone_loss else stack.zones
    yield Check(
        where="network",
        need=Number(
            value=math.ceil(most * _REBALANCING / zones),
            unit="addresses in each zone",
            reason=f"{amount(most)} instances at most x {_REBALANCING} for rebalancing, over {zones} zones"
            + (" when one is lost" if stack.survives_zone_loss else ""),
        ),
        limit=Number(
            value=stack.addresses_per_zone, unit="addresses in each zone", reason="the private subnet of each zone"
        ),
        fix="give the stack a larger `network.cidr`",
    )


def _vcpus(pools: Mapping[str, PoolPlan], stack: StackLimits) -> Iterator[Check]:
    if stack.vcpus is None:
        return
    granted = Number(value=stack.vcpus, unit="vCPU", reason="granted in the region (`account.vcpus`)")
    for campaign in _campaigns(pools):
        peaks = sum(
            need.instances.value * stack.services[name].vcpu
            for name, pool in pools.items()
            for need in pool.needs
            if need.campaign == campaign
        )
        yield Check(
            where="account",
            campaign=campaign,
            need=Number(value=peaks, unit="vCPU", reason="all services at their peaks"),
            limit=granted,
            fix="ask the cloud for more in this region and write down what it grants, or spread the campaign",
            firm=True,
        )


def quotas(plan: CapacityPlan, stack: StackLimits) -> Iterator[Quota]:
    """What the account must be granted in time."""
    caps = sum(service.max_instances * service.vcpu for service in stack.services.values())
    yield Quota(
        where="account",
        name=stack.cloud.vcpu_quota,
        need=Number(
            value=math.ceil(caps * _REBALANCING),
            unit="vCPU",
            reason=f"all pools at their caps, {amount(caps)} vCPU, x {_REBALANCING} for rebalancing",
        ),
        default=None,
    )
    for table in plan.tables.values():
        yield from _table(table, stack)
    for name, pool in plan.pools.items():
        if stack.cloud.scheduled_per_group and pool.steps:
            yield _tasks(f"service {name}", len(pool.steps), stack.cloud.scheduled_per_group, "of a group")
        if stack.cloud.instances_per_group:
            yield Quota(
                where=f"service {name}",
                name="instances of a group",
                need=pool.cap,
                default=stack.cloud.instances_per_group,
            )
    if stack.cloud.scheduled_per_region:
        tasks = sum(len(pool.steps) for pool in plan.pools.values())
        yield _tasks("account", tasks, stack.cloud.scheduled_per_region, "of a region")
    reserved = sum(balancer.units.value for balancer in plan.balancers.values())
    if reserved:
        yield Quota(
            where="account",
            name="Reserved Application Load Balancer Capacity Units (LCUs) per Region",
            need=Number(value=reserved, unit="capacity units", reason="both load balancers"),
            default=0,
        )


def _table(table: TablePlan, stack: StackLimits) -> Iterator[Quota]:
    for needs, what in ((table.read_needs, "reads"), (table.write_needs, "writes")):
        if needs:
            yield Quota(
                where=f"table {table.name}",
                name=f"{what} per second",
                need=_most(needs),
                default=stack.cloud.table_quota_rps,
            )


def _tasks(where: str, many: int, default: int, of: str) -> Quota:
    return Quota(
        where=where,
        name=f"scheduled actions {of}",
        need=Number(value=many, unit="actions", reason="the floors of all campaigns in preparation"),
        default=default,
    )


def _most(needs: Sequence[StoreNeed]) -> Number:
    return max(needs, key=lambda need: need.number.value).number


def _campaigns(pools: Mapping[str, PoolPlan]) -> list[str]:
    return list(dict.fromkeys(need.campaign for pool in pools.values() for need in pool.needs))
