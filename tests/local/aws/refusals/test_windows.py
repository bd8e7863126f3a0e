"""Windows: their form, and when two of them meet."""

from __future__ import annotations

import pytest

from infra.local.aws.refusals.windows import Window, daily, overlap, weekly


def test_a_window_may_reach_over_midnight_and_over_sunday() -> None:
    assert daily("23:30-00:30") == Window(start=1410, minutes=60)
    assert weekly("sun:23:30-mon:00:30") == Window(start=6 * 1440 + 1410, minutes=60)
    assert weekly("Wed:03:30-Wed:04:30") == Window(start=2 * 1440 + 210, minutes=60)


@pytest.mark.parametrize("text", ["", "2:00-3:00", "02:00-24:00", "02:00", "02:60-03:00", "mon:02:00-mon:03:00"])
def test_no_daily_windows(text: str) -> None:
    assert daily(text) is None


@pytest.mark.parametrize("text", ["", "02:00-03:00", "mon:02:00-03:00", "day:02:00-day:03:00"])
def test_no_weekly_windows(text: str) -> None:
    assert weekly(text) is None


@pytest.mark.parametrize(
    ("backup", "maintenance", "meet"),
    [
        ("02:00-03:00", "wed:03:00-wed:04:00", False),
        ("02:00-03:00", "wed:02:59-wed:04:00", True),
        ("02:00-03:00", "wed:01:00-wed:02:00", False),
        ("23:30-00:30", "mon:00:00-mon:00:20", True),
        ("00:00-00:30", "sun:23:50-mon:00:20", True),
        ("23:30-00:30", "sun:22:00-sun:23:00", False),
    ],
)
def test_the_daily_window_meets_the_weekly_one(backup: str, maintenance: str, meet: bool) -> None:
    every_day, once_a_week = daily(backup), weekly(maintenance)

    assert every_day
    assert once_a_week
    assert overlap(every_day, once_a_week) is meet
