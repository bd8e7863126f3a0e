"""What containers without a machine of ours print is kept."""

from __future__ import annotations

from policies.checks import is_true
from policies.reading.parts import told
from policies.rule import Area, Outcome, Rule, Severity
from policies.rules.network.containers import ECI_CONFIGURATION, TASK, containers
from policies.view import View

_KEPT = {"awslogs", "awsfirelens", "splunk"}
"""Source: ECS API reference, LogConfiguration, `logDriver` on Fargate, 2026-11."""


def _task(task: View) -> Outcome:
    for each in containers(task):
        driver = told(told(each, "logConfiguration", {}), "logDriver")
        if driver not in _KEPT:
            return f"container {each.get('name')} has the log driver {driver!r}: what it prints is lost"
    return None


RULES = (
    Rule(
        id="log-container-output",
        title="What containers print goes to a log",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="A container leaves no machine behind: without a log nobody learns what it did, or why it failed.",
        remediation="build it with LoadGenerator, which has a `log`; elsewhere set what the message names",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9",
        checks={TASK: _task, ECI_CONFIGURATION: is_true("enableSls")},
    ),
)
