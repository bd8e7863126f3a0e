"""A simulation as text and as JSON."""

from __future__ import annotations

import json
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from infra.capacity.autoscaler import Metric, TargetTracking
from infra.capacity.simulation import simulate
from infra.capacity.verdict import OVERALL, Breach, Limit, breaches, margin
from infra.report.simulation_json import simulation_json
from infra.report.simulation_text import simulation_text
from infra.report.simulation_words import amount_words, bars, breach_text, clock, time_words
from tests.capacity.scenarios import group, level, service, shop, workers


def text(scenario) -> str:
    out = StringIO()
    simulation = simulate(scenario)
    shown = simulation_text("a sale", simulation, breaches(simulation), margin(scenario))
    Console(file=out, width=160, color_system=None, highlight=False).print(shown)
    return out.getvalue()


def data(scenario):
    simulation = simulate(scenario)
    return json.loads(simulation_json("a sale", simulation, breaches(simulation), margin(scenario)))


def test_what_holds_says_by_how_much_and_what_is_next():
    lines = text(shop(1000)).splitlines()
    assert lines[0] == "a sale: 0:10:00 from start to end"
    assert lines[2].startswith("holds up to 3.")
    assert lines[3].startswith("  catalog: ")


def test_what_does_not_hold_names_the_first():
    lines = text(shop(6000)).splitlines()
    assert lines[2] == "does not hold"
    assert lines[3].startswith("  first web: ")
    assert any(line.startswith("  it holds up to 0.") for line in lines)


def test_a_service_without_requests_is_shown():
    shown = text(shop(loads={"web": level(0)}))
    assert "holds up to 16 x this load and beyond" in shown
    assert "The groups kept their size" in shown


def test_a_queue_says_when_it_is_empty_again():
    load = level(20, minutes=30)
    load[300:360] = 300
    scenario = shop(
        services={"web": service(sends={"mails": 1})}, queues={"mails": workers(2)}, loads={"web": load}
    )
    row = next(line for line in text(scenario).splitlines() if line.startswith("mails"))
    assert " at 0:05:59 " in row
    assert "not in time" not in row
    assert "not in time" in text(
        shop(
            services={"web": service(sends={"mails": 1})}, queues={"mails": workers(2)}, loads={"web": level(100)}
        )
    )


def test_many_events_are_cut():
    busy = TargetTracking(
        metric=Metric.CPU,
        target=0.3,
        metric_delay_seconds=0,
        period_seconds=10,
        high_datapoints=1,
        low_datapoints=1,
    )
    saw = np.where(np.arange(3600) // 60 % 2, 1500.0, 100.0)
    found = service(group=group(2, maximum=40, boot_seconds=1, warm_up_seconds=0, tracking=(busy,)))
    assert "more: --json has them all" in text(shop(services={"web": found}, queues={}, loads={"web": saw}))


def test_json_has_figures_and_minutes():
    found = data(shop(1000))
    assert (found["schema"], found["holds"], found["breaches"]) == ("floodgate.simulation/1", True, [])
    assert found["margin"]["breaks"]["where"] == "catalog"
    web = found["services"]["web"]
    assert web["requests"] == 600_000
    assert web["instances"] == {"least": 10, "most": 10, "hours": pytest.approx(10 / 6, rel=1e-5)}
    assert {len(series) for series in web["minutes"].values()} == {10}
    assert {len(series) for series in found["queues"]["mails"]["minutes"].values()} == {10}
    assert {len(series) for series in found["overall"]["minutes"].values()} == {10}


def test_json_of_nothing_is_json_too():
    found = data(shop(loads={"web": level(0)}))
    assert found["overall"]["response"] is None
    assert found["margin"] == {"factor": 16, "breaks": None}


def test_json_is_the_same_every_time():
    assert data(shop(1234)) == data(shop(1234))


@pytest.mark.parametrize(("second", "shown"), [(0, "0:00:00"), (605, "0:10:05"), (86_399, "23:59:59")])
def test_clock(second, shown):
    assert clock(second) == shown


def test_bars_show_nothing_as_a_blank_and_little_as_little():
    assert (
        bars(np.concatenate([np.zeros(100), np.full(100, 0.01), np.full(100, 1.0)]), 1)
        == " " * 10 + "▁" * 10 + "█" * 10
    )
    assert bars(np.zeros(60), 0) == " " * 30
    assert set(bars(np.tile([0.0, 1.0], 60), 1, least=True)) == {" "}


@pytest.mark.parametrize(
    ("breach", "shown"),
    [
        (("web", Limit.UTILISATION, 0.982, 0.97), "web: utilisation 98.2 %, at most 97.0 %, from 0:10:00"),
        (
            (OVERALL, Limit.FAILED, 0.00005, 0),
            "from outside: failed requests < 0.01 %, at most 0.0 %, from 0:10:00",
        ),
        (("web", Limit.LATENCY, 0.2071, 0.2), "web: p99 207 ms, at most 200 ms, from 0:10:00"),
        (("web", Limit.LATENCY, 0.0021, 0.0015), "web: p99 2.1 ms, at most 1.5 ms, from 0:10:00"),
        (("database", Limit.CAPACITY, 1234.5, 1000), "database: 1,234, at most 1,000, from 0:10:00"),
        (("mails", Limit.AGE, 301, 300), "mails: oldest message 301 s, at most 300 s, from 0:10:00"),
    ],
)
def test_breach(breach, shown):
    where, limit, value, allowed = breach
    assert breach_text(Breach(where=where, limit=limit, second=600, value=value, allowed=allowed)) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(12_970.4, "12,970"), (95.94, "95.9"), (0.8925, "0.892"), (0, "0"), (np.inf, "no limit")]
)
def test_amounts(value, shown):
    assert amount_words(value) == shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 ms"), (1.2e-8, "0 ms"), (0.00012, "0.12 ms"), (0.012, "12 ms"), (3.21, "3,210 ms"), (45, "45 s")],
)
def test_times_are_short_and_never_a_power_of_ten(seconds, words):
    assert time_words(seconds) == words
