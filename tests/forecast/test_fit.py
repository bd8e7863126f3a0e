"""The fit finds the ordinary traffic that a series was made with, whatever campaigns are in it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.forecast.days import days_of
from infra.forecast.fit import exceptional, fit
from infra.forecast.hours import HoursError
from infra.forecast.quality import held_out, quality
from tests.forecast.series import BASE, FIRST, hours


def normalised(weights):
    return np.array(weights) / np.sum(weights)


def test_a_series_without_noise_gives_its_own_numbers_back():
    days = days_of(hours(), "Europe/Berlin")
    found = fit(days)
    assert found.mean_day(0) == pytest.approx(1_800_000)
    assert found.trend_per_day == pytest.approx(0, abs=1e-12)
    assert found.hour_shares == pytest.approx(normalised(BASE.hourly_weights))
    assert normalised(found.weekday_weights) == pytest.approx(normalised(BASE.weekday_weights))
    assert exceptional(days, found) == []


@settings(deadline=None, max_examples=25)
@given(
    level=st.floats(100, 1e8),
    growth=st.floats(-0.01, 0.01),
    weekdays=st.lists(st.floats(1, 100), min_size=7, max_size=7),
    hourly=st.lists(st.floats(1, 100), min_size=24, max_size=24),
    start=st.integers(0, 6),
    length=st.integers(28, 120),
)
def test_any_level_trend_and_weights_are_found(level, growth, weekdays, hourly, start, length):
    made = hours(
        length,
        sessions_per_day=level,
        growth_per_day=growth,
        weekday_weights=weekdays,
        hourly_weights=hourly,
        first=FIRST + timedelta(days=start),
    )
    found = fit(days_of(made, "Europe/Berlin"))
    assert found.mean_day(0) == pytest.approx(level, rel=1e-6)
    assert found.trend_per_day == pytest.approx(growth, abs=1e-9)
    assert found.hour_shares == pytest.approx(normalised(hourly))
    assert normalised(found.weekday_weights) == pytest.approx(normalised(weekdays))


@settings(deadline=None, max_examples=20)
@given(st.dictionaries(st.integers(0, 83), st.floats(2, 20), max_size=8), st.integers(0, 1_000))
def test_campaigns_do_not_make_ordinary_days_larger(campaigns, seed):
    made = hours(noise=0.03, campaigns=campaigns, seed=seed)
    days = days_of(made, "Europe/Berlin")
    found = fit(days)
    assert found.mean_day(42) == pytest.approx(1_800_000, rel=0.05)
    assert found.hour_shares == pytest.approx(normalised(BASE.hourly_weights), rel=0.05)
    assert {*campaigns} <= {*exceptional(days, found)}


def test_the_mean_would_have_been_wrong():
    """Otherwise the test above says nothing."""
    days = days_of(hours(campaigns={10: 20, 24: 20, 38: 20, 52: 20}), "Europe/Berlin")
    assert days.totals.mean() > 1.3 * 1_800_000


def test_what_is_held_out_says_how_wrong_the_fit_is():
    made = quality(days_of(hours(noise=0.05), "Europe/Berlin"))
    assert made is not None
    assert (made.grade, made.days, made.exceptional) == ("good", 21, 0)
    assert 0.02 < made.hour_error_ratio < 0.08

    changed = hours()
    for hour in [*changed][-21 * 24 :]:
        changed[hour] *= 1.6  # the shop became another one
    other = quality(days_of(changed, "Europe/Berlin"))
    assert other is not None
    assert (other.grade, other.day_error_ratio) == ("weak", pytest.approx(1 - 1 / 1.6))


def test_a_sale_among_the_held_out_days_is_no_error_of_the_fit():
    made = quality(days_of(hours(noise=0.02, campaigns={80: 10}), "Europe/Berlin"))
    assert made is not None
    assert (made.grade, made.days, made.exceptional) == ("good", 20, 1)


@pytest.mark.parametrize(("span", "held"), [(27, 0), (28, 7), (55, 7), (84, 21), (500, 28)])
def test_a_quarter_in_whole_weeks_is_held_out(span, held):
    assert held_out(span) == held


def test_few_days_are_fitted_but_not_compared():
    days = days_of(hours(28), "Europe/Berlin")
    assert fit(days).mean_day(0) == pytest.approx(1_800_000)
    assert quality(days) is not None
    assert quality(days.before(20)) is None


def test_days_with_holes_changed_clocks_or_nobody_are_left_out():
    made = hours(40, first=date(2026, 10, 5))
    silent = date(2026, 10, 13)
    whole = sorted(made)
    del made[whole[24 * 3 + 5]]
    for hour in whole[24 * 8 : 24 * 9]:
        made[hour] = 0.0
    days = days_of(made, "Europe/Berlin")
    assert days.incomplete == (date(2026, 10, 8), silent, date(2026, 10, 25))
    assert len(days.numbers) == 37
    assert fit(days).mean_day(0) == pytest.approx(1_800_000)


def test_too_few_days_are_refused():
    with pytest.raises(HoursError, match="27 complete days of 27 in Europe/Berlin are too few: at least 28"):
        days_of(hours(27), "Europe/Berlin")
    with pytest.raises(HoursError, match="no hour is there"):
        days_of({}, "Europe/Berlin")
    without_sundays = {hour: value for hour, value in hours(60).items() if hour.weekday() != 6}
    with pytest.raises(HoursError, match="less than two complete days of Sunday"):
        days_of(without_sundays, "UTC")


def test_an_hour_in_which_nobody_ever_comes_has_no_share():
    weights = [0.0, *BASE.hourly_weights[1:]]
    assert fit(days_of(hours(hourly_weights=weights), "Europe/Berlin")).hour_shares[0] == 0
