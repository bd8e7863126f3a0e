"""What a reading back makes of an emulator that keeps, changes, hides or loses what it was sent."""

from __future__ import annotations

from dataclasses import replace

import pulumi
import pytest
from pulumi_aws import sqs

from infra.local.contract import CloudError, NotEmulated
from infra.local.creation import create_program
from infra.local.record import Creation
from infra.local.verify import Unequal, Verification, Wire, read_back
from infra.preview.plan import Plan
from tests.local.fake import FakeCloud


def program():
    sqs.Queue("one", delay_seconds=5, tags={"a": "b"})
    sqs.Queue("two", delay_seconds=pulumi.Output.secret(6))


def created(cloud):
    """The two queues in a cloud."""
    monitor = create_program(program, cloud, stack="dev-test", watch=lambda *_: None)
    plan = Plan(stack="dev-test", cloud="aws", environment="dev", region="here", resources=(), outputs={})
    return Creation(plan=plan, made=tuple(monitor.made), interrupted=False)


@pytest.fixture
def cloud():
    return FakeCloud()


@pytest.fixture
def creation(cloud):
    return created(cloud)


def verified(creation, cloud):
    return Verification(read_back=read_back(creation, cloud))


def test_all_that_reads_back_as_sent_is_verified(creation, cloud):
    found = verified(creation, cloud)
    assert [item.verified for item in found.read_back] == [
        ("name", "delaySeconds", "tags"),
        ("name", "delaySeconds"),
    ]
    assert (found.sent, found.verified, found.not_emulated, found.holds) == (5, 5, 0, True)


def test_what_reads_back_otherwise_is_listed_with_both_values(creation, cloud):
    cloud.kept["one-id"] |= {"delaySeconds": 7}
    found = verified(creation, cloud)
    ((item, unequal),) = found.unequal
    assert (item.made.resource.name, unequal) == ("one", Unequal(property="delaySeconds", sent="5", read="7"))
    assert (found.verified, found.holds) == (4, False)


def test_a_property_that_is_gone_differs(creation, cloud):
    cloud.kept["one-id"] |= {"tags": None}
    assert [unequal for _, unequal in verified(creation, cloud).unequal] == [
        Unequal(property="tags", sent='{"a": "b"}', read="nothing")
    ]


def test_a_secret_that_differs_is_not_shown(creation, cloud):
    cloud.kept["two-id"] |= {"delaySeconds": 7}
    assert [unequal for _, unequal in verified(creation, cloud).unequal] == [
        Unequal(property="delaySeconds", sent="[secret]", read="[secret]")
    ]


def test_what_cannot_be_read_is_neither_verified_nor_wrong(creation, cloud):
    cloud.unread = {"delaySeconds"}
    found = verified(creation, cloud)
    assert [item.unread for item in found.read_back] == [("delaySeconds",), ("delaySeconds",)]
    assert (found.sent, found.verified, found.holds) == (5, 3, True)


def test_what_was_never_sent_is_not_counted_as_sent(cloud):
    cloud.not_emulated = {"tags": "no operation has it"}
    found = verified(created(cloud), cloud)
    assert found.read_back[0].not_emulated == (NotEmulated(path="tags", why="no operation has it"),)
    assert (found.sent, found.not_emulated, found.holds) == (4, 1, True)


def test_of_a_resource_that_is_a_placeholder_nothing_counts_as_sent(cloud):
    create = cloud.create
    cloud.create = lambda wanted: replace(create(wanted), not_emulated=(NotEmulated(path="", why="no such call"),))
    found = verified(created(cloud), cloud)
    assert (found.sent, found.not_emulated, found.holds) == (0, 2, True)


def test_a_resource_that_is_gone_is_missing(creation, cloud):
    del cloud.kept["two-id"]
    found = verified(creation, cloud)
    assert [(item.made.resource.name, item.problem) for item in found.missing] == [("two", "")]
    assert not found.holds


def test_a_resource_that_cannot_be_asked_for_is_missing_and_says_why(creation, cloud):
    def read(*_):
        raise CloudError("down")

    cloud.read = read
    assert [item.problem for item in verified(creation, cloud).missing] == ["down", "down"]


def test_a_connection_that_leads_elsewhere_counts():
    good, bad = Wire(resource="a", what="leads to b"), Wire(resource="a", what="leads to c", found="nowhere")
    found = Verification(read_back=(), wires=(good, bad))
    assert (found.loose, found.holds) == ((bad,), False)
    assert Verification(read_back=(), wires=(good,)).holds
