"""A capacity plan as JSON, schema `floodgate.capacity/1` (docs/capacity.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from infra.capacity.assumption import Assumption
from infra.capacity.calendar import Calendar, Campaign
from infra.capacity.plan.assumed import assumptions
from infra.capacity.plan.cloud import CloudFacts
from infra.capacity.plan.optimise import Choice, Optimum
from infra.capacity.plan.plan import CapacityPlan
from infra.capacity.plan.pools import CampaignNeed, PoolPlan
from infra.capacity.plan.series import Peak
from infra.capacity.plan.stores import StoreNeed
from infra.capacity.prices import Price

SCHEMA = "floodgate.capacity/1"
_DIGITS = 6
"""Of numbers: far more than a forecast knows, and the same on every machine."""


def capacity_json(
    stack: str,
    plan: CapacityPlan,
    calendar: Calendar,
    peaks: Sequence[Peak],
    cloud: CloudFacts,
    optima: Sequence[Optimum] | None,
    prices: Mapping[str, Price],
) -> str:
    """One object; the same plan gives the same bytes."""
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "stack": stack,
        "clock": plan.clock,
        "holds": not plan.shortfalls,
        "campaigns": [_campaign(plan, campaign, peak) for campaign, peak in zip(plan.ahead, peaks, strict=True)],
        "services": {name: _pool(pool) for name, pool in plan.pools.items()},
        "databases": {
            name: {
                "readers": asdict(each.readers),
                "needs": _needs(each.needs),
                "writer_ratio": _needs(each.writer),
                "reads_rps": _peaks(each.reads),
                "writes_rps": _peaks(each.writes),
            }
            for name, each in plan.databases.items()
        },
        "caches": {
            name: {
                "shards": asdict(each.shards),
                "needs": _needs(each.needs),
                "operations_rps": _peaks(each.operations),
            }
            for name, each in plan.caches.items()
        },
        "tables": {
            name: {
                "warm_reads": asdict(each.warm_reads) if each.warm_reads else None,
                "warm_writes": asdict(each.warm_writes) if each.warm_writes else None,
                "reads": _needs(each.read_needs),
                "writes": _needs(each.write_needs),
            }
            for name, each in plan.tables.items()
        },
        "load_balancers": {
            name: {
                "capacity_units": asdict(each.units),
                "megabits_per_second": asdict(each.mbps),
                "needs": {campaign: asdict(number) for campaign, number in each.needs},
            }
            for name, each in plan.balancers.items()
        },
        "queues": {name: _peaks(peaks) for name, peaks in plan.queues.items()},
        "message_calls": _needs(plan.message_calls),
        "streams": {
            name: {
                "shards": asdict(each.shards),
                "needs": _needs(each.needs),
                "events_rps": _peaks(each.events),
            }
            for name, each in plan.streams.items()
        },
        "searches": {
            name: {
                "nodes": asdict(each.nodes),
                "needs": _needs(each.needs),
                "queries_rps": _peaks(each.queries),
                "updates_rps": _peaks(each.updates),
            }
            for name, each in plan.searches.items()
        },
        "models": {
            name: {
                "floor": asdict(each.floor),
                "cap": asdict(each.cap),
                "needs": _needs(each.needs),
                "invocations_rps": _peaks(each.invocations),
            }
            for name, each in plan.models.items()
        },
        "mails": {
            name: {
                "limit": asdict(each.limit),
                "mails_rps": _peaks(each.mails),
                "handed_in_rps": _peaks(each.handed_in),
            }
            for name, each in plan.mails.items()
        },
        "hot_keys": _needs(plan.hot_keys),
        "checks": [{**asdict(check), "holds": check.holds} for check in plan.checks],
        "quotas": [asdict(quota) for quota in plan.quotas],
        "assumptions": [str(each) for each in (*_of_calendar(calendar, plan), *assumptions(cloud))],
    }
    if optima is not None:
        found["optimum"] = [_optimum(optimum, prices) for optimum in optima]
    return json.dumps(_plain(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _campaign(plan: CapacityPlan, campaign: Campaign, peak: Peak) -> dict[str, Any]:
    return {
        "name": campaign.name,
        "start": campaign.window_start,
        "end": campaign.window_end,
        "time_zone": campaign.time_zone,
        "headroom_ratio": campaign.headroom_ratio,
        "prepared": campaign.name in plan.preparing,
        "running": campaign.name in plan.running,
        "sessions_rps": _peak(peak),
    }


def _pool(pool: PoolPlan) -> dict[str, Any]:
    return {
        "floor": asdict(pool.floor),
        "cap": asdict(pool.cap),
        "target": asdict(pool.target),
        "warm_pool": asdict(pool.warm_pool),
        "steps": [asdict(step) for step in pool.steps],
        "needs": {need.campaign: _need(need) for need in pool.needs},
    }


def _need(need: CampaignNeed) -> dict[str, Any]:
    return {
        "peak_rps": _peak(need.peak),
        "instances": asdict(need.instances),
        "holds": [asdict(hold) for hold in need.holds],
        "reaction": asdict(need.reaction),
    }


def _optimum(optimum: Optimum, prices: Mapping[str, Price]) -> dict[str, Any]:
    return {
        "campaign": optimum.campaign,
        "start": optimum.start,
        "seconds": optimum.seconds,
        "holds": optimum.holds,
        "services": {choice.service: _choice(choice, prices.get(choice.service)) for choice in optimum.choices},
        "breaches": [asdict(breach) for breach in optimum.breaches],
        "zone_lost_breaches": [asdict(breach) for breach in optimum.zone_lost_breaches],
    }


def _choice(choice: Choice, price: Price | None) -> dict[str, Any]:
    return {
        **asdict(choice),
        "instance_hours": choice.instance_hours,
        "planned_instance_hours": choice.planned_hours,
        "price": asdict(price) if price else None,
    }


def _needs(needs: Sequence[StoreNeed]) -> dict[str, Any]:
    return {need.campaign: asdict(need.number) for need in needs}


def _peaks(peaks: Sequence[Peak]) -> dict[str, Any]:
    return {peak.campaign: _peak(peak) for peak in peaks}


def _peak(peak: Peak) -> dict[str, Any]:
    return {"value": peak.value, "at": peak.at}


def _of_calendar(calendar: Calendar, plan: CapacityPlan) -> tuple[Assumption, ...]:
    names = [campaign.name for campaign in plan.ahead]
    return calendar.assumptions(*names) if names else ()


def _plain(value: Any) -> Any:
    """JSON values: rounded numbers, times of UTC."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, float):
        return int(value) if value.is_integer() else float(f"{value:.{_DIGITS}g}")
    return value
