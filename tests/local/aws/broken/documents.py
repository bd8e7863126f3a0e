"""Policies: of identities, of trust, of resources."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.local.variation import Broken

BUCKET_POLICY = "s3/bucketPolicy:BucketPolicy"
KEY = "kms/key:Key"
LOG_POLICY = "cloudwatch/logResourcePolicy:LogResourcePolicy"
QUEUE_POLICY = "sqs/queuePolicy:QueuePolicy"
ROLE = "iam/role:Role"
ROLE_POLICY = "iam/rolePolicy:RolePolicy"
SECRET_POLICY = "secretsmanager/secretPolicy:SecretPolicy"
TOPIC_POLICY = "sns/topicPolicy:TopicPolicy"


def first(**changes: Any) -> Callable[[str], str]:
    """The document with other elements in its first statement; None takes one away."""

    def change(text: str) -> str:
        document = json.loads(text)
        statement = document["Statement"][0] | changes
        document["Statement"][0] = {key: value for key, value in statement.items() if value is not None}
        return json.dumps(document)

    return change


def whole(**changes: Any) -> Callable[[str], str]:
    """The document with other elements."""
    return lambda text: json.dumps(json.loads(text) | changes)


DOCUMENTS = (
    Broken(type=ROLE, name="orders-role-role", at="assumeRolePolicy", value='{"Version": "2012-10-17"}'),
    Broken(type=ROLE, name="orders-role-role", at="assumeRolePolicy", value=first(Principal=None)),
    Broken(type=ROLE, name="orders-role-role", at="assumeRolePolicy", value=first(Resource="*")),
    Broken(type=ROLE, name="orders-role-role", at="assumeRolePolicy", value=first(Action="s3:GetObject")),
    Broken(type=ROLE, name="orders-role-role", at="assumeRolePolicy", value=first(Principal={"Service": "ec2"})),
    Broken(type=ROLE, name="orders-role-role", at="maxSessionDuration", value=60),
    Broken(type=ROLE_POLICY, name="orders-role-policy", at="policy", value='{"Version": "2012-10-17"'),
    Broken(type=ROLE_POLICY, name="orders-role-policy", at="policy", value=first(Principal="*")),
    Broken(type=ROLE_POLICY, name="orders-role-policy", at="policy", value=first(Effect="allow")),
    Broken(type=ROLE_POLICY, name="orders-role-policy", at="policy", value=first(Resource=None)),
    Broken(type=ROLE_POLICY, name="orders-role-policy", at="policy", value=first(Action="GetObject")),
    Broken(type=ROLE_POLICY, name="orders-role-policy", at="policy", value=first(Resource="orders")),
    Broken(type=ROLE_POLICY, name="orders-role-policy", at="role", value="orders"),
    Broken(
        type="iam/rolePolicyAttachment:RolePolicyAttachment",
        name="backup-backup",
        at="policyArn",
        value="arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForEverything",
    ),
    Broken(type="iam/instanceProfile:InstanceProfile", name="orders-role-profile", at="role", value="orders"),
    Broken(type=BUCKET_POLICY, name="media-bucket", at="policy", value="allow all"),
    Broken(
        type=BUCKET_POLICY,
        name="media-bucket",
        at="policy",
        value=first(Resource="arn:aws:s3:::floodgate-other/*"),
    ),
    Broken(
        type=BUCKET_POLICY,
        name="media-bucket",
        at="policy",
        value=first(Effect="Allow", Action="s3:GetObject", Condition=None),
    ),
    Broken(type=BUCKET_POLICY, name="media-bucket", at="policy", value=first(Principal={"User": "*"})),
    Broken(type=QUEUE_POLICY, name="support-queue-main", at="policy", value='{"Statement": '),
    Broken(type=QUEUE_POLICY, name="support-queue-main", at="policy", value=first(Action="sns:Publish")),
    Broken(type=TOPIC_POLICY, name="alerts-policy", at="policy", value=whole(Version="2012-10-18")),
    Broken(type=TOPIC_POLICY, name="alerts-policy", at="policy", value=first(Principal={"AWS": "everybody"})),
    Broken(type=KEY, name="data-key-key", at="policy", value=first(Action=["kms:Decrypt"])),
    Broken(
        type=KEY,
        name="data-key-key",
        at="policy",
        value=first(Principal={"AWS": "arn:aws:iam::111122223333:role/administrator"}),
    ),
    Broken(type=KEY, name="data-key-key", at="deletionWindowInDays", value=3),
    Broken(type=KEY, name="data-key-key", at="rotationPeriodInDays", value=30),
    Broken(type=SECRET_POLICY, name="callback-key-policy", at="policy", value=whole(Statements=[])),
    Broken(
        type=LOG_POLICY,
        name="edge-waf",
        at="policyDocument",
        value=first(Condition={"StringEqual": {"aws:SourceAccount": "111122223333"}}),
    ),
)
