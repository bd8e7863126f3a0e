"""Databases and caches."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER = "aws:rds/cluster:Cluster"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_RDS = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_SWITCH = "alicloud:vpc/switch:Switch"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_TAIR = "alicloud:redis/tairInstance:TairInstance"
_MEMCACHED = "aws:elasticache/cluster:Cluster"
_DATABASE = "resilience-database-multi-az"
_CACHE = "resilience-cache-multi-az"


def _node(name: str, **inputs: Any) -> Res:
    return res(_NODE, name, clusterIdentifier=ref("orders"), engine="aurora-mysql", **inputs)


_AURORA = res(_CLUSTER, "orders", engine="aurora-mysql", availabilityZones=["eu-central-1a", "eu-central-1b"])

DATABASES: tuple[Example, ...] = (
    passes(
        _DATABASE,
        _AURORA,
        _node("writer", availabilityZone="eu-central-1a"),
        _node("reader", availabilityZone="eu-central-1b"),
    ),
    # facts/policies.md section 7, case 12: the zones of the cluster are those of its storage
    fails(_DATABASE, _AURORA, _node("writer", availabilityZone="eu-central-1a"), says="1 ClusterInstance"),
    fails(
        _DATABASE,
        _AURORA,
        _node("writer", availabilityZone="eu-central-1a"),
        _node("reader", availabilityZone="eu-central-1a"),
        says="all its 2 instances are in eu-central-1a",
    ),
    unknown(
        _DATABASE,
        _AURORA,
        _node("writer", availabilityZone="eu-central-1a"),
        _node("reader", availabilityZone=UNKNOWN),
    ),
    # RDS spreads the instances that name no zone
    passes(_DATABASE, _AURORA, _node("writer"), _node("reader")),
    unknown(
        _DATABASE,
        _AURORA,
        _node("writer", availabilityZone="eu-central-1a"),
        _node("reader"),
        says="RDS may put them into a zone already used",
    ),
    # serverless version 2 has instances like any other cluster, version 1 has none
    passes(
        _DATABASE,
        res(_CLUSTER, "orders", serverlessv2ScalingConfiguration={"minCapacity": 2, "maxCapacity": 64}),
        _node("writer", instanceClass="db.serverless"),
        _node("reader", instanceClass="db.serverless"),
    ),
    fails(_DATABASE, res(_CLUSTER, engine="aurora-mysql", engineMode="serverless"), says="version 1"),
    passes(_DATABASE, res(_CLUSTER, engine="mysql", dbClusterInstanceClass="db.m6gd.large")),
    skips(_DATABASE, _AURORA, environment=Environment.DEV),
    passes(_DATABASE, res(_INSTANCE, engine="postgres", multiAz=True)),
    fails(_DATABASE, res(_INSTANCE, engine="postgres"), says="`multiAz` is not true"),
    unknown(_DATABASE, res(_INSTANCE, multiAz=UNKNOWN)),
    skips(_DATABASE, res(_INSTANCE, replicateSourceDb="orders")),
    passes(
        _DATABASE,
        res(
            _RDS,
            category="HighAvailability",
            zoneId="cn-shanghai-l",
            zoneIdSlaveA="cn-shanghai-m",
            haConfig="Auto",
        ),
    ),
    # facts/policies.md section 7, case 10
    fails(
        _DATABASE,
        res(_RDS, category="HighAvailability", zoneId="cn-shanghai-l", zoneIdSlaveA="cn-shanghai-l"),
        says="the zone of the first copy",
    ),
    fails(_DATABASE, res(_RDS, category="Basic", zoneId="cn-shanghai-l"), says="no standby"),
    fails(_DATABASE, res(_RDS, category="cluster", zoneId="cn-shanghai-l"), says="`zoneIdSlaveA` is not set"),
    # one of two standbys is enough
    passes(
        _DATABASE,
        res(
            _RDS,
            category="cluster",
            zoneId="cn-shanghai-l",
            zoneIdSlaveA="cn-shanghai-l",
            zoneIdSlaveB="cn-shanghai-m",
        ),
    ),
    fails(
        _DATABASE,
        res(
            _RDS,
            category="cluster",
            zoneId="cn-shanghai-l",
            zoneIdSlaveA="cn-shanghai-l",
            zoneIdSlaveB="cn-shanghai-l",
        ),
        says="the zone of the first copy",
    ),
    fails(_DATABASE, res(_RDS, zoneId="cn-shanghai-l", zoneIdSlaveA="cn-shanghai-m", haConfig="Manual")),
    passes(
        _DATABASE,
        res(_RDS, vswitchId=ref("data-l"), zoneIdSlaveA="cn-shanghai-m"),
        res(_SWITCH, "data-l", zoneId="cn-shanghai-l"),
    ),
    unknown(_DATABASE, res(_RDS, zoneIdSlaveA="cn-shanghai-m"), says="where the first copy is"),
    passes(_DATABASE, res(_RDS, zoneId="cn-shanghai-MAZ5(e,f)")),
    unknown(_DATABASE, res(_RDS, zoneId="cn-shanghai-l", zoneIdSlaveA=UNKNOWN)),
    passes(
        _DATABASE,
        res(_POLARDB, zoneId="cn-shanghai-l", hotStandbyCluster="ON", standbyAz="cn-shanghai-m", dbNodeCount=2.0),
    ),
    fails(_DATABASE, res(_POLARDB, zoneId="cn-shanghai-l", dbNodeCount=2), says="`hotStandbyCluster` is 'OFF'"),
    fails(
        _DATABASE,
        res(_POLARDB, zoneId="cn-shanghai-l", hotStandbyCluster="ON", standbyAz="cn-shanghai-l"),
        says="the zone of the first copy",
    ),
    fails(
        _DATABASE,
        res(
            _POLARDB,
            zoneId="cn-shanghai-l",
            hotStandbyCluster="ON",
            standbyAz="cn-shanghai-m",
            creationCategory="SENormal",
        ),
        says="1 node",
    ),
    unknown(_DATABASE, res(_POLARDB, zoneId="cn-shanghai-l", hotStandbyCluster="ON", standbyAz=UNKNOWN)),
)

CACHES: tuple[Example, ...] = (
    passes(
        _CACHE,
        res(
            _GROUP,
            multiAzEnabled=True,
            automaticFailoverEnabled=True,
            numNodeGroups=3,
            replicasPerNodeGroup=1,
        ),
    ),
    fails(_CACHE, res(_GROUP, automaticFailoverEnabled=True, numCacheClusters=2), says="`multiAzEnabled`"),
    fails(_CACHE, res(_GROUP, multiAzEnabled=True, numCacheClusters=2), says="`automaticFailoverEnabled`"),
    fails(_CACHE, res(_GROUP, multiAzEnabled=True, automaticFailoverEnabled=True, numNodeGroups=2)),
    fails(_CACHE, res(_GROUP, multiAzEnabled=True, automaticFailoverEnabled=True, numCacheClusters=1)),
    passes(
        _CACHE,
        res(
            _GROUP,
            multiAzEnabled=True,
            automaticFailoverEnabled=True,
            nodeGroupConfigurations=[{"replicaCount": 1}, {"replicaCount": 2}],
        ),
    ),
    unknown(_CACHE, res(_GROUP, multiAzEnabled=UNKNOWN, automaticFailoverEnabled=True, numCacheClusters=2)),
    passes(_CACHE, res(_MEMCACHED, engine="memcached", numCacheNodes=3, azMode="cross-az")),
    fails(_CACHE, res(_MEMCACHED, engine="memcached", numCacheNodes=3), says="`azMode`"),
    fails(_CACHE, res(_MEMCACHED, engine="redis", numCacheNodes=1), says="without a replica"),
    skips(_CACHE, res(_MEMCACHED, replicationGroupId="carts")),
    unknown(_CACHE, res(_MEMCACHED, engine=UNKNOWN, numCacheNodes=1)),
    passes(
        _CACHE,
        res(_TAIR, nodeType="MASTER_SLAVE", zoneId="cn-shanghai-l", secondaryZoneId="cn-shanghai-m", shardCount=3),
    ),
    fails(_CACHE, res(_TAIR, zoneId="cn-shanghai-l"), says="`secondaryZoneId` is not set"),
    fails(_CACHE, res(_TAIR, nodeType="STAND_ALONE", zoneId="cn-shanghai-l", secondaryZoneId="cn-shanghai-m")),
    unknown(_CACHE, res(_TAIR, zoneId="cn-shanghai-l", secondaryZoneId=UNKNOWN)),
    passes(_CACHE, res(_KVSTORE, nodeType="double", zoneId="cn-shanghai-l", secondaryZoneId="cn-shanghai-m")),
    fails(
        _CACHE,
        res(_KVSTORE, zoneId="cn-shanghai-l", secondaryZoneId="cn-shanghai-l"),
        says="the zone of the first copy",
    ),
    unknown(_CACHE, res(_KVSTORE, zoneId=UNKNOWN, secondaryZoneId="cn-shanghai-m")),
)

EXAMPLES: tuple[Example, ...] = DATABASES + CACHES
