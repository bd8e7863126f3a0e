"""What a rehearsal assumes, with how sure it is, and what it cannot know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from infra.capacity.assumption import Assumption, Default, Mark
from infra.capacity.calendar import Calendar, Campaign
from infra.capacity.lead_time import LATE_ACTION_SECONDS
from infra.capacity.plan.station import TIMEOUT_SECONDS
from infra.capacity.verdict import HIGHEST_UTILISATION_RATIO
from infra.rehearsal.faults import FAILOVER_SECONDS, REFILL_SECONDS, SLOW_SECONDS, SLOWER_SECONDS
from infra.rehearsal.stage import Stage
from infra.rehearsal.zone_loss import DETECT_SECONDS

UNKNOWN: Final = (
    "How service times grow with the load (garbage collection, locks), how evenly load balancers spread it, and "
    "noisy neighbours: hence the limit of 97 % of what was measured.",
    "Customers and services that try again: a failed request is gone. Where late work is still done, retries can "
    "keep a shop down that would recover without them.",
    "What an overloaded store does to the services in front of it: a limit that is crossed is told, and services "
    "go on as if it were not.",
    "Requests on their way to instances of a lost zone, and the seconds in which a database fails over with it: "
    "play that with --fault database-failover.",
    "How slow an instance is while it warms up: it serves at full speed from its first passed health check.",
    "How far metrics lag (AWS publishes no figure, and tunes policies by itself since 2024), how the clouds' load "
    "balancers grow, and how late scheduled tasks run on Alibaba Cloud.",
    "Whether the cloud has the instances when they are asked for: reserve them, or ask for several types.",
    "Whether a shop's image boots as fast as it was measured, on that day.",
)
"""Printed in every report (facts/capacity.md 3.3 and 7)."""


def _default(value: float, basis: str, mark: Mark = Mark.ASSUMPTION) -> Default:
    return Default(value=value, mark=mark, basis=basis)


def assumptions(calendar: Calendar, campaign: Campaign, stage: Stage) -> Iterator[Assumption]:
    """Of the calendar, of everything whose visitors come in the window, and of the model."""
    yield from calendar.assumed
    end = stage.demand.start.timestamp() + stage.seconds
    for each in calendar.campaigns.values():
        if each is campaign:
            yield from each.assumed
        yield from (
            assumed
            for source in each.sources
            if each is campaign or (source.first.timestamp() < end and each.end > stage.demand.start)
            for assumed in source.assumed
        )
    for name, measured in stage.measured.services.items():
        if measured.estimated:
            basis = "measured on a larger instance, and scaled by vCPU"
            default = _default(measured.throughput_rps, basis, Mark.DERIVED)
            yield Assumption(where=f"services.{name}", key="throughput_rps", default=default)
    yield from _model(stage)


def _model(stage: Stage) -> Iterator[Assumption]:
    cloud, planned = stage.measured.cloud, stage.planned
    facts = {
        "cpu_ratio": _default(1.0, "of an instance at its measured throughput; less load, less in proportion"),
        "metric_delay_seconds": _default(
            cloud.metric_delay_seconds, "until a datapoint is acted on; fits AWS's own benchmark"
        ),
        "late_action_seconds": _default(
            LATE_ACTION_SECONDS, "that a scheduled rise comes late (EC2 Auto Scaling User Guide)", Mark.VERIFIED
        ),
        "timeout_seconds": _default(TIMEOUT_SECONDS, "a request that would wait longer fails"),
        "launches_per_second": _default(
            cloud.launch_rate_per_second, f"beyond the first {cloud.launch_burst:,} at once"
        ),
        "highest_utilisation_ratio": _default(
            HIGHEST_UTILISATION_RATIO, "of what was measured, of services, databases and caches"
        ),
        "items_per_unit": _default(1, "each read or write of a table is one unit: items are small"),
    }
    if stage.zone_lost_at is not None:
        facts["detect_seconds"] = _default(DETECT_SECONDS, "until the instances of a lost zone are replaced")
    if any(pool.warm_pool for pool in planned.pools.values()):
        facts["warm_start_seconds"] = _default(30, "until an instance of a warm pool serves")
    for key, default in facts.items():
        yield Assumption(where="model", key=key, default=default)


def fault_assumptions() -> tuple[Assumption, ...]:
    """Of the faults, whether they are played or not."""
    return tuple(
        Assumption(where="faults", key=key, default=_default(value, basis))
        for key, value, basis in (
            ("refill_seconds", REFILL_SECONDS, "time constant with which a purged CDN fills again"),
            ("failover_seconds", FAILOVER_SECONDS, "without a database"),
            ("slow_seconds", SLOW_SECONDS, "for which a third party is slow"),
            ("slower_seconds", SLOWER_SECONDS, "that each of its calls then takes longer"),
        )
    )
