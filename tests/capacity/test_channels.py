"""Orders of other marketplaces, links, mailings, and what data and intelligence get to do: by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from infra.capacity.calendar import Window
from infra.capacity.demand import demand
from infra.capacity.fan_out import spread
from infra.capacity.journey import OWN, HowOften, RequestClass, ServiceLoad
from infra.capacity.sources import Even, Kind, Send
from tests.capacity.calendars import NO_BASE, START, calendar, campaign, shop, source

WINDOW = Window(name="sale", start=START, end=START + timedelta(minutes=20))
NOW = 400
SHOP = shop(
    classes={
        "home": RequestClass(entry="web", per_session=4, kib=100),
        "call": RequestClass(entry="callbacks", per_order=2, channel="tmall", kib=1),
        "link": RequestClass(entry="web", per_session=1, kinds=("sms",), kib=1),
        "open": RequestClass(entry="web", per_session=0.1, connection_seconds=300, kib=1),
    },
    services={
        "web": ServiceLoad(
            streams={"behaviour": HowOften(per_request=8), "rare": HowOften(per_request=0.5)},
            queries={"products": HowOften(per_request=0.2)},
            models={"likes": HowOften(per_request=0.5)},
        ),
        "callbacks": ServiceLoad(sends={"tmall-orders": HowOften(per_order_of={"tmall": 2})}),
        "connectors": ServiceLoad(
            consumes={"tmall-orders": 40, "prices": 40},
            sends={"orders": HowOften(per_message_of={"tmall-orders": 0.5})},
            updates={"products": HowOften(per_message_of={"prices": 1})},
            third_parties={"bank": HowOften(per_message_of={"tmall-orders": 1})},
        ),
        "sender": ServiceLoad(consumes={"mailings": 400}, mails={"news": HowOften(per_message=1)}),
    },
    topics={},
    mailings="mailings",
)


def of(*campaigns, base=NO_BASE, share_ratio=1.0, load=SHOP):
    return demand(calendar(*campaigns, base=base), WINDOW, load, share_ratio)


def on(channel, sessions=600, **other):
    return replace(source(Even(seconds=600), sessions=sessions, conversion_ratio=0.5), channel=channel, **other)


def test_visits_on_a_marketplace_reach_us_as_orders_only():
    found = of(campaign(on("tmall"), hot_products={"lamp": 0.2}))
    # one visit a second there, each second one orders
    assert found.sessions_rps.max() == 0
    assert found.orders_rps.max() == 0
    assert found.channel_orders_rps["tmall"][NOW] == pytest.approx(0.5)
    assert found.placed_rps[OWN].max() == 0
    assert found.entry_rps["callbacks"][NOW] == pytest.approx(1.0)
    assert found.entry_rps["web"].max() == 0
    assert found.queue_rps["tmall-orders"][NOW] == pytest.approx(1.0)
    assert found.message_rps["connectors"][NOW] == pytest.approx(1.0)
    assert found.queue_rps["orders"][NOW] == pytest.approx(0.5)
    assert found.third_party_rps["bank"][NOW] == pytest.approx(1.0)
    assert found.hot_key_rps[NOW] == pytest.approx(0.1)


def test_a_queue_that_floods_makes_nobody_else_s_calls():
    both = spread(SHOP.services, {}, {}, 0, put_rps={"prices": 7.0})
    assert both.rate("connectors", HowOften(per_message_of={"tmall-orders": 1})) == 0
    assert both.rate("connectors", HowOften(per_message=1, per_message_of={"prices": 1})) == pytest.approx(14)


def test_ordinary_orders_of_marketplaces_come_in_the_hours_of_visits():
    base = replace(NO_BASE, channel_orders=(("tmall", 86_400.0),))
    found = of(base=base)
    assert found.channel_orders_rps["tmall"] == pytest.approx(np.ones(WINDOW.seconds))
    assert of(base=base, share_ratio=0.25).entry_rps["callbacks"] == pytest.approx(np.full(WINDOW.seconds, 0.5))
    night = replace(base, hourly_weights=(1.0,) * 12 + (3.0,) * 12)
    # 12:20 in Berlin lies 50 minutes after the middle of the last quiet hour
    assert of(base=night).channel_orders_rps["tmall"][-1] == pytest.approx(0.5 + 50 / 60, rel=1e-3)


def test_links_are_clicked_by_visits_of_their_kinds_when_these_begin():
    sms, post = replace(on(None), kind=Kind.SMS), replace(on(None), kind=Kind.SOCIAL_POST)
    found = of(campaign(sms, post))
    assert found.sessions_rps[0] == pytest.approx(2)
    assert found.edge_rps["link"][[0, NOW, 599, 600]] == pytest.approx([1, 1, 1, 0])
    assert "link" in of(campaign(post)).edge_rps
    assert of(campaign(post)).edge_rps["link"].max() == 0


def test_a_mailing_hands_in_its_mails_evenly_and_in_full():
    letter = replace(
        source(Send(send_seconds=120, delay_scale_seconds=100, delay_shape=1), sessions=6_000), kind=Kind.EMAIL
    )
    unsure = replace(letter, confidence_factor=1.5)
    found = of(campaign(unsure), share_ratio=0.5)
    assert found.mails_rps[[0, 119, 120]] == pytest.approx([25, 25, 0]), "no confidence in it, but the share"
    assert found.queue_rps["mailings"][60] == pytest.approx(25)
    assert found.mail_rps["news"][60] == pytest.approx(25)
    assert found.mails_rps.sum() == pytest.approx(3_000)
    nobody = replace(SHOP, mailings=None)
    assert of(campaign(letter), load=nobody).queue_rps["mailings"].max() == 0
    assert of(campaign(replace(letter, kind=Kind.SMS))).mails_rps.max() == 0


def test_streams_searches_models_and_connections_by_hand():
    found = of(campaign(on(None)))
    web = found.entry_rps["web"][NOW]
    assert web == pytest.approx(4 + 1 + 0.1), "four pages, one to land on, one in ten opens a connection"
    assert found.stream_events_rps["behaviour"][NOW] == pytest.approx(8 * web)
    assert found.stream_calls_rps["behaviour"][NOW] == pytest.approx(web), "a batch is one call"
    assert found.stream_calls_rps["rare"][NOW] == pytest.approx(0.5 * web)
    assert found.search_queries_rps["products"][NOW] == pytest.approx(0.2 * web)
    assert found.model_rps["likes"][NOW] == pytest.approx(0.5 * web)
    assert found.connections["web"][NOW] == pytest.approx(0.1 * 300)
    assert found.connections["callbacks"].max() == 0
    assert found.search_updates_rps["products"].max() == 0


def test_twice_the_visits_are_twice_of_everything():
    one, two = of(campaign(on(None), on("tmall"))), of(campaign(on(None, 1200), on("tmall", 1200)))
    for rates in (
        "stream_events_rps",
        "search_queries_rps",
        "model_rps",
        "connections",
        "queue_rps",
        "third_party_rps",
    ):
        for name, series in getattr(one, rates).items():
            assert getattr(two, rates)[name] == pytest.approx(2 * series), (rates, name)
