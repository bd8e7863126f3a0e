"""What a scenario must be."""

from __future__ import annotations

import numpy as np
import pytest

from infra.capacity.lines import Line
from infra.capacity.scenario import Disturbance, Scenario, Workers
from tests.capacity.scenarios import level, service, shop, station, workers


def test_callers_come_before_what_they_call():
    order = shop().order()
    assert order.index("web") < min(order.index("catalog"), order.index("orders"))


def test_load_is_scaled_and_nothing_else():
    scenario = shop(1000)
    assert scenario.scaled(1.5).loads["web"].tolist() == level(1500).tolist()
    assert scenario.scaled(1.5).services == scenario.services


def test_everything_that_comes_is_scaled():
    line = Line(limit=10, outside=level(4))
    scenario = shop(inside={"catalog": level(10)}, messages={"mails": level(2)}, lines={"edge": line})
    scaled = scenario.scaled(2)
    assert (scaled.inside["catalog"][0], scaled.messages["mails"][0]) == (20, 4)
    outside = scaled.lines["edge"].outside
    assert outside is not None
    assert (outside[0], scaled.lines["edge"].limit) == (8, 10)


def test_queues_come_before_those_that_their_messages_fill():
    queues = {"done": workers(), "jobs": workers(sends={"done": 1})}
    assert shop(services={"web": service(sends={"jobs": 1})}, queues=queues).queue_order() == ("jobs", "done")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"inside": {"nobody": level(1)}}, "services must hold nobody"),
        ({"messages": {"nothing": level(1)}}, "queues must hold nothing"),
        ({"messages": {"mails": level(1, minutes=5)}}, "one length"),
        ({"disturbances": (Disturbance(service="nobody", at_second=0, seconds=1),)}, "services must hold nobody"),
        ({"lines": {"line": Line(limit=1, per_instance={"nobody": 1})}}, "services must hold nobody"),
        ({"lines": {"line": Line(limit=1, per_message={"nothing": 1})}}, "queues must hold nothing"),
        (
            {"queues": {"mails": workers(sends={"jobs": 1}), "jobs": workers(sends={"mails": 1})}},
            "queues send to each other in a circle",
        ),
    ],
)
def test_names_that_do_not_exist_are_refused_everywhere(changes, says):
    with pytest.raises(ValueError, match=says):
        shop(**changes)


@pytest.mark.parametrize("given", [{}, {"service": "web", "group": service().group}])
def test_workers_are_of_one_kind(given):
    slow = station(timeout_seconds=np.inf)
    with pytest.raises(ValueError, match="either a group or a service"):
        Workers(station=slow, **given)


@pytest.mark.parametrize(
    ("services", "loads", "says"),
    [
        ({"web": service(calls={"catalog": 1})}, {"web": level(1)}, "services must hold catalog"),
        ({"web": service()}, {"api": level(1)}, "services must hold api"),
        ({"web": service(sends={"mails": 1})}, {"web": level(1)}, "queues must hold mails"),
        ({"web": service()}, {}, "one length"),
        ({"web": service(), "api": service()}, {"web": level(1), "api": level(1, minutes=5)}, "one length"),
        ({"web": service()}, {"web": level(1)[:90]}, "whole minutes, got 90"),
        ({"web": service()}, {"web": level(1)[:0]}, "whole minutes, got 0"),
        ({"web": service(calls={"web": 1})}, {"web": level(1)}, "in a circle: web -> web"),
        (
            {"web": service(calls={"api": 1}), "api": service(calls={"web": 1})},
            {"web": level(1)},
            "services call each other in a circle",
        ),
    ],
)
def test_impossible_scenarios_are_refused(services, loads, says):
    with pytest.raises(ValueError, match=says):
        Scenario(services=services, loads=loads)
