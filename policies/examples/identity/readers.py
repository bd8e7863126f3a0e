"""Examples for roles that people assume."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_ROLE = "aws:iam/role:Role"
_POLICY = "aws:iam/rolePolicy:RolePolicy"
_IAM_POLICY = "aws:iam/policy:Policy"
_IAM_LINK = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
_RAM_ROLE = "alicloud:ram/role:Role"
_RAM_POLICY = "alicloud:ram/policy:Policy"
_LINK = "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment"
_RULE = "identity-people-read-only"
_JO = {"AWS": "arn:aws:iam::111122223333:user/jo"}
_RAM_JO = {"RAM": ["acs:ram::1111222233334444:user/jo"]}
_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
_RAM_MFA = {"Bool": {"acs:MFAPresent": "true"}}


def _trust(principal: Any, condition: Any = None) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return json.dumps({"Statement": [{**statement, **({"Condition": condition} if condition else {})}]})


def _allow(*actions: str) -> str:
    return json.dumps({"Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "arn:ledger"}]})


def _role(principal: Any = _JO, condition: Any = _MFA) -> Res:
    return res(_ROLE, "auditor", assumeRolePolicy=_trust(principal, condition))


def _ram_role(principal: Any = _RAM_JO, condition: Any = _RAM_MFA) -> Res:
    return res(_RAM_ROLE, "auditor", roleName="auditor", assumeRolePolicyDocument=_trust(principal, condition))


def _ram_policy(document: Any, role: Res) -> tuple[Res, ...]:
    return (
        res(_RAM_POLICY, "reads", policyName="reads", policyDocument=document),
        role,
        res(_LINK, "link", roleName=ref("auditor"), policyName=ref("reads"), policyType="Custom"),
    )


def _attached(document: Any) -> tuple[Res, ...]:
    return (
        res(_IAM_POLICY, "reads", policy=document),
        _role(),
        res(_IAM_LINK, "link", role=ref("auditor"), policyArn=ref("reads")),
    )


def _ready_made(arn: Any) -> Res:
    return res(_IAM_LINK, "link", role=ref("auditor"), policyArn=arn)


def _ready_made_ram(name: Any) -> Res:
    return res(_LINK, "link", roleName=ref("auditor"), policyName=name, policyType="System")


EXAMPLES: tuple[Example, ...] = (
    # The instances of one service, which have roles and no second factor
    skips(
        _RULE,
        _role(
            {"AWS": "arn:aws:iam::111122223333:root"},
            {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/catalog-role-*"}},
        ),
    ),
    fails(
        _RULE,
        _role(
            {"AWS": "arn:aws:iam::111122223333:root"},
            {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}},
        ),
        says="no second factor",
    ),
    passes(_RULE, _role()),
    fails(_RULE, _role(condition=None), says="asks for no second factor"),
    fails(_RULE, _role(condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}})),
    fails(_RULE, _role(condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}})),
    skips(_RULE, _role(principal={"Service": "ec2.amazonaws.com"})),
    unknown(_RULE, res(_ROLE, assumeRolePolicy=UNKNOWN)),
    passes(
        _RULE, res(_POLICY, "reads", role=ref("auditor"), policy=_allow("s3:GetObject", "kms:Decrypt")), _role()
    ),
    fails(
        _RULE,
        res(_POLICY, "reads", role=ref("auditor"), policy=_allow("s3:GetObject", "s3:PutObject")),
        _role(),
        says="grants `s3:PutObject`",
    ),
    fails(_RULE, res(_POLICY, "reads", role=ref("auditor"), policy=_allow("s3:*")), _role()),
    fails(
        _RULE,
        res(_POLICY, "reads", role=ref("auditor"), policy=_allow("secretsmanager:GetSecretValue")),
        _role(),
        says="hands out a credential",
    ),
    fails(
        _RULE,
        res(
            _POLICY,
            "reads",
            role=ref("auditor"),
            policy='{"Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]}',
        ),
        _role(),
        says="everything but `iam:*`",
    ),
    fails(_RULE, _role(condition={"ForAllValues:Bool": {"aws:MultiFactorAuthPresent": "true"}})),
    skips(_RULE, _role(principal={"AWS": "arn:aws:iam::111122223333:role/catalog"}, condition=None)),
    fails(
        _RULE,
        res(
            _ROLE,
            "auditor",
            assumeRolePolicy=_trust(_JO, _MFA),
            inlinePolicies=[{"name": "more", "policy": _allow("s3:PutObject")}],
        ),
        says="grants `s3:PutObject`",
    ),
    passes(_RULE, *_attached(_allow("s3:GetObject"))),
    fails(_RULE, *_attached(_allow("s3:PutObject")), says="does more than read"),
    unknown(_RULE, *_attached(UNKNOWN)),
    skips(_RULE, res(_IAM_POLICY, "reads", policy=_allow("s3:PutObject"))),
    passes(_RULE, _ready_made("arn:aws:iam::aws:policy/SecurityAudit"), _role()),
    fails(_RULE, _ready_made("arn:aws:iam::aws:policy/AWSAuditManagerAdministratorAccess"), _role()),
    fails(_RULE, _ready_made("arn:aws:iam::aws:policy/AmazonS3FullAccess"), _role(), says="AmazonS3FullAccess"),
    unknown(_RULE, _ready_made(UNKNOWN), _role()),
    passes(_RULE, _ready_made_ram("AliyunOSSReadOnlyAccess"), _ram_role()),
    fails(_RULE, _ready_made_ram("AliyunOSSFullAccess"), _ram_role(), says="AliyunOSSFullAccess"),
    unknown(_RULE, _ready_made_ram(UNKNOWN), _ram_role()),
    skips(
        _RULE,
        res(_POLICY, "writes", role=ref("auditor"), policy=_allow("s3:PutObject")),
        _role(principal={"Service": "ec2.amazonaws.com"}),
    ),
    unknown(_RULE, res(_POLICY, "reads", role=ref("auditor"), policy=UNKNOWN), _role()),
    passes(_RULE, _ram_role()),
    fails(_RULE, _ram_role(condition=None), says="asks for no second factor"),
    skips(_RULE, _ram_role(principal={"Service": ["ecs.aliyuncs.com"]})),
    unknown(_RULE, res(_RAM_ROLE, roleName="auditor", assumeRolePolicyDocument=UNKNOWN)),
    passes(_RULE, *_ram_policy(_allow("oss:GetObject", "oss:ListObjects"), _ram_role())),
    fails(_RULE, *_ram_policy(_allow("oss:DeleteObject"), _ram_role()), says="does more than read"),
    skips(_RULE, *_ram_policy(_allow("oss:PutObject"), _ram_role(principal={"Service": ["fc.aliyuncs.com"]}))),
    unknown(_RULE, *_ram_policy(UNKNOWN, _ram_role())),
)
