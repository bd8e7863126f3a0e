"""What a scenario must be."""

from __future__ import annotations

import pytest

from infra.capacity.scenario import Scenario
from tests.capacity.scenarios import level, service, shop


def test_callers_come_before_what_they_call():
    order = shop().order()
    assert order.index("web") < min(order.index("catalog"), order.index("orders"))


def test_load_is_scaled_and_nothing_else():
    scenario = shop(1000)
    assert scenario.scaled(1.5).loads["web"].tolist() == level(1500).tolist()
    assert scenario.scaled(1.5).services == scenario.services


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
