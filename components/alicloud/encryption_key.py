"""A customer key in KMS, rotated every year."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import kms

from components.alicloud.context import AlicloudContext
from components.encryption_key import EncryptionKeyArgs, EncryptionKeyOutputs
from components.options import extend

_ROTATION = f"{365 * 86_400}s"
"""A year in seconds, as KMS gives it back: `365d` is accepted too, but then every preview shows a change.
365 days is the only interval that keys with and without a KMS instance share.
Source: terraform-provider-alicloud release/v2, resource_alicloud_kms_key.go, 2026-08."""


def build_encryption_key(
    ctx: AlicloudContext, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions
) -> EncryptionKeyOutputs:
    """One key and its alias.

    `users` and `location` change nothing here, and nothing is lost: inside one account either the key policy or
    the RAM policy of the caller is enough (KMS "Overview of key policies", 2026-03), so every service gets its
    right through the RAM role it assumes, and the key keeps KMS's default policy. CDN, WAF and their logs use
    keys of the stack's region.
    """
    key = kms.Key(
        f"{name}-key",
        description=args.purpose,
        key_spec="Aliyun_AES_256",
        key_usage="ENCRYPT/DECRYPT",
        origin="Aliyun_KMS",
        dkms_instance_id=ctx.kms_instance_id,
        automatic_rotation="Enabled",
        rotation_interval=_ROTATION,
        # Without it the key can never be destroyed: the provider refuses
        pending_window_in_days=args.deletion_window_days,
        deletion_protection="Enabled" if args.protected else "Disabled",
        deletion_protection_description=args.purpose if args.protected else None,
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=args.protected),
    )
    kms.Alias(
        f"{name}-alias",
        alias_name=f"alias/{ctx.label.physical(name, 200)}",
        key_id=key.id,
        opts=opts,
    )
    return EncryptionKeyOutputs(key_id=key.id, key_arn=key.arn)


def key_id(key_arn: pulumi.Input[str]) -> pulumi.Output[str]:
    """The id in a key's ARN (`acs:kms:region:account:key/ID`), for services that take only ids."""
    return pulumi.Output.from_input(key_arn).apply(lambda arn: arn.rsplit("/", 1)[-1])
