"""The addresses of a database. All of them speak TLS: an address left out would still exist, in clear text."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_alicloud import polardb

from components.alicloud.store_firewall import MYSQL_PORT
from components.database import DatabaseArgs
from components.options import extend

_POOL = {"ConnectionPersist": "Transaction", "ConsistLevel": "2"}
"""PolarProxy hands a server connection to the next client after each transaction. It sends plain reads to readers,
but with global consistency (2; 1 is only that of one session) none of them is older than the last write: services
rely on reading what they have written. Source, as of 2026-11: PolarDB API ModifyDBClusterEndpoint,
`EndpointConfig`."""


@dataclass(frozen=True, kw_only=True)
class DatabaseEndpoints:
    """Host names for which the certificates are made out."""

    writer: pulumi.Output[str]
    reader: pulumi.Output[str]


def database_endpoints(
    name: str, args: DatabaseArgs, cluster: polardb.Cluster, opts: pulumi.ResourceOptions
) -> DatabaseEndpoints:
    """The primary endpoint and the cluster endpoint, which sends reads to the readers or, when they fail, to the
    writer; readers that come join it.

    PolarDB makes both for every cluster; here they are only set up, and they stay when these resources go. Both
    have their names whatever the number of readers: a campaign adds some for a while, and instances that run know
    no other."""
    primary = polardb.PrimaryEndpoint(
        f"{name}-primary",
        db_cluster_id=cluster.id,
        ssl_enabled="Enable",
        ssl_auto_rotate="Enable",
        net_type="Private",
        port=str(MYSQL_PORT),
        opts=opts,
    )
    writer = reader = primary.ssl_connection_string
    proxy = polardb.ClusterEndpoint(
        f"{name}-proxy",
        db_cluster_id=cluster.id,
        read_write_mode="ReadWrite",
        auto_add_new_nodes="Enable",
        endpoint_config=_POOL if args.pooled else None,
        ssl_enabled="Enable",
        ssl_auto_rotate="Enable",
        net_type="Private",
        port=str(MYSQL_PORT),
        opts=extend(opts, depends_on=[primary]),
    )
    if args.pooled:
        writer = proxy.ssl_connection_string
    if args.readers > 0:
        reader = proxy.ssl_connection_string
    return DatabaseEndpoints(writer=writer, reader=reader)
