"""Customers ask about their orders hours later: as many as there are, and not when they order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from infra.capacity.busiest import judged
from infra.capacity.calendar import Window
from infra.capacity.demand import demand
from infra.capacity.journey import Contacts, RequestClass
from infra.capacity.sources import Countdown, Even
from tests.capacity.calendars import NO_BASE, START, calendar, campaign, shop, source

HOUR = 3_600
ASKING = Contacts(per_order=0.2, delay_seconds=4 * HOUR, delay_shape=1.5)
SHOP = shop(
    contacts=ASKING,
    classes={
        "home": RequestClass(entry="web", per_session=4, kib=100),
        "ask": RequestClass(entry="workers", per_contact=5, kib=1),
        "chat": RequestClass(entry="web", per_contact=1, connection_seconds=600, kib=1),
    },
)
BURST = source(Even(seconds=60), sessions=60_000, conversion_ratio=0.5)


def of(planned, hours, first=0.0, share_ratio=1.0, load=SHOP):
    start = START + timedelta(hours=first)
    window = Window(name="sale", start=start, end=start + timedelta(hours=hours))
    return demand(planned, window, load, share_ratio)


def test_as_many_ask_as_there_are_and_most_of_them_later():
    found = of(calendar(campaign(BURST)), 24)
    assert found.contacts_rps.sum() == pytest.approx(0.2 * 30_000, rel=2e-3)
    # the mode of a Weibull distribution: scale x (1 - 1/shape)^(1/shape)
    assert found.contacts_rps.argmax() == pytest.approx(4 * HOUR * (1 / 3) ** (2 / 3), abs=400)
    assert found.entry_rps["workers"].sum() == pytest.approx(5 * 0.2 * 30_000, rel=2e-3)
    assert found.connections["web"].max() == pytest.approx(600 * found.contacts_rps.max())


def test_orders_before_the_window_are_asked_about_in_it():
    planned = calendar(campaign(BURST))
    whole, late = of(planned, 8), of(planned, 3, first=5)
    assert late.contacts_rps == pytest.approx(whole.contacts_rps[5 * HOUR :], rel=0.02)
    assert late.contacts_rps.max() > 0


def test_an_opening_before_the_window_is_counted_though_it_is_sharp():
    waiting = Countdown(
        early_ratio=1, early_seconds=60, reload_requests=0, reload_seconds=1, order_seconds=10, decay_seconds=60
    )
    wait = source(waiting, sessions=10_000, conversion_ratio=0.5, start=START + timedelta(minutes=10))
    planned = calendar(campaign(wait))
    assert of(planned, 23, first=1).contacts_rps.sum() == pytest.approx(
        of(planned, 24).contacts_rps[HOUR:].sum(), rel=0.01
    )


def test_ordinary_orders_are_asked_about_all_the_time():
    base = replace(NO_BASE, sessions_per_day=86_400.0, channel_orders=(("tmall", 86_400.0),))
    found = of(calendar(base=base), 2)
    assert found.contacts_rps == pytest.approx(np.full(2 * HOUR, 0.2 * (0.1 + 1)), rel=2e-3)
    assert of(calendar(base=base), 2, share_ratio=0.1).contacts_rps == pytest.approx(found.contacts_rps / 10)


def test_nobody_asks_where_the_shop_does_not_say_so():
    found = of(calendar(campaign(BURST)), 1, load=shop())
    assert found.contacts_rps.max() == 0


def test_the_window_goes_on_until_half_of_those_who_ask_have_come():
    assert SHOP.follow_seconds == 4 * HOUR  # of 3.1 hours, whole ones
    assert shop().follow_seconds == 0
    short, week = campaign(BURST), campaign(BURST, minutes=7 * 24 * 60)
    window, cut = judged(calendar(short), short, SHOP)
    assert (window.start, window.end, cut) == (START, short.window_end + timedelta(hours=4), False)
    window, cut = judged(calendar(week), week, SHOP)
    assert (window.seconds, cut) == (86_400, True)
