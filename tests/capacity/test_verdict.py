"""What does not hold is named, with the first in front, and the margin is where it begins."""

from __future__ import annotations

import pytest

from infra.capacity.simulation import simulate
from infra.capacity.verdict import LARGEST_FACTOR, OVERALL, Limit, breaches, margin
from tests.capacity.scenarios import level, service, shop, station, workers


def web(rps, instances=10, **changes):
    """One service."""
    return shop(services={"web": service(instances, **changes)}, queues={}, loads={"web": level(rps)})


def limits(scenario):
    return [(breach.where, breach.limit) for breach in breaches(simulate(scenario))]


def test_nothing_breaks_in_a_calm_shop():
    assert limits(shop(1000)) == []


def test_failures_count_for_the_service_and_for_those_outside():
    overloaded = web(5000)
    assert {(OVERALL, Limit.FAILED), ("web", Limit.FAILED), ("web", Limit.UTILISATION)} == {*limits(overloaded)}


def test_a_load_at_the_limit_is_no_load_that_holds():
    """Nothing has failed yet, but real queues run away (facts/capacity.md 3.3)."""
    (breach,) = breaches(simulate(web(3920)))
    assert (breach.limit, breach.allowed) == (Limit.UTILISATION, 0.97)
    assert breach.value == pytest.approx(0.98, abs=0.003)


def test_failures_within_the_objective_are_borne():
    scenario = shop(
        services={"web": service(10)}, queues={}, loads={"web": level(5000)}, failed_ratio_objective=0.5
    )
    assert limits(scenario) == [("web", Limit.UTILISATION)]


@pytest.mark.parametrize(("objective", "broken"), [(0.05, True), (0.092, True), (0.093, False), (None, False)])
def test_latency_objective(objective, broken):
    """An exponential service of 20 ms: p99 is 92.1 ms."""
    found = limits(web(400, latency_objective_seconds=objective))
    assert found == ([("web", Limit.LATENCY)] if broken else [])


def test_messages_that_are_too_old():
    scenario = shop(
        services={"web": service(sends={"mails": 1})},
        queues={"mails": workers(2, age_objective_seconds=60)},
        loads={"web": level(100)},
    )
    (breach,) = breaches(simulate(scenario))
    # 36 of 100 messages a second stay, so a message waits 36 / 64 s more for each second: 60 s after 167
    assert (breach.where, breach.limit) == ("mails", Limit.AGE)
    assert breach.second == pytest.approx(60 / 0.36, abs=5)


def test_the_first_breach_comes_first():
    found = breaches(simulate(shop(loads={"web": level(6000), "orders": level(100)})))
    assert [breach.second for breach in found] == sorted(breach.second for breach in found)
    assert found[0].where == "web"


def test_margin_is_where_utilisation_reaches_its_limit():
    found = margin(web(2000))
    assert found.factor == pytest.approx(0.97 * 4000 / 2000, rel=0.01)
    assert found.breaks is not None
    assert (found.breaks.where, found.breaks.limit) == ("web", Limit.UTILISATION)


def test_margin_of_what_does_not_hold_is_below_one():
    assert margin(web(8000)).factor == pytest.approx(0.97 * 4000 / 8000, rel=0.01)


def test_margin_names_the_service_that_breaks_first():
    services = {"web": service(10, calls={"catalog": 1}), "catalog": service(4)}
    found = margin(shop(services=services, queues={}, loads={"web": level(1000)}))
    assert found.breaks is not None
    assert found.breaks.where == "catalog"
    assert found.factor == pytest.approx(0.97 * 1.6, rel=0.01)


def test_margin_is_not_looked_for_for_ever():
    found = margin(web(1))
    assert (found.factor, found.breaks) == (LARGEST_FACTOR, None)


def test_what_no_load_can_keep_has_no_margin():
    assert margin(web(100, latency_objective_seconds=0.01)).factor == 0


def test_a_service_that_never_answers_breaks_at_once():
    """Timeout far below the work there is."""
    scenario = web(5000, station=station(timeout_seconds=0.001))
    assert breaches(simulate(scenario))[0].second < 60
