"""What the capacity plan says about one pool, in the words of its component."""

from __future__ import annotations

from components.service_pool import CampaignForecast, Forecast, ScheduledAction
from infra.capacity.plan.plan import CapacityPlan
from infra.capacity.plan.pools import PoolPlan

_TIME = "%Y-%m-%dT%H:%M:%SZ"


def scheduled_actions(pool: PoolPlan) -> tuple[ScheduledAction, ...]:
    """The floors that are to come. Named by their time, so that one keeps its name when those before it are
    past."""
    return tuple(
        ScheduledAction(
            name=f"at-{step.at:%m%d-%H%M}",
            start=f"{step.at:{_TIME}}",
            min_instances=step.instances,
            max_instances=int(pool.cap.value),
        )
        for step in pool.steps
    )


def forecast(pool: PoolPlan, plan: CapacityPlan) -> Forecast:
    """Why the pool has its size and schedule."""
    return Forecast(
        campaigns=tuple(
            CampaignForecast(
                campaign=need.campaign,
                peak_rps=round(need.peak.value, 1),
                peak_at=f"{need.peak.at:{_TIME}}",
                instances=int(need.instances.value),
                why=need.instances.reason,
                prepared=need.campaign in plan.preparing,
            )
            for need in pool.needs
        ),
        floor_why=pool.floor.reason,
        warm_pool_why=pool.warm_pool.reason,
    )
