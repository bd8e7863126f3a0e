"""The first schema of a database, the account that services use, and the secret they read it from."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_alicloud import polardb

from components.alicloud.context import AlicloudContext
from components.alicloud.credentials import credentials
from components.database import DatabaseArgs
from components.generated import password
from components.options import extend

_ACCOUNT = "shop_app"
_PASSWORD_LENGTH = 32
"""The longest that PolarDB takes; 32 of 62 characters are 190 bits."""


@dataclass(frozen=True, kw_only=True)
class DatabaseAccess:
    """Where the credentials are, and when the account works."""

    secret_arn: pulumi.Output[str]
    ready: pulumi.Resource


def database_access(
    ctx: AlicloudContext, name: str, args: DatabaseArgs, cluster: polardb.Cluster, opts: pulumi.ResourceOptions
) -> DatabaseAccess:
    """A schema and an account that may read and write (and migrate) this schema, and nothing else.

    The secret is of type Generic: KMS could rotate one of type PolarDB, but hands that out as `AccountName` and
    `AccountPassword`, and services read `username` and `password` on both clouds.
    """
    schema = polardb.Database(
        f"{name}-schema",
        db_cluster_id=cluster.id,
        db_name=args.schema,
        character_set_name="utf8mb4",
        opts=extend(opts, protect=args.deletion_protected),
    )
    account = polardb.Account(
        f"{name}-account",
        db_cluster_id=cluster.id,
        account_name=_ACCOUNT,
        account_password=password(_PASSWORD_LENGTH),
        account_type="Normal",
        opts=extend(opts, depends_on=[schema], ignore_changes=["accountPassword"]),
    )
    privilege = polardb.AccountPrivilege(
        f"{name}-privilege",
        db_cluster_id=cluster.id,
        account_name=account.account_name,
        account_privilege="ReadWrite",
        db_names=[schema.db_name],
        opts=extend(opts, delete_before_replace=True),  # created second, the deletion would revoke both
    )
    secret_arn = credentials(
        ctx,
        name,
        where=f"database {name}",
        username=account.account_name,
        password=account.account_password,
        key_arn=args.secret_key_arn,
        deletion_protected=args.deletion_protected,
        opts=opts,
    )
    return DatabaseAccess(secret_arn=secret_arn, ready=privilege)
