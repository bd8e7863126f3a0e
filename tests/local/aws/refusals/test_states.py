"""Rules about state machines."""

import json
from typing import Any

import pytest

from tests.local.aws.refusals.judged import beside, refused

MACHINE = "sfn/stateMachine:StateMachine"
TASK = {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync"}
END = {"Type": "Succeed"}
ALL = ["States.ALL"]


def machine(start: str = "A", /, **states: Any) -> dict[str, Any]:
    return {"StartAt": start, "States": states}


def problem(definition: Any) -> str:
    """What is wrong; empty if nothing is."""
    text = definition if isinstance(definition, str) else json.dumps(definition)
    return refused(MACHINE, {"definition": text}, beside()).get("definition", "")


BAD: dict[str, Any] = {
    "no JSON": "{",
    "a list": [],
    "no states": {"StartAt": "A"},
    "states that are none": {"StartAt": "A", "States": {"A": 1}},
    "starts nowhere": machine("B", A=END),
    "a start that is no text": {"StartAt": ["A"], "States": {"A": END}},
    "unknown type": machine(A={"Type": "Job", "End": True}),
    "no way on": machine(A=TASK),
    "two ways on": machine(A=TASK | {"End": True, "Next": "B"}, B=END),
    "next is missing": machine(A=TASK | {"Next": "B"}),
    "nobody leads there": machine(A=TASK | {"End": True}, B=END),
    "a way on after the end": machine(A=END | {"Next": "A"}),
    "a task without resource": machine(A={"Type": "Task", "End": True}),
    "a resource that is no ARN": machine(A={"Type": "Task", "Resource": "run", "End": True}),
    "no time": machine(A=TASK | {"End": True, "TimeoutSeconds": 0}),
    "no choices": machine(A={"Type": "Choice", "Default": "B"}, B=END),
    "a choice to nowhere": machine(A={"Type": "Choice", "Choices": [{"Next": "C"}], "Default": "B"}, B=END),
    "a default to nowhere": machine(A={"Type": "Choice", "Choices": [{"Next": "B"}], "Default": "C"}, B=END),
    "a choice without next": machine(A={"Type": "Choice", "Choices": [{}], "Default": "B"}, B=END),
    "waits for two things": machine(A={"Type": "Wait", "Seconds": 1, "Timestamp": "x", "End": True}),
    "waits for nothing": machine(A={"Type": "Wait", "End": True}),
    "no branches": machine(A={"Type": "Parallel", "End": True}),
    "a bad branch": machine(A={"Type": "Parallel", "Branches": [machine("B", B=TASK)], "End": True}),
    "no processor": machine(A={"Type": "Map", "End": True}),
    "a bad processor": machine(A={"Type": "Map", "ItemProcessor": machine("B", A=END), "End": True}),
    "catches nothing": machine(A=TASK | {"End": True, "Catch": [{"Next": "B"}]}, B=END),
    "catches to nowhere": machine(A=TASK | {"End": True, "Catch": [{"ErrorEquals": ALL, "Next": "B"}]}),
    "catches without next": machine(A=TASK | {"End": True, "Catch": [{"ErrorEquals": ALL}]}),
    "all before others": machine(
        A=TASK | {"End": True, "Retry": [{"ErrorEquals": ALL}, {"ErrorEquals": ["States.Timeout"]}]}
    ),
    "too few attempts": machine(A=TASK | {"End": True, "Retry": [{"ErrorEquals": ALL, "MaxAttempts": -1}]}),
    "shrinking waits": machine(A=TASK | {"End": True, "Retry": [{"ErrorEquals": ALL, "BackoffRate": 0.5}]}),
    "retries what cannot fail": machine(A={"Type": "Pass", "End": True, "Retry": [{"ErrorEquals": ALL}]}),
}
GOOD: dict[str, Any] = {
    "one task": machine(A=TASK | {"End": True}),
    "a choice": machine(
        A={"Type": "Choice", "Choices": [{"Next": "B"}], "Default": "C"}, B=END, C={"Type": "Fail"}
    ),
    "a loop": machine(
        A={"Type": "Wait", "Seconds": 5, "Next": "B"}, B={"Type": "Choice", "Choices": [{"Next": "A"}]}
    ),
    "a branch": machine(A={"Type": "Parallel", "Branches": [machine("B", B=END)], "End": True}),
    "an old map": machine(A={"Type": "Map", "Iterator": machine(A=END), "Next": "B"}, B=END),
    "a rescue": machine(
        A=TASK
        | {
            "End": True,
            "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 0}, {"ErrorEquals": ALL}],
            "Catch": [{"ErrorEquals": ALL, "Next": "B"}],
        },
        B={"Type": "Fail"},
    ),
    "a time that is computed": machine(A=TASK | {"End": True, "TimeoutSeconds": "{% $n %}"}),
}


@pytest.mark.parametrize("definition", BAD.values(), ids=BAD)
def test_what_is_refused(definition: Any) -> None:
    assert problem(definition)


@pytest.mark.parametrize("definition", GOOD.values(), ids=GOOD)
def test_what_is_taken(definition: Any) -> None:
    assert problem(definition) == ""
