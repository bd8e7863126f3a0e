"""How faults are written, and where they happen."""

from __future__ import annotations

import pytest
from pulumi_aws import sqs

from infra.local.creation import create_program
from infra.local.faults import Fault, FaultError, Faults, Kind, parse
from tests.local.fake import FakeCloud


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("throttling", Fault(kind=Kind.THROTTLING, answers=2)),
        ("server-error:9", Fault(kind=Kind.SERVER_ERROR, answers=9)),
        ("crash@orders-queue", Fault(kind=Kind.CRASH, resource="orders-queue")),
        ("throttling:1@q", Fault(kind=Kind.THROTTLING, answers=1, resource="q")),
    ],
)
def test_a_fault_is_kind_answers_and_resource(text, fault):
    assert parse(text) == fault


@pytest.mark.parametrize("text", ["", "flood", "throttling:0", "throttling:x", "throttling@", "Throttling"])
def test_anything_else_is_refused_with_what_is_allowed(text):
    with pytest.raises(FaultError, match=r"KIND is one of throttling, server-error, insufficient-capacity, crash"):
        parse(text)


def test_what_happens_once_takes_no_count():
    with pytest.raises(FaultError, match=r"crash happens once; leave out `:3`"):
        parse("crash:3")


def queues():
    for name in "abcdef":
        sqs.Queue(name)


def crashed(text):
    """The names of what exists after the crash."""
    faults = Faults([parse(text)])
    monitor = create_program(queues, FakeCloud(), stack="dev-test", watch=faults.at)
    assert monitor.interrupted
    return [made.resource.name for made in monitor.made], faults.injected[0].resource


def test_a_crash_comes_half_way_or_at_the_resource_named():
    assert crashed("crash") == (["a", "b", "c"], "d")
    assert crashed("crash@b") == (["a"], "b")


def test_a_crash_happens_once():
    faults = Faults([parse("crash@b")])
    first, second = (create_program(queues, FakeCloud(), stack="t", watch=faults.at) for _ in range(2))
    assert (first.interrupted, second.interrupted, len(second.made)) == (True, False, 6)


def test_a_fault_that_found_no_occasion_is_bad_input():
    faults = Faults([parse("crash@nobody"), parse("throttling")])
    create_program(queues, FakeCloud(), stack="dev-test", watch=faults.at)
    with pytest.raises(FaultError, match=r"--fault crash@nobody, throttling: did not happen"):
        faults.check_all_happened()


def test_all_wrong_answers_go_to_one_call_of_one_resource():
    faults = Faults([parse("throttling")])
    heard = []

    def refuse(wanted):
        for call in ("sqs CreateQueue", "sqs TagQueue"):
            injected = faults.next(Kind.THROTTLING)
            heard.append((wanted.name, call, bool(injected and faults.happened(injected, call))))

    create_program(queues, FakeCloud(refuse=refuse), stack="dev-test", watch=faults.at)
    assert [(name, call) for name, call, wrong in heard if wrong] == [("d", "sqs CreateQueue")]
    assert faults.injected[0].left == 1
    faults.check_all_happened()
