"""Windows, preparation, and what a calendar refuses."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infra.capacity.assumption import Assumption, Default, Mark
from infra.capacity.calendar import BaseLoad, Calendar, Window
from infra.capacity.sources import Countdown, Source
from tests.capacity.calendars import NO_BASE, START, calendar, campaign, source

COUNTDOWN = Countdown(
    early_ratio=0.3, early_seconds=300, reload_requests=3, reload_seconds=10, order_seconds=30, decay_seconds=600
)


def test_a_window_begins_with_those_who_wait():
    sale = campaign(source(COUNTDOWN), source(name="later", start=START + timedelta(minutes=30)))
    assert (sale.window_start, sale.window_end) == (START - timedelta(minutes=5), START + timedelta(hours=1))
    assert sale.window.seconds == 65 * 60


def test_a_window_has_whole_minutes():
    sale = replace(campaign(source(start=START - timedelta(seconds=61))), end=START + timedelta(seconds=61))
    assert (sale.window_start, sale.window_end) == (START - timedelta(minutes=2), START + timedelta(minutes=2))


@pytest.mark.parametrize(
    ("days_before", "ahead", "prepared", "running"),
    [(31, 1, 0, 0), (30, 1, 1, 0), (1, 1, 1, 0), (0, 1, 1, 1), (-1 / 24, 0, 0, 0)],
)
def test_preparation_and_window(days_before: float, ahead: int, prepared: int, running: int):
    planned, clock = calendar(campaign(source())), START - timedelta(days=days_before)
    found = (planned.ahead(clock), planned.in_preparation(clock), planned.running(clock))
    assert tuple(len(each) for each in found) == (ahead, prepared, running)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (START, START),
        (START + timedelta(seconds=1), START + timedelta(hours=1)),
        (START.replace(tzinfo=None), START),
        (START.astimezone(ZoneInfo("Europe/Berlin")), START + timedelta(hours=1)),
    ],
)
def test_windows_are_whole_minutes_of_utc(start: datetime, end: datetime):
    with pytest.raises(ValueError, match="x:"):
        Window(name="x", start=start, end=end)


@pytest.mark.parametrize(
    "change",
    [
        {"sessions_per_day": -1},
        {"hourly_weights": (1.0,) * 23},
        {"hourly_weights": (1.0,) * 23 + (0.0,)},
        {"weekday_weights": (1.0,) * 6 + (float("inf"),)},
    ],
)
def test_base_load_out_of_range(change: dict[str, object]):
    given = {
        "sessions_per_day": 1,
        "hourly_weights": (1.0,) * 24,
        "weekday_weights": (1.0,) * 7,
        "time_zone": "UTC",
    }
    with pytest.raises(ValueError, match=next(iter(change))):
        BaseLoad(**{**given, **change})


def test_preparation_is_at_most_what_a_cloud_can_schedule():
    with pytest.raises(ValueError, match=r"prepare_days must be in 0\.\.90, got 91"):
        Calendar(base=NO_BASE, campaigns={}, prepare_days=91)


@pytest.mark.parametrize(
    "change",
    [{"headroom_ratio": -0.1}, {"hot_products": {"x": 1.1}}],
)
def test_campaign_out_of_range(change: dict[str, object]):
    with pytest.raises(ValueError, match=f"sale: .*{next(iter(change))}"):
        campaign(source(), **change)


@pytest.mark.parametrize(
    "change",
    [{"reach": -1.0}, {"click_ratio": 1.1}, {"conversion_ratio": -0.1}, {"reach": float("inf")}],
)
def test_source_out_of_range(change: dict[str, float]):
    given = {field: getattr(source(), field) for field in Source.__dataclass_fields__}
    with pytest.raises(ValueError, match=next(iter(change))):
        Source(**{**given, **change})


def test_assumptions_of_the_campaigns_asked_for():
    def used(where: str) -> Assumption:
        return Assumption(where=where, key="x", default=Default(value=1.5, mark=Mark.ASSUMPTION, basis="a guess"))

    one = campaign(source(), name="one", assumed=(used("one"),))
    two = campaign(source(), name="two", assumed=(used("two"),))
    planned = Calendar(base=NO_BASE, campaigns={"one": one, "two": two}, prepare_days=1, assumed=(used("all"),))
    assert [each.where for each in planned.assumptions()] == ["all", "one", "two"]
    assert [each.where for each in planned.assumptions("two")] == ["all", "two"]
    assert str(used("one")) == "one.x = 1.5 [A] a guess"
