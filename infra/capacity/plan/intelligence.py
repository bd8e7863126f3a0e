"""Streams, search clusters, models and senders of mail: what each campaign needs of them, and what they have."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from infra.capacity.calendar import Campaign
from infra.capacity.demand import Demand
from infra.capacity.journey import ShopLoad
from infra.capacity.plan.cloud import CloudFacts
from infra.capacity.plan.granted import granted_checks
from infra.capacity.plan.inputs import ModelLimits, SearchLimits, StackLimits, StreamLimits
from infra.capacity.plan.number import Check, Number, amount
from infra.capacity.plan.outside import needed_calls
from infra.capacity.plan.pools import ALL_ZONES_RATIO, ZONE_LOST_RATIO
from infra.capacity.plan.series import Peak, of, peak
from infra.capacity.plan.stores import StoreNeed, now
from infra.capacity.plan.work import Ahead
from infra.capacity.rates import Series
from infra.capacity.sizing import instances_needed

STREAM_RATIO = 0.8
"""Highest share of what the shards of a stream take: keys are not spread evenly over them (assumption)."""
_PEOPLE = "people allow no more"


@dataclass(frozen=True, kw_only=True)
class StreamPlan:
    """One stream."""

    name: str
    events: tuple[Peak, ...]
    """Per second, of the campaigns ahead, without headroom."""
    needs: tuple[StoreNeed, ...]
    """Shards."""
    shards: Number
    """Now."""


@dataclass(frozen=True, kw_only=True)
class SearchPlan:
    """One search cluster."""

    name: str
    queries: tuple[Peak, ...]
    updates: tuple[Peak, ...]
    needs: tuple[StoreNeed, ...]
    """Data nodes."""
    nodes: Number
    """That people set: no campaign changes them."""


@dataclass(frozen=True, kw_only=True)
class ModelPlan:
    """One model."""

    name: str
    invocations: tuple[Peak, ...]
    needs: tuple[StoreNeed, ...]
    """Instances."""
    floor: Number
    """Now."""
    cap: Number


@dataclass(frozen=True, kw_only=True)
class MailPlan:
    """One sender of mail."""

    name: str
    mails: tuple[Peak, ...]
    """Per second, at the least rate at which none waits too long."""
    handed_in: tuple[Peak, ...]
    """Per second, those of mailings, as fast as `send_minutes` says."""
    limit: Number


def stream_plan(
    name: str, stream: StreamLimits, cloud: CloudFacts, ahead: Ahead, preparing: frozenset[str]
) -> StreamPlan:
    """Shards stand before a campaign: they do not follow a wave."""
    events = tuple(_peak(of(demand.stream_events_rps, name, demand), each, demand) for each, demand in ahead)
    calls = (float(of(demand.stream_calls_rps, name, demand).max(initial=0)) for _, demand in ahead)
    needs = tuple(
        StoreNeed(campaign=each.name, number=_shards(stream, cloud, most.value, made, 1 + each.headroom_ratio))
        for (each, _), most, made in zip(ahead, events, calls, strict=True)
    )
    most = most_shards(stream, cloud)
    return StreamPlan(
        name=name, events=events, needs=needs, shards=now(stream.shards, most.value, "shards", needs, preparing)
    )


def most_shards(stream: StreamLimits, cloud: CloudFacts) -> Number:
    """What one update can make of the everyday shards, and people allow."""
    if cloud.stream_keeps_shards:
        why = "shards that it was created with: another number would replace it"
        return Number(value=stream.shards, unit="shards", reason=why)
    growth = cloud.stream_growth
    if growth is not None and growth * stream.shards < stream.max_shards:
        why = f"one update makes at most {growth} times the {stream.shards} of every day"
        return Number(value=growth * stream.shards, unit="shards", reason=why)
    return Number(value=stream.max_shards, unit="shards", reason=_PEOPLE)


def _shards(stream: StreamLimits, cloud: CloudFacts, events: float, calls: float, more: float) -> Number:
    """By what fills a shard first: events, bytes or calls."""
    ways = [
        (
            amount_rps * more / (each * STREAM_RATIO),
            f"{amount(amount_rps)} {what} x {amount(more)} / ({amount(each)} x ",
        )
        for amount_rps, each, what in (
            (events, cloud.shard_events_rps, "events/s"),
            (events * stream.kib, cloud.shard_kib_per_second, "KiB/s"),
            (calls, cloud.shard_calls_rps, "calls/s"),
        )
        if each is not None
    ]
    busy, words = max(ways, default=(0.0, ""))
    return Number(value=max(1, math.ceil(busy)), unit="shards", reason=f"{words}{STREAM_RATIO})")


def search_plan(name: str, search: SearchLimits, stack: StackLimits, ahead: Ahead) -> SearchPlan:
    """Data nodes by the time that queries and updates keep them busy; also with those of one zone lost."""
    queries = tuple(_peak(of(demand.search_queries_rps, name, demand), each, demand) for each, demand in ahead)
    updates = tuple(_peak(of(demand.search_updates_rps, name, demand), each, demand) for each, demand in ahead)
    needs = []
    for (campaign, _), asked, written in zip(ahead, queries, updates, strict=True):
        more = 1 + campaign.headroom_ratio
        busy = more * (asked.value / search.queries_rps + written.value / search.updates_rps)
        words = (
            f"({amount(asked.value)} queries/s / {amount(search.queries_rps)} + "
            f"{amount(written.value)} updates/s / {amount(search.updates_rps)}) x {amount(more)}"
        )
        needs.append(StoreNeed(campaign=campaign.name, number=_instances(busy, "data nodes", words, stack)))
    return SearchPlan(
        name=name,
        queries=queries,
        updates=updates,
        needs=tuple(needs),
        nodes=Number(
            value=search.nodes, unit="data nodes", reason="that people set (`nodes`): a change takes hours"
        ),
    )


def model_plan(
    name: str, model: ModelLimits, stack: StackLimits, ahead: Ahead, preparing: frozenset[str]
) -> ModelPlan:
    """Instances stand before a campaign: those of an endpoint need minutes to come."""
    asked = tuple(_peak(of(demand.model_rps, name, demand), each, demand) for each, demand in ahead)
    needs = []
    for (campaign, _), most in zip(ahead, asked, strict=True):
        more = 1 + campaign.headroom_ratio
        words = f"{amount(most.value)} invocations/s x {amount(more)} / {amount(model.invocations_rps)}"
        needed = _instances(most.value * more / model.invocations_rps, "instances", words, stack)
        needs.append(StoreNeed(campaign=campaign.name, number=needed))
    return ModelPlan(
        name=name,
        invocations=asked,
        needs=tuple(needs),
        floor=now(model.min_instances, model.max_instances, "instances", needs, preparing),
        cap=Number(
            value=model.max_instances, unit="instances", reason="the most that people allow (max_instances)"
        ),
    )


def _instances(busy: float, unit: str, words: str, stack: StackLimits) -> Number:
    zones = stack.zones if stack.survives_zone_loss else None
    needed = instances_needed(
        np.array([busy]), zones=zones, ceiling_ratio=ALL_ZONES_RATIO, zone_lost_ceiling_ratio=ZONE_LOST_RATIO
    )
    kept = "" if zones is None else f", or {ZONE_LOST_RATIO} of what is left with one of {zones} zones lost"
    return Number(value=max(1, int(needed[0])), unit=unit, reason=f"{words} / {ALL_ZONES_RATIO}{kept}")


def mail_plan(name: str, limit_rps: float, shop: ShopLoad, stack: StackLimits, ahead: Ahead) -> MailPlan:
    """Mails as late as they may be, and mailings as fast as their campaigns promise."""
    each = _of_a_mailing(name, shop)
    return MailPlan(
        name=name,
        mails=tuple(
            _peak(needed_calls(shop, stack, demand, "mails", name), campaign, demand) for campaign, demand in ahead
        ),
        handed_in=tuple(_peak(each * demand.mails_rps, campaign, demand) for campaign, demand in ahead),
        limit=Number(
            value=limit_rps, unit="mails/s", reason="what the account may send (`mails` of shop.yaml or the stack)"
        ),
    )


def _of_a_mailing(name: str, shop: ShopLoad) -> float:
    """Mails of a sender for each that a mailing hands in."""
    queue = shop.mailings
    if queue is None:
        return 0.0
    workers = [load for load in shop.services.values() if queue in load.consumes]
    sends = (load.often("mails", name) for load in workers)
    return sum(often.of_message(queue) / len(workers) for often in sends if often is not None)


def _peak(series: Series, campaign: Campaign, demand: Demand) -> Peak:
    return peak(series, demand.start, campaign.name)


def mail_checks(plan: MailPlan, ahead: Ahead) -> Iterator[Check]:
    """What is sent beside what may be sent; where a mailing hands in faster than it goes, somebody decides."""
    for (campaign, _), most, promised in zip(ahead, plan.mails, plan.handed_in, strict=True):
        yield from granted_checks(
            f"mails of {plan.name}",
            campaign,
            most,
            plan.limit,
            f"ask the cloud for a higher limit and write it down (`mails.{plan.name}.limit_rps`), or send "
            "over a longer time (`send_minutes`)",
        )
        if promised.value:
            yield Check(
                where=f"mailings of {plan.name}",
                campaign=campaign.name,
                need=Number(
                    value=promised.value,
                    unit="mails/s",
                    reason=f"{promised.text('mails/s')}, as `send_minutes` says",
                ),
                limit=plan.limit,
                fix="raise `send_minutes`: faster they do not go out, or ask the cloud for a higher limit",
            )
