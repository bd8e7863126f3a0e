"""Object storage on Alibaba Cloud: a bucket and the bucket of its access log."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import message, oss

from components.alicloud.context import AlicloudContext
from components.alicloud.oss_bucket import Expiry, bucket_arn, private_bucket
from components.alicloud.ram_role import ram_role
from components.bucket import BucketArgs, BucketOutputs, BucketTarget, Scan, check_lock
from components.errors import InvalidArgument
from components.label import DataClass
from components.options import extend

_CREATED = (
    "ObjectCreated:PutObject",
    "ObjectCreated:PostObject",
    "ObjectCreated:CompleteMultipartUpload",
    "ObjectCreated:CopyObject",
    "ObjectCreated:AppendObject",
)
"""Ways in which an object comes to be. Source: SMQ documentation, "OSS event notifications", 2026-11."""
_LOG_INFREQUENT_DAYS = 30
_LOG_NONCURRENT_DAYS = 30


def build_bucket(ctx: AlicloudContext, name: str, args: BucketArgs, opts: pulumi.ResourceOptions) -> BucketOutputs:
    """The bucket, its log bucket, and the role with which OSS writes the log.

    Nothing that the provider has switches on a malware scan of OSS (Security Center sells one, in its console). So
    `scan` tells its queue of every new object, and who works the queue off has it scanned before anybody opens it;
    OSS cannot refuse to read what is not scanned yet. `scan.notify` is not needed: the queue's own alarms tell of
    what nobody scans.

    A lock is for ever: neither the owner of the account nor Alibaba Cloud can lift or shorten it, only extend it.

    Raises:
        InvalidArgument: a lock that would be in the way, or what the CDN publishes is to be scanned.
    """
    check_lock(args)
    if args.scan is not None and args.served_by_edge:
        raise InvalidArgument(
            "scan must not be given with served_by_edge: the CDN publishes what is the shop's own"
        )
    bucket = private_bucket(
        ctx,
        name,
        "data",
        opts,
        key_arn=args.key_arn,
        data=args.data,
        expiry=Expiry(
            expire=args.expire_days,
            infrequent=args.infrequent_after_days,
            noncurrent=args.noncurrent_expire_days,
        ),
        disposable=args.disposable,
        statements=None if args.served_by_edge else (),
        locked_days=args.locked_days,
    )
    _log_to_own_bucket(ctx, name, args, bucket, opts)
    if args.scan is not None:
        _tell_of_new_objects(ctx, name, args.scan, bucket, opts)
    return BucketOutputs(
        bucket=BucketTarget(
            name=bucket.bucket,
            arn=bucket_arn(ctx, bucket.bucket),
            domain_name=pulumi.Output.concat(bucket.bucket, f".oss-{ctx.region}.aliyuncs.com"),
        )
    )


def _tell_of_new_objects(
    ctx: AlicloudContext, name: str, args: Scan, bucket: oss.Bucket, opts: pulumi.ResourceOptions
) -> None:
    message.ServiceEventRule(
        f"{name}-scan",
        rule_name=ctx.label.physical(f"{name}-scan", 64),
        event_types=list(_CREATED),
        match_rules=[
            [
                {
                    "match_state": "true",
                    "name": bucket.bucket.apply(lambda physical: ctx.arn("oss", physical)),
                    "prefix": "",
                    "suffix": "",
                }
            ]
        ],
        endpoint={"endpoint_type": "queue", "endpoint_value": args.queue.name},
        opts=extend(opts, delete_before_replace=True),  # a rule's name is its identity
    )


def _log_to_own_bucket(
    ctx: AlicloudContext, name: str, args: BucketArgs, bucket: oss.Bucket, opts: pulumi.ResourceOptions
) -> None:
    logs = private_bucket(
        ctx,
        name,
        "log",
        opts,
        key_arn=args.key_arn,
        data=DataClass.INTERNAL,
        expiry=Expiry(
            expire=args.log_expire_days,
            infrequent=_LOG_INFREQUENT_DAYS if args.log_expire_days >= 2 * _LOG_INFREQUENT_DAYS else None,
            noncurrent=_LOG_NONCURRENT_DAYS,
        ),
        disposable=args.disposable,
    )
    # OSS cannot write into a bucket with a customer key on its own: without the role the log stays empty, unsaid
    writer = ram_role(
        ctx,
        name,
        "log-writer",
        opts,
        service="oss.aliyuncs.com",
        description="OSS writes the access log into its encrypted bucket",
        statements=[
            {
                "Effect": "Allow",
                "Action": ["oss:PutObject"],
                "Resource": [pulumi.Output.concat(bucket_arn(ctx, logs.bucket), "/*")],
            },
            {
                "Effect": "Allow",
                "Action": ["kms:GenerateDataKey", "kms:Decrypt"],
                "Resource": [args.key_arn],
            },
        ],
    )
    oss.BucketLogging(
        f"{name}-log",
        bucket=bucket.bucket,
        target_bucket=logs.bucket,
        target_prefix="access/",
        logging_role=writer.name,  # a name, not an ARN
        opts=extend(opts, depends_on=[writer.ready]),
    )
