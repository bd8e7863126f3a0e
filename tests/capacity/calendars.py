"""Small calendars and shops for tests of demand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from infra.capacity.calendar import BaseLoad, Calendar, Campaign
from infra.capacity.journey import HowOften, RequestClass, ServiceLoad, ShopLoad, TableWork, ThirdParty
from infra.capacity.sources import Even, Kind, Shape, Source

START = datetime(2027, 6, 1, 10, tzinfo=UTC)
NO_BASE = BaseLoad(
    sessions_per_day=0, hourly_weights=(1.0,) * 24, weekday_weights=(1.0,) * 7, time_zone="Europe/Berlin"
)


def source(
    shape: Shape | None = None,
    *,
    name: str = "source",
    sessions: float = 1000,
    start: datetime = START,
    conversion_ratio: float | None = None,
) -> Source:
    """A source that brings so many visits."""
    return Source(
        name=name,
        kind=Kind.SOCIAL_POST,
        start=start,
        reach=sessions,
        click_ratio=1,
        conversion_ratio=conversion_ratio,
        confidence_factor=1,
        shape=shape or Even(seconds=600),
    )


def campaign(*sources: Source, name: str = "sale", minutes: int = 60, **other: object) -> Campaign:
    """A campaign of these sources, from START on."""
    given: dict[str, object] = {"headroom_ratio": 0.3} | other
    return Campaign(  # type: ignore[arg-type]
        name=name, start=START, end=START + timedelta(minutes=minutes), sources=sources, **given
    )


def calendar(*campaigns: Campaign, base: BaseLoad = NO_BASE) -> Calendar:
    """A calendar of these campaigns."""
    return Calendar(base=base, campaigns={each.name: each for each in campaigns}, prepare_days=30)


def shop(**changes: object) -> ShopLoad:
    """Pages of `web`, half of them from the CDN; checkouts of `orders`, each with one job for `workers`."""
    given: dict[str, object] = {
        "session_seconds": 100,
        "conversion_ratio": 0.1,
        "landing": "home",
        "classes": {
            "files": RequestClass(entry=None, per_session=20, cdn_hit_ratio=0.9, kib=10),
            "home": RequestClass(entry="web", per_session=4, cdn_hit_ratio=0.5, kib=100),
            "checkout": RequestClass(entry="orders", per_order=5, kib=1),
        },
        "services": {
            "web": ServiceLoad(calls={"orders": 0.25}, cache="shop", cache_operations=3),
            "orders": ServiceLoad(
                sends={"jobs": HowOften(per_order=2)},
                publishes={"events": HowOften(per_request=0.5)},
                database="orders",
                database_reads=2,
                database_writes=1,
                tables={"carts": TableWork(reads=1, writes=0.5)},
            ),
            "workers": ServiceLoad(
                consumes={"jobs": 10},
                database="orders",
                database_writes=3,
                third_parties={"bank": HowOften(per_message=1)},
            ),
        },
        "topics": {"events": ("mails", "log")},
        "third_parties": {"bank": ThirdParty(limit_rps=100, keep_alive=True, connection_seconds=60)},
    }
    return ShopLoad(**{**given, **changes})  # type: ignore[arg-type]
