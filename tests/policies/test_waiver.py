"""A waiver excuses what it names until its day, and is itself a violation when it is not right any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policies.assessment import assess
from policies.examples.example import PRODUCTION, built, res
from policies.levels import Level, level
from policies.rule import Severity
from policies.rules import RULES
from policies.stack import Stack
from policies.waiver import Fault, Waiver

_RULE = next(rule for rule in RULES if rule.id == "network-subnet-no-auto-public-ip")
_FACTS = replace(PRODUCTION["aws"], today=date(2026, 11, 1))
_SUBNET = "aws:ec2/subnet:Subnet"
_WAIVER = Waiver(
    rule=_RULE.id,
    stack="prod-*",
    resource="open*",
    reason="a load test from outside until the end of the year",
    owner="a@example.net",
    expires=date(2026, 12, 31),
    file="stacks/waivers.yaml",
    line=2,
)


def assessed(*resources, waiver=_WAIVER, today=_FACTS.today):
    return assess(Stack(replace(_FACTS, today=today), built(resources)), [_RULE], [waiver])


def test_a_waiver_excuses_what_it_names():
    found = assessed(
        res(_SUBNET, "open-a", mapPublicIpOnLaunch=True), res(_SUBNET, "other", mapPublicIpOnLaunch=True)
    )
    assert [result.resource.name for result in found.failed] == ["other"]
    assert [(result.resource.name, waiver) for result, waiver in found.excused] == [("open-a", _WAIVER)]
    assert not found.holds


def test_a_stack_holds_when_everything_is_waived():
    assert assessed(res(_SUBNET, "open-a", mapPublicIpOnLaunch=True)).holds


@pytest.mark.parametrize(("today", "fault"), [(date(2026, 12, 31), None), (date(2027, 1, 1), Fault.EXPIRED)])
def test_a_waiver_ends_after_its_last_day(today, fault):
    found = assessed(res(_SUBNET, "open-a", mapPublicIpOnLaunch=True), today=today)
    assert [each.fault for each in found.waived.faults] == ([fault] if fault else [])
    assert bool(found.failed) is (fault is not None)
    assert found.holds is (fault is None)


def test_a_waiver_that_excuses_nothing_is_a_violation():
    found = assessed(res(_SUBNET, "closed"))
    assert [each.fault for each in found.waived.faults] == [Fault.UNUSED]
    assert not found.holds


def test_a_waiver_that_also_covers_what_is_right_is_too_broad():
    found = assessed(res(_SUBNET, "open-a", mapPublicIpOnLaunch=True), res(_SUBNET, "open-b"))
    assert [each.fault for each in found.waived.faults] == [Fault.TOO_BROAD]
    assert "open-b" in found.waived.faults[0].message


def test_a_waiver_of_another_stack_says_nothing():
    found = assessed(res(_SUBNET, "open-a", mapPublicIpOnLaunch=True), waiver=replace(_WAIVER, stack="dev-aws"))
    assert found.waivers == ()
    assert [result.resource.name for result in found.failed] == ["open-a"]


@pytest.mark.parametrize(
    ("environment", "severity", "asked", "expected"),
    [
        ("prod", "high", None, Level.MANDATORY),
        ("prod", "medium", None, Level.ADVISORY),
        ("staging", "high", None, Level.MANDATORY),
        ("dev", "critical", None, Level.MANDATORY),
        ("dev", "high", None, Level.ADVISORY),
        ("prod", "high", "critical", Level.ADVISORY),
        ("dev", "low", "low", Level.MANDATORY),
    ],
)
def test_levels(environment, severity, asked, expected):
    found = level(type(_FACTS.environment)(environment), Severity(severity), Severity(asked) if asked else None)
    assert found is expected
