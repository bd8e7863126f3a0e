"""A generated secret in KMS."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import kms

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.generated import password
from components.options import extend
from components.secret import SecretArgs, SecretOutputs, rotation_tag


def build_secret(ctx: AlicloudContext, name: str, args: SecretArgs, opts: pulumi.ResourceOptions) -> SecretOutputs:
    """One secret of type Generic.

    Its value is also given to resources (a cache's password), so KMS must not change it on its own: KMS rotates
    only the types that it can set in the other service too.
    """
    recoverable = args.recovery_window_days > 0
    secret = kms.Secret(
        f"{name}-secret",
        # The name stays taken while the secret can be recovered, so it is the same in every run
        secret_name=ctx.label.physical(name, 64),
        description=args.purpose,
        secret_type="Generic",
        secret_data=password(args.length),
        secret_data_type="text",
        version_id="v1",
        encryption_key_id=key_id(args.key_id),  # by the ARN it would differ from what KMS answers
        dkms_instance_id=ctx.kms_instance_id,
        force_delete_without_recovery=not recoverable,
        recovery_window_in_days=args.recovery_window_days if recoverable else None,
        tags={**ctx.label.tags(name), **rotation_tag(args.rotate_days)},
        # Every run generates another value; the first one stays, until people put theirs, as another version
        opts=extend(opts, ignore_changes=["secretData", "versionId"]),
    )
    return SecretOutputs(
        secret_arn=secret.secret_name.apply(lambda physical: ctx.arn("kms", f"secret/{physical}")),
        secret_name=secret.secret_name,
        value=pulumi.Output.secret(secret.secret_data),
    )
