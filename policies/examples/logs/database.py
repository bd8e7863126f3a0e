"""Logs of databases."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_AUDIT = "log-database-audit"
_QUERIES = "log-database-query-parameters"
_CLUSTER = "aws:rds/cluster:Cluster"
_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_GROUP = "aws:rds/parameterGroup:ParameterGroup"
_OPTIONS = "aws:rds/optionGroup:OptionGroup"
_RDS = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_SQL_LOG = "alicloud:das/sqlLogConfig:SqlLogConfig"
_ALL = ["audit", "error", "slowquery"]


def _parameters(**values: Any) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in values.items()]


def _aurora(logs: Any, parameters: Any = None) -> Res:
    inputs = {} if parameters is None else {"dbClusterParameterGroupName": parameters}
    return res(_CLUSTER, "db", engine="aurora-mysql", enabledCloudwatchLogsExports=logs, **inputs)


_AUDITING = res(
    _CLUSTER_GROUP,
    "parameters",
    family="aurora-mysql8.0",
    parameters=_parameters(server_audit_logging="1", server_audit_events="CONNECT,QUERY_DCL,TABLE"),
)
_AUDITING_NO_EVENT = res(
    _CLUSTER_GROUP, "parameters", family="aurora-mysql8.0", parameters=_parameters(server_audit_logging="1")
)
_NOT_AUDITING = res(
    _CLUSTER_GROUP, "parameters", family="aurora-mysql8.0", parameters=_parameters(slow_query_log="1")
)
# not `res`, whose `options` are those of the resource
_PLUGIN: Res = (_OPTIONS, "options", {}, {"options": [{"optionName": "MARIADB_AUDIT_PLUGIN"}]})


def _mysql(**inputs: Any) -> Res:
    return res(_INSTANCE, "db", engine="mysql", enabledCloudwatchLogsExports=_ALL, **inputs)


def _postgresql(type_: str, **inputs: Any) -> Res:
    engine = "aurora-postgresql" if type_ == _CLUSTER else "postgres"
    return res(type_, "db", engine=engine, enabledCloudwatchLogsExports=["postgresql"], **inputs)


def _postgresql_group(type_: str, parameters: dict[str, str]) -> Res:
    family = "aurora-postgresql16" if type_ == _CLUSTER_GROUP else "postgres16"
    return res(type_, "parameters", family=family, parameters=_parameters(**parameters))


def _rds(status: Any, days: Any = None) -> Res:
    inputs = {} if days is None else {"sqlCollectorConfigValue": days}
    return res(_RDS, "db", engine="MySQL", sqlCollectorStatus=status, **inputs)


def _polardb(status: Any) -> Res:
    return res(_POLARDB, "db", dbType="MySQL", collectorStatus=status)


def _das(days: Any, enable: Any = True) -> Res:
    return res(_SQL_LOG, "sql", instanceId=ref("db"), enable=enable, retention=days)


def _das_pro(days: Any) -> Res:
    return res("alicloud:das/switchDasPro:SwitchDasPro", "sql", instanceId=ref("db"), sqlRetention=days)


_AUDITS: tuple[Example, ...] = (
    passes(_AUDIT, _aurora(_ALL, ref("parameters")), _AUDITING),
    fails(_AUDIT, _aurora(["error", "slowquery"], ref("parameters")), _AUDITING, says="'audit'"),
    # exported, but empty: Aurora writes it only where the parameter says so
    fails(_AUDIT, _aurora(_ALL, ref("parameters")), _NOT_AUDITING, says="server_audit_logging"),
    # on, but of no event: Aurora has no default for them
    fails(_AUDIT, _aurora(_ALL, ref("parameters")), _AUDITING_NO_EVENT, says="server_audit_events"),
    fails(_AUDIT, _aurora(_ALL), says="default parameters"),
    unknown(_AUDIT, _aurora(_ALL, "made-elsewhere"), says="not in this stack"),
    passes(
        _AUDIT,
        _postgresql(_CLUSTER, dbClusterParameterGroupName=ref("parameters")),
        _postgresql_group(_CLUSTER_GROUP, {"pgaudit.log": "all", "shared_preload_libraries": "pgaudit"}),
    ),
    # The log is exported, and has errors in it only
    fails(_AUDIT, _postgresql(_CLUSTER), says="default parameters"),
    fails(
        _AUDIT,
        _postgresql(_CLUSTER, dbClusterParameterGroupName=ref("parameters")),
        _postgresql_group(_CLUSTER_GROUP, {"log_connections": "1", "pgaudit.log": "none"}),
        says="neither `pgaudit.log` nor `log_statement`",
    ),
    fails(_AUDIT, res(_CLUSTER, engine="aurora-postgresql"), says="'postgresql'"),
    unknown(_AUDIT, _aurora(UNKNOWN)),
    passes(_AUDIT, _mysql(optionGroupName=ref("options")), _PLUGIN),
    fails(_AUDIT, _mysql(), says="MARIADB_AUDIT_PLUGIN"),
    fails(_AUDIT, _mysql(optionGroupName=ref("options")), res(_OPTIONS, "options", engineName="mysql")),
    unknown(_AUDIT, _mysql(optionGroupName="made-elsewhere")),
    passes(
        _AUDIT,
        _postgresql(_INSTANCE, parameterGroupName=ref("parameters")),
        _postgresql_group(_GROUP, {"log_statement": "all"}),
    ),
    fails(_AUDIT, _postgresql(_INSTANCE), says="default parameters"),
    fails(_AUDIT, _postgresql(_INSTANCE, parameterGroupName="default.postgres16"), says="default parameters"),
    unknown(_AUDIT, _postgresql(_INSTANCE, parameterGroupName="made-elsewhere"), says="not in this stack"),
    unknown(_AUDIT, res(_INSTANCE, snapshotIdentifier="before"), says="that of the snapshot"),
    fails(_AUDIT, res(_INSTANCE, engine="postgres", enabledCloudwatchLogsExports=["upgrade"])),
    unknown(_AUDIT, res(_INSTANCE, engine=UNKNOWN)),
    skips(_AUDIT, res(_INSTANCE, engine="aurora-mysql")),
    skips(_AUDIT, res(_INSTANCE, replicateSourceDb="shop-db")),
    passes(_AUDIT, _rds("Enabled", 365)),
    fails(_AUDIT, _rds("Disabled"), says="sqlCollectorStatus"),
    fails(_AUDIT, res(_RDS, engine="MySQL"), says="sqlCollectorStatus"),
    fails(_AUDIT, _rds("Enabled"), says="is 30"),
    fails(_AUDIT, _rds("Enabled", 180), says="at least 365"),
    passes(_AUDIT, _rds("Enabled", 180), environment=Environment.STAGING),
    passes(_AUDIT, _rds("Enabled", 180), _das(1095)),
    unknown(_AUDIT, _rds(UNKNOWN)),
    passes(_AUDIT, _polardb("Enable"), _das(1095)),
    fails(_AUDIT, _polardb("Disabled"), says="collectorStatus"),
    fails(_AUDIT, _polardb("Enable"), says="longer than 30 days"),
    passes(_AUDIT, _polardb("Enable"), environment=Environment.DEV),
    fails(_AUDIT, _polardb("Enable"), _das(180), says="`retention` is 180"),
    fails(_AUDIT, _polardb("Enable"), _das(1095, enable=False), says="`enable`"),
    unknown(_AUDIT, _polardb("Enable"), _das(UNKNOWN)),
    passes(_AUDIT, _rds("Disabled"), _das_pro(365)),
    fails(_AUDIT, _rds("Disabled"), _das_pro(30), says="`sqlRetention` is 30"),
)

_LOGGED = _parameters(log_connections="1", log_disconnections="1", log_min_duration_statement="1000")
_OFF = _parameters(log_connections="0", log_disconnections="1", log_min_duration_statement="1000")
_NO_DURATION = _parameters(log_connections="1", log_disconnections="1", log_min_duration_statement="-1")
_ALL_DURATIONS = _parameters(log_connections="on", log_disconnections="on", log_duration="on")

_PARAMETERS: tuple[Example, ...] = (
    passes(_QUERIES, res(_GROUP, family="postgres16", parameters=_LOGGED)),
    fails(_QUERIES, res(_GROUP, family="postgres16", parameters=_OFF), says="log_connections"),
    fails(_QUERIES, res(_GROUP, family="postgres16"), says="not set"),
    fails(_QUERIES, res(_GROUP, family="postgres16", parameters=_NO_DURATION), says="log_duration"),
    unknown(_QUERIES, res(_GROUP, family="postgres16", parameters=_parameters(log_connections=UNKNOWN))),
    skips(_QUERIES, res(_GROUP, family="mysql8.0")),
    # Of one node of a cluster, whose own group says it
    skips(_QUERIES, res(_GROUP, family="aurora-postgresql16")),
    passes(_QUERIES, res(_CLUSTER_GROUP, family="aurora-postgresql16", parameters=_ALL_DURATIONS)),
    fails(_QUERIES, res(_CLUSTER_GROUP, family="aurora-postgresql16", parameters=_NO_DURATION)),
    unknown(_QUERIES, res(_CLUSTER_GROUP, family=UNKNOWN)),
    skips(_QUERIES, res(_CLUSTER_GROUP, family="aurora-mysql8.0")),
    passes(_QUERIES, res(_RDS, engine="PostgreSQL", parameters=_ALL_DURATIONS)),
    fails(_QUERIES, res(_RDS, engine="PostgreSQL"), says="log_connections"),
    unknown(_QUERIES, res(_RDS, engine="PostgreSQL", parameters=[UNKNOWN])),
    # facts/policies.md section 7, case 3: parameters of PostgreSQL on MySQL
    skips(_QUERIES, res(_RDS, engine="MySQL", parameters=_parameters(loose_thread_pool_enabled="ON"))),
)

EXAMPLES: tuple[Example, ...] = (*_AUDITS, *_PARAMETERS)
