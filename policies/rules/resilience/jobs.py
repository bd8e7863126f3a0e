"""Jobs that run by the clock: each run has an end, and one that never came about is kept."""

from __future__ import annotations

from policies.reading.jobs import (
    ASYNCHRONOUS,
    FUNCTION,
    MACHINE,
    NO_JOB,
    NO_TIMER,
    NOT_BY_THE_CLOCK,
    SCHEDULE,
    TRIGGER,
    by_the_clock,
    tasks,
)
from policies.reading.parts import told
from policies.rule import Area, Outcome, Rule, Scope, Severity
from policies.view import View

_DEFAULT_SECONDS = 60
"""Timeout of a function where none is set. Source: Function Compute, CreateFunction, `timeout`, 2026-08."""
_LONGEST_SECONDS = 20 * 3600
"""A run that lasts longer would meet the next one of a job that runs every day."""


def _schedule_keeps(schedule: View) -> Outcome:
    if not (schedule.has("target.ecsParameters") or schedule.targets("target.arn", MACHINE)):
        return NO_JOB
    return None if schedule.get("target.deadLetterConfig.arn") else "it has no `target.deadLetterConfig`"


def _timer_keeps(trigger: View) -> Outcome:
    if trigger.get("triggerType") != "timer":
        return NO_TIMER
    for function in trigger.targets("functionName", FUNCTION):
        for rules in function.referring(ASYNCHRONOUS, "functionName"):
            if rules.has("destinationConfig.onFailure.destination"):
                return None
    return "its function has no V3AsyncInvokeConfig with `destinationConfig.onFailure`"


def _machine_ends(machine: View) -> Outcome:
    for name, state in tasks(machine):
        if not any(key in state for key in ("TimeoutSeconds", "TimeoutSecondsPath")):
            return f"its state {name} has no TimeoutSeconds: a task that hangs runs, and is paid for, up to a year"
        seconds = told(state, "TimeoutSeconds", 0)
        if isinstance(seconds, int | float) and seconds > _LONGEST_SECONDS:
            return f"its state {name} may last {seconds:g} s, at most {_LONGEST_SECONDS:,} are useful"
    return None


def _function_ends(function: View) -> Outcome:
    if not by_the_clock(function):
        return NOT_BY_THE_CLOCK
    if not function.has("timeout"):
        return f"it has no `timeout`: every run is cut off after {_DEFAULT_SECONDS} s"
    seconds = float(function.get("timeout"))
    if seconds > _LONGEST_SECONDS:
        return f"`timeout` is {seconds:g} s, at most {_LONGEST_SECONDS:,} are useful"
    return None


RULES = (
    Rule(
        id="resilience-job-dead-letters",
        title="A run that could not be started, or failed for good, is kept and can be looked at",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A role that was changed keeps the settlement from starting, night after night; without dead"
        " letters the first to notice are the affiliates who were not paid.",
        remediation="build jobs with ScheduledJob, which adds the queue",
        source="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
        checks={SCHEDULE: _schedule_keeps, TRIGGER: _timer_keeps},
        scope=Scope.STACK,
    ),
    Rule(
        id="resilience-job-has-end",
        title="Every run of a job has an end",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A run that hangs is neither failed nor done: nobody is told, it is paid for, and the next one starts"
        " beside it and works on the same rows.",
        remediation="set `timeout_minutes` of ScheduledJob (shop.yaml: `jobs.<name>.timeout_minutes`)",
        source="https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html",
        checks={MACHINE: _machine_ends, FUNCTION: _function_ends},
        scope=Scope.STACK,
    ),
)
