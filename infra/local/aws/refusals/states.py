"""State machines: the Amazon States Language, as the service reads it before it stores a definition.

Source: Amazon States Language specification; Step Functions guide, "Amazon States Language" and
"ValidateStateMachineDefinition"; 2026-11.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from infra.local.aws.refusals.subject import Rules, Subject, listed
from infra.local.contract import Finding

_STATES = ("Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map")
_LAST = ("Succeed", "Fail")
"""States that lead nowhere, by what they are."""
_TRIES = ("Task", "Parallel", "Map")
"""States that may have `Retry` and `Catch`."""
_WAITS = ("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
_RESOURCE = re.compile(r"arn:[^:]+:[^:]+:[^:]*:[^:]*:.+")
_SECONDS = ("TimeoutSeconds", "HeartbeatSeconds")
_LONGEST_SECONDS = 99_999_999
_EVERYTHING = "States.ALL"


def state_machine(subject: Subject) -> Iterator[Finding]:
    """The definition is one that the service stores."""
    try:
        said = json.loads(subject.text("definition"))
    except ValueError:
        said = None
    for problem in _machine(said):
        yield subject.finding("definition", problem)


def _machine(said: Any) -> Iterator[str]:
    states = said.get("States") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(states, dict) or not all(map(_is_object, states.values())):
        yield "must be a JSON object with States"
        return
    start = str(said.get("StartAt"))
    if start not in states:
        yield f"starts at {start}, which is no state of it"
    for name, state in states.items():
        if state.get("Type") not in _STATES:
            yield f"has a state {name} of no type of the language"
            continue
        yield from (f"has a state {name} {problem}" for problem in _state(state))
        for target in _targets(state):
            if target not in states:
                yield f"goes on from {name} to {target}, which is no state of it"
    reached = _reached(start, states)
    for name in states:
        if start in states and name not in reached:
            yield f"has a state {name} that no other leads to"


def _state(state: dict[str, Any]) -> Iterator[str]:
    kind = state["Type"]
    ways = [way for way in ("Next", "End") if state.get(way)]
    if kind in (*_LAST, "Choice"):
        yield from (f"with {way}, which a {kind} cannot have" for way in ways)
    elif len(ways) != 1:
        yield "without one of Next and End"
    if kind == "Choice" and not listed(state.get("Choices")):
        yield "without Choices"
    yield from (f"with a choice without Next: {each}" for each in _of(state, "Choices") if not each.get("Next"))
    if kind == "Task" and not _RESOURCE.fullmatch(str(state.get("Resource"))):
        yield "whose Resource is no ARN"
    if kind == "Wait" and sum(each in state for each in _WAITS) != 1:
        yield f"without one of {', '.join(_WAITS)}"
    yield from _inside(state)
    yield from _tries(state)
    for name in _SECONDS:
        seconds = state.get(name)
        if isinstance(seconds, (int, float)) and not 1 <= seconds <= _LONGEST_SECONDS:
            yield f"whose {name} is not from 1 to {_LONGEST_SECONDS}"


def _inside(state: dict[str, Any]) -> Iterator[str]:
    """The machines inside a state."""
    if state["Type"] == "Parallel":
        branches = listed(state.get("Branches"))
        if not branches:
            yield "without Branches"
        for branch in branches:
            yield from (f"with a branch that {problem}" for problem in _machine(branch))
    if state["Type"] == "Map":
        yield from (
            f"with a processor that {problem}"
            for problem in _machine(state.get("ItemProcessor") or state.get("Iterator"))
        )


def _tries(state: dict[str, Any]) -> Iterator[str]:
    for field in ("Retry", "Catch"):
        tries = list(_of(state, field))
        if tries and state["Type"] not in _TRIES:
            yield f"with {field}, which a {state['Type']} cannot have"
        for index, each in enumerate(tries):
            errors = listed(each.get("ErrorEquals"))
            if not errors:
                yield f"with a {field} without ErrorEquals"
            if _EVERYTHING in errors and (len(errors) > 1 or index < len(tries) - 1):
                yield f"with a {field} in which {_EVERYTHING} is not alone and last"
            if field == "Catch" and not each.get("Next"):
                yield "with a Catch without Next"
            if not _at_least(each, "MaxAttempts", 0) or not _at_least(each, "IntervalSeconds", 1):
                yield f"with a {field} whose MaxAttempts or IntervalSeconds are too few"
            if not _at_least(each, "BackoffRate", 1):
                yield f"with a {field} whose BackoffRate is below 1"


def _at_least(part: dict[str, Any], name: str, least: float) -> bool:
    value = part.get(name)
    return not isinstance(value, (int, float)) or value >= least


def _targets(state: dict[str, Any]) -> Iterator[str]:
    """The states that a state leads to."""
    found = [state.get("Next"), state.get("Default")]
    found += [each.get("Next") for field in ("Choices", "Catch") for each in _of(state, field)]
    yield from (str(each) for each in found if each)


def _reached(start: str, states: dict[str, Any]) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name in states and name not in reached:
            reached.add(name)
            ahead.extend(_targets(states[name]))
    return reached


def _of(state: dict[str, Any], field: str) -> Iterator[dict[str, Any]]:
    return (each for each in listed(state.get(field)) if isinstance(each, dict))


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


RULES: Rules = {"aws:sfn/stateMachine:StateMachine": (state_machine,)}
