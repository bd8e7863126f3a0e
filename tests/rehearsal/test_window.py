"""What of a campaign is played, and when its plan is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from infra.capacity.calendar import Campaign
from infra.capacity.journey import Contacts
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.window import chosen, eve, played_window
from tests.rehearsal.samples import SHOP, START, calendar

CALENDAR = calendar()
SALE = CALENDAR.campaigns["sale"]


def test_a_campaign_by_name_or_the_next_one():
    assert chosen(CALENDAR, "sale", START + timedelta(days=100)) is SALE
    assert chosen(CALENDAR, None, START - timedelta(days=100)) is SALE


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sales", "--campaign sales: .* no such campaign; allowed: sale"),
        (None, "no campaign .* lies ahead of 2027-06"),
    ],
)
def test_no_such_campaign_and_none_ahead(name, says):
    with pytest.raises(RehearsalError, match=says):
        chosen(CALENDAR, name, START + timedelta(days=100))


def test_the_plan_is_that_of_the_eve_by_the_hour():
    assert eve(SALE) == datetime(2027, 3, 7, 18, 0, tzinfo=UTC)
    half = Campaign(
        name="half",
        start=START + timedelta(minutes=30),
        end=START + timedelta(hours=2),
        sources=(),
        headroom_ratio=0,
    )
    assert eve(half) == datetime(2027, 3, 7, 18, 0, tzinfo=UTC)


def test_half_an_hour_before_belongs_to_it():
    window, cut = played_window(CALENDAR, SALE, SHOP)
    assert (window.start, window.end, cut) == (START - timedelta(minutes=30), START + timedelta(hours=1), False)


def test_of_a_week_the_busiest_day():
    week = Campaign(name="week", start=START, end=START + timedelta(days=7), sources=(), headroom_ratio=0)
    window, cut = played_window(calendar(campaigns={"week": week}), week, SHOP)
    assert (window.seconds, cut) == (86_400, True)
    assert week.window_start <= window.start < window.end <= week.window_end


def test_what_follows_the_campaign_belongs_to_it():
    asking = replace(SHOP, contacts=Contacts(per_order=0.1, delay_seconds=7_200, delay_shape=1))
    window, cut = played_window(CALENDAR, SALE, asking)
    # half of them have come after 1.4 hours
    assert (window.end, cut) == (START + timedelta(hours=1) + timedelta(hours=2), False)
