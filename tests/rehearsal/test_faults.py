"""What goes wrong on purpose."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from infra.capacity.journey import HowOften
from infra.capacity.scenario import Disturbance
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.faults import Fault, apply, parse, second_at
from tests.rehearsal.samples import SHOP, START, stage

ZONE = "Europe/Berlin"
"""The sample starts at 19:00 there."""


def at(text: str, seconds: int = 1200) -> int:
    return second_at("--option", text, START, seconds, ZONE)


@pytest.mark.parametrize(
    ("text", "second"),
    [("19:00", 0), ("19:00:30", 30), ("19:19:59", 1199), ("2027-03-08T19:10", 600)],
)
def test_times_are_those_of_the_campaign(text, second):
    assert at(text) == second


def test_a_time_after_midnight_is_one_of_the_next_day():
    assert at("00:00:10", 36_000) == 5 * 3600 + 10
    assert at("18:59", 90_000) == 24 * 3600 - 60


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("18:59", "outside of what is played, 2027-03-08 19:00 to 2027-03-08 19:20"),
        ("2027-03-09T19:10", "outside of what is played"),
        ("soon", "write the time like 20:00:30 or 2027-11-11T00:00:30, got soon"),
        ("25:00", "write the time like"),
    ],
)
def test_times_that_are_none_are_refused(text, says):
    with pytest.raises(RehearsalError, match=f"--option: {says}"):
        at(text)


@pytest.mark.parametrize(
    ("text", "fault", "shown"),
    [
        ("cdn-purge@19:05", Fault(name="cdn-purge", of=None, at_second=300), "cdn-purge"),
        (
            "database-failover:core@19:05",
            Fault(name="database-failover", of="core", at_second=300),
            "database-failover of core",
        ),
        ("third-party-slow@19:00", Fault(name="third-party-slow", of=None, at_second=0), "third-party-slow"),
        ("schedule-missed", Fault(name="schedule-missed", of=None, at_second=0), "schedule-missed"),
    ],
)
def test_how_faults_are_written(text, fault, shown):
    found = parse(text, START, 1200, ZONE)
    assert (found, str(found)) == (fault, shown)
    assert found.timed == (text != "schedule-missed")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("meteor@19:05", "there is no such fault; allowed: cdn-purge@TIME, database-failover"),
        ("cdn-purge", "write it like cdn-purge@TIME"),
        ("cdn-purge:web@19:05", "write it like cdn-purge@TIME"),
        ("schedule-missed@19:05", "write it like schedule-missed"),
        ("", "there is no such fault"),
    ],
)
def test_faults_that_are_none_are_refused(text, says):
    with pytest.raises(RehearsalError, match=says):
        parse(text, START, 1200, ZONE)


def played(name: str, of: str | None = None, given=None):
    return apply(given or stage(), [Fault(name=name, of=of, at_second=300)])


def test_a_purge_and_a_missed_schedule_change_the_stage():
    purged, none = played("cdn-purge")
    assert purged.traffic.origin["page"][300] == pytest.approx(1000)
    missed, _ = played("schedule-missed")
    assert (missed.scheduled, stage().scheduled, none) == (False, True, ())


def test_a_failing_database_takes_its_services_and_a_node_with_it():
    after, disturbances = played("database-failover")
    assert after.nodes_lost == (("core", 300),)
    assert disturbances == tuple(
        Disturbance(service=name, at_second=300, seconds=30, slowness=math.inf) for name in ("orders", "worker")
    )


def test_a_slow_third_party_slows_those_that_call_it():
    _, disturbances = played("third-party-slow", "bank")
    # 8 slots work off 20 messages a second, so each takes 0.4 s; one more second is 3.5 times as much
    assert disturbances == (
        Disturbance(service="worker", at_second=300, seconds=300, slowness=3.5, requests=False, messages=True),
    )
    services = {
        **SHOP.services,
        "web": replace(SHOP.services["web"], third_parties={"bank": HowOften(per_request=0.1)}),
    }
    _, disturbances = played("third-party-slow", given=stage(shop=replace(SHOP, services=services)))
    assert disturbances[0] == Disturbance(
        service="web", at_second=300, seconds=300, slowness=1 + 0.1 / 0.02, requests=True, messages=False
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [("database-failover", "there is no such database; allowed: core"), ("third-party-slow", "allowed: bank")],
)
def test_names_that_the_shop_does_not_have_are_refused(name, says):
    with pytest.raises(RehearsalError, match=says):
        played(name, "nobody")
