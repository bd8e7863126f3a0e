"""What identity policies allow."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown
from policies.examples.identity.one import one

_ADMIN = "identity-no-admin-policy"
_WIDE = "identity-no-service-wildcards"
_ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
_ROLE = "aws:iam/role:Role"
_RAM_POLICY = "alicloud:ram/policy:Policy"
_QUEUE = "arn:aws:sqs:eu-central-1:111122223333:orders"
_HERE = "arn:aws:{}:eu-central-1:111122223333"
_BUCKET = "acs:oss:*:1234567890123456:shop-media"


def _allow(actions: Any, resources: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


def _policy(*statements: dict[str, Any], version: str = "2012-10-17") -> str:
    return json.dumps({"Version": version, "Statement": list(statements)})


def _inline(policy: Any) -> Res:
    return res(_ROLE_POLICY, role="orders", policy=policy)


def _aws(*statements: dict[str, Any]) -> Res:
    return _inline(_policy(*statements))


def _ram(*statements: dict[str, Any]) -> Res:
    return res(_RAM_POLICY, policyName="orders", policyDocument=_policy(*statements, version="1"))


_CARRIERS = (
    *(
        (f"aws:iam/{kind[0].lower()}{kind[1:]}:{kind}", "policy")
        for kind in ("Policy", "UserPolicy", "GroupPolicy")
    ),
    ("alicloud:resourcemanager/policy:Policy", "policyDocument"),
)
"""The other types that carry a policy, with its property."""
_GOOD = _policy(_allow("sqs:SendMessage", _QUEUE))


EXAMPLES: tuple[Example, ...] = (
    passes(_ADMIN, _aws(_allow(["sqs:SendMessage", "sqs:GetQueueUrl"], _QUEUE))),
    fails(_ADMIN, _aws(_allow("*", "*", Sid="Everything")), says="statement `Everything`"),
    fails(_ADMIN, _aws(_allow("sqs:SendMessage", _QUEUE), _allow(["s3:GetObject", "*:*"], ["arn:aws:*"]))),
    fails(_ADMIN, _aws({"Effect": "Allow", "Action": "*", "NotResource": _QUEUE})),
    passes(_ADMIN, _aws({"Effect": "Deny", "Action": "*", "Resource": "*"})),
    passes(_ADMIN, _aws(_allow("*", _QUEUE))),
    unknown(_ADMIN, _inline(UNKNOWN)),
    unknown(_ADMIN, _inline("not JSON"), says="is not JSON"),
    passes(_ADMIN, _ram(_allow(["oss:GetObject"], [f"{_BUCKET}/*"]))),
    fails(_ADMIN, _ram(_allow(["*"], ["*"]))),
    fails(_ADMIN, _ram(_allow("*", "acs:*:*:*:*"))),
    # The older names of the same document
    fails(_ADMIN, res(_RAM_POLICY, policyName="orders", document=_policy(_allow("*", "*")))),
    fails(
        _ADMIN,
        res(_RAM_POLICY, name="all", statements=[{"effect": "Allow", "actions": ["*"], "resources": ["*"]}]),
    ),
    unknown(_ADMIN, res(_RAM_POLICY, policyName="orders", policyDocument=UNKNOWN)),
    passes(_ADMIN, res(_ROLE, inlinePolicies=[{"name": "send", "policy": _GOOD}])),
    fails(_ADMIN, res(_ROLE, inlinePolicies=[{"name": "all", "policy": _policy(_allow("*", "*"))}])),
    unknown(_ADMIN, res(_ROLE, inlinePolicies=[{"name": "all", "policy": UNKNOWN}])),
    skips(_ADMIN, res(_ROLE, name="orders")),
    *(passes(_ADMIN, one(type_, path, _GOOD)) for type_, path in _CARRIERS),
    *(fails(_ADMIN, one(type_, path, _policy(_allow("*", "*")))) for type_, path in _CARRIERS),
    *(unknown(_ADMIN, one(type_, path, UNKNOWN)) for type_, path in _CARRIERS),
    passes(
        _WIDE,
        _aws(_allow("sqs:SendMessage", _QUEUE), _allow("ecr:GetAuthorizationToken", "*")),
    ),
    fails(_WIDE, _aws(_allow("sqs:*", _QUEUE)), says="`sqs:*`"),
    fails(_WIDE, _aws(_allow("dynamodb:PutItem", "*")), says="can be limited"),
    fails(_WIDE, _aws(_allow("s3:Get*", ["arn:aws:s3:::*"])), says="`s3:Get*` on every resource"),
    fails(_WIDE, _aws(_allow(["ec2:Describe*", "ec2:Create*"], "*")), says="`ec2:Create*`"),
    fails(_WIDE, _aws({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}), says="everything but `iam:*`"),
    # Every secret of the account is no named one
    fails(_WIDE, _aws(_allow("secretsmanager:GetSecretValue", f"{_HERE.format('secretsmanager')}:secret:*"))),
    fails(_WIDE, _aws(_allow("dynamodb:DeleteItem", f"{_HERE.format('dynamodb')}:table/*"))),
    fails(_WIDE, _aws(_allow("logs:PutLogEvents", f"{_HERE.format('logs')}:log-group:*:log-stream:*"))),
    fails(_WIDE, _aws(_allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/*"))),
    passes(
        _WIDE, _aws(_allow("secretsmanager:GetSecretValue", f"{_HERE.format('secretsmanager')}:secret:shop/*"))
    ),
    passes(_WIDE, _aws(_allow("logs:PutLogEvents", f"{_HERE.format('logs')}:log-group:/shop/web:*"))),
    passes(_WIDE, _aws(_allow("s3:GetObject", "arn:aws:s3:::table/*"))),
    passes(
        _WIDE,
        _aws(
            _allow(
                "kms:Decrypt",
                "*",
                Condition={"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/shop-orders"}},
            )
        ),
    ),
    fails(_WIDE, _aws({"Effect": "Allow", "Action": "sqs:SendMessage", "NotResource": _QUEUE})),
    # What gives itself every right
    fails(_WIDE, _aws(_allow("iam:PassRole", "*")), says="give itself every right"),
    fails(_WIDE, _aws(_allow("iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/*"))),
    passes(_WIDE, _aws(_allow("iam:PassRole", "arn:aws:iam::111122223333:role/orders-task"))),
    # Actions that know no resources, actions that only look, and conditions that limit the resources
    passes(_WIDE, _aws(_allow(["cloudwatch:PutMetricData", "xray:PutTraceSegments", "ec2:Describe*"], "*"))),
    passes(_WIDE, _aws(_allow(["ssm:UpdateInstanceInformation", "ssmmessages:OpenDataChannel"], "*"))),
    passes(
        _WIDE, _aws(_allow("s3:ListAllMyBuckets", "*"), _allow("kms:Decrypt", "arn:aws:kms:eu-central-1:1:key/a"))
    ),
    passes(
        _WIDE,
        _aws(
            _allow(
                "autoscaling:CompleteLifecycleAction",
                "*",
                Condition={"StringEquals": {"aws:ResourceTag/project": "shop"}},
            )
        ),
    ),
    # ... but not one that holds for everything without the tag
    fails(
        _WIDE,
        _aws(
            _allow(
                "autoscaling:CompleteLifecycleAction",
                "*",
                Condition={"StringEqualsIfExists": {"aws:ResourceTag/project": "shop"}},
            )
        ),
    ),
    # identity-no-admin-policy reports it
    passes(_WIDE, _aws(_allow("*", "*"))),
    unknown(_WIDE, _inline(UNKNOWN)),
    passes(_WIDE, _ram(_allow(["oss:GetObject"], [f"{_BUCKET}/*"]), _allow(["cr:GetAuthorizationToken"], ["*"]))),
    fails(_WIDE, _ram(_allow(["oss:*"], [_BUCKET, f"{_BUCKET}/*"])), says="`oss:*`"),
    fails(_WIDE, _ram(_allow("kms:GetSecretValue", "*")), says="`kms:GetSecretValue` on every resource"),
    fails(_WIDE, _ram(_allow("oss:PutObject", "acs:oss:*:*:*"))),
    fails(_WIDE, _ram(_allow("ram:AttachPolicyToRole", "acs:ram:*:1234567890123456:role/*"))),
    passes(_WIDE, _ram(_allow(["cms:PutCustomMetric", "ecs:DescribeInstances"], "*"))),
    unknown(_WIDE, res(_RAM_POLICY, policyName="orders", policyDocument=UNKNOWN)),
    passes(_WIDE, res(_ROLE, inlinePolicies=[{"name": "send", "policy": _GOOD}])),
    fails(_WIDE, res(_ROLE, inlinePolicies=[{"name": "all", "policy": _policy(_allow("sqs:*", "*"))}])),
    unknown(_WIDE, res(_ROLE, inlinePolicies=[{"name": "all", "policy": UNKNOWN}])),
    skips(_WIDE, res(_ROLE, name="orders")),
    *(passes(_WIDE, one(type_, path, _GOOD)) for type_, path in _CARRIERS),
    *(fails(_WIDE, one(type_, path, _policy(_allow("sqs:*", "*")))) for type_, path in _CARRIERS),
    *(unknown(_WIDE, one(type_, path, UNKNOWN)) for type_, path in _CARRIERS),
)
