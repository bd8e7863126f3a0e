"""Buckets that DCDN reads: their policies, and the CDN's right to decrypt."""

from __future__ import annotations

from collections.abc import Iterable

import pulumi
from pulumi_alicloud import oss, ram

from components.alicloud.context import AlicloudContext
from components.alicloud.oss_bucket import bucket_arn, tls_only
from components.alicloud.policy import document
from components.bucket import BucketTarget
from components.edge import Site

_CDN_ROLE = "AliyunCDNAccessingPrivateOSSRole"
"""The role DCDN assumes to read private buckets. Its name is fixed; the account has one, made with one click (CDN
console, "Alibaba Cloud OSS private bucket access"), so it belongs to no stack."""


def let_cdn_read(ctx: AlicloudContext, name: str, sites: Iterable[Site], opts: pulumi.ResourceOptions) -> None:
    """Give each bucket its one policy: TLS only, and the CDN may read objects. Sites may share a bucket, and a
    second policy would replace the first."""
    buckets: dict[BucketTarget, str] = {}
    for site in sites:
        if site.static is not None:
            buckets.setdefault(site.static.bucket, site.name)
    for bucket, site_name in buckets.items():
        oss.BucketPolicy(
            f"{name}-{site_name}-files",
            bucket=bucket.name,
            policy=document(
                [
                    tls_only(ctx, bucket.name),
                    {
                        "Effect": "Allow",
                        "Principal": [f"arn:sts::{ctx.account_id}:assumed-role/{_CDN_ROLE}/*"],
                        "Action": ["oss:GetObject"],
                        "Resource": [pulumi.Output.concat(bucket_arn(ctx, bucket.name), "/*")],
                    },
                ]
            ),
            opts=opts,
        )
    if buckets:
        _let_cdn_decrypt(ctx, name, opts)


def _let_cdn_decrypt(ctx: AlicloudContext, name: str, opts: pulumi.ResourceOptions) -> None:
    """The buckets are encrypted with a customer key. Which one is not known here, so it is any of the region; OSS
    hands out only objects that the bucket's policy allows."""
    policy = ram.Policy(
        f"{name}-decrypt",
        policy_name=ctx.label.physical(f"{name}-decrypt", 128),
        description="The CDN decrypts files of the shop's buckets",
        policy_document=document(
            [{"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": [ctx.arn("kms", "key/*")]}]
        ),
        rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    ram.RolePolicyAttachment(
        f"{name}-decrypt",
        role_name=_CDN_ROLE,
        policy_name=policy.policy_name,
        policy_type="Custom",
        opts=opts,
    )
