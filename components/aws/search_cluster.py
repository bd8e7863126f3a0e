"""Search clusters: domains of OpenSearch Service."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import cloudwatch, iam, opensearch

from components.aws.context import AwsContext
from components.aws.policy import document
from components.aws.quiet_hours import quiet_hours
from components.aws.search_access import access_policy, members, owner_role
from components.aws.search_alarms import search_alarms
from components.aws.search_catalog import SearchNode, manager_node, search_node
from components.aws.store_firewall import HTTPS_PORT, store_firewall
from components.errors import UnsupportedOnCloud
from components.options import extend
from components.search_cluster import SearchClusterArgs, SearchClusterOutputs

_ENGINE_VERSION = "OpenSearch_2.19"
"""Last line that a client for Elasticsearch 7.10, which the other cloud has, can talk to as well.
Source: OpenSearch Service Developer Guide, "Supported versions", 2026-11."""
_LOGS = {
    "audit": "AUDIT_LOGS",
    "error": "ES_APPLICATION_LOGS",
    "search-slow": "SEARCH_SLOW_LOGS",
    "index-slow": "INDEX_SLOW_LOGS",
}
_ZONES = 3
_BASE_THROUGHPUT_MIBPS, _LARGE_THROUGHPUT_MIBPS, _LARGE_DISK_GIB = 125, 250, 170
"""Of a gp3 volume, without extra cost. Source: the same guide, "Configuring a cluster volume", 2026-11."""
_SERVICE = "opensearchservice.amazonaws.com"


def build_search_cluster(
    ctx: AwsContext, name: str, args: SearchClusterArgs, opts: pulumi.ResourceOptions
) -> SearchClusterOutputs:
    """A domain in the network, with its log groups, alarms and the role of its owner.

    OpenSearch Service takes a snapshot every hour and keeps it for 14 days, by itself. `client_cidrs` are not
    needed: the firewall admits the clients' groups. `secret_key_arn` protects nothing: nobody has a password.

    Raises:
        UnsupportedOnCloud: no node is large enough, or the nodes cannot be spread as asked.
    """
    _check(args)
    node = search_node(args.vcpu, args.memory_gib, args.disk_gib)
    # Log groups, policies and alarms name the domain before it exists, so its name is fixed; at most 28 characters
    domain_name = ctx.label.physical(name, 28)
    domain_arn = ctx.arn("es", f"domain/{domain_name}")
    firewall = store_firewall(
        ctx,
        name,
        opts,
        prefix=name,
        description="Search",
        network_id=args.network_id,
        clients={client: each.security_group_id for client, each in args.clients.items()},
        port=HTTPS_PORT,
    )
    owner = owner_role(ctx, name, args, domain_arn, opts)
    logs = _logs(ctx, name, domain_name, args, opts)
    before: list[pulumi.Resource] = [_may_log(ctx, name, domain_name, domain_arn, logs, opts)]
    if args.account_role:
        before.append(_account_role(ctx, name, opts))
    zones = _ZONES if args.dedicated_managers else 1
    domain = opensearch.Domain(
        f"{name}-domain",
        domain_name=domain_name,
        engine_version=_ENGINE_VERSION,
        cluster_config=_nodes(args, node),
        ebs_options={
            "ebs_enabled": True,
            "volume_type": "gp3",
            "volume_size": args.disk_gib,
            "iops": 3000,
            "throughput": (_LARGE_THROUGHPUT_MIBPS if args.disk_gib > _LARGE_DISK_GIB else _BASE_THROUGHPUT_MIBPS),
        },
        vpc_options={"subnet_ids": list(args.subnet_ids[:zones]), "security_group_ids": [firewall.id]},
        encrypt_at_rest={"enabled": True, "kms_key_id": args.key_arn},
        node_to_node_encryption={"enabled": True},
        domain_endpoint_options={
            "enforce_https": True,
            "tls_security_policy": "Policy-Min-TLS-1-2-PFS-2023-10",
        },
        advanced_security_options={
            "enabled": True,
            "internal_user_database_enabled": False,
            "master_user_options": {"master_user_arn": owner.arn},
        },
        access_policies=access_policy(ctx, args, domain_arn, owner.arn),
        # IAM sees the path only: a request that names another index in its body must be refused
        advanced_options={
            "rest.action.multi.allow_explicit_index": "false",
            "override_main_response_version": "false",
        },
        log_publishing_options=[
            {"log_type": _LOGS[kind], "cloudwatch_log_group_arn": _log_arn(ctx, log), "enabled": True}
            for kind, log in logs.items()
        ],
        auto_tune_options=_tuning(node),
        off_peak_window_options={
            "enabled": True,
            "off_peak_window": {
                "window_start_time": {"hours": quiet_hours(ctx.region).off_peak_hour, "minutes": 0}
            },
        },
        software_update_options={"auto_software_update_enabled": True},
        tags=ctx.label.tags(name, args.data),
        opts=extend(opts, depends_on=before, protect=args.deletion_protected or None),
    )
    search_alarms(ctx, name, args, domain, opts)
    return SearchClusterOutputs(
        cluster_id=domain.domain_name,
        endpoint=pulumi.Output.concat("https://", domain.endpoint),
        # From the domain's own name, so that who is granted an index waits for the domain
        indexes_arn=domain.domain_name.apply(lambda made: ctx.arn("es", f"domain/{made}")),
        owner_role_arn=owner.arn,
        members=pulumi.Output.from_input(members(ctx, args)),
        secret_arn=None,
    )


def _account_role(ctx: AwsContext, name: str, opts: pulumi.ResourceOptions) -> pulumi.Resource:
    """With it the service makes network interfaces; all domains of the account share it."""
    return iam.ServiceLinkedRole(
        f"{name}-account-role", aws_service_name=_SERVICE, tags=ctx.label.tags(name), opts=opts
    )


def _check(args: SearchClusterArgs) -> None:
    if not args.dedicated_managers:
        return
    if len(args.subnet_ids) < _ZONES:
        raise UnsupportedOnCloud(
            "aws",
            f"dedicated_managers with {len(args.subnet_ids)} zones",
            "three managers stand in three zones, so that two are left when one is lost",
        )
    if args.nodes % _ZONES:
        raise UnsupportedOnCloud(
            "aws", f"nodes={args.nodes}", f"data nodes are spread evenly over {_ZONES} zones: give a multiple"
        )


def _nodes(args: SearchClusterArgs, node: SearchNode) -> opensearch.DomainClusterConfigArgsDict:
    config: opensearch.DomainClusterConfigArgsDict = {
        "instance_type": node.name,
        "instance_count": args.nodes,
        "zone_awareness_enabled": args.dedicated_managers,
        "dedicated_master_enabled": args.dedicated_managers,
    }
    if args.dedicated_managers:
        config["zone_awareness_config"] = {"availability_zone_count": _ZONES}
        config["dedicated_master_type"] = manager_node(args.nodes)
        config["dedicated_master_count"] = 3
    return config


def _tuning(node: SearchNode) -> opensearch.DomainAutoTuneOptionsArgsDict:
    if not node.tunes_itself:
        return {"desired_state": "DISABLED"}
    return {"desired_state": "ENABLED", "use_off_peak_window": True, "rollback_on_disable": "NO_ROLLBACK"}


def _logs(
    ctx: AwsContext, name: str, domain_name: str, args: SearchClusterArgs, opts: pulumi.ResourceOptions
) -> dict[str, cloudwatch.LogGroup]:
    return {
        kind: cloudwatch.LogGroup(
            f"{name}-log-{kind}",
            name=f"/aws/opensearch/{domain_name}/{kind}",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            tags=ctx.label.tags(name, args.data),
            opts=opts,
        )
        for kind in _LOGS
    }


def _log_arn(ctx: AwsContext, log: cloudwatch.LogGroup) -> pulumi.Output[str]:
    return pulumi.Output.concat(ctx.arn("logs", "log-group:"), log.name)


def _may_log(
    ctx: AwsContext,
    name: str,
    domain_name: str,
    domain_arn: str,
    logs: dict[str, cloudwatch.LogGroup],
    opts: pulumi.ResourceOptions,
) -> pulumi.Resource:
    """OpenSearch refuses a log group that it may not write to, so this stands before the domain. A region of an
    account takes ten such policies (CloudWatch Logs quotas, 2026-11)."""
    groups: Sequence[pulumi.Output[str]] = [
        pulumi.Output.concat(_log_arn(ctx, log), ":*") for log in logs.values()
    ]
    return cloudwatch.LogResourcePolicy(
        f"{name}-log-policy",
        policy_name=domain_name,
        policy_document=document(
            [
                {
                    "Sid": "SearchLogs",
                    "Effect": "Allow",
                    "Principal": {"Service": "es.amazonaws.com"},
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents", "logs:PutLogEventsBatch"],
                    "Resource": groups,
                    "Condition": {
                        "StringEquals": {"aws:SourceAccount": ctx.account_id},
                        "ArnLike": {"aws:SourceArn": domain_arn},
                    },
                }
            ]
        ),
        opts=opts,
    )
