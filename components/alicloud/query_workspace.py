"""Query workspace: a MaxCompute project."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import maxcompute

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.options import extend
from components.query_workspace import QueryWorkspaceArgs, QueryWorkspaceOutputs

_QUOTA = "os_PayAsYouGoQuota"
"""The account's quota that is paid by use. Source: terraform-provider-alicloud, maxcompute_project, 2026-08."""
_TEMPORARY_DAYS = 7
"""What a query writes into a table goes after this; the lake itself is never in the project."""
_BACKUP_DAYS = _TEMPORARY_DAYS
"""As long, what was deleted or overwritten by mistake can be brought back."""


def build_query_workspace(
    ctx: AlicloudContext, name: str, args: QueryWorkspaceArgs, opts: pulumi.ResourceOptions
) -> QueryWorkspaceOutputs:
    """A project that only the stack's network reaches, encrypted with the customer key. It is its own catalog.

    What is left out the provider sends as 0 and false: no backup of tables, and tables that their own creator may
    not read. So it is named, where it matters. Source: terraform-provider-alicloud,
    resource_alicloud_maxcompute_project.go, 2026-08.

    `notify`: MaxCompute paid by use has no metric in CloudMonitor that an alarm could watch. The limit itself
    holds for every query, as data read in GiB times the complexity of the query (1 to 4).
    """
    project = maxcompute.Project(
        f"{name}-project",
        project_name=ctx.label.unique(name, 28).replace("-", "_"),
        comment=f"Questions to the lake of {ctx.label.project} {ctx.label.environment}",
        default_quota=_QUOTA,
        is_logical=str(not args.disposable).lower(),  # a deleted project can be brought back for 14 days
        ip_white_list={
            "vpc_ip_list": pulumi.Output.from_input(args.network_id).apply(lambda vpc: f"{ctx.region}_{vpc}")
        },
        properties={
            "allow_full_scan": False,  # a query of a partitioned table names its partitions
            "sql_metering_max": str(args.scan_limit_gib),
            "table_lifecycle": {"type": "inherit", "value": str(_TEMPORARY_DAYS)},
            "type_system": "2",
            "enable_decimal2": True,  # part of that type system
            "retention_days": _BACKUP_DAYS,
            "timezone": "UTC",
            "encryption": {"enable": True, "algorithm": "AES256", "key": key_id(args.key_arn)},
        },
        security_properties={
            "using_acl": True,
            "using_policy": True,
            "object_creator_has_access_permission": True,
            "object_creator_has_grant_permission": False,
            "enable_download_privilege": True,
            "project_protection": {"protected": True},
        },
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=not args.disposable or None),
    )
    return QueryWorkspaceOutputs(name=project.project_name, catalog=project.project_name)
