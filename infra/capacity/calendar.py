"""The calendar of the shop: its ordinary traffic, and the campaigns that bring more, with the sources of each.

Times are UTC, whole minutes. Knows no numpy: reading a calendar must cost nothing. What it brings, second by
second, is in `traffic`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import inf

from infra.capacity.assumption import Assumption
from infra.capacity.sources import Source

MINUTE = timedelta(minutes=1)
LONGEST_PREPARATION_DAYS = 90
"""Alibaba Cloud's scheduled tasks start at most 90 days ahead (facts/capacity.md)."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of time, whole minutes."""

    name: str
    """The campaign it belongs to."""
    start: datetime
    """First second, UTC."""
    end: datetime
    """First second after it, UTC."""

    def __post_init__(self) -> None:
        """Raises ValueError for times that are not whole minutes of UTC, or in the wrong order."""
        for moment in (self.start, self.end):
            if moment.tzinfo is not UTC or moment.second or moment.microsecond:
                raise ValueError(f"{self.name}: a window has whole minutes of UTC, got {moment.isoformat()}")
        if self.start >= self.end:
            raise ValueError(f"{self.name}: ends {self.end.isoformat()}, before it starts")

    @property
    def seconds(self) -> int:
        """How long it is."""
        return round((self.end - self.start).total_seconds())


@dataclass(frozen=True, kw_only=True)
class BaseLoad:
    """Ordinary traffic, without any campaign."""

    sessions_per_day: float
    """Sessions of a mean day of the week."""
    hourly_weights: tuple[float, ...]
    """Of the 24 hours from midnight on, in proportion."""
    weekday_weights: tuple[float, ...]
    """Of Monday to Sunday, in proportion."""
    time_zone: str
    """Where its days begin: the customers' zone, a name of the IANA database."""
    channel_orders: tuple[tuple[str, float], ...] = ()
    """Channel, and orders of a mean day on that marketplace: they come as visits do."""

    def __post_init__(self) -> None:
        """Raises ValueError for numbers out of range."""
        if not all(0 <= orders < inf for _, orders in self.channel_orders):
            raise ValueError(f"channel_orders must be at least 0, got {self.channel_orders}")
        if not 0 <= self.sessions_per_day < inf:
            raise ValueError(f"sessions_per_day must be at least 0, got {self.sessions_per_day}")
        for name, weights, many in (
            ("hourly_weights", self.hourly_weights, 24),
            ("weekday_weights", self.weekday_weights, 7),
        ):
            if len(weights) != many or not 0 < min(weights) <= max(weights) < inf:
                raise ValueError(f"{name} must be {many}, all above 0, got {weights}")


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """Something that is pushed: when, by what, and how sure people are of it."""

    name: str
    start: datetime
    """When it begins for people, UTC; those who wait for it come earlier."""
    end: datetime
    """After its last wave, UTC: until then nothing is made smaller."""
    sources: tuple[Source, ...]
    """Where its visitors come from."""
    headroom_ratio: float
    """What capacity has above the forecast: 0.3 is 30 % more."""
    hot_products: Mapping[str, float] = field(default_factory=dict)
    """Product -> share of the campaign's orders that contain it."""
    time_zone: str = "UTC"
    """In which its people tell the time, a name of the IANA database: for reports."""
    landing: str | None = None
    """Class of requests that its visitors begin with, and reload while they wait. Without it the shop's own."""
    assumed: tuple[Assumption, ...] = ()
    """Defaults in use, without those of its sources."""

    def __post_init__(self) -> None:
        """Raises ValueError for numbers out of range."""
        if self.start >= self.end:
            raise ValueError(f"{self.name}: ends before it starts")
        if not 0 <= self.headroom_ratio < inf:
            raise ValueError(f"{self.name}: headroom_ratio must be at least 0, got {self.headroom_ratio}")
        if not all(0 <= share <= 1 for share in self.hot_products.values()):
            raise ValueError(f"{self.name}: shares of hot_products must be in 0..1, got {self.hot_products}")

    @property
    def window_start(self) -> datetime:
        """When its first visitors come: UTC, a whole minute."""
        first = min((self.start, *(source.first for source in self.sources)))
        return first.replace(second=0, microsecond=0)

    @property
    def window_end(self) -> datetime:
        """When everything may become ordinary again: UTC, a whole minute."""
        last = self.end.replace(second=0, microsecond=0)
        return last if last == self.end else last + MINUTE

    @property
    def window(self) -> Window:
        """From its first visitors to its end."""
        return Window(name=self.name, start=self.window_start, end=self.window_end)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """All that is planned."""

    base: BaseLoad
    campaigns: Mapping[str, Campaign]
    """By name, in the order of their windows. Campaigns may overlap: what they bring adds up."""
    prepare_days: int
    """How long before its window schedules, store sizes and reservations for a campaign exist."""
    freeze_hours: int = 24
    """How long before its window, and until its end, nothing is replaced or made smaller."""
    assumed: tuple[Assumption, ...] = ()
    """Defaults in use, without those of the campaigns."""

    def __post_init__(self) -> None:
        """Raises ValueError for a preparation that no cloud can schedule."""
        if not 0 <= self.prepare_days <= LONGEST_PREPARATION_DAYS:
            raise ValueError(f"prepare_days must be in 0..{LONGEST_PREPARATION_DAYS}, got {self.prepare_days}")

    def ahead(self, clock: datetime) -> tuple[Campaign, ...]:
        """Campaigns whose window has not ended: caps and limits must hold for all of them."""
        return tuple(campaign for campaign in self.campaigns.values() if campaign.window_end > clock)

    def in_preparation(self, clock: datetime) -> tuple[Campaign, ...]:
        """Campaigns ahead whose preparation has begun."""
        days = timedelta(days=self.prepare_days)
        return tuple(campaign for campaign in self.ahead(clock) if campaign.window_start - days <= clock)

    def running(self, clock: datetime) -> tuple[Campaign, ...]:
        """Campaigns in whose window the moment lies."""
        return tuple(campaign for campaign in self.ahead(clock) if campaign.window_start <= clock)

    def freezing(self, clock: datetime) -> tuple[Campaign, ...]:
        """Campaigns for which nothing may be replaced or made smaller at the moment."""
        hours = timedelta(hours=self.freeze_hours)
        return tuple(campaign for campaign in self.ahead(clock) if campaign.window_start - hours <= clock)

    def assumptions(self, *names: str) -> tuple[Assumption, ...]:
        """Every default that the forecast of these campaigns rests on; without names, of all campaigns."""
        chosen = [self.campaigns[name] for name in names] or self.campaigns.values()
        return (
            *self.assumed,
            *(
                each
                for campaign in chosen
                for each in (*campaign.assumed, *(one for source in campaign.sources for one in source.assumed))
            ),
        )
