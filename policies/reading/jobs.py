"""What runs by the clock: which schedules and triggers start something, and what the state machines between do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.rule import NotApplicable
from policies.view import View

SCHEDULE = "aws:scheduler/schedule:Schedule"
MACHINE = "aws:sfn/stateMachine:StateMachine"
FUNCTION = "alicloud:fc/v3Function:V3Function"
TRIGGER = "alicloud:fc/v3Trigger:V3Trigger"
ASYNCHRONOUS = "alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig"

NO_JOB = NotApplicable("it starts no state machine and no task")
NO_TIMER = NotApplicable("something else than the clock starts the function")
NOT_BY_THE_CLOCK = NotApplicable("nothing starts it by the clock")


def tasks(machine: View) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name and definition of every state that does something, also of those inside others.

    Raises:
        NotEvaluated: the definition is not known, or not JSON.
    """
    yield from _tasks(machine.document("definition", in_part=True) or {})


def _tasks(part: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, state in (part.get("States") or {}).items():
        if state.get("Type") == "Task":
            yield name, state
        for inner in (*(state.get("Branches") or ()), state.get("Iterator"), state.get("ItemProcessor")):
            yield from _tasks(inner or {})


def by_the_clock(function: View) -> bool:
    """Whether a timer starts the function."""
    return any(trigger.get("triggerType") == "timer" for trigger in function.referring(TRIGGER, "functionName"))
