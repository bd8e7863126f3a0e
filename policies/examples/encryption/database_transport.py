"""Databases: TLS to clients."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "encryption-database-in-transit"
_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER = "aws:rds/cluster:Cluster"
_GROUP = "aws:rds/parameterGroup:ParameterGroup"
_CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_PROXY = "aws:rds/proxy:Proxy"
_RDS = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_PRIMARY = "alicloud:polardb/primaryEndpoint:PrimaryEndpoint"
_CLUSTER_ENDPOINT = "alicloud:polardb/clusterEndpoint:ClusterEndpoint"
_ENDPOINT = "alicloud:polardb/endpoint:Endpoint"
_RDS_PROXY = "alicloud:rds/rdsDbProxy:RdsDbProxy"


def _group(type_: str, family: str, **parameters: Any) -> Res:
    """A parameter group; `__` in a name stands for a dot."""
    pairs = [{"name": name.replace("__", "."), "value": value} for name, value in parameters.items()]
    return res(type_, "group", family=family, parameters=pairs)


def _pg(*types: Any) -> Res:
    """An instance of PostgreSQL with these lines in its pg_hba.conf."""
    lines = [{"type": type_, "method": "scram-sha-256", "database": "all", "user": "all"} for type_ in types]
    return res(_RDS, engine="PostgreSQL", sslAction="Open", pgHbaConfs=lines)


_MYSQL = _group(_CLUSTER_GROUP, "aurora-mysql8.0", require_secure_transport="ON")

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _MYSQL),
    fails(_RULE, _group(_CLUSTER_GROUP, "aurora-mysql8.0", slow_query_log="1"), says="require_secure_transport"),
    unknown(_RULE, _group(_CLUSTER_GROUP, "aurora-mysql8.0", require_secure_transport=UNKNOWN)),
    passes(_RULE, _group(_CLUSTER_GROUP, "aurora-postgresql17")),
    fails(_RULE, _group(_CLUSTER_GROUP, "aurora-postgresql17", rds__force_ssl="0"), says="'0'"),
    fails(_RULE, _group(_CLUSTER_GROUP, "aurora-postgresql16"), says="rds.force_ssl"),
    skips(_RULE, _group(_CLUSTER_GROUP, "neptune1.3")),
    passes(_RULE, _group(_GROUP, "postgres14", rds__force_ssl="1")),
    passes(_RULE, _group(_GROUP, "postgres16")),
    passes(_RULE, _group(_GROUP, "mariadb11.8")),
    fails(_RULE, _group(_GROUP, "mariadb11.4"), says="require_secure_transport"),
    passes(_RULE, _group(_GROUP, "mysql9.7")),
    fails(_RULE, _group(_GROUP, "mysql8.4"), says="require_secure_transport"),
    passes(_RULE, _group(_GROUP, "mysql8.0", require_secure_transport="1")),
    passes(_RULE, _group(_GROUP, "sqlserver-se-15.0", rds__force_ssl="1")),
    fails(_RULE, _group(_GROUP, "postgres14"), says="rds.force_ssl"),
    fails(_RULE, _group(_GROUP, "mysql8.4", require_secure_transport="0"), says="'0'"),
    unknown(_RULE, _group(_GROUP, "mysql8.0", require_secure_transport=UNKNOWN)),
    # facts/policies.md section 7, case 3: what an engine does not have is not demanded of it
    skips(_RULE, _group(_GROUP, "oracle-ee-19", open_cursors="300")),
    skips(_RULE, _group(_GROUP, "aurora-mysql8.0", slow_query_log="1")),
    passes(_RULE, res(_CLUSTER, engine="aurora-mysql", dbClusterParameterGroupName=ref("group")), _MYSQL),
    passes(_RULE, res(_CLUSTER, engine="aurora-postgresql", engineVersion="17.4")),
    fails(_RULE, res(_CLUSTER, engine="aurora-mysql"), says="not set"),
    unknown(
        _RULE, res(_CLUSTER, engine="aurora-mysql", dbClusterParameterGroupName="made-by-hand"), says="by-hand"
    ),
    skips(_RULE, res(_CLUSTER, engine="neptune")),
    passes(_RULE, res(_INSTANCE, engine="postgres", engineVersion="17.4")),
    fails(_RULE, res(_INSTANCE, engine="postgres", engineVersion="14.18"), says="rds.force_ssl"),
    # Which version AWS takes, and so what is the default, nobody has said
    unknown(_RULE, res(_INSTANCE, engine="postgres"), says="depends on the version"),
    unknown(_RULE, res(_INSTANCE, engine="mariadb", engineVersion="11"), says="depends on the version"),
    passes(
        _RULE,
        res(_INSTANCE, engine="postgres", parameterGroupName=ref("group")),
        _group(_GROUP, "postgres14", rds__force_ssl="1"),
    ),
    fails(
        _RULE,
        res(_INSTANCE, engine="mysql", engineVersion="8.0", parameterGroupName="default.mysql8.0"),
        says="default.mysql8.0",
    ),
    unknown(_RULE, res(_INSTANCE, engine="mysql", parameterGroupName=UNKNOWN)),
    passes(_RULE, res(_PROXY, requireTls=True)),
    fails(_RULE, res(_PROXY, engineFamily="MYSQL"), says="requireTls"),
    unknown(_RULE, res(_PROXY, requireTls=UNKNOWN)),
    passes(_RULE, res(_RDS, engine="MySQL", sslAction="Open", forceEncryption="1")),
    passes(_RULE, res(_RDS, engine="MariaDB", sslAction="Open")),
    # with SSL alone PostgreSQL also takes clients without it
    fails(_RULE, res(_RDS, engine="PostgreSQL", sslAction="Open"), says="neither `acl` nor `pgHbaConfs`"),
    passes(_RULE, res(_RDS, engine="PostgreSQL", sslAction="Open", clientCaEnabled=1, acl="verify-ca")),
    fails(_RULE, res(_RDS, engine="PostgreSQL", sslAction="Open", acl="prefer"), says="neither"),
    passes(_RULE, _pg("hostssl")),
    fails(_RULE, _pg("hostssl", "host"), says="`pgHbaConfs[1].type` is 'host'"),
    fails(_RULE, _pg(UNKNOWN, "host"), says="`pgHbaConfs[1].type`"),
    unknown(_RULE, _pg(UNKNOWN)),
    fails(_RULE, res(_RDS, engine="MySQL"), says="sslAction"),
    fails(_RULE, res(_RDS, engine="MySQL", sslAction="Open"), says="forceEncryption"),
    unknown(_RULE, res(_RDS, engine="MySQL", sslAction="Open", forceEncryption=UNKNOWN)),
    passes(
        _RULE,
        res(_POLARDB, "cluster", dbType="MySQL"),
        res(_PRIMARY, "primary", dbClusterId=ref("cluster"), sslEnabled="Enable"),
        res(_CLUSTER_ENDPOINT, "proxy", dbClusterId=ref("cluster"), sslEnabled="Enable"),
    ),
    fails(
        _RULE,
        res(_POLARDB, "cluster", dbType="MySQL"),
        res(_PRIMARY, "primary", dbClusterId=ref("cluster"), sslEnabled="Enable"),
        says="no ClusterEndpoint",
    ),
    fails(
        _RULE,
        res(_POLARDB, "cluster", dbType="MySQL"),
        res(_CLUSTER_ENDPOINT, "proxy", dbClusterId=ref("cluster"), sslEnabled="Enable"),
        says="no PrimaryEndpoint",
    ),
    passes(
        _RULE,
        res(_POLARDB, "cluster", dbType="MySQL", creationCategory="Basic"),
        res(_PRIMARY, "primary", dbClusterId=ref("cluster"), sslEnabled="Enable"),
    ),
    unknown(_RULE, res(_POLARDB, dbType=UNKNOWN)),
    skips(_RULE, res(_POLARDB, dbType="PostgreSQL")),
    *(
        example
        for type_ in (_PRIMARY, _CLUSTER_ENDPOINT, _ENDPOINT)
        for example in (
            passes(_RULE, res(type_, sslEnabled="Enable")),
            fails(_RULE, res(type_, netType="Private"), says="sslEnabled"),
            unknown(_RULE, res(type_, sslEnabled=UNKNOWN)),
            # PolarDB for PostgreSQL starts with TLS
            passes(_RULE, res(type_, dbClusterId=ref("cluster")), res(_POLARDB, "cluster", dbType="PostgreSQL")),
            fails(
                _RULE,
                res(type_, dbClusterId=ref("cluster"), sslEnabled="Disable"),
                res(_POLARDB, "cluster", dbType="PostgreSQL"),
            ),
        )
    ),
    passes(_RULE, res(_RDS_PROXY, dbProxySslEnabled="Open")),
    fails(_RULE, res(_RDS_PROXY, dbProxyInstanceNum=2), says="dbProxySslEnabled"),
    unknown(_RULE, res(_RDS_PROXY, dbProxySslEnabled=UNKNOWN)),
)
