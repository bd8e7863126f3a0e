"""Examples for jobs that run by the clock."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_SCHEDULE = "aws:scheduler/schedule:Schedule"
_MACHINE = "aws:sfn/stateMachine:StateMachine"
_FUNCTION = "alicloud:fc/v3Function:V3Function"
_TRIGGER = "alicloud:fc/v3Trigger:V3Trigger"
_RUNS = "alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig"
_QUEUE = "arn:aws:sqs:eu-central-1:111122223333:settlement-dead"
_KEPT = {"onFailure": {"destination": "acs:mns:cn-shanghai:1:/queues/settlement-dead/messages"}}


def _definition(**state: Any) -> str:
    return json.dumps({"StartAt": "Run", "States": {"Run": {"Type": "Task", "End": True, **state}}})


def _timer(kind: str = "timer") -> Any:
    return res(_TRIGGER, "start", functionName=ref("settlement"), triggerType=kind, qualifier="LATEST")


_LETTERS = (
    passes(
        "resilience-job-dead-letters",
        res(_SCHEDULE, target={"arn": ref("run"), "deadLetterConfig": {"arn": _QUEUE}}),
        res(_MACHINE, "run"),
    ),
    fails(
        "resilience-job-dead-letters",
        res(_SCHEDULE, target={"arn": ref("run")}),
        res(_MACHINE, "run"),
        says="deadLetterConfig",
    ),
    fails(
        "resilience-job-dead-letters", res(_SCHEDULE, target={"arn": UNKNOWN, "ecsParameters": {"taskCount": 1}})
    ),
    # Tells people something; nothing is lost that could be looked at
    skips("resilience-job-dead-letters", res(_SCHEDULE, target={"arn": "arn:aws:sns:eu-central-1:1111:alerts"})),
    unknown("resilience-job-dead-letters", res(_SCHEDULE, target=UNKNOWN)),
    passes(
        "resilience-job-dead-letters",
        _timer(),
        res(_FUNCTION, "settlement"),
        res(_RUNS, "runs", functionName=ref("settlement"), destinationConfig=_KEPT),
    ),
    fails(
        "resilience-job-dead-letters",
        _timer(),
        res(_FUNCTION, "settlement"),
        res(_RUNS, "runs", functionName=ref("settlement"), maxAsyncRetryAttempts=2),
        says="no V3AsyncInvokeConfig",
    ),
    skips("resilience-job-dead-letters", _timer("oss"), res(_FUNCTION, "settlement")),
    unknown("resilience-job-dead-letters", res(_TRIGGER, functionName="settlement", triggerType=UNKNOWN)),
)

_ENDS = (
    passes("resilience-job-has-end", res(_MACHINE, definition=_definition(TimeoutSeconds=7200))),
    fails("resilience-job-has-end", res(_MACHINE, definition=_definition()), says="has no TimeoutSeconds"),
    fails("resilience-job-has-end", res(_MACHINE, definition=_definition(TimeoutSeconds=90_000))),
    fails(
        "resilience-job-has-end",
        res(
            _MACHINE,
            definition=json.dumps(
                {"StartAt": "All", "States": {"All": {"Type": "Map", "ItemProcessor": json.loads(_definition())}}}
            ),
        ),
    ),
    unknown("resilience-job-has-end", res(_MACHINE, definition=UNKNOWN)),
    passes("resilience-job-has-end", res(_FUNCTION, "settlement", timeout=7200), _timer()),
    fails("resilience-job-has-end", res(_FUNCTION, "settlement"), _timer(), says="cut off after 60 s"),
    fails("resilience-job-has-end", res(_FUNCTION, "settlement", timeout=86_400), _timer()),
    skips("resilience-job-has-end", res(_FUNCTION, "settlement"), _timer("http")),
    unknown("resilience-job-has-end", res(_FUNCTION, "settlement", timeout=UNKNOWN), _timer()),
)

EXAMPLES: tuple[Example, ...] = (*_LETTERS, *_ENDS)
