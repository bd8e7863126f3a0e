"""The cheapest floors that hold in the busiest part of each campaign, by playing it instead of by ceilings.

While nothing fails, capacity does not feed back into demand: so every service is searched alone, by bisection of
its floor, and one run of all together proves the result.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from infra.capacity.calendar import Campaign
from infra.capacity.demand import Demand
from infra.capacity.journey import ShopLoad
from infra.capacity.plan.inputs import StackLimits
from infra.capacity.plan.levers import Lever, allowed
from infra.capacity.plan.plan import CapacityPlan
from infra.capacity.plan.pools import CampaignNeed
from infra.capacity.plan.series import waiting_at_most
from infra.capacity.plan.trial import Trial
from infra.capacity.simulation import simulate
from infra.capacity.sizing import instances_needed
from infra.capacity.verdict import Breach, breaches

_BEFORE, _LASTS = 45 * 60, 90 * 60
"""The part that is played: from so long before the peak of all requests, in seconds."""
_HOUR_SECONDS = 3_600


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The cheapest floor of one service that holds, with and without one zone."""

    service: str
    lever: Lever
    instances: int
    """The floor from before the wave to the end of the campaign."""
    planned: int
    """What the plan's ceilings ask for."""
    hours: float
    """For which the floor stands."""
    holds: bool
    """Whether it holds at all within the cap; then `instances` is the cap."""

    @property
    def instance_hours(self) -> float:
        """Of the floor."""
        return self.instances * self.hours

    @property
    def planned_hours(self) -> float:
        """The same of the plan."""
        return self.planned * self.hours


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """One campaign: what would be enough, and the proof."""

    campaign: str
    start: datetime
    """First second that was played, UTC."""
    seconds: int
    choices: tuple[Choice, ...]
    breaches: tuple[Breach, ...]
    """Of all services together, with all zones."""
    zone_lost_breaches: tuple[Breach, ...]
    """The same, with one zone lost at the worst second; none where its loss need not be survived."""

    @property
    def holds(self) -> bool:
        """Whether the proof holds."""
        return not self.breaches and not self.zone_lost_breaches


def optimise(
    plan: CapacityPlan, demands: Mapping[str, Demand], shop: ShopLoad, stack: StackLimits
) -> Iterator[Optimum]:
    """For each campaign ahead that needs more than the everyday floors, the largest peak first."""
    needing = [
        campaign
        for campaign in plan.ahead
        if any(need.holds for pool in plan.pools.values() for need in pool.needs if need.campaign == campaign.name)
    ]
    for campaign in sorted(needing, key=lambda each: -float(demands[each.name].sessions_rps.max())):
        yield _optimum(plan, campaign, demands[campaign.name], shop, stack)


def _optimum(
    plan: CapacityPlan, campaign: Campaign, demand: Demand, shop: ShopLoad, stack: StackLimits
) -> Optimum:
    part = _busiest(demand)
    trial = Trial(demand, part, 1 + campaign.headroom_ratio, shop, stack)
    choices = tuple(
        _choice(name, need, campaign, demand, shop, stack, trial)
        for name, pool in plan.pools.items()
        for need in pool.needs
        if need.campaign == campaign.name
    )
    sizes = {choice.service: (choice.instances, choice.lever) for choice in choices}
    return Optimum(
        campaign=campaign.name,
        start=demand.start + timedelta(seconds=part.start),
        seconds=part.stop - part.start,
        choices=choices,
        breaches=breaches(simulate(trial.together(sizes, lose_zone=False))),
        zone_lost_breaches=breaches(simulate(trial.together(sizes, lose_zone=True)))
        if stack.survives_zone_loss
        else (),
    )


def _busiest(demand: Demand) -> slice:
    """The seconds around the peak of all requests, whole minutes."""
    total = demand.entry_rps.total(dict.fromkeys(demand.entry_rps, 1.0))
    lasts = min(_LASTS, demand.seconds)
    first = min(max(0, int(total.argmax()) - _BEFORE), demand.seconds - lasts)
    return slice(first, first + lasts)


def _choice(
    name: str,
    need: CampaignNeed,
    campaign: Campaign,
    demand: Demand,
    shop: ShopLoad,
    stack: StackLimits,
    trial: Trial,
) -> Choice:
    service = stack.services[name]
    least = max(service.min_instances, _for_queues(name, campaign, demand, shop, stack))
    planned = max(service.min_instances, int(need.instances.value))
    most = min(max(planned, least), service.max_instances)
    least = min(least, most)
    found, lever = None, Lever.SCHEDULED
    if trial.holds(name, least, Lever.SCHEDULED):
        found, lever = least, Lever.TRACKING if least == service.min_instances else Lever.SCHEDULED
    elif trial.holds(name, most, Lever.SCHEDULED):
        found = _smallest(trial, name, Lever.SCHEDULED, least, most)
        for more in allowed(stack.cloud):
            # another lever is worth a search only if it saves an instance
            if found - 1 > least and trial.holds(name, found - 1, more):
                found, lever = _smallest(trial, name, more, least, found - 1), more
    return Choice(
        service=name,
        lever=lever,
        instances=most if found is None else found,
        planned=planned,
        hours=_hours(need),
        holds=found is not None,
    )


def _smallest(trial: Trial, name: str, lever: Lever, fails: int, holds: int) -> int:
    """By bisection: more capacity never fails more."""
    while holds - fails > 1:
        middle = (holds + fails) // 2
        if trial.holds(name, middle, lever):
            holds = middle
        else:
            fails = middle
    return holds


def _for_queues(name: str, campaign: Campaign, demand: Demand, shop: ShopLoad, stack: StackLimits) -> int:
    """Instances without which messages would wait too long, also with one zone lost."""
    found = 0
    for queue, rate in shop.services[name].consumes.items():
        messages = waiting_at_most(demand.queue_rps[queue], stack.queues[queue]).max()
        load = np.array([messages * (1 + campaign.headroom_ratio) / rate])
        zones = stack.zones if stack.survives_zone_loss else None
        needed = instances_needed(load, zones=zones, ceiling_ratio=1.0, zone_lost_ceiling_ratio=1.0)
        found = max(found, int(needed[0]))
    return found


def _hours(need: CampaignNeed) -> float:
    if not need.holds:
        return 0.0
    highest = need.holds[0]
    return math.ceil((highest.end - highest.ready).total_seconds()) / _HOUR_SECONDS
