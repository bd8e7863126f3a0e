"""How many connections a database must let in: those that are held, or behind a pool those at work."""

from dataclasses import replace

import pytest

from tests.capacity.plan.samples import SHOP, flat, planned, stack

WORKERS = replace(
    SHOP,
    services={
        **SHOP.services,
        "pay": replace(SHOP.services["pay"], database="orders", database_writes=1, connections=16),
    },
)


def check(plan):
    """The one about connections."""
    [found] = [check for check in plan.checks if check.where == "database orders, connections"]
    return found


def limited(**changes):
    limits = stack()
    return replace(limits, databases={"orders": replace(limits.databases["orders"], **changes)})


def test_behind_a_pool_those_at_work():
    """1,000 requests/s that each take 0.05 s keep 50 connections busy."""
    plan = planned({"orders": flat(10, (3600, 3660, 1_000))})
    [need] = plan.connections["orders"]
    assert need.number.value == pytest.approx(50 * 1.3)
    assert need.number.reason == "50 requests and messages in work at a time x 1.3"
    assert check(plan).need == need.number
    assert check(plan).limit.value == 3_600
    assert check(plan).campaign == "sale"


def test_messages_keep_a_slot_as_long_as_they_take():
    """24 slots that do 10 messages/s need 2.4 s for each; what comes slowly enough is worked off as it comes."""
    plan = planned({}, jobs=flat(5), shop=WORKERS)
    assert plan.connections["orders"][0].number.value == pytest.approx(5 * 2.4 * 1.3)


def test_a_pool_that_is_too_small():
    busy = {"orders": flat(10, (3600, 3660, 1_000))}
    assert check(planned(busy, limits=limited(max_connections=73))).holds
    short = check(planned(busy, limits=limited(max_connections=72)))
    assert not short.holds
    assert not short.firm
    assert "class that allows more" in short.fix
