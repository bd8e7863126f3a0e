"""What breaks the rules about identity in the project's own stacks."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import res
from tests.policies.mutation import Mutation


def _allow(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


_TLS_ONLY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sqs:*",
    "Resource": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
_ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
_PUBLIC_QUEUE = json.dumps({"Version": "2012-10-17", "Statement": [_TLS_ONLY, _ANYONE]})
_GOOD_PASSWORDS: dict[str, Any] = {"minimumPasswordLength": 14, "maxPasswordAge": 90}

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="identity-no-admin-policy",
        cloud="aws",
        type="aws:iam/rolePolicy:RolePolicy",
        name="orders-role-policy",
        set={"policy": _allow(Action="*", Resource="*")},
    ),
    Mutation(
        rule="identity-no-admin-policy",
        cloud="alicloud",
        type="alicloud:ram/policy:Policy",
        name="orders-role-ecs",
        set={"policyDocument": _allow(Action=["*"], Resource=["*"])},
    ),
    Mutation(
        rule="identity-no-service-wildcards",
        cloud="aws",
        type="aws:iam/rolePolicy:RolePolicy",
        name="orders-role-policy",
        set={"policy": _allow(Action="dynamodb:PutItem", Resource="*")},
    ),
    Mutation(
        rule="identity-no-service-wildcards",
        cloud="alicloud",
        type="alicloud:ram/policy:Policy",
        name="orders-role-ecs",
        set={"policyDocument": _allow(Action=["kms:GetSecretValue"], Resource=["*"])},
    ),
    Mutation(
        rule="identity-role-trust-scoped",
        cloud="aws",
        type="aws:iam/role:Role",
        name="network-flow-log",
        set={
            "assumeRolePolicy": _allow(
                Principal={"Service": "vpc-flow-logs.amazonaws.com"}, Action="sts:AssumeRole"
            )
        },
    ),
    Mutation(
        rule="identity-role-trust-scoped",
        cloud="alicloud",
        type="alicloud:ram/role:Role",
        name="audit-writer",
        set={
            "assumeRolePolicyDocument": _allow(
                Principal={"RAM": ["acs:ram::6543210987654321:root"]}, Action="sts:AssumeRole"
            )
        },
        # people of that account, without a second factor
        also=frozenset({"identity-people-read-only"}),
    ),
    Mutation(
        rule="identity-no-user-attached-policies",
        cloud="aws",
        added=(
            res(
                "aws:iam/userPolicyAttachment:UserPolicyAttachment",
                "alice",
                user="alice",
                policyArn="arn:aws:iam::aws:policy/ReadOnlyAccess",
            ),
        ),
    ),
    Mutation(
        rule="identity-no-user-attached-policies",
        cloud="alicloud",
        added=(
            res(
                "alicloud:ram/userPolicyAttachment:UserPolicyAttachment",
                "alice",
                userName="alice",
                policyName="ReadOnlyAccess",
                policyType="System",
            ),
        ),
    ),
    Mutation(
        rule="identity-no-managed-admin-attachment",
        cloud="aws",
        type="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        set={"policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
    ),
    Mutation(
        rule="identity-no-managed-admin-attachment",
        cloud="alicloud",
        type="alicloud:ram/rolePolicyAttachment:RolePolicyAttachment",
        name="orders-role-ecs",
        set={"policyType": "System", "policyName": "AliyunOSSFullAccess"},
    ),
    Mutation(
        rule="identity-no-long-lived-keys",
        cloud="aws",
        added=(res("aws:iam/accessKey:AccessKey", "partner", user="partner"),),
    ),
    Mutation(
        rule="identity-no-long-lived-keys",
        cloud="alicloud",
        added=(res("alicloud:ram/accessKey:AccessKey", "partner", userName="partner"),),
    ),
    Mutation(
        rule="identity-password-policy",
        cloud="aws",
        added=(res("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "passwords", **_GOOD_PASSWORDS),),
    ),
    Mutation(
        rule="identity-password-policy",
        cloud="alicloud",
        add=(
            res(
                "alicloud:ram/accountPasswordPolicy:AccountPasswordPolicy",
                "passwords",
                **_GOOD_PASSWORDS,
                passwordReusePrevention=5,
            ),
        ),
        type="alicloud:ram/accountPasswordPolicy:AccountPasswordPolicy",
        set={"maxLoginAttempts": 0},
    ),
    Mutation(
        rule="identity-console-mfa",
        cloud="aws",
        added=(res("aws:iam/userLoginProfile:UserLoginProfile", "alice", user="alice"),),
    ),
    Mutation(
        rule="identity-console-mfa",
        cloud="alicloud",
        add=(
            res("alicloud:ram/securityPreference:SecurityPreference", "console", mfaOperationForLogin="mandatory"),
        ),
        type="alicloud:ram/securityPreference:SecurityPreference",
        set={"mfaOperationForLogin": "adaptive"},
    ),
    Mutation(
        rule="identity-instance-role",
        cloud="aws",
        type="aws:ec2/launchTemplate:LaunchTemplate",
        set={"iamInstanceProfile": {}},
    ),
    Mutation(
        rule="identity-instance-role",
        cloud="alicloud",
        type="alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate",
        set={"ramRoleName": ""},
    ),
    Mutation(
        rule="identity-no-public-resource-policy",
        cloud="aws",
        type="aws:sqs/queuePolicy:QueuePolicy",
        set={"policy": _PUBLIC_QUEUE},
    ),
    Mutation(
        rule="identity-no-public-resource-policy",
        cloud="alicloud",
        type="alicloud:log/project:Project",
        set={"policy": _allow(Principal=["*"], Action=["log:PostLogStoreLogs"], Resource=["*"])},
    ),
    Mutation(
        rule="identity-database-iam-auth",
        cloud="aws",
        type="aws:rds/cluster:Cluster",
        set={"iamDatabaseAuthenticationEnabled": False},
    ),
    Mutation(
        rule="identity-cache-auth",
        cloud="aws",
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        set={"authToken": None},
    ),
    Mutation(
        rule="identity-cache-auth",
        cloud="alicloud",
        type="alicloud:redis/tairInstance:TairInstance",
        set={"vpcAuthMode": "Close"},
    ),
    Mutation(
        rule="identity-no-plaintext-secrets",
        cloud="aws",
        type="aws:ec2/launchTemplate:LaunchTemplate",
        set={"userData": "#!/bin/bash\nexport DB_PASSWORD=correct-horse-battery\n"},
    ),
    Mutation(
        rule="identity-no-plaintext-secrets",
        cloud="alicloud",
        type="alicloud:redis/tairInstance:TairInstance",
        set={"password": "correct-horse-battery"},
    ),
    Mutation(
        rule="identity-database-managed-secret",
        cloud="aws",
        type="aws:rds/cluster:Cluster",
        set={"manageMasterUserPassword": False},
    ),
    Mutation(
        rule="identity-database-managed-secret",
        cloud="alicloud",
        type="alicloud:kms/secret:Secret",
        name="orders-db-credentials",
        remove=True,
    ),
    Mutation(
        rule="identity-secret-rotation",
        cloud="aws",
        type="aws:secretsmanager/secretRotation:SecretRotation",
        set={"rotationRules": {"automaticallyAfterDays": 365}},
    ),
    Mutation(
        rule="identity-secret-rotation",
        cloud="alicloud",
        type="alicloud:kms/secret:Secret",
        name="session-key-secret",
        set={"forceDeleteWithoutRecovery": True},
    ),
    Mutation(
        rule="identity-search-fine-grained",
        cloud="aws",
        type="aws:opensearch/domain:Domain",
        set={"advancedSecurityOptions.anonymousAuthEnabled": True},
    ),
)
