"""Jobs: sizes of Fargate, logs of state machines, the clock, the window and the input of schedules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_MIB = {
    "256": (512, 1024, 2048),
    "512": range(1024, 4096 + 1, 1024),
    "1024": range(2048, 8192 + 1, 1024),
    "2048": range(4096, 16384 + 1, 1024),
    "4096": range(8192, 30720 + 1, 1024),
    "8192": range(16384, 61440 + 1, 4096),
    "16384": range(32768, 122880 + 1, 8192),
}
"""CPU units -> MiB that Fargate has with them. Source: ECS Developer Guide, "Task CPU and memory", 2026-11."""


def fargate(subject: Subject) -> Iterator[Finding]:
    """A task of Fargate has one of certain sizes, a network of its own, and a role that prepares it."""
    if "FARGATE" not in subject.texts("requiresCompatibilities[]"):
        return
    sizes = _MIB.get(subject.text("cpu"))
    if sizes is None:
        yield subject.finding("cpu", f"must be one of {', '.join(_MIB)} on Fargate")
    elif subject.number("memory") not in sizes:
        yield subject.finding("memory", f"must be {sizes[0]} to {sizes[-1]}, in steps, with these CPU units")
    if subject.text("networkMode") != "awsvpc":
        yield subject.finding("networkMode", "must be awsvpc on Fargate")
    if "awslogs" in subject.text("containerDefinitions") and not subject.get("executionRoleArn"):
        yield subject.finding("executionRoleArn", "must be given: Fargate writes the log with it")


def containers(subject: Subject) -> Iterator[Finding]:
    """The containers are a list, one of them is essential, and they mount volumes of the task."""
    said = _json(subject, "containerDefinitions")
    if not isinstance(said, list) or not said or not all(isinstance(each, dict) for each in said):
        yield subject.finding("containerDefinitions", "must be a JSON list of containers")
        return
    if not any(each.get("essential", True) for each in said):
        yield subject.finding("containerDefinitions", "must have an essential container")
    volumes = set(subject.texts("volumes[].name"))
    for each in said:
        for needed in ("name", "image"):
            if not each.get(needed):
                yield subject.finding("containerDefinitions", f"has a container without {needed}")
        for mount in each.get("mountPoints") or ():
            if mount.get("sourceVolume") not in volumes:
                what = f"mounts a volume that the task does not have, {mount.get('sourceVolume')}"
                yield subject.finding("containerDefinitions", what)


def history(subject: Subject) -> Iterator[Finding]:
    """A state machine that keeps a log says where, by an ARN that ends in `:*`."""
    level = subject.text("loggingConfiguration.level")
    where = subject.text("loggingConfiguration.logDestination")
    if level and level != "OFF" and not where.endswith(":*"):
        yield subject.finding(
            "loggingConfiguration.logDestination", "must be the ARN of a log group and end in :*"
        )


def clock(subject: Subject) -> Iterator[Finding]:
    """The time zone of a schedule exists."""
    zone = subject.text("scheduleExpressionTimezone")
    try:
        ZoneInfo(zone or "UTC")
    except (ValueError, ZoneInfoNotFoundError):
        yield subject.finding(
            "scheduleExpressionTimezone", "must be a zone of the IANA database, such as Europe/Berlin"
        )


def window(subject: Subject) -> Iterator[Finding]:
    """A flexible window has a length, and no other has."""
    path = "flexibleTimeWindow.maximumWindowInMinutes"
    flexible, minutes = subject.text("flexibleTimeWindow.mode") == "FLEXIBLE", subject.number(path)
    if flexible and minutes is None:
        yield subject.finding(path, "must be given with the mode FLEXIBLE")
    if not flexible and minutes is not None:
        yield subject.finding(path, "must not be given with the mode OFF")


def told(subject: Subject) -> Iterator[Finding]:
    """What a state machine, a function or a bus is told is JSON.

    Source: API reference of EventBridge Scheduler, Target, 2026-11.
    """
    reads_json = subject.text("target.arn").split(":")[2:3] in (["states"], ["lambda"], ["events"])
    if reads_json and subject.get("target.input") and _json(subject, "target.input") is None:
        yield subject.finding("target.input", "must be JSON for this kind of target")


def _json(subject: Subject, path: str) -> Any:
    try:
        return json.loads(subject.text(path))
    except json.JSONDecodeError:
        return None


RULES: Rules = {
    "aws:ecs/taskDefinition:TaskDefinition": (fargate, containers),
    "aws:scheduler/schedule:Schedule": (clock, window, told),
    "aws:sfn/stateMachine:StateMachine": (history,),
}
