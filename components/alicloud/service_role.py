"""Roles that the account gives to database services, once, before the first stack."""

from __future__ import annotations

from components.alicloud.context import AlicloudContext

_INSTANCE_ENCRYPTION = "AliyunRDSInstanceEncryptionDefaultRole"
"""Its name is fixed. PolarDB, RDS and Tair share it, so it belongs to the account and to no stack: made with one
click (console of PolarDB, TDE, "Authorize") and the system policy AliyunRDSInstanceEncryptionRolePolicy."""


def instance_encryption_role(ctx: AlicloudContext) -> str:
    """ARN of the role with which the database services use customer keys. In lower case, as the services give it
    back; any other spelling would show as a change in every refresh."""
    return ctx.arn("ram", f"role/{_INSTANCE_ENCRYPTION.lower()}", region="")
