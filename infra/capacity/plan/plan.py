"""The capacity plan of one stack: a function of its limits, the calendar and the clock, and of nothing else."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from infra.capacity.calendar import Calendar, Campaign
from infra.capacity.demand import Demand
from infra.capacity.journey import ShopLoad
from infra.capacity.plan import limits, outside
from infra.capacity.plan.connections import connection_needs
from infra.capacity.plan.edge import EdgePlan, edge_plan, edge_quotas
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.intelligence import (
    MailPlan,
    ModelPlan,
    SearchPlan,
    StreamPlan,
    mail_plan,
    model_plan,
    search_plan,
    stream_plan,
)
from infra.capacity.plan.intelligence_limits import intelligence_checks, message_quota
from infra.capacity.plan.number import Check, Number, Quota, amount
from infra.capacity.plan.pools import PoolPlan, pool_plan
from infra.capacity.plan.rooms import room_checks
from infra.capacity.plan.series import Peak, peak
from infra.capacity.plan.stores import (
    CachePlan,
    DatabasePlan,
    StoreNeed,
    TablePlan,
    cache_plan,
    database_plan,
    table_plan,
)
from infra.capacity.plan.work import Work


@dataclass(frozen=True, kw_only=True)
class CapacityPlan:
    """What must stand ready, when, and why."""

    clock: datetime
    """When it is applied, UTC."""
    ahead: tuple[Campaign, ...]
    """Campaigns whose window has not ended; caps and limits are judged for all of them."""
    preparing: frozenset[str]
    """Those in preparation: only for them there are schedules, sizes and reservations."""
    running: frozenset[str]
    """Those in whose window the clock stands."""
    pools: Mapping[str, PoolPlan]
    databases: Mapping[str, DatabasePlan] = field(default_factory=dict)
    connections: Mapping[str, tuple[StoreNeed, ...]] = field(default_factory=dict)
    """Database -> connections at work in each campaign; nothing where no pool shares them out."""
    caches: Mapping[str, CachePlan] = field(default_factory=dict)
    tables: Mapping[str, TablePlan] = field(default_factory=dict)
    balancers: Mapping[str, outside.BalancerPlan] = field(default_factory=dict)
    edge: EdgePlan
    queues: Mapping[str, tuple[Peak, ...]] = field(default_factory=dict)
    """Queue -> peak of its messages in each campaign."""
    streams: Mapping[str, StreamPlan] = field(default_factory=dict)
    searches: Mapping[str, SearchPlan] = field(default_factory=dict)
    models: Mapping[str, ModelPlan] = field(default_factory=dict)
    """Those that are switched on."""
    mails: Mapping[str, MailPlan] = field(default_factory=dict)
    message_calls: tuple[StoreNeed, ...] = ()
    """Of all queues together, per second."""
    hot_keys: tuple[StoreNeed, ...] = ()
    """Copies of the stock counter of the product that sells most."""
    hot_writes: tuple[StoreNeed, ...] = ()
    """Writes to all of them together."""
    checks: tuple[Check, ...] = ()
    quotas: tuple[Quota, ...] = ()

    @property
    def shortfalls(self) -> tuple[Check, ...]:
        """What does not hold."""
        return tuple(check for check in self.checks if not check.holds)

    @property
    def refused(self) -> tuple[Check, ...]:
        """What no setting can help: the calendar asks for more than there is."""
        return tuple(check for check in self.shortfalls if check.firm)


def capacity_plan(
    calendar: Calendar,
    demands: Mapping[str, Demand],
    shop: ShopLoad,
    stack: StackLimits,
    clock: datetime,
) -> CapacityPlan:
    """The plan of one stack; the same arguments give the same plan.

    Args:
        calendar: all campaigns.
        demands: campaign -> demand of its window: of all `campaigns_needed`.
        shop: how visits become work.
        stack: what people allow, what was measured, where it runs.
        clock: when the plan is applied, UTC.
    """
    ahead = [(campaign, demands[campaign.name]) for campaign in calendar.ahead(clock)]
    preparing = frozenset(campaign.name for campaign in calendar.in_preparation(clock))
    begun = [(each, demands[each.name]) for each in _begun(calendar, clock)]
    consumers = Counter(queue for load in shop.services.values() for queue in load.consumes)
    pools = {
        name: pool_plan(
            name,
            stack,
            # as if it worked off the queue alone, where several share it evenly
            {queue: rate * consumers[queue] for queue, rate in load.consumes.items()},
            ahead,
            preparing,
            clock,
        )
        for name, load in shop.services.items()
    }
    work = Work(shop, stack, pools)
    plan = CapacityPlan(
        clock=clock,
        ahead=tuple(campaign for campaign, _ in ahead),
        preparing=preparing,
        running=frozenset(campaign.name for campaign in calendar.running(clock)),
        pools=pools,
        databases={
            name: database_plan(name, each, stack, work, ahead, preparing)
            for name, each in stack.databases.items()
        },
        connections={name: connection_needs(name, each, work, ahead) for name, each in stack.databases.items()},
        caches={name: cache_plan(name, each, work, ahead, preparing) for name, each in stack.caches.items()},
        tables={
            name: table_plan(name, each, stack, work, ahead, begun, preparing)
            for name, each in stack.tables.items()
        },
        balancers=outside.balancers(stack, shop, ahead, preparing),
        edge=edge_plan(stack, shop, ahead),
        queues={
            name: tuple(peak(demand.queue_rps[name], demand.start, each.name) for each, demand in ahead)
            for name in shop.queues
        },
        streams={
            name: stream_plan(name, each, stack.cloud, ahead, preparing) for name, each in stack.streams.items()
        },
        searches={name: search_plan(name, each, stack, ahead) for name, each in stack.searches.items()},
        models={name: model_plan(name, each, stack, ahead, preparing) for name, each in stack.models.items()},
        mails={name: mail_plan(name, each, shop, stack, ahead) for name, each in stack.mails.items()},
        message_calls=tuple(_calls(stack, campaign, demand) for campaign, demand in ahead),
        hot_keys=tuple(_copies(stack, campaign, demand) for campaign, demand in ahead),
        hot_writes=tuple(_hottest(campaign, demand) for campaign, demand in ahead),
    )
    return replace(
        plan,
        checks=(
            *limits.checks(plan, stack, shop),
            *outside.third_parties(shop, stack, ahead),
            *room_checks(calendar, shop, stack, pools, ahead),
            *intelligence_checks(plan, stack, ahead),
        ),
        quotas=(
            *limits.quotas(plan, stack),
            *message_quota(plan, stack),
            *edge_quotas(plan.edge, plan.balancers[outside.PUBLIC], stack),
        ),
    )


def campaigns_needed(calendar: Calendar, clock: datetime) -> tuple[Campaign, ...]:
    """The campaigns whose demand a plan wants: those ahead, and while one is in preparation also those that are
    over, because what a table was warmed to cannot be lowered."""
    ahead = calendar.ahead(clock)
    return tuple({campaign.name: campaign for campaign in (*ahead, *_begun(calendar, clock))}.values())


def _begun(calendar: Calendar, clock: datetime) -> tuple[Campaign, ...]:
    """In preparation or over; none while nothing is in preparation."""
    preparing = calendar.in_preparation(clock)
    if not preparing:
        return ()
    return (*(each for each in calendar.campaigns.values() if each.window_end <= clock), *preparing)


def _calls(stack: StackLimits, campaign: Campaign, demand: Demand) -> StoreNeed:
    weights = {name: each for name, each in stack.message_calls.items() if name in demand.queue_rps}
    most, more = peak(demand.queue_rps.total(weights), demand.start, campaign.name), 1 + campaign.headroom_ratio
    words = f"{most.text('calls/s')} of all queues x {amount(more)}"
    return StoreNeed(campaign=campaign.name, number=Number(value=most.value * more, unit="calls/s", reason=words))


def _hottest(campaign: Campaign, demand: Demand) -> StoreNeed:
    hottest, more = peak(demand.hot_key_rps, demand.start, campaign.name), 1 + campaign.headroom_ratio
    words = f"{amount(hottest.value)} writes/s to one product x {amount(more)}"
    return StoreNeed(
        campaign=campaign.name, number=Number(value=hottest.value * more, unit="writes/s", reason=words)
    )


def _copies(stack: StackLimits, campaign: Campaign, demand: Demand) -> StoreNeed:
    writes, each = _hottest(campaign, demand).number, stack.cloud.key_writes_rps
    return StoreNeed(
        campaign=campaign.name,
        number=Number(
            value=max(1, math.ceil(writes.value / each)),
            unit="copies of the stock counter",
            reason=f"{writes.reason} / {amount(each)} of one key",
        ),
    )
