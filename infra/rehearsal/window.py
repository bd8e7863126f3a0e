"""What of a campaign is played: its window with the half hour before and what follows it, or the busiest day of a
longer one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from infra.capacity.busiest import judged
from infra.capacity.calendar import Calendar, Campaign, Window
from infra.capacity.journey import ShopLoad
from infra.rehearsal.errors import RehearsalError

BEFORE: Final = timedelta(minutes=30)
"""Groups are raised before the first visitors come, and that must be seen to be in time."""
EVE: Final = timedelta(days=1)
"""A rehearsal plays the plan as it is so long before the window: with all schedules, and none of them over."""


def chosen(calendar: Calendar, name: str | None, now: datetime) -> Campaign:
    """The campaign of a name, or the next one.

    Raises:
        RehearsalError: there is none.
    """
    if name is not None:
        if name not in calendar.campaigns:
            known = ", ".join(calendar.campaigns) or "none"
            raise RehearsalError(
                f"--campaign {name}: stacks/campaigns.yaml has no such campaign; allowed: {known}"
            )
        return calendar.campaigns[name]
    ahead = calendar.ahead(now)
    if not ahead:
        raise RehearsalError(
            f"no campaign of stacks/campaigns.yaml lies ahead of {now:%Y-%m-%d %H:%M} UTC: write one, or play a "
            "past one with --campaign NAME"
        )
    return ahead[0]


def eve(campaign: Campaign) -> datetime:
    """When the plan is made that the campaign is rehearsed with, cut to the full hour."""
    return (campaign.window_start - EVE).replace(minute=0, second=0, microsecond=0)


def played_window(calendar: Calendar, campaign: Campaign, shop: ShopLoad) -> tuple[Window, bool]:
    """What is played, and whether it was cut to the busiest day.

    Customers ask about their orders hours after them, and warehouses work a wave off for as long: so the window
    goes on after the campaign (`ShopLoad.follow_seconds`).
    """
    part, cut = judged(calendar, campaign, shop)
    return part if cut else Window(name=campaign.name, start=part.start - BEFORE, end=part.end), cut
