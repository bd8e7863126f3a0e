"""Jobs that run by the clock: people hear of a run that failed, and of one that never was."""

from __future__ import annotations

from policies.reading.alarms import METRIC_ALARM
from policies.reading.jobs import FUNCTION, MACHINE, NOT_BY_THE_CLOCK, SCHEDULE, by_the_clock
from policies.rule import Area, Outcome, Rule, Scope, Severity
from policies.view import View

_ALERT = "alicloud:sls/alert:Alert"
_FAILED, _TIMED_OUT = "ExecutionsFailed", "ExecutionsTimedOut"
_WELL, _STARTED = "ExecutionsSucceeded", "ExecutionsStarted"


def _machine(machine: View) -> Outcome:
    if not machine.referring(SCHEDULE, "target"):
        return NOT_BY_THE_CLOCK
    alarms = machine.referring(METRIC_ALARM, "dimensions")
    if not any(alarm.get("metricName") == _FAILED for alarm in alarms):
        return f"no alarm watches its {_FAILED}"
    # What does not happen is no data: an alarm that takes that for fine never fires
    missed = {
        alarm.get("metricName") for alarm in alarms if alarm.get("treatMissingData", "missing") == "breaching"
    }
    if _WELL in missed:
        return None
    if _STARTED not in missed:
        return f"no alarm fires when there are no {_WELL}: a run that never was is not noticed"
    # A run that is cut off has not failed to CloudWatch
    if any(alarm.get("metricName") == _TIMED_OUT for alarm in alarms):
        return None
    return f"no alarm watches its {_TIMED_OUT}: a run that was started and cut off is not noticed"


def _function(function: View) -> Outcome:
    if not by_the_clock(function):
        return NOT_BY_THE_CLOCK
    project, store = function.get("logConfig.project"), function.get("logConfig.logstore")
    for alert in function.all(_ALERT):
        if str(alert.get("status", "ENABLED")).upper() != "ENABLED":
            continue
        for query in alert.each("configuration.queryLists"):
            if (query.get("project"), query.get("store")) == (project, store):
                return None
    return "no SLS alert looks into its logstore: a run that never was is not noticed"


RULES = (
    Rule(
        id="alarm-job-missed",
        title="People are told when a job failed, and when it did not run at all",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A schedule that somebody switched off raises no error anywhere: affiliates are not paid, the"
        " forecast is that of last month, and nobody knows.",
        remediation="build jobs with ScheduledJob, which adds the alarms for `notify`",
        source="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html",
        checks={MACHINE: _machine, FUNCTION: _function},
        scope=Scope.STACK,
    ),
)
