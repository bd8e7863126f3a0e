"""Copies of the stores: AWS Backup."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import backup, iam

from components.aws.alarm import Above, Missing, alarm
from components.aws.context import AwsContext
from components.aws.policy import trust
from components.backup import BackupArgs, BackupOutputs, StoreKind
from components.options import extend

_NAME_LENGTH = 50
"""Source: AWS Backup API reference, CreateBackupVault and BackupSelection, 2026-11."""
_START_WITHIN_MINUTES = 60
_COMPLETE_WITHIN_MINUTES = 480
"""A copy that runs longer meets the morning's traffic; AWS Backup cancels it and says so."""
_DAY_SECONDS = 86_400

_MANAGED = "arn:aws:iam::aws:policy"
_POLICIES = {
    "backup": f"{_MANAGED}/service-role/AWSBackupServiceRolePolicyForBackup",
    "restore": f"{_MANAGED}/service-role/AWSBackupServiceRolePolicyForRestores",
}
_BUCKET_POLICIES = {
    "backup-s3": f"{_MANAGED}/AWSBackupServiceRolePolicyForS3Backup",
    "restore-s3": f"{_MANAGED}/AWSBackupServiceRolePolicyForS3Restore",
}
"""AWS keeps them in step with what Backup needs. Source: AWS Backup Developer Guide, "Managed policies"."""


def build_backup(ctx: AwsContext, name: str, args: BackupArgs, opts: pulumi.ResourceOptions) -> BackupOutputs:
    """A vault, a daily plan over all sources, and people told when a copy fails or does not happen.

    Daily snapshots and no continuous backup: databases and tables keep their own point-in-time log and buckets
    their versions. Backup's own log for Aurora would take over the cluster's retention and window, and contradict
    the cluster's arguments at every preview.

    The account must have switched on Aurora and S3 in AWS Backup's settings, once per region; otherwise Backup
    passes over them in silence, which only the alarm `missed` notices.
    """
    vault = backup.Vault(
        f"{name}-vault",
        name=ctx.label.physical(name, _NAME_LENGTH),
        kms_key_arn=args.key_arn,
        force_destroy=args.disposable,
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=not args.disposable or None),
    )
    if args.locked:
        # Without `changeable_for_days` it is a governance lock; with it nobody, not even AWS, could ever undo it
        backup.VaultLockConfiguration(
            f"{name}-lock",
            backup_vault_name=vault.name,
            min_retention_days=args.retention_days,
            opts=extend(opts, delete_before_replace=True),  # created second, the deletion would take off both
        )
    plan = backup.Plan(
        f"{name}-plan",
        name=ctx.label.physical(name, _NAME_LENGTH),
        rules=[
            {
                "rule_name": "daily",
                "target_vault_name": vault.name,
                "schedule": f"cron(0 {args.daily_at_utc_hour} * * ? *)",
                "start_window": _START_WITHIN_MINUTES,
                "completion_window": _COMPLETE_WITHIN_MINUTES,
                "lifecycle": {"delete_after": args.retention_days},
                "recovery_point_tags": ctx.label.tags(name),
            }
        ],
        tags=ctx.label.tags(name),
        opts=opts,
    )
    role, permissions = _role(ctx, name, args, opts)
    backup.Selection(
        f"{name}-sources",
        name=ctx.label.physical(name, _NAME_LENGTH),
        plan_id=plan.id,
        iam_role_arn=role.arn,
        resources=[source.arn for source in args.sources.values()],
        opts=extend(opts, depends_on=permissions),
    )
    backup.VaultNotifications(
        f"{name}-events",
        backup_vault_name=vault.name,
        sns_topic_arn=args.notify,
        # Jobs that fail or expire have alarms: their events are deprecated and never sent.
        # Source: AWS Backup API reference, PutBackupVaultNotifications, 2026-11
        backup_vault_events=["S3_BACKUP_OBJECT_FAILED"],
        opts=extend(opts, delete_before_replace=True),  # created second, the deletion would end both
    )
    _alarms(ctx, name, args, vault, opts)
    return BackupOutputs(vault_name=vault.name)


def _role(
    ctx: AwsContext, name: str, args: BackupArgs, opts: pulumi.ResourceOptions
) -> tuple[iam.Role, Sequence[pulumi.Resource]]:
    # Backup is not documented to name its account when it assumes this role: the condition counts if it does
    own_account = {"StringEqualsIfExists": {"aws:SourceAccount": ctx.account_id}}
    role = iam.Role(
        f"{name}-role",
        description="Lets AWS Backup copy and restore the stores",
        assume_role_policy=trust("backup.amazonaws.com", own_account),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    has_buckets = any(source.kind is StoreKind.BUCKET for source in args.sources.values())
    policies = {**_POLICIES, **_BUCKET_POLICIES} if has_buckets else _POLICIES
    return role, [
        iam.RolePolicyAttachment(f"{name}-{key}", role=role.name, policy_arn=arn, opts=opts)
        for key, arn in policies.items()
    ]


def _alarms(
    ctx: AwsContext, name: str, args: BackupArgs, vault: backup.Vault, opts: pulumi.ResourceOptions
) -> None:
    for role, metric, what in (
        ("failed", "NumberOfBackupJobsFailed", "failed"),
        ("expired", "NumberOfBackupJobsExpired", "could not start in time"),
    ):
        alarm(
            ctx,
            name,
            role,
            opts,
            description=f"A daily copy of a store {what}",
            namespace="AWS/Backup",
            metric=metric,
            dimensions={"BackupVaultName": vault.name},
            statistic="Sum",
            threshold=0,
            period_seconds=300,
            periods=1,
            notify=args.notify,
        )
    if args.disposable:  # may be younger than two days all its life
        return
    alarm(
        ctx,
        name,
        "missed",
        opts,
        description=(
            f"Fewer than {len(args.sources)} copies were made in each of two days (also fires until the second"
            " night of a new stack): see AWS Backup, Settings, Service opt-in"
        ),
        namespace="AWS/Backup",
        metric="NumberOfBackupJobsCompleted",
        dimensions={"BackupVaultName": vault.name},
        statistic="Sum",
        when=Above.LESS,
        threshold=len(args.sources),
        period_seconds=_DAY_SECONDS,
        periods=2,
        periods_breaching=2,
        missing=Missing.BAD,
        notify=args.notify,
    )
