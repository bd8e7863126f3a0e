"""Object storage on Alibaba Cloud: a bucket and the bucket of its access log."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import oss

from components.alicloud.context import AlicloudContext
from components.alicloud.oss_bucket import Expiry, bucket_arn, private_bucket
from components.alicloud.ram_role import ram_role
from components.bucket import BucketArgs, BucketOutputs, BucketTarget
from components.label import DataClass
from components.options import extend

_LOG_INFREQUENT_DAYS = 30
_LOG_NONCURRENT_DAYS = 30


def build_bucket(ctx: AlicloudContext, name: str, args: BucketArgs, opts: pulumi.ResourceOptions) -> BucketOutputs:
    """The bucket, its log bucket, and the role with which OSS writes the log."""
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
    )
    _log_to_own_bucket(ctx, name, args, bucket, opts)
    return BucketOutputs(
        bucket=BucketTarget(
            name=bucket.bucket,
            arn=bucket_arn(ctx, bucket.bucket),
            domain_name=pulumi.Output.concat(bucket.bucket, f".oss-{ctx.region}.aliyuncs.com"),
        )
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
