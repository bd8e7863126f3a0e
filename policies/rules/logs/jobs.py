"""What jobs print, and why their runs failed, is kept."""

from __future__ import annotations

from policies.reading.jobs import FUNCTION, MACHINE
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View


def _machine(machine: View) -> Outcome:
    logging = machine.at("loggingConfiguration")
    if logging.get("level", "OFF") == "OFF":
        return "`loggingConfiguration.level` is OFF"
    return None if logging.has("logDestination") else "`loggingConfiguration.logDestination` is not set"


def _function(function: View) -> Outcome:
    if function.has("logConfig.project") and function.get("logConfig.logstore"):
        return None
    return "`logConfig` names no project and logstore: what it prints is lost"


RULES = (
    Rule(
        id="log-job-runs",
        title="What jobs do is logged",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="A run that failed at four in the morning is looked into at nine; without a log it can only be started"
        " again.",
        remediation="build jobs with ScheduledJob, which gives each a log of its own",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html#stepfunctions-1",
        checks={MACHINE: _machine, FUNCTION: _function},
    ),
)
