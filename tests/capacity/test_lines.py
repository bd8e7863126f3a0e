"""Limits of what stands behind the services: what uses them up, how they grow, what a verdict says of them."""

from __future__ import annotations

import numpy as np
import pytest

from infra.capacity.lines import Growth, Line, play_line
from infra.capacity.simulation import simulate
from infra.capacity.verdict import Limit, breaches, margin
from tests.capacity.scenarios import level, service, shop, workers


def play(line, seconds=4, **given):
    found = {"served": {}, "consumed": {}, "put": {}, "in_service": {}, **given}
    return play_line(line, seconds, **found)


def rising(*values):
    return np.array(values, dtype=float)


def test_everything_that_uses_a_line_adds_up():
    line = Line(
        limit=100,
        per_request={"web": 2.0},
        per_message={"mails": 3.0},
        per_put={"mails": 1.0},
        per_instance={"web": 10.0},
        outside=rising(1, 1, 1, 1),
    )
    played = play(
        line,
        served={"web": rising(1, 2, 3, 4)},
        consumed={"mails": rising(0, 0, 1, 1)},
        put={"mails": rising(2, 0, 0, 0)},
        in_service={"web": rising(1, 1, 1, 2)},
    )
    assert played.used.tolist() == [15, 15, 20, 32]
    assert played.ratio.tolist() == [0.15, 0.15, 0.2, 0.32]


def test_a_limit_may_change_and_no_limit_is_never_used():
    line = Line(limit=np.array([10, 10, np.inf, 0]), outside=rising(5, 10, 10, 0))
    assert play(line).ratio.tolist() == [0.5, 1, 0, 0]
    assert play(Line(limit=0, outside=rising(1, 1, 1, 1))).ratio.tolist() == [np.inf] * 4


def test_what_doubles_carries_twice_what_was_there_a_while_ago():
    growth = Growth(factor=2, after_seconds=2)
    assert growth.limit(rising(10, 30, 15, 5, 5, 5)).tolist() == [20, 20, 20, 60, 60, 60]
    line = Line(limit=25, outside=rising(10, 30, 15, 5, 5, 5)).growing(growth)
    assert play(line, 6).limit.tolist() == [25, 25, 25, 60, 60, 60]


@pytest.mark.parametrize(("factor", "after"), [(1, 10), (2, 0)])
def test_growth_out_of_range_is_refused(factor, after):
    with pytest.raises(ValueError, match="factor must be above 1 and after_seconds at least 1"):
        Growth(factor=factor, after_seconds=after)


def test_the_same_use_in_other_units():
    calls = Line(
        limit=100,
        per_request={"web": 2.0},
        per_message={"mails": 1.0},
        per_put={"mails": 2.0},
        outside=rising(1, 1, 1, 1),
    )
    held = calls.times(30, 500, " connections")
    assert (held.per_request, held.per_message, held.limit) == ({"web": 60}, {"mails": 30}, 500)
    assert held.per_put == {"mails": 60}
    assert held.outside is not None
    assert held.outside.tolist() == [30] * 4


def lined(rps, limit, **changes):
    line = Line(limit=limit, unit=" reads/s", per_request={"catalog": 0.5}, **changes)
    return shop(rps, lines={"database": line})


def test_what_reaches_a_line_exactly_does_not_cross_it():
    # web calls the catalog 1.5 times, and half of that reads
    assert breaches(simulate(lined(1000, 750))) == ()


def test_a_line_that_is_crossed_is_a_breach_with_its_second():
    load = level(1000)
    load[300:310] = 1200
    (breach,) = breaches(simulate(shop(loads={"web": load}, lines=lined(1, 800).lines)))
    assert (breach.where, breach.limit, breach.unit) == ("database", Limit.CAPACITY, " reads/s")
    assert breach.second == pytest.approx(300, abs=1)
    assert (breach.value, breach.allowed) == (pytest.approx(900, rel=0.01), 800)


def test_what_fails_before_reaches_no_line():
    """Half of the calls are served, so half of the reads are made."""
    found = simulate(
        shop(services={"web": service(2)}, queues={}, loads={"web": level(1600)}, lines={
            "database": Line(limit=1e9, per_request={"web": 1.0})
        })
    )  # fmt: skip
    assert found.lines["database"].used[-1] == pytest.approx(800, rel=0.01)


def test_the_margin_ends_at_a_line_and_what_comes_from_outside_grows_with_the_load():
    scenario = lined(1000, 900, outside=level(75))
    found = margin(scenario)
    assert found.factor == pytest.approx(900 / 825, rel=0.01)
    assert found.breaks is not None
    assert found.breaks.where == "database"


def test_messages_use_a_line_when_they_are_worked_off_or_when_they_are_sent():
    scenario = shop(
        services={"web": service(sends={"mails": 1})},
        queues={"mails": workers(1)},
        loads={"web": level(100)},
        lines={
            "provider": Line(limit=1e9, per_message={"mails": 1.0}),
            "queue": Line(limit=1e9, per_put={"mails": 1.0}),
        },
    )
    found = simulate(scenario).lines
    assert found["provider"].used[-1] == pytest.approx(32, rel=1e-3)  # of 100 that come
    assert found["queue"].used[-1] == pytest.approx(100, rel=1e-3)
