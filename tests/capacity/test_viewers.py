"""Viewers of the shop's own channels: when, how many, and of which streams."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from infra.capacity.calendar import BaseLoad, Calendar, Campaign, Window
from infra.capacity.sources import Drops, Kind, Source
from infra.capacity.viewers import viewers

START = datetime(2027, 3, 8, 20, tzinfo=UTC)
WINDOW = Window(name="show", start=START, end=START + timedelta(minutes=10))
SHOW = Source(
    name="stage",
    kind=Kind.LIVE_STREAM,
    start=START + timedelta(seconds=60),
    reach=1_000,
    click_ratio=0.1,
    conversion_ratio=None,
    confidence_factor=1.5,
    shape=Drops(drop_seconds=(0,), decay_seconds=20, seconds=120),
    broadcast="stage",
)


def watching(*sources, share_ratio=1.0, window=WINDOW):
    base = BaseLoad(
        sessions_per_day=0, hourly_weights=(1,) * 24, weekday_weights=(1,) * 7, time_zone="Europe/Berlin"
    )
    campaign = Campaign(
        name="show", start=START, end=START + timedelta(hours=1), sources=sources, headroom_ratio=0.3
    )
    return viewers(Calendar(base=base, campaigns={"show": campaign}, prepare_days=30), window, share_ratio)


def test_from_the_first_second_to_the_last():
    series = watching(SHOW)["stage"]
    assert np.flatnonzero(series)[[0, -1]].tolist() == [60, 179]
    assert series.max() == 1_500, "as unsure as the forecast"


def test_streams_on_one_channel_add_up_and_a_stack_has_its_share():
    later = replace(SHOW, start=SHOW.start + timedelta(seconds=60))
    assert watching(SHOW, later, share_ratio=0.5)["stage"].max() == pytest.approx(1_500)
    other = replace(SHOW, broadcast="other")
    assert {name: series.max() for name, series in watching(SHOW, other).items()} == {
        "stage": 1_500,
        "other": 1_500,
    }


def test_a_window_sees_its_part_only():
    middle = Window(name="x", start=START + timedelta(minutes=2), end=START + timedelta(minutes=4))
    assert np.flatnonzero(watching(SHOW, window=middle)["stage"])[[0, -1]].tolist() == [0, 59]
    after = Window(name="x", start=START + timedelta(minutes=4), end=START + timedelta(minutes=5))
    assert watching(SHOW, window=after) == {}


def test_what_a_platform_carries_is_not_ours():
    assert watching(replace(SHOW, broadcast=None)) == {}
