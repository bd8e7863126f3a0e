"""What containers print."""

from __future__ import annotations

import json

from policies.examples.example import UNKNOWN, Example, fails, passes, res, unknown

_RULE = "log-container-output"
_TASK = "aws:ecs/taskDefinition:TaskDefinition"
_ECI = "alicloud:ess/eciScalingConfiguration:EciScalingConfiguration"

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_TASK, containerDefinitions=json.dumps([{"logConfiguration": {"logDriver": "awslogs"}}]))),
    fails(_RULE, res(_TASK, containerDefinitions=json.dumps([{"name": "k6"}])), says="log driver None"),
    unknown(_RULE, res(_TASK, containerDefinitions=UNKNOWN)),
    passes(_RULE, res(_ECI, enableSls=True)),
    fails(_RULE, res(_ECI), says="enableSls"),
    unknown(_RULE, res(_ECI, enableSls=UNKNOWN)),
)
