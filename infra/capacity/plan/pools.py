"""One service: how many instances each campaign needs, the floor over time, and what follows the load besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from infra.capacity.calendar import Campaign
from infra.capacity.demand import Demand
from infra.capacity.group import Group
from infra.capacity.lead_time import lead_seconds
from infra.capacity.plan.floors import Hold, Step, floor_now, holds, steps
from infra.capacity.plan.inputs import ServiceLimits, StackLimits
from infra.capacity.plan.number import Number, amount
from infra.capacity.plan.reaction import Reaction, boot_seconds, reaction
from infra.capacity.plan.series import Peak, peak, waiting_at_most, worst_of_blocks
from infra.capacity.rates import Series
from infra.capacity.sizing import after_zone_loss, instances_needed

ALL_ZONES_RATIO = 0.65
ZONE_LOST_RATIO = 0.85
"""Highest utilisation at the peak, with all zones and with one lost. Assumptions: real service times grow with
it."""
_WARM_START_SECONDS = 30
"""Of a stopped instance (assumption, as in group.py)."""


@dataclass(frozen=True, kw_only=True)
class CampaignNeed:
    """What one campaign needs of one service."""

    campaign: str
    peak: Peak
    """Of its requests, without headroom."""
    instances: Number
    """In service when the worst minute begins."""
    holds: tuple[Hold, ...]
    """Floors above the everyday one, the highest first; never above the cap."""
    reaction: Reaction


@dataclass(frozen=True, kw_only=True)
class PoolPlan:
    """The plan of one service's pool."""

    service: str
    needs: tuple[CampaignNeed, ...]
    """Of the campaigns ahead, in the order of their windows."""
    floor: Number
    """Now."""
    steps: tuple[Step, ...]
    """How the floor changes from here on."""
    cap: Number
    target: Number
    warm_pool: Number

    @property
    def most(self) -> CampaignNeed | None:
        """The campaign that needs most."""
        return max(self.needs, key=lambda need: need.instances.value, default=None)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One reason to have instances: requests, or a queue."""

    busy: Series
    """Instances kept busy in the worst second of each minute, headroom included."""
    ceiling_ratio: float
    words: str
    """`7,800 requests/s x 1.3 / (420`: the arithmetic up to the ceiling."""

    def instances(self, zones: int | None) -> NDArray[np.int64]:
        """That each minute needs."""
        return instances_needed(
            self.busy, zones=zones, ceiling_ratio=self.ceiling_ratio, zone_lost_ceiling_ratio=ZONE_LOST_RATIO
        )


def pool_plan(
    name: str,
    stack: StackLimits,
    consumes: Mapping[str, float],
    ahead: Sequence[tuple[Campaign, Demand]],
    preparing: frozenset[str],
    clock: datetime,
) -> PoolPlan:
    """The plan of one service.

    Args:
        name: of the service.
        stack: where it runs.
        consumes: queue -> messages per second that one instance works off; its share of the queue's messages.
        ahead: campaigns whose window has not ended, with the demand of it.
        preparing: names of those in preparation; only they raise the floor.
        clock: when the plan is applied.
    """
    service = stack.services[name]
    needs = tuple(_need(name, stack, consumes, campaign, demand) for campaign, demand in ahead)
    standing = [hold for need in needs if need.campaign in preparing for hold in need.holds]
    floor = floor_now(standing, service.min_instances, clock)
    return PoolPlan(
        service=name,
        needs=needs,
        floor=Number(value=floor, unit="instances", reason=_floor_reason(service, standing, floor, clock)),
        steps=tuple(
            step for step in steps(standing, service.min_instances, clock) if _schedulable(step, stack, clock)
        ),
        cap=Number(
            value=service.max_instances, unit="instances", reason="the most that people allow (max_instances)"
        ),
        target=Number(
            value=service.target_ratio,
            unit="of the throughput",
            reason=(
                f"target tracking aims at {amount(service.target_ratio * service.throughput_rps)} of the "
                f"{amount(service.throughput_rps)} requests/s that one instance "
                f"{'is estimated' if service.estimated else 'was measured'} to serve: a load at the target itself "
                "flutters"
            ),
        ),
        warm_pool=Number(value=0, unit="instances", reason=_no_warm_pool(service, stack, needs)),
    )


def _schedulable(step: Step, stack: StackLimits, clock: datetime) -> bool:
    """What is further ahead than the cloud takes is left to a later update."""
    most = stack.cloud.schedule_days_ahead
    return most is None or step.at <= clock + timedelta(days=most)


def _need(
    name: str, stack: StackLimits, consumes: Mapping[str, float], campaign: Campaign, demand: Demand
) -> CampaignNeed:
    service = stack.services[name]
    zones = stack.zones if stack.survives_zone_loss else None
    requests = demand.service_rps[name]
    parts = list(_parts(name, stack, consumes, campaign, demand, requests))
    each = [part.instances(zones) for part in parts]
    need = np.max(each, axis=0)
    worst = int(need.argmax())
    binding = parts[max(range(len(parts)), key=lambda index: each[index][worst])]
    instances = int(need[worst])

    def lead(further: int) -> int:
        return lead_seconds(_launching(service, stack), further)

    return CampaignNeed(
        campaign=campaign.name,
        peak=peak(requests, demand.start, campaign.name),
        instances=Number(
            value=instances,
            unit="instances",
            reason=_size_reason(instances, binding, float(binding.busy[worst]), zones),
        ),
        holds=holds(
            campaign,
            demand.start,
            np.minimum(need, service.max_instances),
            service.min_instances,
            lead,
        ),
        reaction=reaction(service, stack, requests, campaign.headroom_ratio, demand.start),
    )


def _parts(
    name: str,
    stack: StackLimits,
    consumes: Mapping[str, float],
    campaign: Campaign,
    demand: Demand,
    requests: Series,
) -> Iterator[_Part]:
    service, more = stack.services[name], 1 + campaign.headroom_ratio
    worst = worst_of_blocks(requests)
    yield _Part(
        busy=worst * more / service.throughput_rps,
        ceiling_ratio=ALL_ZONES_RATIO,
        words=(f"{amount(float(worst.max()))} requests/s x {amount(more)} / ({amount(service.throughput_rps)} x "),
    )
    for queue, rate in consumes.items():
        seconds = stack.queues[queue]
        messages = worst_of_blocks(waiting_at_most(demand.queue_rps[queue], seconds))
        yield _Part(
            busy=messages * more / rate,
            ceiling_ratio=ZONE_LOST_RATIO,
            words=(
                f"{amount(float(messages.max()))} messages/s of {queue}, each within {seconds} s, "
                f"x {amount(more)} / ({amount(rate)} x "
            ),
        )

    if service.connections is not None:
        open_ = worst_of_blocks(demand.connections[name])
        yield _Part(
            busy=open_ * more / service.connections,
            ceiling_ratio=ALL_ZONES_RATIO,
            words=f"{amount(float(open_.max()))} connections x {amount(more)} / ({amount(service.connections)} x ",
        )


def _size_reason(instances: int, part: _Part, busy: float, zones: int | None) -> str:
    """`7,800 requests/s x 1.3 / (200 x 0.85), survives one of three zones`."""
    everywhere = _Part(busy=np.array([busy]), ceiling_ratio=part.ceiling_ratio, words="").instances(None)[0]
    if zones is None or everywhere >= instances:
        kept = "" if zones is None else f", survives one of {zones} zones"
        return f"{part.words}{part.ceiling_ratio}){kept}"
    left = after_zone_loss(instances, zones=zones)
    return f"{part.words}{ZONE_LOST_RATIO}) = {left}, survives one of {zones} zones with {instances - left} more"


def _floor_reason(service: ServiceLimits, standing: Sequence[Hold], floor: int, clock: datetime) -> str:
    if floor == service.min_instances:
        return "the everyday floor that people set (min_instances): no campaign needs more now"
    hold = min((hold for hold in standing if hold.instances == floor), key=lambda hold: hold.ready)
    until = f"until {hold.end:%Y-%m-%d %H:%M} UTC"
    when = "is under way" if hold.ready <= clock else "begins before this update is over"
    return f"{hold.campaign} {when} and needs them {until}"


def _no_warm_pool(service: ServiceLimits, stack: StackLimits, needs: Sequence[CampaignNeed]) -> str:
    if not stack.cloud.warm_pool:
        return "none: the cloud prepares no instances in advance"
    boots, first = boot_seconds(service, stack), next(iter(needs), None)
    if first is None:
        return "none: no campaign is ahead"
    return (
        "none: the floor stands before the wave; beyond the forecast a pool would shorten the reaction from "
        f"{first.reaction.seconds} s to {first.reaction.seconds - max(0, boots - _WARM_START_SECONDS)} s only, as "
        "detection takes most of it"
    )


def _launching(service: ServiceLimits, stack: StackLimits) -> Group:
    """What lead times need to know of a group."""
    return Group(
        minimum=0,
        maximum=0,
        desired=0,
        zones=stack.zones,
        boot_seconds=boot_seconds(service, stack),
        warm_up_seconds=service.warm_up_seconds,
        launch_rate_per_second=stack.cloud.launch_rate_per_second,
        launch_burst=stack.cloud.launch_burst,
    )
