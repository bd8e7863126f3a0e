"""Shapes of load: totals are exact, peaks and shares are those of the formulas."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.capacity import shapes

LONG = np.arange(-1_000, 40_000)
totals = st.just(0.0) | st.floats(1e-3, 1e8)
lengths = st.integers(1, 900)


@settings(max_examples=30, deadline=None)
@given(totals, st.floats(0, 1), lengths, st.floats(0, 3), lengths, st.floats(1, 700))
def test_a_countdown_conserves_its_sessions_and_reloads(
    sessions, early, early_seconds, reloads, reload_seconds, decay
):
    rates = shapes.countdown(
        LONG,
        sessions=sessions,
        early_ratio=early,
        early_seconds=early_seconds,
        reload_ratio=reloads,
        reload_seconds=reload_seconds,
        decay_seconds=decay,
    )
    assert rates.sum() == pytest.approx(sessions * (1 + early * reloads), rel=1e-9)
    assert (rates >= 0).all()


def test_a_countdown_peaks_when_it_opens():
    rates = shapes.countdown(LONG, sessions=100_000)
    at = dict(zip(LONG.tolist(), rates.tolist(), strict=True))
    assert at[-301] == 0
    assert at[-300] == at[-1] == pytest.approx(30_000 / 300)
    assert at[0] == rates.max() == pytest.approx(30_000 / 10 + 70_000 * (1 - np.exp(-1 / 180)))
    assert at[10] == pytest.approx(70_000 * (np.exp(-10 / 180) - np.exp(-11 / 180)))


@settings(max_examples=30, deadline=None)
@given(totals, st.integers(0, 900), st.floats(1, 1_000))
def test_a_ramp_with_decay_conserves_its_sessions(sessions, ramp, decay):
    rates = shapes.ramp_decay(LONG, sessions=sessions, ramp_seconds=ramp, decay_seconds=decay)
    assert rates.sum() == pytest.approx(sessions, rel=1e-9)
    assert (rates >= 0).all()


def test_a_ramp_with_decay_peaks_at_its_end():
    rates = shapes.ramp_decay(np.arange(7_200), sessions=1_950, ramp_seconds=300, decay_seconds=1_800)
    assert rates.argmax() in (299, 300)
    assert rates.max() == pytest.approx(1, rel=0.002)
    assert rates[150] == pytest.approx(150.5 / 300)
    assert rates[2_100] == pytest.approx(np.exp(-1), rel=0.001)


def test_a_send_is_clicked_as_the_published_delays_say():
    # sent within one second: 33.6 % within 1 h, 51.4 % within 3 h, 81 % within 24 h (the fit is within 2 points)
    clicked = np.cumsum(shapes.send(np.arange(86_401), clicks=1, send_seconds=1))
    for hours, share in ((1, 0.336), (3, 0.514), (24, 0.81)):
        assert clicked[hours * 3_600] == pytest.approx(share, abs=0.02)


def test_a_send_peaks_when_it_ends():
    rates = shapes.send(np.arange(-10, 20_000), clicks=10_000, send_seconds=1_800)
    clicked = 1 - np.exp(-((1_800 / 25_524) ** 0.432))
    assert rates.max() == pytest.approx(10_000 * clicked / 1_800, rel=1e-3)
    assert rates.argmax() in (1_809, 1_810)
    assert (rates[:10] == 0).all()


@settings(max_examples=20, deadline=None)
@given(totals, st.integers(1, 7_200), st.floats(60, 1_000), st.floats(0.5, 2))
def test_a_send_conserves_its_clicks(clicks, send_seconds, scale, shape):
    rates = shapes.send(
        LONG, clicks=clicks, send_seconds=send_seconds, delay_scale_seconds=scale, delay_shape=shape
    )
    unclicked = np.exp(-(((LONG[-1] + 1 - send_seconds) / scale) ** shape))
    assert clicks * (1 - unclicked - 1e-9) <= rates.sum() <= clicks * (1 + 1e-9)
    assert (rates >= 0).all()


def test_drops_of_a_live_stream_add_up():
    rates = shapes.live_drops(LONG, viewers=10_000, drops=(0, 600, 605), click_ratio=0.2, decay_seconds=20)
    assert rates.sum() == pytest.approx(3 * 2_000)
    assert rates[999] == 0
    assert rates[1_000] == pytest.approx(2_000 * (1 - np.exp(-1 / 20)))
    assert rates[1_605] == pytest.approx(rates[1_000] * (1 + np.exp(-5 / 20)))


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1e8), st.lists(st.floats(0.01, 100), min_size=24, max_size=24), st.integers(-200_000, 200_000))
def test_every_day_has_its_sessions_wherever_it_begins(sessions, weights, start):
    rates = shapes.diurnal(np.arange(start, start + 86_400), sessions_per_day=sessions, hourly_weights=weights)
    assert rates.sum() == pytest.approx(sessions, rel=1e-9)


def test_a_day_follows_its_hours():
    weights = [1.0] * 23 + [2.0]
    rates = shapes.diurnal(np.arange(-43_200, 86_400), sessions_per_day=86_400, hourly_weights=weights)
    # 23:30 is the top, on the day before as well; midnight is half way down
    assert rates[43_200 + 84_600] == pytest.approx(rates[43_200 - 1_800]) == pytest.approx(2 * 24 / 25, rel=1e-3)
    assert rates[43_200] == pytest.approx(1.5 * 24 / 25, rel=1e-3)


def test_steps_hold_and_points_are_joined():
    seconds = np.arange(-1, 5)
    assert shapes.steps(seconds, levels=[(0, 2), (3, 0), (4, 7)]).tolist() == [0, 2, 2, 2, 0, 7]
    assert shapes.points(seconds, values=[(0, 2), (2, 6)]).tolist() == [2, 3, 5, 6, 6, 6]


@settings(max_examples=30, deadline=None)
@given(st.integers(-500, 500), st.integers(1, 500), st.integers(1, 500))
def test_a_window_cut_in_two_is_the_whole(start, first, second):
    seconds = np.arange(start, start + first + second)

    def play(part):
        return shapes.send(part, clicks=1e6, send_seconds=200) + shapes.countdown(part, sessions=1e6)

    assert np.concatenate((play(seconds[:first]), play(seconds[first:]))) == pytest.approx(
        play(seconds), rel=1e-12
    )


@pytest.mark.parametrize(
    ("shape", "arguments", "message"),
    [
        (shapes.countdown, {"sessions": -1}, "sessions must be finite and at least 0, got -1"),
        (shapes.countdown, {"sessions": 1, "early_ratio": 1.1}, "early_ratio must be in 0..1, got 1.1"),
        (
            shapes.countdown,
            {"sessions": 1, "reload_seconds": 0},
            "reload_seconds must be finite and above 0, got 0",
        ),
        (
            shapes.ramp_decay,
            {"sessions": 1, "decay_seconds": 0},
            "decay_seconds must be finite and above 0, got 0",
        ),
        (
            shapes.ramp_decay,
            {"sessions": 1, "ramp_seconds": -1},
            "ramp_seconds must be finite and at least 0, got -1",
        ),
        (shapes.send, {"clicks": 1, "send_seconds": 0}, "send_seconds must be finite and above 0, got 0"),
        (shapes.live_drops, {"viewers": np.inf, "drops": (1,)}, "viewers must be finite and at least 0, got inf"),
        (shapes.diurnal, {"sessions_per_day": 1, "hourly_weights": [1.0]}, "hourly_weights must be 24, got 1"),
        (shapes.diurnal, {"sessions_per_day": 1, "hourly_weights": [0.0] * 24}, "sum_of_hourly_weights must be"),
        (shapes.steps, {"levels": [(3, 1.0), (3, 2.0)]}, "whole and increasing seconds"),
        (shapes.points, {"values": []}, "at least one"),
        (shapes.points, {"values": [(0, -1.0)]}, "least_rate must be finite and at least 0, got -1.0"),
    ],
)
def test_numbers_out_of_range_are_refused(shape, arguments, message):
    with pytest.raises(ValueError, match=message):
        shape(LONG, **arguments)
