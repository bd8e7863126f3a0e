"""Secrets from which services read how to log in to a store."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import kms

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id


def credentials(
    ctx: AlicloudContext,
    name: str,
    *,
    where: str,
    username: pulumi.Input[str],
    password: pulumi.Input[str | None],
    key_arn: pulumi.Input[str],
    deletion_protected: bool,
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[str]:
    """ARN of a new secret with `username` and `password`, under these names on both clouds.

    Args:
        ctx: the stack's.
        name: of the store's component.
        where: for people: `database core-db`.
        username: of the account of all services.
        password: stays secret.
        key_arn: the key that it is encrypted with.
        deletion_protected: whether a deleted one can be recovered for a month.
        opts: of the resource.
    """
    secret = kms.Secret(
        f"{name}-credentials",
        secret_name=ctx.label.physical(f"{name}-credentials", 64),
        description=f"Account of the services in {where}",
        secret_type="Generic",
        secret_data=pulumi.Output.json_dumps({"username": username, "password": password}),
        secret_data_type="text",
        version_id="v1",
        encryption_key_id=key_id(key_arn),
        dkms_instance_id=ctx.kms_instance_id,
        # A deleted secret keeps its name while it can be recovered: a stack that comes again needs it gone
        force_delete_without_recovery=not deletion_protected,
        recovery_window_in_days=30 if deletion_protected else None,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    # From the secret's own name, so that who reads the secret waits for it
    return secret.secret_name.apply(lambda physical: ctx.arn("kms", f"secret/{physical}"))
