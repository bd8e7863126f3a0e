"""Who may assume a role."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown

_RULE = "identity-role-trust-scoped"
_ROLE = "aws:iam/role:Role"
_RAM_ROLE = "alicloud:ram/role:Role"
_RD_ROLE = "alicloud:resourcemanager/role:Role"
_OWN = {"aws:SourceAccount": "111122223333"}
_GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"


def _document(principal: Any, condition: Any = None, **more: Any) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more}
    return json.dumps({"Statement": [statement | ({"Condition": condition} if condition else {})]})


def _aws(principal: Any, condition: Any = None, **more: Any) -> Res:
    return res(_ROLE, assumeRolePolicy=_document(principal, condition, **more))


def _ram(principal: Any, condition: Any = None) -> Res:
    return res(_RAM_ROLE, roleName="orders", assumeRolePolicyDocument=_document(principal, condition))


_CONFIG = {"Service": "config.amazonaws.com"}
_PARTNER = {"AWS": "arn:aws:iam::444455556666:root"}

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _aws({"Service": "vpc-flow-logs.amazonaws.com"}, {"StringEquals": _OWN})),
    fails(_RULE, _aws({"AWS": "*"}, Sid="Anyone"), says="statement `Anyone` lets anyone"),
    fails(_RULE, _aws("*", {"StringEquals": {"sts:ExternalId": "a1b2c3"}}), says="lets anyone"),
    passes(_RULE, _aws("*", {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})),
    fails(_RULE, _aws(_CONFIG), says="`config.amazonaws.com`"),
    fails(_RULE, _aws({"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}), says="lambda"),
    fails(_RULE, _aws(_CONFIG, {"StringEquals": {"aws:SourceAccount": "444455556666"}}), says="444455556666"),
    fails(_RULE, _aws(_CONFIG, {"ArnLike": {"aws:SourceArn": "arn:aws:config:*:*:*"}})),
    # Where the service may leave the account out, the condition counts if it is there
    passes(_RULE, _aws({"Service": "backup.amazonaws.com"}, {"StringEqualsIfExists": _OWN})),
    passes(
        _RULE,
        _aws(
            {"Service": "logs.eu-central-1.amazonaws.com"},
            {"ArnLike": {"aws:SourceArn": "arn:aws:logs:eu-central-1:111122223333:*"}},
        ),
    ),
    # EC2 never says for whom it acts: a condition would make the role useless
    passes(_RULE, _aws({"Service": "ec2.amazonaws.com"})),
    unknown(_RULE, _aws({"Service": "new-service.amazonaws.com"}), says="says for whom"),
    passes(_RULE, _aws({"AWS": "arn:aws:iam::111122223333:role/deploy"})),
    fails(_RULE, _aws(_PARTNER), says="444455556666"),
    passes(_RULE, _aws(_PARTNER, {"StringEquals": {"sts:ExternalId": "a1b2c3"}})),
    unknown(_RULE, _aws(_PARTNER), accounts=frozenset(), says="no stack file"),
    unknown(_RULE, _aws({"AWS": "AROAEXAMPLEID"}), says="belongs to"),
    fails(_RULE, _aws({"AWS": "arn:aws:iam::*:root"}), says="names nobody"),
    fails(
        _RULE, _aws({"Federated": _GITHUB}, {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts"}})
    ),
    fails(
        _RULE,
        _aws({"Federated": _GITHUB}, {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:*"}}),
        says="no condition on the subject",
    ),
    passes(
        _RULE,
        _aws(
            {"Federated": _GITHUB},
            {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:example/shop:ref:refs/heads/main"}},
        ),
    ),
    passes(_RULE, _aws({"Federated": "arn:aws:iam::111122223333:saml-provider/directory"})),
    fails(_RULE, _aws({"Federated": "arn:aws:iam::444455556666:saml-provider/directory"}), says="444455556666"),
    unknown(_RULE, res(_ROLE, assumeRolePolicy=UNKNOWN)),
    passes(_RULE, _ram({"Service": ["ecs.aliyuncs.com"]})),
    fails(_RULE, _ram({"RAM": ["acs:ram::6543210987654321:root"]}), says="6543210987654321"),
    fails(_RULE, _ram({"RAM": ["*"]}), says="lets anyone"),
    fails(_RULE, _ram({"Service": ["6543210987654321@actiontrail.aliyuncs.com"]}), says="6543210987654321"),
    passes(_RULE, _ram({"RAM": ["acs:ram::1234567890123456:root"]})),
    passes(
        _RULE, _ram({"RAM": ["acs:ram::6543210987654321:root"]}, {"StringEquals": {"sts:ExternalId": ["a1b2c3"]}})
    ),
    # The older names of the same document
    fails(_RULE, res(_RAM_ROLE, name="orders", document=_document({"RAM": ["*"]}))),
    fails(_RULE, res(_RAM_ROLE, name="orders", ramUsers=["acs:ram::6543210987654321:root"])),
    passes(_RULE, res(_RAM_ROLE, name="orders", services=["ecs.aliyuncs.com"])),
    unknown(_RULE, res(_RAM_ROLE, roleName="orders", assumeRolePolicyDocument=UNKNOWN)),
    passes(_RULE, res(_RD_ROLE, assumeRolePolicyDocument=_document({"Service": ["ecs.aliyuncs.com"]}))),
    fails(_RULE, res(_RD_ROLE, assumeRolePolicyDocument=_document({"RAM": ["*"]}))),
    unknown(_RULE, res(_RD_ROLE, assumeRolePolicyDocument=UNKNOWN)),
)
