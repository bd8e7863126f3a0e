"""Streams, searches, models and mail of the plan: by hand, on both clouds, and what does not fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from infra.capacity.journey import HowOften, ServiceLoad
from infra.capacity.plan.inputs import ModelLimits, SearchLimits, StreamLimits
from infra.capacity.plan.plan import capacity_plan
from infra.capacity.rates import Rates
from tests.capacity.plan.samples import EVE, SECONDS, SHOP, calendar, demand, flat, stack

PEAK = 4_000
SENDING = replace(
    SHOP,
    services={
        **SHOP.services,
        "pay": ServiceLoad(consumes={"jobs": 10}),
        "sender": ServiceLoad(consumes={"mailings": 400}, mails={"news": HowOften(per_message=1)}),
    },
    mailings="mailings",
)


def limits(cloud="aws", **changes):
    given = {
        "streams": {"events": StreamLimits(kib=0.5, shards=4, max_shards=20)},
        "searches": {"products": SearchLimits(nodes=6, queries_rps=400, updates_rps=1_000)},
        "models": {"likes": ModelLimits(min_instances=3, max_instances=40, invocations_rps=250)},
        "mails": {"news": 100.0},
        "stock_counters": {"carts": 1},
        "message_calls": {"jobs": 1.5},
    }
    return stack(cloud, **{**given, **changes})


def asked(**found):
    """A flat demand with a wave of one minute at `PEAK`, and what else is given of it."""
    wave = flat(0, (600, 660, PEAK))

    def rates(**factors):
        return Rates([wave], {name: (each,) for name, each in factors.items()})

    series = {
        "stream_events_rps": rates(events=2),
        "stream_calls_rps": rates(events=0.25),
        "search_queries_rps": rates(products=0.3),
        "search_updates_rps": rates(products=0.05),
        "model_rps": rates(likes=0.5),
        "mails_rps": np.zeros(SECONDS),
    }
    made = demand({}, jobs=wave)
    return replace(made, **{**series, **found})


def planned(cloud="aws", clock=EVE, given=None, found=None, shop=SHOP):
    stack_ = given or limits(cloud)
    return capacity_plan(calendar(), {"sale": found or asked()}, shop, stack_, clock)


def check(plan, where):
    return [each for each in plan.checks if each.where == where]


def test_shards_on_aws_by_events_and_no_more_than_double():
    plan = planned().streams["events"]
    # 8,000 events/s x 1.3 / (1,000 x 0.8); their bytes would need 5
    assert plan.needs[0].number.value == 13
    assert "8,000 events/s x 1.3 / (1,000 x 0.8)" in plan.needs[0].number.reason
    assert plan.shards.value == 8, "one update only doubles the 4 of every day"
    (limit,) = check(planned(), "stream events")
    assert not limit.holds
    assert limit.limit.value == 8
    enough = limits(streams={"events": StreamLimits(kib=0.5, shards=8, max_shards=20)})
    (limit,) = check(planned(given=enough), "stream events")
    assert limit.holds
    assert planned(given=enough).streams["events"].shards.value == 13


def test_shards_on_aws_by_bytes_where_events_are_large():
    large = limits(streams={"events": StreamLimits(kib=4, shards=30, max_shards=60)})
    need = planned(given=large).streams["events"].needs[0].number
    assert need.value == 51
    assert "32,000 KiB/s" in need.reason


def test_shards_on_alibaba_cloud_by_calls_and_for_ever():
    found = asked()
    plan = planned("alicloud", found=found)
    # 1,000 calls/s x 1.3 / (500 x 0.8)
    assert plan.streams["events"].needs[0].number.value == 4
    assert plan.streams["events"].shards.value == 4
    assert all(each.holds for each in check(plan, "stream events"))
    few = limits("alicloud", streams={"events": StreamLimits(kib=0.5, shards=3, max_shards=20)})
    plan = planned("alicloud", given=few)
    assert plan.streams["events"].shards.value == 3, "another number would replace it with all that is in it"
    assert not any(each.holds for each in check(plan, "stream events"))


def test_search_nodes_for_queries_and_updates_also_with_a_zone_lost():
    plan = planned()
    # (1,200 / 400 + 200 / 1,000) x 1.3 = 4.16; / 0.85 = 5 that must be left, so 8 of which a third is lost
    assert plan.searches["products"].needs[0].number.value == 8
    (limit,) = check(plan, "search products")
    assert (limit.holds, limit.limit.value) == (False, 6)
    alone = limits(
        survives_zone_loss=False, searches={"products": SearchLimits(nodes=7, queries_rps=400, updates_rps=1_000)}
    )
    assert planned(given=alone).searches["products"].needs[0].number.value == 7
    assert all(each.holds for each in check(planned(given=alone), "search products"))


def test_model_instances_stand_before_a_campaign_and_only_then():
    plan = planned().models["likes"]
    # 2,000 x 1.3 / 250 = 10.4; / 0.85 = 13 that must be left
    assert (plan.needs[0].number.value, plan.floor.value, plan.cap.value) == (20, 20, 40)
    assert planned(clock=EVE.replace(month=6)).models["likes"].floor.value == 3
    few = limits(models={"likes": ModelLimits(min_instances=3, max_instances=10, invocations_rps=250)})
    assert planned(given=few).models["likes"].floor.value == 10
    assert not any(each.holds for each in check(planned(given=few), "model likes"))


def test_a_model_that_is_off_needs_nothing():
    assert planned(given=limits(models={})).models == {}


def watched(viewers, **changes):
    """The plan while so many watch the shop's own channel."""
    watching = {"stage": flat(0, (600, 1_200, viewers))}
    return planned(given=limits(broadcasts={"stage": 10_000}, **changes), found=asked(viewers=watching))


def test_viewers_beyond_what_is_granted_are_refused_and_with_headroom_told():
    assert all(each.holds for each in check(watched(7_000), "broadcast stage"))
    forecast, with_headroom = check(watched(9_000), "broadcast stage")
    assert (forecast.need.value, forecast.holds, forecast.firm) == (9_000, True, True)
    assert (with_headroom.need.value, with_headroom.holds, with_headroom.firm) == (11_700, False, False)
    assert "broadcast stage" not in {each.where for each in watched(9_000).refused}
    assert "broadcast stage" in {each.where for each in watched(11_000).refused}


def test_a_channel_that_nobody_watches_or_that_is_off_needs_nothing():
    assert check(planned(given=limits(broadcasts={"stage": 10_000})), "broadcast stage") == []
    assert check(planned(found=asked(viewers={"stage": flat(5)})), "broadcast stage") == []


def sent(per_second, seconds=1_800):
    """A mailing of half an hour."""
    mails = flat(0, (600, 600 + seconds, per_second))
    made = asked(mails_rps=mails)
    queues = Rates([made.queue_rps["jobs"], mails], {"jobs": (1, 0), "mailings": (0, 1)})
    return replace(
        made,
        queue_rps=queues,
        entry_rps=_with_sender(made.entry_rps),
        service_rps=_with_sender(made.service_rps),
        message_rps=_with_sender(made.message_rps),
        connections=_with_sender(made.connections),
        call_rps={**made.call_rps, "sender": Rates([mails], {})},
    )


def _with_sender(rates):
    """Nobody asks it for anything."""
    series = {**rates, "sender": np.zeros(SECONDS)}
    return Rates([*series.values()], {name: [float(name == other) for other in series] for name in series})


def mailing(per_second, patience=600, limit=100.0):
    queues = {"jobs": 120, "mailings": patience}
    services = {**limits().services, "sender": limits().services["pay"]}
    return planned(
        given=limits(queues=queues, services=services, mails={"news": limit}), found=sent(per_second), shop=SENDING
    )


def test_a_mailing_within_the_limit():
    plan = mailing(70)
    assert plan.mails["news"].mails[0].value == pytest.approx(70)
    assert all(each.holds for each in (*check(plan, "mails of news"), *check(plan, "mailings of news")))
    assert not plan.refused


def test_a_mailing_that_only_headroom_takes_above_it_is_named():
    plan = mailing(90)
    assert [(each.firm, each.holds) for each in check(plan, "mails of news")] == [(True, True), (False, False)]
    assert not plan.refused


def test_a_mailing_that_no_queue_can_hold_back_is_refused():
    plan = mailing(150)
    assert [each.where for each in plan.refused] == ["mails of news"]
    assert "send_minutes" in plan.refused[0].fix


def test_a_mailing_that_goes_out_later_than_it_promises_is_named():
    # half an hour of 150 a second, which may wait two hours: 37.5 a second would do
    plan = mailing(150, patience=7_200)
    assert not plan.refused
    (promise,) = check(plan, "mailings of news")
    assert (promise.holds, promise.need.value) == (False, 150)


def test_the_stock_of_one_product_is_so_many_keys():
    (limit,) = check(planned(), "table carts, stock of one product")
    assert (limit.need.value, limit.limit.value, limit.holds) == (PEAK * 1.3, 1_000, False)
    (limit,) = check(planned(given=limits(stock_counters={"carts": 6})), "table carts, stock of one product")
    assert limit.holds
    assert check(planned(given=limits(stock_counters={})), "table carts, stock of one product") == []


def test_calls_of_all_queues_on_the_cloud_that_counts_them():
    (quota,) = [each for each in planned("alicloud").quotas if "queues" in each.name]
    assert (quota.need.value, quota.default) == (PEAK * 1.5 * 1.3, 20_000)
    assert [each for each in planned("aws").quotas if "queues" in each.name] == []


def test_chat_is_sized_by_its_connections():
    made = asked()
    open_ = Rates([flat(0, (600, 660, 5_000))], {name: (float(name == "web"),) for name in SHOP.services})
    services = {**limits().services, "web": replace(limits().services["web"], connections=500)}
    found = planned(given=limits(services=services), found=replace(made, connections=open_)).pools["web"].needs[0]
    # 5,000 x 1.3 / 500 = 13; / 0.85 = 16 that must be left
    assert found.instances.value == 24
    assert "5,000 connections" in found.instances.reason
