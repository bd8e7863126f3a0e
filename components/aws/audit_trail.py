"""The audit trail: CloudTrail."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import cloudtrail, cloudwatch, iam

from components.audit_trail import AuditTrailArgs, AuditTrailOutputs
from components.aws.audit_alarms import audit_alarms
from components.aws.audit_bucket import audit_bucket
from components.aws.context import AwsContext
from components.aws.policy import document, trust
from components.options import extend

_SERVICE = "cloudtrail.amazonaws.com"
_EVENTS: Sequence[cloudtrail.TrailAdvancedEventSelectorArgsDict] = (
    {
        "name": "Every call to the control plane",
        "field_selectors": [{"field": "eventCategory", "equals": ["Management"]}],
    },
    {
        # Who deleted what is asked after every incident, and deletions are rare; all reads and writes of a shop
        # would cost more than its buckets
        "name": "Deleted objects of all buckets",
        "field_selectors": [
            {"field": "eventCategory", "equals": ["Data"]},
            {"field": "resources.type", "equals": ["AWS::S3::Object"]},
            {"field": "eventName", "equals": ["DeleteObject", "DeleteObjects"]},
        ],
    },
)


def build_audit_trail(
    ctx: AwsContext, name: str, args: AuditTrailArgs, opts: pulumi.ResourceOptions
) -> AuditTrailOutputs:
    """The record of all regions: in a bucket where it cannot be changed, and in a log that raises alarms."""
    # The bucket admits exactly this trail, and the trail needs the bucket first: so its name must be known
    trail_name = ctx.label.physical(name, 128)
    bucket, policy = audit_bucket(ctx, name, args, ctx.arn("cloudtrail", f"trail/{trail_name}"), opts)
    log = cloudwatch.LogGroup(
        f"{name}-log",
        name=f"/aws/cloudtrail/{trail_name}",
        retention_in_days=args.log_retention_days,
        kms_key_id=args.key_arn,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    log_arn = log.name.apply(lambda physical: ctx.arn("logs", f"log-group:{physical}"))
    role, permission = _log_role(ctx, name, log_arn, opts)
    trail = cloudtrail.Trail(
        f"{name}-trail",
        name=trail_name,
        s3_bucket_name=bucket.bucket,
        kms_key_id=args.key_arn,
        is_multi_region_trail=True,
        include_global_service_events=True,
        enable_logging=True,
        enable_log_file_validation=True,
        advanced_event_selectors=_EVENTS,
        cloud_watch_logs_group_arn=pulumi.Output.concat(log_arn, ":*"),
        cloud_watch_logs_role_arn=role.arn,
        tags=ctx.label.tags(name),
        # CloudTrail tries to write to both places while it is made
        opts=extend(opts, depends_on=[policy, permission], protect=not args.disposable or None),
    )
    audit_alarms(ctx, name, log, args.notify, opts)
    return AuditTrailOutputs(
        bucket_name=bucket.bucket,
        bucket_arn=pulumi.Output.concat("arn:aws:s3:::", bucket.bucket),
        trail_arn=trail.arn,
    )


def _log_role(
    ctx: AwsContext, name: str, log_arn: pulumi.Output[str], opts: pulumi.ResourceOptions
) -> tuple[iam.Role, iam.RolePolicy]:
    # CloudTrail is not documented to name its account when it assumes this role: the condition counts if it does
    own_account = {"StringEqualsIfExists": {"aws:SourceAccount": ctx.account_id}}
    role = iam.Role(
        f"{name}-log",
        description="Lets CloudTrail write to the audit log",
        assume_role_policy=trust(_SERVICE, own_account),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    stream = f":log-stream:{ctx.account_id}_CloudTrail_{ctx.region}*"
    permission = iam.RolePolicy(
        f"{name}-log",
        role=role.name,
        policy=document(
            [
                {
                    "Sid": "Write",
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": pulumi.Output.concat(log_arn, stream),
                }
            ]
        ),
        opts=opts,
    )
    return role, permission
