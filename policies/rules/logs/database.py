"""Logs of databases: who connected, and what they read and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policies.reading.buckets import attached
from policies.reading.choice import one_is_good
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_CLUSTER = "aws:rds/cluster:Cluster"
_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_GROUP = "aws:rds/parameterGroup:ParameterGroup"
_OPTIONS = "aws:rds/optionGroup:OptionGroup"
_RDS = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_SQL_LOG = "alicloud:das/sqlLogConfig:SqlLogConfig"
_DAS_PRO = "alicloud:das/switchDasPro:SwitchDasPro"
_LOGS: Mapping[str, tuple[str, ...]] = {
    "mysql": ("audit", "error", "slowquery"),
    "mariadb": ("audit", "error", "slowquery"),
    "postgres": ("postgresql",),
    "oracle": ("audit", "alert", "listener"),
    "sqlserver": ("error",),
    "db2": ("diag.log",),
}
"""Part of an engine's name -> logs to export; SQL Server and Db2 export no audit log. Source: RDS user guide,
"Publishing database logs to Amazon CloudWatch Logs"."""
_ON = frozenset({"1", "on", "true"})
_SQL_DEFAULT_DAYS = 30
"""How long Alibaba Cloud keeps audited SQL where nothing is said."""


def _exports(database: View) -> Outcome:
    engine = str(database.get("engine", "")).lower()
    if not engine:
        raise NotEvaluated("its engine is that of the snapshot that it comes from")
    wanted = next((logs for part, logs in _LOGS.items() if part in engine), None)
    if wanted is None:
        if engine.startswith("aurora"):
            wanted = _LOGS["mysql"]  # `aurora` alone was MySQL 5.6
        else:
            return NotApplicable(f"engine {engine!r} exports no logs")
    if not set(wanted) <= set(database.values("enabledCloudwatchLogsExports")):
        return f"`enabledCloudwatchLogsExports` lacks {', '.join(_missing(database, wanted))}"
    return None


def _missing(database: View, wanted: tuple[str, ...]) -> list[str]:
    exported = database.values("enabledCloudwatchLogsExports")
    return [repr(log) for log in wanted if log not in exported]


def _cluster_exports(cluster: View) -> Outcome:
    outcome = _exports(cluster)
    if outcome is not None:
        return outcome
    if cluster.get("engine") == "aurora-mysql":
        return _parameters_audit(cluster, "dbClusterParameterGroupName", _CLUSTER_GROUP, _aurora_audits_nothing)
    if "postgres" in cluster.get("engine"):
        return _parameters_audit(
            cluster, "dbClusterParameterGroupName", _CLUSTER_GROUP, _postgresql_audits_nothing
        )
    return None


def _parameters_audit(database: View, path: str, type_: str, nothing: Callable[[View], str | None]) -> Outcome:
    """The exported log is there anyway: what is in it, the parameters say."""
    groups = database.targets(path, type_) if database.has(path) else []
    if not groups and str(database.get(path, "default.")).startswith("default."):
        return "its default parameters record nobody, so the exported log does not say who did what"
    if not groups:
        raise NotEvaluated("its parameter group, which switches the audit on, is not in this stack")
    return next((f"{group.name}: {fault}" for group in groups if (fault := nothing(group))), None)


def _aurora_audits_nothing(group: View) -> str | None:
    if str(_parameter(group, "server_audit_logging")).lower() not in _ON:
        return "`server_audit_logging` is not on, so the exported audit log is empty"
    if not _parameter(group, "server_audit_events"):
        return "`server_audit_events` names no event, so the exported audit log is empty"
    return None


def _postgresql_audits_nothing(group: View) -> str | None:
    """pgaudit says it best; a log of every statement says it too."""
    if str(_parameter(group, "pgaudit.log")).lower() not in ("none", ""):
        return None
    if str(_parameter(group, "log_statement")).lower() in ("all", "mod"):
        return None
    return "neither `pgaudit.log` nor `log_statement` records who does what"


def _instance_exports(instance: View) -> Outcome:
    if str(instance.get("engine", "")).startswith("aurora"):
        return NotApplicable("its cluster exports the logs")
    if instance.has("replicateSourceDb") and not instance.has("engine"):
        return NotApplicable("it is a replica of what the rule judges")
    outcome = _exports(instance)
    if outcome is not None:
        return outcome
    if "postgres" in instance.get("engine"):
        return _parameters_audit(instance, "parameterGroupName", _GROUP, _postgresql_audits_nothing)
    return _options_audit(instance) if instance.get("engine") in ("mysql", "mariadb") else None


def _options_audit(instance: View) -> Outcome:
    if not instance.has("optionGroupName"):
        return "its default options lack MARIADB_AUDIT_PLUGIN, so the exported audit log is empty"
    groups = instance.targets("optionGroupName", _OPTIONS)
    if not groups:
        raise NotEvaluated("its option group, which switches the audit log on, is not in this stack")
    faults = one_is_good(groups, _without_audit_plugin)
    return None if faults is None else faults[0]


def _without_audit_plugin(group: View) -> str | None:
    if any(option.get("optionName") == "MARIADB_AUDIT_PLUGIN" for option in group.each("options")):
        return None
    return f"{group.name}: `options` lack MARIADB_AUDIT_PLUGIN, so the exported audit log is empty"


def _parameter(holder: View, name: str) -> Any:
    """The value of a parameter, `None` where it is not set. Names are compared first: one value decides."""
    for parameter in holder.each("parameters"):
        if parameter.get("name") == name:
            return parameter.get("value")
    return None


def _rds_audit(instance: View) -> Outcome:
    if instance.get("sqlCollectorStatus", "Disabled") != "Enabled":
        return _das_audit(instance, "`sqlCollectorStatus` is not 'Enabled'")
    days = int(instance.get("sqlCollectorConfigValue", _SQL_DEFAULT_DAYS))
    least = instance.stack.facts.demands.security_log_days
    if days >= least:
        return None
    return _das_audit(instance, f"`sqlCollectorConfigValue` is {days}, at least {least} are needed")


def _polardb_audit(cluster: View) -> Outcome:
    collected = cluster.get("collectorStatus", "Disabled") == "Enable"
    if collected and cluster.stack.facts.demands.security_log_days <= _SQL_DEFAULT_DAYS:
        return None
    if collected:
        return _das_audit(cluster, f"no SqlLogConfig keeps its audited SQL longer than {_SQL_DEFAULT_DAYS} days")
    return _das_audit(cluster, "`collectorStatus` is not 'Enable'")


def _das_audit(database: View, otherwise: str) -> Outcome:
    """DAS can switch the audit on too, and says how long it is kept."""
    least = database.stack.facts.demands.security_log_days
    configs = [*attached(database, _SQL_LOG, "instanceId"), *attached(database, _DAS_PRO, "instanceId")]
    faults = one_is_good(configs, lambda config: _too_short(config, least))
    return None if faults is None else next(iter(faults), otherwise)


def _too_short(config: View, least: int) -> str | None:
    if config.type == _SQL_LOG and config.get("enable") is not True:
        return f"{config.name}: `enable` is not true"
    path = "retention" if config.type == _SQL_LOG else "sqlRetention"
    days = int(config.get(path, _SQL_DEFAULT_DAYS))
    return None if days >= least else f"{config.name}: `{path}` is {days}, at least {least} are needed"


def _group_logs(group: View) -> Outcome:
    if group.type == _GROUP and str(group.get("family", "")).startswith("aurora"):
        return NotApplicable("the parameter group of its cluster says it")
    if "postgres" not in str(group.get("family", "")):
        return NotApplicable("its family is not PostgreSQL")
    return _postgresql(group)


def _rds_logs(instance: View) -> Outcome:
    if instance.get("engine") != "PostgreSQL":
        return NotApplicable("its engine is not PostgreSQL")
    return _postgresql(instance)


def _postgresql(holder: View) -> Outcome:
    for name in ("log_connections", "log_disconnections"):
        value = _parameter(holder, name)
        if str(value).lower() in ("none", "0", "off", "false", ""):
            return f"parameter `{name}` is {'not set' if value is None else repr(value)}"
    if str(_parameter(holder, "log_duration")).lower() in _ON:
        return None
    slow = _parameter(holder, "log_min_duration_statement")
    if slow is None or float(slow) < 0:
        return "neither `log_duration` nor `log_min_duration_statement` is on"
    return None


RULES = (
    Rule(
        id="log-database-audit",
        title="Databases record who does what, and the record leaves the database",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="PCI DSS 10.2.1.1 asks for each person's access to card data; after a leak it says what was taken.",
        remediation="build it with Database, which exports the audit log; its `log_retention_days` come from"
        " `retention.security_logs_days` in the stack file. PostgreSQL: set the parameter pgaudit.log",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-34",
        checks={
            _CLUSTER: _cluster_exports,
            _INSTANCE: _instance_exports,
            _RDS: _rds_audit,
            _POLARDB: _polardb_audit,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="log-database-query-parameters",
        title="PostgreSQL logs connections and slow statements",
        area=Area.LOGGING,
        severity=Severity.LOW,
        why="Without these lines neither a stolen password in use nor the query that stops a sale can be found.",
        remediation="set `parameters` log_connections, log_disconnections and log_min_duration_statement; Database"
        " builds MySQL, which has an audit log instead",
        source="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html",
        checks={_CLUSTER_GROUP: _group_logs, _GROUP: _group_logs, _RDS: _rds_logs},
    ),
)
