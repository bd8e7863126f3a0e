"""The calendar second by second: ordinary days, also when clocks change, and every shape of a source."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity.calendar import BaseLoad
from infra.capacity.sources import Countdown, Day, Drops, Even, Ramp, Send, Shape
from infra.capacity.traffic import LONGEST_DAYS, base_sessions, visits
from tests.capacity.calendars import NO_BASE, START, source

HOURS = tuple(float(hour + 1) for hour in range(24))
DAYS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
MEAN = np.mean(HOURS) * np.mean(DAYS)
COUNTDOWN = Countdown(
    early_ratio=0.25, early_seconds=300, reload_requests=4, reload_seconds=10, order_seconds=30, decay_seconds=180
)


def base(**changes: object) -> BaseLoad:
    given: dict[str, object] = {
        "sessions_per_day": 86_400 * MEAN,
        "hourly_weights": HOURS,
        "weekday_weights": DAYS,
        "time_zone": "Europe/Berlin",
    }
    return BaseLoad(**{**given, **changes})  # type: ignore[arg-type]


def at(moment: str, of: BaseLoad) -> float:
    """Ordinary visits around a moment of UTC."""
    start = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return float(base_sessions(of, start, np.array([-1, 0])).mean())


# 2027-01-04 is a Monday. Weights of hour x weekday, at the middle of an hour; at the full hour half-way between.
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-01-04T08:30", 10 * 1),  # 09:30 in Berlin, Monday
        ("2027-01-04T09:00", 10.5 * 1),
        ("2027-01-10T22:30", 24 * 7),  # Sunday 23:30
        ("2027-01-10T23:00", (24 * 7 + 1 * 1) / 2),  # midnight to Monday
        ("2027-07-05T08:30", 11 * 1),  # summer time: 10:30
        # Sunday, 2027-03-28: clocks go from 02:00 to 03:00 at 01:00 UTC
        ("2027-03-28T00:30", 2 * 7),
        ("2027-03-28T01:30", 4 * 7),
        # Sunday, 2027-10-31: clocks go from 03:00 back to 02:00 at 01:00 UTC, so 02:30 is there twice
        ("2027-10-31T00:30", 3 * 7),
        ("2027-10-31T01:30", 3 * 7),
        ("2027-10-31T02:30", 4 * 7),
    ],
)
def test_an_ordinary_day(moment: str, expected: float):
    assert at(moment, base()) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Kolkata", 14), ("Asia/Shanghai", 16.5), ("UTC", 8.5)])
def test_zones_of_half_hours(zone: str, hour: float):
    # 08:30 UTC is 14:00, 16:30 or 08:30; the weight of the hour h.5 is h + 1
    assert at("2027-01-04T08:30", base(time_zone=zone)) == pytest.approx(hour + 0.5)


def test_a_week_has_seven_mean_days_and_few_seconds_are_as_many():
    start = datetime(2027, 1, 4, tzinfo=UTC)
    week = base_sessions(base(), start, np.arange(604_800))
    assert week.sum() == pytest.approx(7 * 86_400 * MEAN)
    assert base_sessions(base(), start, np.arange(0, 604_800, 97)) == pytest.approx(week[::97])
    assert base_sessions(base(), start, np.arange(777, 5_555)) == pytest.approx(week[777:5_555])


def test_across_a_change_of_clocks_every_second_is_as_if_alone():
    start = datetime(2027, 3, 28, tzinfo=UTC)
    night = base_sessions(base(), start, np.arange(7_200))
    assert night[3_600 - 1] == pytest.approx((2.5 * 7), rel=1e-3)  # nearly 02:00
    assert night[3_600] == pytest.approx((3.5 * 7), rel=1e-3)  # 03:00


SHAPES = [
    Ramp(ramp_seconds=300, decay_seconds=600),
    Ramp(ramp_seconds=0, decay_seconds=30),
    Send(send_seconds=900, delay_scale_seconds=120, delay_shape=1),
    Drops(drop_seconds=(0,), decay_seconds=20, seconds=600),
    Day(seconds=7_200),
    Even(seconds=3_600),
    COUNTDOWN,
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_all_visits_of_a_source_come_once(shape: Shape):
    found = visits(source(shape, sessions=5_000), base(), START, np.arange(-600, 40_000))
    assert found is not None
    assert found.sessions.sum() == pytest.approx(5_000, rel=1e-6)
    assert (found.sessions >= 0).all()
    early = 300 if shape is COUNTDOWN else 0
    assert found.sessions[: 600 - early].sum() == 0
    assert found.sessions[600 - early] > 0


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SHAPES), st.integers(-500, 3_000), st.integers(1, 4_000))
def test_a_stretch_is_part_of_the_whole(shape: Shape, first: int, length: int):
    one = source(shape, sessions=5_000)
    whole = visits(one, base(), START, np.arange(-600, 8_000))
    part = visits(one, base(), START + timedelta(seconds=first), np.arange(length))
    assert whole is not None
    expected = whole.sessions[first + 600 : first + 600 + length]
    if part is None:
        assert expected.sum() == 0
    else:
        assert part.sessions == pytest.approx(expected, rel=1e-9, abs=1e-9)


# facts/capacity.md 5, by hand
def test_a_post_peaks_when_the_ramp_ends():
    found = visits(
        source(Ramp(ramp_seconds=300, decay_seconds=1_800), sessions=1_950), NO_BASE, START, np.arange(3_000)
    )
    assert found is not None
    assert found.sessions.max() == pytest.approx(1_950 / (300 / 2 + 1_800), rel=0.002)


def test_a_mailing_peaks_when_the_sending_ends():
    mail = Send(send_seconds=3_600, delay_scale_seconds=25_524, delay_shape=0.432)
    found = visits(source(mail, sessions=80_000), NO_BASE, START, np.arange(20_000))
    assert found is not None
    clicked = 1 - np.exp(-((3_600 / 25_524) ** 0.432))
    assert found.sessions.max() == pytest.approx(80_000 * clicked / 3_600, rel=0.002)
    assert found.sessions.argmax() == pytest.approx(3_600, abs=15)


def test_a_drop_begins_with_its_share_of_the_viewers():
    found = visits(
        source(Drops(drop_seconds=(60, 90), decay_seconds=20, seconds=600), sessions=3_000),
        NO_BASE,
        START,
        np.arange(600),
    )
    assert found is not None
    assert found.sessions[:60].sum() == 0
    assert found.sessions[60] == pytest.approx(3_000 * (1 - np.exp(-1 / 20)))
    assert found.sessions[60:62].sum() == pytest.approx(3_000 * (1 - np.exp(-2 / 20)))
    assert found.sessions.sum() == pytest.approx(6_000, rel=1e-9)


def test_a_countdown_reloads_and_orders_at_the_moment():
    found = visits(source(COUNTDOWN, sessions=12_000), NO_BASE, START, np.arange(-400, 20_000))
    assert found is not None
    assert found.reloads is not None
    assert found.waiting_orders is not None
    assert found.sessions[100:400] == pytest.approx(np.full(300, 3_000 / 300))
    assert found.ordering.sum() == pytest.approx(9_000)  # those who come later
    assert found.waiting_orders.sum() == pytest.approx(3_000)
    assert found.waiting_orders[:400].sum() == 0
    assert found.waiting_orders[400] == pytest.approx(3_000 * (1 - np.exp(-1 / 30)))
    assert found.reloads.nonzero()[0].tolist() == [*range(400, 410)]
    assert found.reloads[400] == pytest.approx(3_000 * 4 / 10)


def test_visitors_of_a_day_come_with_its_hours():
    # 13:00 to 15:00 in Berlin, Tuesday: from half-way between 12 and 13 o'clock's weights to that of 14 and 15
    found = visits(
        source(Day(seconds=7_200), sessions=7_200), base(), START + timedelta(hours=1), np.arange(-3600, 3600)
    )
    assert found is not None
    day = base_sessions(base(), START, np.arange(7_200))
    assert found.sessions == pytest.approx(day / day.mean())


def test_nobody_comes_before_the_start_or_long_after_it():
    day = timedelta(days=1)
    seconds = np.arange(60)
    assert visits(source(Even(seconds=60)), NO_BASE, START - timedelta(seconds=60), seconds) is None
    assert visits(source(Even(seconds=60)), NO_BASE, START - timedelta(seconds=59), seconds) is not None
    assert visits(source(Even(seconds=60)), NO_BASE, START + LONGEST_DAYS * day, seconds) is not None
    assert visits(source(Even(seconds=60)), NO_BASE, START + LONGEST_DAYS * day + day, seconds) is None
