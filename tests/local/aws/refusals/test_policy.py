"""The grammar of policies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.local.aws.refusals.policy import Form, problems, statements

IDENTITY = Form(principal=False, resource=True, plain_sids=True)
TRUST = Form(principal=True, resource=False, service="sts")
QUEUE = Form(principal=True, resource=True, service="sqs")

ALLOW: dict[str, Any] = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}
OPEN: dict[str, Any] = {**ALLOW, "Principal": "*"}


def policy(*parts: Any, **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(parts), **more})


@pytest.mark.parametrize(
    ("document", "form"),
    [
        (policy(ALLOW), IDENTITY),
        ({"Statement": ALLOW}, IDENTITY),  # no version, one statement, no text
        (
            policy({"Effect": "Allow", "NotAction": ["s3:*", "sqs:Send*"], "NotResource": "arn:aws:s3:::a/*"}),
            IDENTITY,
        ),
        (
            policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}),
            TRUST,
        ),
        (policy({**OPEN, "Action": "SQS:*", "Principal": {"AWS": ["111122223333", "*"]}}), QUEUE),
        (policy({**OPEN, "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:PrincipalArn": "x"}}}), QUEUE),
        (policy({**OPEN, "Condition": {"Null": {"aws:TokenIssueTime": "true"}}}), QUEUE),
        (policy({**OPEN, "Sid": "a b"}), QUEUE),
    ],
)
def test_good_documents(document: Any, form: Form) -> None:
    assert list(problems(document, form)) == []


@pytest.mark.parametrize(
    ("document", "form", "what"),
    [
        ("{", IDENTITY, "is not JSON"),
        ("[]", IDENTITY, "must be a JSON object"),
        ("{}", IDENTITY, "must have a Statement"),
        (policy("Allow"), IDENTITY, "must have a Statement"),
        (policy(ALLOW, Statements=[]), IDENTITY, "has the element Statements"),
        (policy(ALLOW, Version="2012-10-18"), IDENTITY, "has the Version 2012-10-18"),
        (policy({**ALLOW, "Effect": "allow"}), IDENTITY, "statement 1: Effect must be"),
        (policy({**ALLOW, "Actions": "x"}), IDENTITY, "statement 1: has the element Actions"),
        (policy({**ALLOW, "Sid": "A-1"}), IDENTITY, "statement A-1: Sid must have"),
        (policy({**ALLOW, "Sid": "A"}, {**ALLOW, "Sid": "A"}), IDENTITY, "statement A: two statements"),
        (policy({**ALLOW, "Action": None}), IDENTITY, "statement 1: Action is missing"),
        (policy({**ALLOW, "NotAction": "s3:*"}), IDENTITY, "statement 1: has both Action and NotAction"),
        (policy({**ALLOW, "Action": "SendMessage"}), IDENTITY, "statement 1: Action must be like"),
        (policy({**ALLOW, "Resource": "orders"}), IDENTITY, "statement 1: Resource must be an ARN"),
        (policy({**ALLOW, "Resource": []}), IDENTITY, "statement 1: Resource is missing"),
        (policy(OPEN), IDENTITY, "statement 1: Principal has no place"),
        (policy(ALLOW), QUEUE, "statement 1: Principal is missing"),
        (policy({**OPEN, "Action": "sns:Publish"}), QUEUE, "statement 1: Action must be one of sqs"),
        (policy({**OPEN, "Action": "sts:AssumeRole"}), TRUST, "statement 1: Resource has no place"),
        (policy({**OPEN, "Principal": "all"}), QUEUE, 'statement 1: Principal must be "*"'),
        (policy({**OPEN, "Principal": {"User": "*"}}), QUEUE, "statement 1: Principal must be one of"),
        (policy({**OPEN, "Principal": {"AWS": "me"}}), QUEUE, "statement 1: Principal AWS must be"),
        (policy({**OPEN, "Principal": {"Service": "sns"}}), QUEUE, "statement 1: Principal Service must be"),
        (policy({**OPEN, "Condition": "x"}), QUEUE, "statement 1: Condition must be an object"),
        (
            policy({**OPEN, "Condition": {"Equals": {"aws:a": "b"}}}),
            QUEUE,
            "statement 1: Condition has the operator",
        ),
        (policy({**OPEN, "Condition": {"Bool": {"a": "b"}}}), QUEUE, "statement 1: Condition Bool must be"),
    ],
)
def test_bad_documents(document: Any, form: Form, what: str) -> None:
    found = list(problems(document, form))

    assert [problem[: len(what)] for problem in found] == [what]


def test_statements_of_what_is_no_policy_are_none() -> None:
    assert statements("{") == []
    assert statements(policy(ALLOW, "x")) == [ALLOW]
