"""The capacity plan of a stack: from its settings and a clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from infra.capacity.demand import Demand, demand
from infra.capacity.plan.plan import CapacityPlan, campaigns_needed, capacity_plan
from infra.capacity.visiting import judged
from infra.settings import Settings
from infra.settings.refusal import refuse
from infra.settings.stack_limits import stack_limits


def planned_capacity(
    settings: Settings, clock: datetime, asked: Mapping[str, Demand] | None = None
) -> CapacityPlan:
    """What must stand ready at a time and after it; the same settings and clock give the same plan.

    `asked` is what `demands` gave for the same settings and clock, for who needs both.

    Raises:
        SettingsError: the calendar asks for more than there is, and no setting can help.
    """
    asked = demands(settings, clock) if asked is None else asked
    plan = capacity_plan(settings.calendar, asked, settings.shop_load, stack_limits(settings), clock)
    refuse(plan.refused)
    return plan


def demands(settings: Settings, clock: datetime) -> dict[str, Demand]:
    """Campaign -> what its window with the hours after it, or the busiest day of it, asks of this stack."""
    calendar, shop = settings.calendar, settings.shop_load
    return {
        campaign.name: demand(
            calendar, judged(calendar, campaign, shop)[0], shop, settings.config.traffic.share_ratio
        )
        for campaign in campaigns_needed(calendar, clock)
    }
