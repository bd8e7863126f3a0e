"""Who may use a KMS key: the account through IAM, and each cloud service by one precise statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pulumi

from components.aws.context import AwsContext
from components.aws.policy import Statement, document
from components.encryption_key import KeyUser

_PUBLISH = ("kms:Decrypt", "kms:GenerateDataKey")
"""What a service needs to send a message through an encrypted topic or queue.
Source: SNS developer guide, "Enable compatibility between event sources and encrypted topics", 2026."""
_AUTOSCALING_ROLE = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
_ENCRYPT_AND_DECRYPT = (
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:DescribeKey",
)


def key_policy(ctx: AwsContext, users: Sequence[KeyUser], region: str) -> pulumi.Output[str]:
    """The policy of a key in `region`. In a key policy the resource `*` means this key and no other."""
    return document(
        [_account(ctx), *(statement for user in users for statement in _STATEMENTS[user](ctx, region))]
    )


def _account(ctx: AwsContext) -> Statement:
    # The statement of AWS's default key policy: IAM policies of this account decide, and the root user can always
    # repair the key. With fewer actions, grants in IAM would have no effect and a key could become unmanageable.
    return _statement("Account", {"AWS": f"arn:aws:iam::{ctx.account_id}:root"}, ["kms:*"], None)


def _logs(ctx: AwsContext, region: str) -> list[Statement]:
    log_groups = ctx.arn("logs", "log-group:*", region)
    return [
        _service(
            "Logs",
            f"logs.{region}.amazonaws.com",
            _ENCRYPT_AND_DECRYPT,
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": log_groups}},
        )
    ]


def _alarms(ctx: AwsContext, region: str) -> list[Statement]:
    return [_from("Alarms", "cloudwatch.amazonaws.com", _PUBLISH, ctx.arn("cloudwatch", "alarm:*", region))]


def _topics(ctx: AwsContext, region: str) -> list[Statement]:
    return [_from("Topics", "sns.amazonaws.com", _PUBLISH, ctx.arn("sns", "*", region))]


def _autoscaling(ctx: AwsContext, region: str) -> list[Statement]:
    # AWS makes this role with the first scaling group of an account, and KMS refuses a policy whose principal does
    # not exist ("invalid principals"): in a new account the key could not be made before the group that needs it.
    # Hence any principal, under the condition that it is this role.
    role = ctx.arn("iam", f"role/{_AUTOSCALING_ROLE}", region="")
    only_it = {"StringEquals": {"aws:PrincipalArn": role, "kms:CallerAccount": ctx.account_id}}
    for_disks = {**only_it, "Bool": {"kms:GrantIsForAWSResource": "true"}}
    return [
        _statement("Autoscaling", {"AWS": "*"}, _ENCRYPT_AND_DECRYPT, only_it),
        _statement("AutoscalingDisks", {"AWS": "*"}, ["kms:CreateGrant"], for_disks),
    ]


def _cdn(ctx: AwsContext, region: str) -> list[Statement]:
    # All distributions of the account: one that reads a bucket is made after the bucket and its key
    distributions = ctx.arn("cloudfront", "distribution/*", region="")
    return [_from("Cdn", "cloudfront.amazonaws.com", ["kms:Decrypt"], distributions)]


def _audit(ctx: AwsContext, region: str) -> list[Statement]:
    # Source: CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail", 2026: its statement for
    # describing the key has no condition, and it shows nothing but metadata.
    service = "cloudtrail.amazonaws.com"
    condition = {
        "ArnLike": {"aws:SourceArn": ctx.arn("cloudtrail", "trail/*", region)},
        "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": ctx.arn("cloudtrail", "trail/*", "*")},
    }
    return [
        _service("Audit", service, ["kms:GenerateDataKey"], condition),
        _service("AuditDescribe", service, ["kms:DescribeKey"], None),
    ]


def _backup(ctx: AwsContext, region: str) -> list[Statement]:
    # As in the policy of AWS's own key aws/backup: whoever in this account uses the key, does it through Backup
    through_backup = {"kms:CallerAccount": ctx.account_id, "kms:ViaService": f"backup.{region}.amazonaws.com"}
    return [
        _statement(
            "Backup",
            {"AWS": "*"},
            ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
            {"StringEquals": through_backup},
        ),
        _statement(
            "BackupGrants",
            {"AWS": "*"},
            ["kms:CreateGrant"],
            {"StringEquals": through_backup, "Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
    ]


def _events(ctx: AwsContext, region: str) -> list[Statement]:
    # Nothing says that Backup names its source, and a condition on what is not there would drop its messages
    # without a trace. Source: AWS Backup developer guide, "Notification options with AWS Backup", 2026
    if_said = {"StringEqualsIfExists": {"aws:SourceAccount": ctx.account_id}}
    return [
        _from("DatabaseEvents", "events.rds.amazonaws.com", _PUBLISH, ctx.arn("rds", "*", region)),
        _service("BackupEvents", "backup.amazonaws.com", _PUBLISH, if_said),
    ]


def _budgets(ctx: AwsContext, region: str) -> list[Statement]:
    return [_from("Budgets", "budgets.amazonaws.com", _PUBLISH, ctx.arn("budgets", "*", region=""))]


def _event_rules(ctx: AwsContext, region: str) -> list[Statement]:
    # Which rule may write into which queue says the queue's own policy. Nothing says that EventBridge names itself
    # to KMS as well, and a condition on what is not there would drop its events without a trace. Source:
    # EventBridge user guide, "Events are not delivered to the target Amazon SQS queue", 2026-11
    if_said = {"StringEqualsIfExists": {"aws:SourceAccount": ctx.account_id}}
    return [_service("EventRules", "events.amazonaws.com", _PUBLISH, if_said)]


def _queries(ctx: AwsContext, region: str) -> list[Statement]:
    # Source: Athena user guide, "Encrypt managed query results", 2026
    workgroups = ctx.arn("athena", "workgroup/*", region)
    return [
        _service(
            "Queries",
            "encryption.athena.amazonaws.com",
            ("kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"),
            {
                "ArnLike": {"aws:SourceArn": workgroups},
                "StringEquals": {"aws:SourceAccount": ctx.account_id},
            },
        )
    ]


def _tasks(ctx: AwsContext, region: str) -> list[Statement]:
    # Source: ECS developer guide, "Customer managed keys for AWS Fargate ephemeral storage", 2026-11. A cluster of
    # this stack has the stack's prefix in its name.
    service = "fargate.amazonaws.com"
    names = f"{ctx.label.project}-{ctx.label.environment}-*"
    clusters = {
        "StringEquals": {"kms:EncryptionContext:aws:ecs:clusterAccount": ctx.account_id},
        "StringLike": {"kms:EncryptionContext:aws:ecs:clusterName": names},
    }
    granted = {**clusters, "ForAllValues:StringEquals": {"kms:GrantOperations": ["Decrypt"]}}
    return [
        _service("Tasks", service, ["kms:GenerateDataKeyWithoutPlaintext"], clusters),
        _service("TaskDisks", service, ["kms:CreateGrant"], granted),
    ]


def _from(sid: str, service: str, actions: Sequence[str], source_arn: str) -> Statement:
    # The source's ARN carries the account: the service cannot be made to use the key for somebody else
    return _service(sid, service, actions, {"ArnLike": {"aws:SourceArn": source_arn}})


def _service(sid: str, service: str, actions: Sequence[str], condition: Mapping[str, Any] | None) -> Statement:
    return _statement(sid, {"Service": service}, actions, condition)


def _statement(
    sid: str, principal: Mapping[str, str], actions: Sequence[str], condition: Mapping[str, Any] | None
) -> Statement:
    statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": principal,
        "Action": list(actions),
        "Resource": "*",
    }
    return statement if condition is None else {**statement, "Condition": condition}


_STATEMENTS: Mapping[KeyUser, Callable[[AwsContext, str], list[Statement]]] = {
    KeyUser.LOGS: _logs,
    KeyUser.ALARMS: _alarms,
    KeyUser.TOPICS: _topics,
    KeyUser.AUTOSCALING: _autoscaling,
    KeyUser.CDN: _cdn,
    KeyUser.AUDIT: _audit,
    KeyUser.BACKUP: _backup,
    KeyUser.EVENTS: _events,
    KeyUser.BUDGETS: _budgets,
    KeyUser.EVENT_RULES: _event_rules,
    KeyUser.QUERIES: _queries,
    KeyUser.TASKS: _tasks,
}
