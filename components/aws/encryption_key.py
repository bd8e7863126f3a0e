"""Customer-managed keys: KMS."""

from __future__ import annotations

import pulumi
from pulumi_aws import kms

from components.aws.context import AwsContext
from components.aws.key_policy import key_policy
from components.encryption_key import EncryptionKeyArgs, EncryptionKeyOutputs
from components.options import extend

_ROTATION_DAYS = 365
"""Once a year: PCI DSS 3.7.4 asks for a defined cryptoperiod, CIS AWS 3.6 for yearly rotation."""
_ALIAS_LENGTH = 250
"""An alias has at most 256 characters with the prefix `alias/`. Source: KMS API reference, CreateAlias, 2026."""


def build_encryption_key(
    ctx: AwsContext, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions
) -> EncryptionKeyOutputs:
    """A key that rotates yearly, its policy and its alias."""
    region = ctx.region_of(args.location)
    key = kms.Key(
        f"{name}-key",
        description=args.purpose,
        enable_key_rotation=True,
        rotation_period_in_days=_ROTATION_DAYS,
        deletion_window_in_days=args.deletion_window_days,
        policy=key_policy(ctx, args.users, region),
        region=region,
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=args.protected or None),
    )
    kms.Alias(
        f"{name}-alias",
        name=f"alias/{ctx.label.physical(name, _ALIAS_LENGTH)}",
        target_key_id=key.key_id,
        region=region,
        opts=opts,
    )
    return EncryptionKeyOutputs(key_id=key.key_id, key_arn=key.arn)
