"""Limits of streams, searches, models, mail, connections and of one key: by hand for the sample shop."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from infra.capacity.journey import HowOften, RequestClass
from infra.capacity.lines import Line, play_line
from infra.capacity.plan.inputs import ModelLimits, SearchLimits, StreamLimits
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.intelligence_lines import intelligence_lines
from infra.rehearsal.planned import PlannedModel, PlannedSearch, PlannedStream
from infra.rehearsal.store_lines import store_lines
from tests.rehearsal.samples import MEASURED, PLANNED, SHOP, service, stage

WEB = replace(
    SHOP.services["web"],
    streams={"events": HowOften(per_request=8, per_order=1)},
    queries={"products": HowOften(per_request=0.5)},
    models={"likes": HowOften(per_request=0.25)},
)
MAILER = replace(
    SHOP.services["mailer"], mails={"post": HowOften(per_message=1)}, updates={"products": HowOften(per_message=2)}
)
ALL = replace(
    SHOP,
    services={**SHOP.services, "web": WEB, "mailer": MAILER},
    classes={**SHOP.classes, "chat": RequestClass(entry="web", per_session=1, connection_seconds=60, kib=1)},
)
HAS = replace(
    MEASURED,
    streams={"events": StreamLimits(kib=2, shards=0, max_shards=0)},
    searches={"products": SearchLimits(nodes=0, queries_rps=400, updates_rps=1_000)},
    models={"likes": ModelLimits(min_instances=0, max_instances=0, invocations_rps=100)},
    mails={"post": 70.0},
    services={**MEASURED.services, "web": service(connections=300)},
)
PLAN = replace(
    PLANNED,
    streams={
        "events-stream": PlannedStream(
            shards=2, events_per_second=2_000, kib_per_second=2_048, calls_per_second=inf
        )
    },
    searches={"products-search": PlannedSearch(nodes=6, zones=3)},
    models={"likes-model": PlannedModel(instances=6, most=9)},
)


def lines(planned=PLAN, measured=HAS, **changes):
    return dict(intelligence_lines(stage(shop=ALL, planned=planned, measured=measured, **changes)))


def test_a_stream_by_what_the_cloud_counts():
    found = lines()
    assert (found["stream events: events"].limit, found["stream events: events"].per_request) == (
        2_000,
        {"web": 8},
    )
    assert found["stream events: events"].outside == pytest.approx(50), "an event with each order"
    bytes_ = found["stream events: bytes"]
    assert (bytes_.limit, bytes_.per_request) == (2_048, {"web": 16})
    assert "stream events: calls" not in found
    calls = PlannedStream(shards=2, events_per_second=inf, kib_per_second=inf, calls_per_second=1_000)
    (line,) = [
        line for name, line in lines(replace(PLAN, streams={"events-stream": calls})).items() if "stream" in name
    ]
    assert (line.limit, line.per_request) == (1_000, {"web": 1}), "eight events are one call"


def test_a_search_by_queries_and_updates_and_less_with_a_zone_lost():
    line = lines()["search products"]
    assert line.per_request == {"web": pytest.approx(0.5 / 400)}
    assert line.per_message == {"mails": pytest.approx(2 / 1_000)}
    assert float(np.asarray(line.limit)[0]) == pytest.approx(6 * 0.97)
    lost = np.asarray(lines(zone_lost_at=600)["search products"].limit)
    assert (lost[599], lost[600]) == (pytest.approx(6 * 0.97), pytest.approx(4 * 0.97))


def test_a_model_by_the_instances_that_are_always_there():
    line = lines()["model likes"]
    assert line.per_request == {"web": 0.25}
    assert float(np.asarray(line.limit)[0]) == pytest.approx(6 * 0.97 * 100)
    assert np.asarray(lines(zone_lost_at=600)["model likes"].limit)[600] == pytest.approx(4 * 0.97 * 100)


def test_mails_by_what_the_account_may_send_and_workers_keep_to_it():
    line = lines()["mails of post"]
    assert (line.limit, line.per_message) == (70, {"mails": 1})


def test_connections_by_what_the_instances_there_hold():
    line = lines()["connections to web"]
    # 100 visits a second, 60 s each
    assert line.outside == pytest.approx(6_000)
    played = play_line(
        line,
        1_200,
        served={},
        consumed={},
        put={},
        in_service={"web": np.where(np.arange(1_200) < 600, 30.0, 10.0)},
    )
    assert played.ratio[[0, 600]] == pytest.approx([6_000 / 9_000, 6_000 / 3_000])
    assert line.scaled(2).outside == pytest.approx(12_000)


def test_viewers_by_what_the_cloud_has_granted_and_only_while_somebody_watches():
    granted = replace(HAS, broadcasts={"stage": 10_000, "idle": 10})
    there = stage(shop=ALL, planned=PLAN, measured=granted)
    watching = np.full(there.seconds, 9_000.0)
    found = dict(intelligence_lines(replace(there, demand=replace(there.demand, viewers={"stage": watching}))))
    line = found["viewers of stage"]
    assert (line.limit, line.outside is watching) == (10_000, True)
    assert "viewers of idle" not in found


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("streams", "the plan has no stream events"),
        ("searches", "the plan has no search cluster products"),
        ("models", "the plan has no model likes"),
    ],
)
def test_a_plan_that_lacks_what_the_shop_has_is_refused(part, says):
    with pytest.raises(RehearsalError, match=says):
        lines(planned=replace(PLAN, **{part: {}}))


def test_of_a_model_that_is_off_nothing_is_judged():
    found = lines(planned=replace(PLAN, models={}), measured=replace(HAS, models={}))
    assert not any(name.startswith("model") for name in found)


def test_the_stock_of_one_product_is_one_key_or_several():
    hot = stage()
    hot = replace(hot, demand=replace(hot.demand, hot_key_rps=np.full(hot.seconds, 700.0)))

    def line(counters) -> Line | None:
        given = replace(hot, measured=replace(hot.measured, stock_counters=counters))
        return dict(store_lines(given)).get("table carts: stock of one product")

    found, more = line({"carts": 1}), line({"carts": 3})
    assert found is not None
    assert more is not None
    assert (found.limit, more.limit) == (1_000, 3_000)
    assert found.outside == pytest.approx(700)
    assert line({}) is None
