"""Campaigns longer than a day: which day stands for them, and what it must not hide."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from infra.capacity.busiest import busiest, judged, unseen
from infra.capacity.sources import Drops, Even, Kind, Ramp, Send, Source
from infra.planning import planned_capacity
from infra.program import ROOT
from infra.settings import SettingsError, load
from tests.capacity.calendars import NO_BASE, START, calendar, campaign, shop, source

HOUR, DAYS = timedelta(hours=1), timedelta(days=1)
WEEK_MINUTES = 7 * 24 * 60
OPENING = source(Ramp(ramp_seconds=60, decay_seconds=600), sessions=60_000, start=START + 4 * DAYS)
ELSEWHERE = replace(OPENING, name="there", start=START + DAYS, reach=600_000, channel="tmall")
MAILING = replace(
    source(Send(send_seconds=1_800, delay_scale_seconds=25_524, delay_shape=0.432), start=START + DAYS),
    kind=Kind.EMAIL,
    click_ratio=0.01,
    reach=900_000,
)
STREAM = Source(
    name="stage",
    kind=Kind.LIVE_STREAM,
    start=START + DAYS,
    reach=20_000,
    click_ratio=0.1,
    conversion_ratio=None,
    confidence_factor=1.5,
    shape=Drops(drop_seconds=(600,), decay_seconds=20, seconds=3_600),
    broadcast="stage",
)


def hidden(*sources: Source, other: Source | None = None) -> dict[str, tuple[float, float]]:
    week = campaign(*sources, minutes=WEEK_MINUTES)
    planned = calendar(week, *(() if other is None else (campaign(other, name="own", minutes=WEEK_MINUTES),)))
    part, cut = judged(planned, week, shop())
    assert cut
    return {each.what: (each.most, each.seen) for each in unseen(planned, week, part, shop())}


def test_who_visits_another_marketplace_does_not_choose_the_day():
    """Six hundred thousand people on another marketplace are orders here, and no visits."""
    week = campaign(OPENING, ELSEWHERE, minutes=WEEK_MINUTES)
    part = busiest(calendar(week), week.window, shop())
    assert part.start < OPENING.start < part.end < START + 5 * DAYS


def test_of_a_campaign_on_another_marketplace_the_day_with_most_orders_there():
    """However few they are beside the ordinary visits of a Sunday."""
    few = replace(ELSEWHERE, reach=6_000)
    only = campaign(few, minutes=WEEK_MINUTES)
    ordinary = replace(NO_BASE, sessions_per_day=1_000_000, weekday_weights=(1, 1, 1, 1, 1, 1, 2))
    planned = calendar(only, base=ordinary)
    part = busiest(planned, only.window, shop())
    assert part.start <= few.start < part.end
    assert not list(unseen(planned, only, part, shop()))


def test_a_drop_of_seconds_is_no_busy_hour():
    """2,000 visits within seconds against 100 a second for an hour."""
    steady = source(Even(seconds=3_600), sessions=360_000, start=START + 5 * DAYS)
    week = campaign(STREAM, steady, minutes=WEEK_MINUTES)
    part = busiest(calendar(week), week.window, shop())
    assert part.start <= steady.start < part.end


def test_one_day_shows_all_of_a_campaign_that_has_only_one():
    assert hidden(OPENING, source(Even(seconds=WEEK_MINUTES * 60), sessions=10_000)) == {}
    near = START + 4 * DAYS + HOUR
    assert hidden(OPENING, *(replace(each, start=near) for each in (ELSEWHERE, MAILING, STREAM))) == {}


@pytest.mark.parametrize(
    ("other_day", "what", "most"),
    [(ELSEWHERE, "orders on tmall", 90), (MAILING, "mails", 500), (STREAM, "viewers of stage", 30_000)],
)
def test_what_only_another_day_has_is_told(other_day: Source, what: str, most: float):
    ((found, (there, here)),) = hidden(OPENING, other_day).items()
    assert (found, round(here)) == (what, 0)
    assert there == pytest.approx(most, rel=0.1)


def test_what_another_campaign_brings_has_a_window_of_its_own():
    assert hidden(OPENING, other=MAILING) == {}


def test_the_same_on_two_days_is_seen():
    assert hidden(OPENING, replace(OPENING, name="again", start=START + 6 * DAYS)) == {}


def test_no_plan_is_made_of_half_a_campaign():
    settings = load("prod-aws", ROOT)
    week = campaign(OPENING, replace(MAILING, reach=20_000_000), name="week", minutes=WEEK_MINUTES)
    settings = replace(settings, calendar=replace(settings.calendar, campaigns={"week": week}))
    with pytest.raises(SettingsError) as caught:
        planned_capacity(settings, START - DAYS)
    for words in ("most mails on another day", "11,111 mails a second", "campaign of its own"):
        assert words in str(caught.value)
