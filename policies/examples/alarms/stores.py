"""Alarms on databases and caches."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, Unknown, fails, passes, ref, res, unknown

_DATABASE = "stack-database-has-alarm"
_CACHE = "stack-cache-has-alarm"
_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_CMS_ALARM = "alicloud:cms/alarm:Alarm"
_CLUSTER = "aws:rds/cluster:Cluster"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_INSTANCE = "aws:rds/instance:Instance"
_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_ALI_INSTANCE = "alicloud:rds/instance:Instance"
_TAIR = "alicloud:redis/tairInstance:TairInstance"
_KVSTORE = "alicloud:kvstore/instance:Instance"


def _alarms(dimension: str, value: str | Unknown, *metrics: str, name: str = "alarm") -> tuple[Res, ...]:
    return tuple(
        res(
            _ALARM,
            f"{name}-{metric}",
            namespace="AWS/RDS",
            metricName=metric,
            dimensions={dimension: value},
            comparisonOperator="GreaterThanThreshold",
            threshold=80,
        )
        for metric in metrics
    )


def _cms_alarms(*metrics: str, dimensions: Any = None) -> tuple[Res, ...]:
    return tuple(
        res(
            _CMS_ALARM,
            f"alarm-{metric}",
            project="acs_polardb",
            metric=metric,
            metricDimensions=ref("shop") if dimensions is None else dimensions,
            escalationsCritical={"comparisonOperator": ">", "threshold": "80"},
        )
        for metric in metrics
    )


_ORDERS = res(_CLUSTER, "shop", engine="aurora-mysql", clusterIdentifier="shop")
_NODES = tuple(res(_NODE, f"node-{number}", clusterIdentifier=ref("shop")) for number in (1, 2))
_BASIC = ("CPUUtilization", "FreeableMemory", "DatabaseConnections")
_BY_CLUSTER = _alarms("DBClusterIdentifier", "shop", *_BASIC)
_LAG = _alarms("DBClusterIdentifier", "shop", "AuroraReplicaLag")
_POLARDB_METRICS = ("cluster_cpu_utilization", "cluster_disk_utilization", "cluster_total_session")
_CACHE_METRICS = ("EngineCPUUtilization", "DatabaseMemoryUsagePercentage", "Evictions", "ReplicationLag")
_NODE_ALARMS = tuple(
    alarm
    for node in ("shop-0001-001", "shop-0001-002")
    for alarm in _alarms("CacheClusterId", node, *_CACHE_METRICS, name=node)
)
_CARTS = res(_GROUP, "shop", replicationGroupId="shop", numNodeGroups=1, replicasPerNodeGroup=1)
_TAIR_METRICS = ("ShardingCpuUsage", "ShardingMemoryUsage", "ShardingConnectionUsage")


def _selects(metric: str, rest: str = "", of: str = "AWS/RDS") -> Res:
    expression = f'SELECT {metric} FROM SCHEMA("{of}", DBClusterIdentifier){rest}'
    return res(_ALARM, f"query-{metric}", metricQueries=[{"id": "q", "expression": expression}])


_OF_DATABASES: tuple[Example, ...] = (
    passes(_DATABASE, _ORDERS, *_NODES, *_BY_CLUSTER, *_LAG),
    fails(
        _DATABASE,
        _ORDERS,
        *_NODES,
        *_BY_CLUSTER[:1],
        says="no alarm on its memory or storage, connections, replica lag",
    ),
    fails(_DATABASE, _ORDERS, says="processor"),
    fails(_DATABASE, _ORDERS, *_NODES, *_BY_CLUSTER, says="replica lag"),
    passes(_DATABASE, _ORDERS, _NODES[0], *_BY_CLUSTER),
    # One query over all clusters of the account, of which a mean says nothing of one
    passes(_DATABASE, _ORDERS, _selects("MAX(CPUUtilization)"), *_BY_CLUSTER[1:]),
    fails(_DATABASE, _ORDERS, _selects("AVG(CPUUtilization)"), *_BY_CLUSTER[1:], says="processor"),
    passes(_DATABASE, _ORDERS, _selects("AVG(CPUUtilization)", " GROUP BY DBClusterIdentifier"), *_BY_CLUSTER[1:]),
    unknown(
        _DATABASE, _ORDERS, _selects("MAX(CPUUtilization)", " WHERE DBClusterIdentifier = 'x'"), *_BY_CLUSTER[1:]
    ),
    fails(_DATABASE, _ORDERS, _selects("MAX(CPUUtilization)", of="AWS/EC2"), *_BY_CLUSTER[1:], says="processor"),
    # By each instance instead of the cluster
    passes(
        _DATABASE,
        _ORDERS,
        res(_NODE, "node-1", clusterIdentifier=ref("shop"), identifier="shop-1"),
        *_alarms("DBInstanceIdentifier", "shop-1", *_BASIC),
    ),
    fails(
        _DATABASE,
        _ORDERS,
        res(_NODE, "node-1", clusterIdentifier=ref("shop"), identifier="shop-1"),
        res(_NODE, "node-2", clusterIdentifier=ref("shop"), identifier="shop-2"),
        *_alarms("DBInstanceIdentifier", "shop-1", *_BASIC, "AuroraReplicaLag"),
        says="processor",
    ),
    # An alarm that only scales calls nobody
    fails(
        _DATABASE,
        _ORDERS,
        res("aws:appautoscaling/policy:Policy", "add-reader"),
        res(
            _ALARM,
            "busy",
            metricName="CPUUtilization",
            dimensions={"DBClusterIdentifier": "shop"},
            alarmActions=[ref("add-reader")],
        ),
        *_BY_CLUSTER[1:],
        says="processor",
    ),
    unknown(_DATABASE, _ORDERS, *_alarms("DBClusterIdentifier", UNKNOWN, *_BASIC)),
    passes(
        _DATABASE,
        res(_INSTANCE, "shop", identifier="shop"),
        *_alarms("DBInstanceIdentifier", "shop", "CPUUtilization", "FreeStorageSpace", "DatabaseConnections"),
    ),
    fails(_DATABASE, res(_INSTANCE, "shop", identifier="shop"), says="storage"),
    fails(
        _DATABASE,
        res(_INSTANCE, "copy", identifier="copy", replicateSourceDb="shop"),
        *_alarms("DBInstanceIdentifier", "copy", "CPUUtilization", "FreeStorageSpace", "DatabaseConnections"),
        says="replica lag",
    ),
    unknown(
        _DATABASE,
        res(_INSTANCE, "shop", identifier="shop"),
        *_alarms("DBInstanceIdentifier", UNKNOWN, "CPUUtilization"),
    ),
    passes(
        _DATABASE,
        res(_POLARDB, "shop", dbType="MySQL", dbNodeCount=2),
        *_cms_alarms(*_POLARDB_METRICS, "cluster_replica_lag"),
    ),
    fails(
        _DATABASE,
        res(_POLARDB, "shop", dbType="MySQL", dbNodeCount=2),
        *_cms_alarms("cluster_cpu_utilization", "cluster_replica_lag"),
        says="memory or storage, connections",
    ),
    fails(
        _DATABASE,
        res(_POLARDB, "shop", dbType="MySQL", dbNodeCount=2),
        *_cms_alarms(*_POLARDB_METRICS),
        says="replica lag",
    ),
    passes(_DATABASE, res(_POLARDB, "shop", dbType="MySQL", dbNodeCount=1), *_cms_alarms(*_POLARDB_METRICS)),
    unknown(_DATABASE, res(_POLARDB, "shop", dbType="Oracle"), says="does not know all metrics"),
    passes(
        _DATABASE,
        res(_ALI_INSTANCE, "shop", engine="MySQL"),
        *_cms_alarms("CpuUsage", "DiskUsage", "ConnectionUsage"),
    ),
    passes(
        _DATABASE,
        res(_ALI_INSTANCE, "shop", engine="PostgreSQL"),
        *_cms_alarms("cpu_usage", "local_fs_size_usage", "conn_usgae"),
    ),
    # An alarm on every instance of the account
    passes(
        _DATABASE,
        res(_ALI_INSTANCE, "shop", engine="MySQL"),
        *_cms_alarms("CpuUsage", "DiskUsage", "ConnectionUsage", dimensions=json.dumps([{"instanceId": "_ALL"}])),
    ),
    fails(_DATABASE, res(_ALI_INSTANCE, "shop", engine="MySQL"), *_cms_alarms("CpuUsage"), says="storage"),
    unknown(_DATABASE, res(_ALI_INSTANCE, "shop", engine="SQLServer"), *_cms_alarms("SQLServer_CpuUsage")),
)

_OF_CACHES: tuple[Example, ...] = (
    passes(_CACHE, _CARTS, *_NODE_ALARMS),
    # By one query for each metric over all nodes of the account
    passes(_CACHE, _CARTS, *(_selects(f"MAX({metric})", of="AWS/ElastiCache") for metric in _CACHE_METRICS)),
    fails(_CACHE, _CARTS, *_NODE_ALARMS[:4], says="of 1 of its 2 nodes"),
    fails(_CACHE, _CARTS, *_NODE_ALARMS[1:], says="alarms watch the processor of 1 of its 2 nodes"),
    fails(_CACHE, res(_GROUP, "shop", replicationGroupId="shop", numCacheClusters=1), says="of 0 of its 1 nodes"),
    passes(
        _CACHE,
        res(_GROUP, "shop", replicationGroupId="shop", numCacheClusters=1),
        *_alarms("CacheClusterId", "shop-001", *_CACHE_METRICS[:3]),
    ),
    # Node names that the group itself gives are not known yet
    passes(
        _CACHE,
        res(_GROUP, "shop", numCacheClusters=1),
        *_alarms("CacheClusterId", ref("shop"), *_CACHE_METRICS[:3]),
    ),
    unknown(_CACHE, _CARTS, *_alarms("CacheClusterId", UNKNOWN, *_CACHE_METRICS)),
    passes(_CACHE, res(_TAIR, "shop", shardCount=3), *_cms_alarms(*_TAIR_METRICS)),
    fails(_CACHE, res(_TAIR, "shop", shardCount=3), *_cms_alarms(*_TAIR_METRICS[:1]), says="memory, connections"),
    unknown(_CACHE, res(_TAIR, "shop", shardCount=3), *_cms_alarms(*_TAIR_METRICS, dimensions=UNKNOWN)),
    passes(
        _CACHE,
        res(_KVSTORE, "shop"),
        *_cms_alarms("StandardCpuUsage", "StandardMemoryUsage", "StandardConnectionUsage"),
    ),
    fails(_CACHE, res(_KVSTORE, "shop"), says="processor, memory, connections"),
    unknown(_CACHE, res(_KVSTORE, "shop"), *_cms_alarms("StandardCpuUsage", dimensions=UNKNOWN)),
)

EXAMPLES: tuple[Example, ...] = (*_OF_DATABASES, *_OF_CACHES)
