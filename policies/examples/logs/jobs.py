"""Examples for the logs of jobs."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, res, unknown

_MACHINE = "aws:sfn/stateMachine:StateMachine"
_FUNCTION = "alicloud:fc/v3Function:V3Function"
_RULE = "log-job-runs"

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_MACHINE, loggingConfiguration={"level": "ERROR", "logDestination": UNKNOWN})),
    fails(_RULE, res(_MACHINE), says="level` is OFF"),
    fails(_RULE, res(_MACHINE, loggingConfiguration={"level": "ALL"}), says="logDestination` is not set"),
    unknown(_RULE, res(_MACHINE, loggingConfiguration={"level": UNKNOWN})),
    passes(_RULE, res(_FUNCTION, logConfig={"project": UNKNOWN, "logstore": "segments"})),
    fails(_RULE, res(_FUNCTION, logConfig={"logBeginRule": "None"}), says="what it prints is lost"),
    unknown(_RULE, res(_FUNCTION, logConfig={"project": UNKNOWN, "logstore": UNKNOWN})),
)
