"""Examples for the alarms of jobs."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_MACHINE = "aws:sfn/stateMachine:StateMachine"
_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_SCHEDULE = "aws:scheduler/schedule:Schedule"
_FUNCTION = "alicloud:fc/v3Function:V3Function"
_TRIGGER = "alicloud:fc/v3Trigger:V3Trigger"
_ALERT = "alicloud:sls/alert:Alert"
_RULE = "alarm-job-missed"
_LOG = {"project": "shop-logs", "logstore": "settlement"}


def _alarm(metric: Any, missing: str) -> Res:
    return res(
        _ALARM,
        f"alarm-{missing}",
        metricName=metric,
        namespace="AWS/States",
        dimensions={"StateMachineArn": ref("settlement")},
        treatMissingData=missing,
    )


def _machine(*alarms: Res, started: bool = True) -> tuple[Res, ...]:
    schedule = (res(_SCHEDULE, "start", target={"arn": ref("settlement")}),) if started else ()
    return (res(_MACHINE, "settlement"), *schedule, *alarms)


def _function(store: Any, kind: Any = "timer", **more: Any) -> tuple[Res, ...]:
    return (
        res(_FUNCTION, "settlement", logConfig=_LOG),
        res(_TRIGGER, "start", functionName=ref("settlement"), triggerType=kind),
        res(_ALERT, "missed", configuration={"queryLists": [{"project": "shop-logs", "store": store}]}, **more),
    )


_FAILED = _alarm("ExecutionsFailed", "notBreaching")

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, *_machine(_FAILED, _alarm("ExecutionsSucceeded", "breaching"))),
    fails(_RULE, *_machine(_FAILED, _alarm("ExecutionsSucceeded", "missing")), says="is not noticed"),
    fails(
        _RULE, *_machine(_alarm("ExecutionsSucceeded", "breaching")), says="no alarm watches its ExecutionsFailed"
    ),
    fails(_RULE, *_machine(_FAILED, _alarm("ExecutionsStarted", "breaching")), says="ExecutionsTimedOut"),
    passes(
        _RULE,
        *_machine(_FAILED, _alarm("ExecutionsStarted", "breaching"), _alarm("ExecutionsTimedOut", "ignore")),
    ),
    skips(_RULE, *_machine(started=False)),
    unknown(_RULE, *_machine(_alarm(UNKNOWN, "breaching"))),
    passes(_RULE, *_function("settlement")),
    fails(_RULE, *_function("settlement", status="DISABLED"), says="no SLS alert"),
    fails(_RULE, *_function("other"), says="no SLS alert looks into its logstore"),
    skips(_RULE, *_function("settlement", "oss")),
    unknown(_RULE, *_function("settlement", UNKNOWN)),
)
