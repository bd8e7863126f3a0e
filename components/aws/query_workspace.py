"""Query workspace: an Athena workgroup and a Glue database."""

from __future__ import annotations

import pulumi
from pulumi_aws import athena, glue

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.query_workspace import QueryWorkspaceArgs, QueryWorkspaceOutputs

_GIB = 1024**3
_HOUR_SECONDS = 3600
_MANY_QUERIES = 20
"""So many queries at their limit in an hour are no questions of people: a job runs wild, or somebody copies the
lake. At 5 USD a TiB (Athena pricing, eu-central-1, 2026-11) it also becomes expensive."""


def build_query_workspace(
    ctx: AwsContext, name: str, args: QueryWorkspaceArgs, opts: pulumi.ResourceOptions
) -> QueryWorkspaceOutputs:
    """A workgroup whose settings bind its clients, and the catalog of its tables.

    Results stay with Athena, encrypted with the customer key, and are deleted after 24 hours: there is no bucket
    that fills with copies of what visitors did. `network_id`: Athena stands in no network; who may ask is a matter
    of IAM.
    """
    workgroup = athena.Workgroup(
        f"{name}-workgroup",
        name=ctx.label.physical(name, 128),
        description="Questions to the lake",
        state="ENABLED",
        force_destroy=args.disposable,
        configuration={
            "bytes_scanned_cutoff_per_query": args.scan_limit_gib * _GIB,
            "enforce_workgroup_configuration": True,
            "publish_cloudwatch_metrics_enabled": True,
            "requester_pays_enabled": False,
            "managed_query_results_configuration": {
                "enabled": True,
                "encryption_configuration": {"kms_key": args.key_arn},
            },
        },
        tags=ctx.label.tags(name),
        opts=opts,
    )
    catalog = glue.CatalogDatabase(
        f"{name}-catalog",
        name=ctx.label.physical(name, 255).replace("-", "_"),  # SQL would take `-` for a minus
        description="What the events of the shop's streams hold",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    for role, state, what in (
        ("scans", "SUCCEEDED", "Queries read"),
        # What reaches the limit is stopped, paid for up to it, and counted apart
        ("stopped-scans", "CANCELED", "Queries that were stopped read"),
    ):
        alarm(
            ctx,
            name,
            role,
            opts,
            description=f"{what} more than {_MANY_QUERIES} times the limit of one query within an hour",
            namespace="AWS/Athena",
            metric="ProcessedBytes",
            # Source: Athena user guide, "Monitor Athena query metrics with CloudWatch", 2026-11
            dimensions={"WorkGroup": workgroup.name, "QueryState": state, "QueryType": "DML"},
            statistic="Sum",
            threshold=_MANY_QUERIES * args.scan_limit_gib * _GIB,
            period_seconds=_HOUR_SECONDS,
            periods=1,
            notify=args.notify,
        )
    return QueryWorkspaceOutputs(name=workgroup.name, catalog=catalog.name)
