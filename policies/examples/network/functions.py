"""Examples for where jobs and functions stand."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_MACHINE = "aws:sfn/stateMachine:StateMachine"
_SCHEDULE = "aws:scheduler/schedule:Schedule"
_TARGET = "aws:cloudwatch/eventTarget:EventTarget"
_FUNCTION = "alicloud:fc/v3Function:V3Function"
_TRIGGER = "alicloud:fc/v3Trigger:V3Trigger"
_RULE = "network-job-private"
_VPC = {"vpcId": UNKNOWN, "vswitchIds": [UNKNOWN], "securityGroupId": UNKNOWN}


def _runs(resource: str = "arn:aws:states:::ecs:runTask.sync", **network: Any) -> str:
    state = {
        "Type": "Task",
        "Resource": resource,
        "Parameters": {"NetworkConfiguration": {"AwsvpcConfiguration": network}},
        "End": True,
    }
    return json.dumps({"StartAt": "Run", "States": {"Run": state}})


def _in_jsonata(**network: Any) -> str:
    return _runs(**network).replace('"Parameters"', '"Arguments"')


def _schedule(**network: Any) -> Res:
    tasks = {"taskDefinitionArn": UNKNOWN, "networkConfiguration": network}
    return res(_SCHEDULE, scheduleExpression="rate(1 day)", target={"arn": UNKNOWN, "ecsParameters": tasks})


def _target(**network: Any) -> Res:
    return res(_TARGET, arn=UNKNOWN, rule="nightly", ecsTarget={"networkConfiguration": network})


_IN: Any = {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}
_INSIDE: Any = {"Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"]}

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_MACHINE, definition=_runs(**_INSIDE, AssignPublicIp="DISABLED"))),
    fails(_RULE, res(_MACHINE, definition=_runs(**_INSIDE, AssignPublicIp="ENABLED")), says="a public address"),
    fails(_RULE, res(_MACHINE, definition=_runs(Subnets=["subnet-1"])), says="behind which firewall"),
    skips(_RULE, res(_MACHINE, definition=_runs("arn:aws:states:::sns:publish"))),
    unknown(_RULE, res(_MACHINE, definition=UNKNOWN)),
    passes(_RULE, res(_MACHINE, definition=_in_jsonata(**_INSIDE))),
    fails(
        _RULE, res(_MACHINE, definition=_in_jsonata(**_INSIDE, AssignPublicIp="ENABLED")), says="a public address"
    ),
    passes(_RULE, _schedule(**_IN)),
    fails(_RULE, _schedule(**_IN, assignPublicIp=True), says="assignPublicIp` is true"),
    fails(_RULE, _schedule(subnets=["subnet-1"]), says="behind which firewall"),
    unknown(_RULE, _schedule(**_IN, assignPublicIp=UNKNOWN)),
    skips(_RULE, res(_SCHEDULE, scheduleExpression="rate(1 day)", target={"arn": UNKNOWN})),
    passes(_RULE, _target(**_IN, assignPublicIp=False)),
    fails(_RULE, _target(**_IN, assignPublicIp=True), says="assignPublicIp` is true"),
    unknown(_RULE, _target(**_IN, assignPublicIp=UNKNOWN)),
    skips(_RULE, res(_TARGET, arn=UNKNOWN, rule="nightly")),
    passes(_RULE, res(_FUNCTION, vpcConfig=_VPC, internetAccess=False)),
    fails(_RULE, res(_FUNCTION, internetAccess=False), says="outside of the network"),
    fails(_RULE, res(_FUNCTION, vpcConfig=_VPC), says="`internetAccess` is not false"),
    unknown(_RULE, res(_FUNCTION, vpcConfig=_VPC, internetAccess=UNKNOWN)),
    passes(_RULE, res(_TRIGGER, triggerType="timer")),
    fails(
        _RULE,
        res(_TRIGGER, triggerType="http", triggerConfig='{"authType": "anonymous"}'),
        says="anybody may call",
    ),
    fails(_RULE, res(_TRIGGER, triggerType="http", triggerConfig='{"authType": "function"}')),
    passes(
        _RULE,
        res(_TRIGGER, triggerType="http", triggerConfig='{"authType": "function", "disableURLInternet": true}'),
    ),
    unknown(_RULE, res(_TRIGGER, triggerType=UNKNOWN)),
)
