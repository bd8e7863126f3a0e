"""The capacity plan of a stack: from its settings and a clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from infra.capacity.busiest import Unseen, judged, unseen
from infra.capacity.calendar import Campaign, Window
from infra.capacity.demand import Demand, demand
from infra.capacity.plan.plan import CapacityPlan, campaigns_needed, capacity_plan
from infra.settings import Settings
from infra.settings.refusal import refuse, refuse_unseen
from infra.settings.stack_limits import stack_limits


def planned_capacity(
    settings: Settings, clock: datetime, asked: Mapping[str, Demand] | None = None
) -> CapacityPlan:
    """What must stand ready at a time and after it; the same settings and clock give the same plan.

    `asked` is what `demands` gave for the same settings and clock, for who needs both.

    Raises:
        SettingsError: the calendar asks for more than there is, and no setting can help, or a campaign of several
            days is not as heavy as one of them.
    """
    asked = demands(settings, clock) if asked is None else asked
    refuse_unseen(
        {each.name: _unseen(settings, each, asked[each.name]) for each in settings.calendar.ahead(clock)}
    )
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


def _unseen(settings: Settings, campaign: Campaign, asked: Demand) -> tuple[Unseen, ...]:
    part = Window(name=campaign.name, start=asked.start, end=asked.start + timedelta(seconds=asked.seconds))
    return tuple(unseen(settings.calendar, campaign, part, settings.shop_load))
