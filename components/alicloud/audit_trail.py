"""The audit trail: ActionTrail, kept in OSS and searched in SLS."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import actiontrail, oss

from components.alicloud.audit_alerts import audit_alerts
from components.alicloud.audit_log import audit_log
from components.alicloud.bucket import build_bucket
from components.alicloud.context import AlicloudContext
from components.alicloud.logs import split
from components.alicloud.oss_bucket import bucket_arn
from components.alicloud.ram_role import RamRole, ram_role
from components.audit_trail import AuditTrailArgs, AuditTrailOutputs
from components.bucket import BucketArgs
from components.label import DataClass
from components.logs import LogTarget
from components.options import extend

_INFREQUENT_DAYS = 30


def build_audit_trail(
    ctx: AlicloudContext, name: str, args: AuditTrailArgs, opts: pulumi.ResourceOptions
) -> AuditTrailOutputs:
    """Every call in every region, into a bucket that nobody can empty and a logstore that alerts watch.

    In permanent stacks the bucket's retention is locked: for `retention_days` nobody, not even the owner of the
    account, can delete a record, the bucket or the lock.
    """
    trail_name = ctx.label.physical(name, 36)
    bucket = build_bucket(
        ctx,
        name,
        BucketArgs(
            data=DataClass.CONFIDENTIAL,
            key_arn=args.key_arn,
            expire_days=args.retention_days,
            infrequent_after_days=_INFREQUENT_DAYS if args.retention_days >= 2 * _INFREQUENT_DAYS else None,
            log_expire_days=args.retention_days,
            disposable=args.disposable,
        ),
        opts,
    ).bucket
    target = audit_log(ctx, name, args, trail_name, opts)
    writer = _writer(ctx, name, args, bucket.name, target, opts)
    project, _ = split(target)
    trail = actiontrail.Trail(
        f"{name}-trail",
        trail_name=trail_name,
        event_rw="All",
        trail_region="All",
        oss_bucket_name=bucket.name,
        oss_write_role_arn=writer.arn,
        sls_project_arn=project.apply(lambda known: ctx.arn("log", f"project/{known}")),
        sls_write_role_arn=writer.arn,
        status="Enable",
        opts=extend(opts, depends_on=[writer.ready], protect=not args.disposable),
    )
    if not args.disposable:
        oss.BucketWorm(
            f"{name}-worm",
            bucket=bucket.name,
            retention_period_in_days=args.retention_days,
            status="Locked",  # left open it lapses after a day
            # Versions must be on before the lock; the trail, which waits for its role, comes long after them
            opts=extend(opts, depends_on=[trail], protect=True),
        )
    audit_alerts(ctx, name, args, target, extend(opts, depends_on=[trail]))
    return AuditTrailOutputs(
        bucket_name=bucket.name,
        bucket_arn=bucket.arn,
        trail_arn=trail.trail_name.apply(lambda known: ctx.arn("actiontrail", f"trail/{known}")),
    )


def _writer(
    ctx: AlicloudContext,
    name: str,
    args: AuditTrailArgs,
    bucket: pulumi.Input[str],
    target: LogTarget,
    opts: pulumi.ResourceOptions,
) -> RamRole:
    """The role with which ActionTrail delivers. Its service-linked role could not use the customer key."""
    project, store = split(target)
    path = project.apply(lambda known: ctx.arn("log", f"project/{known}"))
    records = bucket_arn(ctx, bucket)
    grants: dict[tuple[str, ...], list[pulumi.Input[str]]] = {
        ("oss:GetBucketLocation",): [records],
        ("oss:PutObject",): [pulumi.Output.concat(records, "/*")],
        ("kms:GenerateDataKey", "kms:Decrypt"): [args.key_arn],
        ("log:GetProject",): [path],
        (
            "log:PostLogStoreLogs",
            "log:CreateLogstore",
            "log:GetLogstore",
            "log:CreateIndex",
            "log:UpdateIndex",
            "log:GetIndex",
        ): [target.arn],
        ("log:CreateDashboard", "log:UpdateDashboard"): [pulumi.Output.concat(path, "/dashboard/*")],
        ("log:CreateSavedSearch", "log:UpdateSavedSearch"): [
            pulumi.Output.concat(path, "/savedsearch/", store, "*")
        ],
    }
    return ram_role(
        ctx,
        name,
        "writer",
        opts,
        service="actiontrail.aliyuncs.com",
        description="ActionTrail delivers the audit trail",
        # Source of the actions: system policy AliyunActionTrailDeliveryPolicy, 2026-08
        statements=[
            {"Effect": "Allow", "Action": list(actions), "Resource": resources}
            for actions, resources in grants.items()
        ],
    )
