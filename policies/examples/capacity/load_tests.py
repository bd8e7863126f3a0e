"""Load tests."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "stack-load-test-has-end"
_TASK = "aws:ecs/taskDefinition:TaskDefinition"
_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_TAGS = {"component": "load-test"}
_PLAYED = res(_TASK, "task", tags=_TAGS, executionRoleArn=ref("role"))
_EMPTY = res(_GROUP, "group", tags=_TAGS, groupType="ECI", minSize=0, maxSize=4)
_OPEN = {"DateGreaterThan": {"aws:CurrentTime": "2027-01-01T08:00:00Z"}}
_CLOSED = {"DateLessThan": {"aws:CurrentTime": "2027-01-01T12:00:00Z"}}


def _role(**conditions: Any) -> Res:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": conditions,
    }
    return res("aws:iam/role:Role", "role", assumeRolePolicy=json.dumps({"Statement": [statement]}))


def _over(most: Any) -> Res:
    return res("alicloud:ess/scheduledTask:ScheduledTask", "over", scalingGroupId=ref("group"), maxValue=most)


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _PLAYED, _role(**_OPEN, **_CLOSED)),
    fails(_RULE, _PLAYED, _role(**_OPEN), says="at any time"),
    fails(_RULE, res(_TASK, "task", tags=_TAGS), says="executionRoleArn"),
    skips(_RULE, res(_TASK, "task", tags={"component": "segments"})),
    unknown(_RULE, _PLAYED, res("aws:iam/role:Role", "role", assumeRolePolicy=UNKNOWN)),
    passes(_RULE, _EMPTY, _over(0)),
    fails(_RULE, _EMPTY, says="until somebody thinks of it"),
    fails(_RULE, _EMPTY, _over(4), says="until somebody thinks of it"),
    fails(
        _RULE, res(_GROUP, "group", tags=_TAGS, groupType="ECI", minSize=1, maxSize=4), _over(0), says="minSize"
    ),
    skips(_RULE, res(_GROUP, "group", tags={"component": "orders"}, minSize=6, maxSize=90)),
    unknown(_RULE, _EMPTY, _over(UNKNOWN)),
)
