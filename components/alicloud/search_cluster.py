"""Search clusters: instances of Elasticsearch."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_alicloud import elasticsearch

from components.alicloud.alarm import Above, alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.credentials import credentials
from components.alicloud.search_catalog import KIBANA_NODE, MANAGER_NODE, search_node
from components.alicloud.store_firewall import ELASTICSEARCH_PORT, store_firewall
from components.errors import UnsupportedOnCloud
from components.generated import password
from components.options import extend
from components.search_cluster import SearchClusterArgs, SearchClusterOutputs

_VERSION = "7.10_with_X-Pack"
"""The last version whose protocol OpenSearch kept, so that one client serves both clouds.
Source: documentation of `pulumi_alicloud.elasticsearch.Instance`, `version`, 2026-11."""
_USER = "elastic"
"""The one account that the service makes."""
_PASSWORD_LENGTH = 32
"""The longest that Elasticsearch takes; 32 of 62 characters are 190 bits."""
_ZONES = 3
_LEAST_NODES, _MOST_NODES = 2, 50
_MANAGER_DISK_GIB = 20
_MOST_DISK_GIB = 6_144
"""Of an ESSD of level PL1. Source, as of 2026-11: documentation of the service, "Node configuration"."""


@dataclass(frozen=True, kw_only=True)
class _Limit:
    """A metric of the cluster or its worst node, and where it becomes dangerous."""

    role: str
    metric: str
    threshold: float
    times: int = 3


_LIMITS = (
    _Limit(role="red", metric="ClusterStatus", threshold=2, times=1),
    _Limit(role="cpu", metric="NodeCPUUtilization", threshold=80),
    _Limit(role="disk", metric="NodeDiskUtilization", threshold=75),
    _Limit(role="memory", metric="NodeHeapMemoryUtilization", threshold=85),
    _Limit(role="snapshot", metric="ClusterAutoSnapshotLatestStatus", threshold=2, times=1),
)
"""0 is a green cluster, 1 a yellow and 2 a red one; the last snapshot is -1 none, 0 done, 1 under way, 2 failed.
Sources, as of 2026-11: CloudMonitor, "Elasticsearch" (acs_elasticsearch); Elasticsearch documentation, "Metrics
and exception handling suggestions"."""
_YELLOW = _Limit(role="yellow", metric="ClusterStatus", threshold=1, times=5)


def build_search_cluster(
    ctx: AlicloudContext, name: str, args: SearchClusterArgs, opts: pulumi.ResourceOptions
) -> SearchClusterOutputs:
    """An instance with its password, allow list and alarms.

    Elasticsearch admits addresses, not security groups, so `client_cidrs` are its allow list; whoever gets that
    far needs the password. RAM grants nothing on indexes: all clients share the account that the service makes,
    and `indexes`, `updates` and `owner` bind the services' own code only.

    `key_arn` protects nothing here: the disks are encrypted with a key of the service, which takes no other.
    Neither does `log_key_arn`: the logs stay with the service, which also says for how long, so
    `log_retention_days` has no effect. The zones beside that of the first switch are chosen by the service;
    `network_id` need not be told. `account_role` is not needed either: there is no such role. The provider has no
    argument for snapshots; docs/account.md says how to switch them on.

    Raises:
        UnsupportedOnCloud: no node is large enough, or there are too few, too many or unevenly spread ones.
    """
    _check(args)
    store_firewall(
        ctx,
        name,
        opts,
        clients={client: each.security_group_id for client, each in args.clients.items()},
        port=ELASTICSEARCH_PORT,
    )
    instance = _instance(ctx, name, args, opts)
    secret_arn = credentials(
        ctx,
        name,
        where=f"the search cluster {name}",
        username=_USER,
        password=instance.password,
        key_arn=args.secret_key_arn,
        deletion_protected=args.deletion_protected,
        opts=opts,
    )
    for limit in (*_LIMITS, _YELLOW):
        alarm(
            ctx,
            name,
            limit.role,
            opts,
            namespace="acs_elasticsearch",
            metric=limit.metric,
            dimensions=[{"clusterId": instance.id}],
            statistics="Maximum",
            when=Above.AT_LEAST,
            threshold=limit.threshold,
            times=limit.times,
            notify=args.notify,
        )
    return SearchClusterOutputs(
        cluster_id=instance.id,
        endpoint=pulumi.Output.concat("https://", instance.domain, f":{ELASTICSEARCH_PORT}"),
        indexes_arn=None,
        owner_role_arn=None,
        members=None,
        secret_arn=secret_arn,
    )


def _check(args: SearchClusterArgs) -> None:
    nodes = args.nodes
    if not _LEAST_NODES <= nodes <= _MOST_NODES:
        raise UnsupportedOnCloud(
            "alicloud", f"nodes={nodes}", f"a cluster has {_LEAST_NODES} to {_MOST_NODES} data nodes"
        )
    if args.disk_gib > _MOST_DISK_GIB:
        raise UnsupportedOnCloud(
            "alicloud", f"disk_gib={args.disk_gib}", f"a disk has at most {_MOST_DISK_GIB} GiB; add nodes"
        )
    if not args.dedicated_managers:
        return
    if len(args.zones) < _ZONES:
        raise UnsupportedOnCloud(
            "alicloud",
            f"dedicated_managers with {len(args.zones)} zones",
            "three managers stand in three zones, so that two are left when one is lost",
        )
    if nodes % _ZONES:
        raise UnsupportedOnCloud(
            "alicloud", f"nodes={nodes}", f"data nodes are spread evenly over {_ZONES} zones: give a multiple"
        )


def _instance(
    ctx: AlicloudContext, name: str, args: SearchClusterArgs, opts: pulumi.ResourceOptions
) -> elasticsearch.Instance:
    return elasticsearch.Instance(
        f"{name}-instance",
        description=ctx.label.physical(name, 30),
        version=_VERSION,
        instance_category="x-pack",
        payment_type="PayAsYouGo",
        vswitch_id=args.subnet_ids[0],
        zone_count=_ZONES if args.dedicated_managers else 1,
        data_node_configuration={
            "spec": search_node(args.vcpu, args.memory_gib).name,
            "amount": args.nodes,
            "disk": args.disk_gib,
            "disk_type": "cloud_essd",
            "performance_level": "PL1",
            "disk_encryption": True,
        },
        master_configuration={
            "spec": MANAGER_NODE,
            "amount": 3,
            "disk": _MANAGER_DISK_GIB,
            "disk_type": "cloud_ssd",
        }
        if args.dedicated_managers
        else None,
        kibana_configuration={"spec": KIBANA_NODE, "amount": 1, "disk": 0},
        password=password(_PASSWORD_LENGTH),
        protocol="HTTPS",  # without coordinating nodes, which not every region allows (docs/account.md)
        private_whitelists=list(args.client_cidrs),
        enable_public=False,
        enable_kibana_public_network=False,  # true is the default
        enable_kibana_private_network=False,
        setting_config={
            "action.auto_create_index": "+.*,-*",  # only the owner makes indexes
            "action.destructive_requires_name": "true",
            "xpack.security.audit.enabled": "true",
            "xpack.watcher.enabled": "false",
        },
        # Blue-green where a restart would be felt
        update_strategy="intelligent",
        tags=ctx.label.tags(name, args.data),
        opts=extend(
            opts,
            protect=args.deletion_protected or None,
            # Every run makes another password; and the service gives back more settings than it was given, which
            # would restart the cluster in every `up`
            ignore_changes=["password", "settingConfig"],
        ),
    )
