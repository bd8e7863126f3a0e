"""An exception to a rule: for named resources, with a reason, an owner and an end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase

from policies.evaluate import Result, Verdict
from policies.facts import Facts


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One entry of stacks/waivers.yaml."""

    rule: str
    stack: str
    """Name of a stack; `*` in it stands for any characters."""
    resource: str
    """Logical name of a resource, in the same form; the name of the stack for rules about the stack as a whole."""
    reason: str
    owner: str
    expires: date
    """The last day on which it holds."""
    file: str
    line: int

    def speaks_about(self, facts: Facts) -> bool:
        """Whether it is for this stack."""
        return fnmatchcase(facts.stack, self.stack)

    def matches(self, result: Result) -> bool:
        """Whether it is for this rule and resource."""
        return self.rule == result.rule.id and fnmatchcase(result.resource.name, self.resource)


class Fault(StrEnum):
    """Why a waiver itself is a violation."""

    EXPIRED = "expired"
    UNUSED = "unused"
    TOO_BROAD = "too broad"


@dataclass(frozen=True, kw_only=True)
class WaiverFault:
    """A waiver that must be put right."""

    waiver: Waiver
    fault: Fault
    message: str


@dataclass(frozen=True, kw_only=True)
class Waived:
    """What the waivers of a stack do."""

    by_result: dict[int, Waiver]
    """Index of a failed result -> the waiver that excuses it."""
    faults: tuple[WaiverFault, ...]


def waive(results: Sequence[Result], waivers: Iterable[Waiver], facts: Facts) -> Waived:
    """Match the waivers of this stack with what failed in it."""
    by_result: dict[int, Waiver] = {}
    faults: list[WaiverFault] = []
    for waiver in waivers:
        if not waiver.speaks_about(facts):
            continue
        matched = [index for index, result in enumerate(results) if waiver.matches(result)]
        failed = [index for index in matched if results[index].verdict is Verdict.FAIL]
        fault = _fault(waiver, [results[index] for index in matched], facts)
        if fault is not None:
            faults.append(fault)
        if waiver.expires >= facts.today:
            by_result.update(dict.fromkeys(failed, waiver))
    return Waived(by_result=by_result, faults=tuple(faults))


def _fault(waiver: Waiver, matched: list[Result], facts: Facts) -> WaiverFault | None:
    """At most one: the first that a person has to act on. What is not evaluated yet may still need the waiver."""
    passing = [result.resource.name for result in matched if result.verdict is Verdict.PASS]
    wanted = [result for result in matched if result.verdict is not Verdict.PASS]
    if waiver.expires < facts.today:
        text = f"it ended on {waiver.expires}; put the violation right, or renew the waiver with a new reason"
        return WaiverFault(waiver=waiver, fault=Fault.EXPIRED, message=text)
    if not wanted:
        text = f"nothing in {facts.stack} violates {waiver.rule} on {waiver.resource}; delete the waiver"
        return WaiverFault(waiver=waiver, fault=Fault.UNUSED, message=text)
    if passing:
        text = (
            f"it also excuses what holds the rule ({', '.join(sorted(passing)[:3])}); name the resources it is for"
        )
        return WaiverFault(waiver=waiver, fault=Fault.TOO_BROAD, message=text)
    return None
