"""Backups: Cloud Backup (HBR)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pulumi
from pulumi_alicloud import cms, hbr

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.backup import BackupArgs, BackupOutputs, BackupSource, StoreKind
from components.options import extend

_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Cloud Backup counts its days from here. It never starts in the past, so any past day serves."""
_MAIL = "4"
"""How the contact group is told: by mail and DingTalk. Source, as of 2026-03: CloudMonitor API
DescribeEventRuleTargetList, `Level`."""
_FAILURE_SILENCE_SECONDS = 3600


def build_backup(ctx: AlicloudContext, name: str, args: BackupArgs, opts: pulumi.ResourceOptions) -> BackupOutputs:
    """One vault, one daily plan, and a binding per table and bucket.

    Databases are not bound: Cloud Backup cannot copy PolarDB. Their own backup policy makes copies apart from the
    cluster that outlive it (`build_database`); nothing can lock those.
    """
    vault = hbr.Vault(
        f"{name}-vault",
        vault_name=ctx.label.physical(name, 64),
        vault_type="STANDARD",
        encrypt_type="KMS",
        kms_key_id=key_id(args.key_arn),
        worm_enabled=args.locked,  # can never be switched off again
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=not args.disposable),
    )
    policy = hbr.Policy(
        f"{name}-policy",
        policy_name=ctx.label.physical(name, 64),
        policy_type="STANDARD",
        rules=[
            {
                "rule_type": "BACKUP",
                "backup_type": "COMPLETE",
                "schedule": _daily(args.daily_at_utc_hour),
                "retention": args.retention_days,
                "archive_days": 0,
                "keep_latest_snapshots": 1,  # the last copy stays when copying has failed for longer than that
                "vault_id": vault.id,
            }
        ],
        opts=opts,
    )
    for source, store in args.sources.items():
        _bind(name, source, store, policy, opts)
    cms.EventRule(
        f"{name}-failed",
        rule_name=ctx.label.physical(f"{name}-failed", 100),
        description="A backup failed",
        status="ENABLED",
        silence_time=_FAILURE_SILENCE_SECONDS,
        event_pattern={"product": "hbr", "level_lists": ["CRITICAL", "WARN"], "event_type_lists": ["*"]},
        contact_parameters=[
            {"contact_parameters_id": "1", "contact_group_name": args.notify, "level": _MAIL},
        ],
        opts=opts,
    )
    return BackupOutputs(vault_name=vault.vault_name)


def _bind(
    name: str, source: str, store: BackupSource, policy: hbr.Policy, opts: pulumi.ResourceOptions
) -> hbr.PolicyBinding | None:
    match store.kind:
        case StoreKind.DATABASE:
            return None
        case StoreKind.BUCKET:
            kind, data = "OSS", pulumi.Output.from_input(store.id)
        case StoreKind.TABLE:
            kind, data = "OTS", pulumi.Output.from_input(store.arn).apply(_instance)
    return hbr.PolicyBinding(
        f"{name}-{source}",
        policy_id=policy.id,
        source_type=kind,
        data_source_id=data,
        policy_binding_description=source,
        disabled=False,
        opts=opts,
    )


def _instance(table_arn: str) -> str:
    """NAME in `acs:ots:REGION:ACCOUNT:instance/NAME/table/TABLE`: Cloud Backup takes whole instances."""
    return re.sub(r"^.*:instance/([^/]+)/table/.*$", r"\1", table_arn)


def _daily(utc_hour: int) -> str:
    """Cloud Backup's spelling of "every day at this hour"."""
    return f"I|{int((_FIRST_DAY + timedelta(hours=utc_hour)).timestamp())}|P1D"
