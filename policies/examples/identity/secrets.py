"""Credentials in the program."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown
from policies.examples.identity.one import one

_RULE = "identity-no-plaintext-secrets"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_FUNCTION = "aws:lambda/function:Function"
_TASK = "aws:ecs/taskDefinition:TaskDefinition"
_FC = "alicloud:fc/v3Function:V3Function"
_CLUSTER = "aws:rds/cluster:Cluster"
_USER = "aws:elasticache/user:User"
_DOMAIN = "aws:opensearch/domain:Domain"
_PARAMETER = "aws:ssm/parameter:Parameter"
_SCRIPTS = {
    "aws:ec2/launchConfiguration:LaunchConfiguration": "userData",
    "aws:ec2/instance:Instance": "userDataBase64",
    "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": "userData",
    "alicloud:ess/scalingConfiguration:ScalingConfiguration": "userData",
    "alicloud:ecs/instance:Instance": "userData",
}
_PASSWORDS = {
    _CLUSTER: "masterPassword",
    "aws:rds/instance:Instance": "password",
    "aws:elasticache/replicationGroup:ReplicationGroup": "authToken",
    "aws:secretsmanager/secretVersion:SecretVersion": "secretString",
    "alicloud:redis/tairInstance:TairInstance": "password",
    "alicloud:kvstore/instance:Instance": "password",
    "alicloud:kvstore/account:Account": "accountPassword",
    "alicloud:polardb/account:Account": "accountPassword",
    "alicloud:rds/account:Account": "accountPassword",
    "alicloud:rds/instance:Instance": "tdePassword",
    "alicloud:elasticsearch/instance:Instance": "password",
    "alicloud:ecs/instance:Instance": "password",
    "alicloud:ess/scalingConfiguration:ScalingConfiguration": "password",
    "alicloud:kms/secret:Secret": "secretData",
    "alicloud:ram/loginProfile:LoginProfile": "password",
}

_GOOD = """#!/bin/bash
DB_SECRET_ARN=arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders
DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id "$DB_SECRET_ARN" --query SecretString --output text)
aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
"""
_BAD = "#!/bin/bash\nexport DB_PASSWORD=correct-horse-battery\n"


def _encoded(script: str) -> str:
    return base64.b64encode(script.encode()).decode()


def _template(script: Any) -> Res:
    return res(_TEMPLATE, imageId="ami-1", userData=script)


def _variables(**variables: Any) -> Res:
    return res(_FUNCTION, name="orders", environment={"variables": variables})


def _task(**variables: Any) -> Res:
    environment = [{"name": name, "value": value} for name, value in variables.items()]
    container = {"name": "orders", "image": "orders@sha256:1", "environment": environment}
    return res(_TASK, family="orders", containerDefinitions=json.dumps([container]))


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _variables(DB_HOST="db", DB_PASSWORD="[secret]", DB_SECRET_ARN="arn:aws:secretsmanager:a")),
    fails(_RULE, _variables(DB_PASSWORD="correct-horse"), says="a value for `DB_PASSWORD`"),
    passes(_RULE, _template(_encoded(_GOOD))),
    fails(_RULE, _template(_encoded(_BAD)), says="a value for `DB_PASSWORD` in line 2"),
    passes(_RULE, res(_TEMPLATE, imageId="ami-1")),
    fails(_RULE, _template(base64.b64encode(gzip.compress(_BAD.encode())).decode())),
    fails(_RULE, _template("export AWS_ACCESS_KEY_ID=AKIA" + "Q3EGRZ7Z2K5VN4XW"), says="an AWS access key"),
    fails(_RULE, _template("key: LTAI" + "5tQ3EGRZ7Z2K5VN4XWab"), says="an Alibaba Cloud access key"),
    fails(
        _RULE, _template("cat <<EOF\n-----BEGIN RSA " + "PRIVATE KEY-----\nEOF"), says="a private key in line 2"
    ),
    fails(_RULE, _template("DATABASE_URL=mysql://shop:hunter2@db/orders"), says="a password in a URL"),
    fails(_RULE, _template("mysqladmin --password 'correct horse'"), says="`--password`"),
    fails(_RULE, _template('{"api_key": "0123456789abcdef"}'), says="`api_key`"),
    # What looks like one and is none: the key of AWS's own examples, references, paths, placeholders
    passes(_RULE, _template("# aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE")),
    passes(_RULE, _template("DB_PASSWORD={{resolve:secretsmanager:orders}}\nprivate_key=/run/tls/tls.key")),
    passes(_RULE, _template("password: ${DB_PASSWORD}\nPasswordAuthentication no\npassword_min_length=14")),
    unknown(_RULE, _template(UNKNOWN)),
    unknown(_RULE, _template("[secret]"), says="cannot be seen"),
    *(passes(_RULE, one(type_, path, _encoded(_GOOD))) for type_, path in _SCRIPTS.items()),
    *(fails(_RULE, one(type_, path, _encoded(_BAD))) for type_, path in _SCRIPTS.items()),
    *(unknown(_RULE, one(type_, path, UNKNOWN)) for type_, path in _SCRIPTS.items()),
    fails(_RULE, _variables(DATABASE_URL="mysql://shop:hunter2@db/orders"), says="of `DATABASE_URL`"),
    unknown(_RULE, _variables(DB_PASSWORD=UNKNOWN)),
    passes(_RULE, _task(LOG_LEVEL="info", DB_SECRET_ARN="arn:aws:secretsmanager:a")),
    fails(_RULE, _task(DB_PASSWORD="correct-horse"), says="a value for `DB_PASSWORD`"),
    unknown(_RULE, res(_TASK, family="orders", containerDefinitions=UNKNOWN)),
    unknown(_RULE, res(_TASK, family="orders", containerDefinitions="[secret]"), says="cannot be seen"),
    fails(_RULE, _template("curl -H 'Authorization: token gh" + "p_" + "a1B2" * 9 + "'"), says="a GitHub token"),
    fails(_RULE, _variables(PAYMENT="sk_" + "live_" + "a1B2" * 6), says="a Stripe key"),
    passes(_RULE, res(_FUNCTION, name="orders")),
    passes(_RULE, res(_FC, environmentVariables={"DB_PASSWORD": "[secret]"})),
    fails(_RULE, res(_FC, environmentVariables={"DB_PASSWORD": "correct-horse"})),
    unknown(_RULE, res(_FC, environmentVariables=UNKNOWN)),
    *(passes(_RULE, one(type_, path, "[secret]")) for type_, path in _PASSWORDS.items()),
    *(fails(_RULE, one(type_, path, "correct-horse"), says="in clear") for type_, path in _PASSWORDS.items()),
    *(unknown(_RULE, one(type_, path, UNKNOWN)) for type_, path in _PASSWORDS.items()),
    passes(_RULE, res(_CLUSTER, manageMasterUserPassword=True)),
    passes(_RULE, res("alicloud:kms/secret:Secret", secretType="PolarDB", secretData="$Auto")),
    passes(_RULE, res(_USER, passwords="[secret]")),
    fails(_RULE, res(_USER, passwords=["[secret]", "correct-horse-battery"])),
    unknown(_RULE, res(_USER, passwords=[UNKNOWN])),
    passes(_RULE, res(_DOMAIN, advancedSecurityOptions={"masterUserOptions": {"masterUserPassword": "[secret]"}})),
    fails(_RULE, res(_DOMAIN, advancedSecurityOptions={"masterUserOptions": {"masterUserPassword": "Horse-1"}})),
    unknown(_RULE, res(_DOMAIN, advancedSecurityOptions={"masterUserOptions": {"masterUserPassword": UNKNOWN}})),
    passes(_RULE, res(_PARAMETER, type="SecureString", value="[secret]")),
    fails(_RULE, res(_PARAMETER, type="SecureString", value="correct-horse")),
    passes(_RULE, res(_PARAMETER, type="String", value="eu-central-1")),
    unknown(_RULE, res(_PARAMETER, type="SecureString", value=UNKNOWN)),
)
