"""Queues that the instances of services work off beside their requests."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from infra.capacity.journey import HowOften, ServiceLoad, ThirdParty
from infra.rehearsal.queues import caused, messages, queues
from infra.rehearsal.stage import Stage
from tests.rehearsal.samples import SHOP, stage


def with_services(**services: ServiceLoad) -> Stage:
    return stage(shop=replace(SHOP, services={**SHOP.services, **services}))


def test_workers_are_measured_by_what_an_instance_works_off():
    found = queues(stage())
    jobs, mails = found["jobs"], found["mails"]
    assert (jobs.service, mails.service) == ("worker", "mailer")
    assert (1 / jobs.station.service_time_seconds, 1 / mails.station.service_time_seconds) == (20, 40)
    assert (jobs.station.timeout_seconds, jobs.age_objective_seconds) == (inf, 120)
    assert jobs.sends == {"mails": 2}


def test_messages_that_come_with_orders_and_calls_that_messages_cause():
    given = stage()
    assert messages(given)["jobs"] == pytest.approx(given.demand.orders_rps)
    assert set(messages(given)) == {"jobs"}
    assert caused(given)["orders"] == pytest.approx(50)
    assert set(caused(given)) == {"orders"}


def test_services_that_share_a_queue_have_equal_parts_of_it():
    given = with_services(mailer=ServiceLoad(consumes={"mails": 40, "jobs": 10}, calls={"web": 0.1}))
    found = queues(given)
    assert {name: each.service for name, each in found.items()} == {
        "jobs at worker": "worker",
        "jobs at mailer": "mailer",
        "mails": "mailer",
    }
    assert messages(given)["jobs at mailer"] == pytest.approx(25)
    # of 50 jobs 25 are the mailer's, and all mails
    assert caused(given)["orders"] == pytest.approx(25)
    mails = given.demand.queue_rps["mails"]
    assert caused(given)["web"] == pytest.approx(0.1 * (25 + mails))


def test_copies_of_an_event_go_to_all_that_hear_of_it():
    shop = replace(
        SHOP,
        services={
            **SHOP.services,
            "web": replace(SHOP.services["web"], publishes={"news": HowOften(per_order=3)}),
        },
        topics={"news": ("jobs", "mails")},
    )
    found = messages(stage(shop=shop))
    assert (found["jobs"][0], found["mails"][0]) == (pytest.approx(50 + 150), pytest.approx(150))


def bank(limit_rps: float, **worker: HowOften) -> Stage:
    shop = replace(
        SHOP,
        services={
            **SHOP.services,
            "worker": replace(SHOP.services["worker"], third_parties={"bank": worker["worker"]}),
            "web": replace(SHOP.services["web"], third_parties={"bank": worker.get("web", HowOften())}),
        },
        third_parties={"bank": ThirdParty(limit_rps=limit_rps, keep_alive=True, connection_seconds=60)},
    )
    return stage(shop=shop)


@pytest.mark.parametrize(
    ("limit", "worker", "web", "allowed"),
    [
        (1000, HowOften(per_message=1), HowOften(), 1000),
        (1000, HowOften(per_message=2), HowOften(), 500),
        (1000, HowOften(per_message=1), HowOften(per_request=3), 700),  # 100 requests a second call it
        (1000, HowOften(per_message=1), HowOften(per_order=4), 800),
        (100, HowOften(per_message=1), HowOften(per_request=3), 0.01),
        (1000, HowOften(per_request=1), HowOften(), inf),
    ],
)
def test_workers_wait_for_the_limit_of_whom_they_call(limit, worker, web, allowed):
    assert queues(bank(limit, worker=worker, web=web))["jobs"].most_rps == pytest.approx(allowed)
    assert queues(bank(limit, worker=worker, web=web))["mails"].most_rps == inf
