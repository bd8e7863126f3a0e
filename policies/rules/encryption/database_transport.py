"""Databases: clients must come with TLS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policies.checks import is_one_of, is_true, shown
from policies.reading.faults import first_fault
from policies.reading.switch import is_on
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.encryption.databases import AWS_CLUSTER, AWS_INSTANCE, POLARDB, RDS
from policies.view import NotEvaluated, View

_GROUP = "aws:rds/parameterGroup:ParameterGroup"
_CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_PRIMARY = "alicloud:polardb/primaryEndpoint:PrimaryEndpoint"
_CLUSTER_ENDPOINT = "alicloud:polardb/clusterEndpoint:ClusterEndpoint"
_ENDPOINT = "alicloud:polardb/endpoint:Endpoint"


@dataclass(frozen=True)
class _Demand:
    """How an engine is told to refuse clients without TLS."""

    parameter: str
    since: tuple[int, ...] = ()
    """Version from which on it does so unless it is told otherwise; empty: none."""


_DEMANDS: Mapping[str, _Demand] = {
    "postgres": _Demand("rds.force_ssl", since=(15,)),
    "aurora-postgresql": _Demand("rds.force_ssl", since=(17,)),
    "mysql": _Demand("require_secure_transport", since=(9, 7)),
    "aurora-mysql": _Demand("require_secure_transport"),
    "mariadb": _Demand("require_secure_transport", since=(11, 8)),
    "sqlserver": _Demand("rds.force_ssl"),
}
"""Engine -> parameter. Source: RDS and Aurora user guides, "Using SSL/TLS", 2026. Oracle uses option groups."""
_FORCED = frozenset({"MySQL", "SQLServer"})
"""Engines of ApsaraDB RDS that can refuse clients without TLS by a switch of the instance."""
_ASKS_FOR_CERTIFICATE = frozenset({"cert", "verify-ca", "verify-full"})
_PLAIN = frozenset({"host", "hostnossl"})
"""Lines of pg_hba.conf that let clients without TLS in. Source: ApsaraDB RDS for PostgreSQL, "Force clients to use
SSL", 2026-03: with SSL alone they still get in."""
_AURORA = "aurora-"
_SINGLE_NODE_EDITION = "Basic"
"""Of PolarDB, without a proxy and so without a cluster endpoint."""


def _demand(engine: str) -> _Demand | None:
    return _DEMANDS.get(engine) or _DEMANDS.get(engine.partition("-")[0])


def _off_by_default(demand: _Demand, version: str) -> bool:
    """Whether clients without TLS get in where nobody sets the parameter.

    Raises:
        NotEvaluated: the version decides, and the program leaves it to AWS.
    """
    numbers = tuple(map(int, re.findall(r"\d+", version)[: len(demand.since)]))
    if len(numbers) < len(demand.since) and numbers == demand.since[: len(numbers)]:
        raise NotEvaluated(
            f"whether `{demand.parameter}` is on by default depends on the version, which AWS chooses"
        )
    return not demand.since or numbers < demand.since


def _parameters(group: View) -> Outcome:
    family = re.fullmatch(r"([a-z-]+?)-?([\d.]*)", str(group.get("family", "")))
    demand = _demand(family[1]) if family else None
    if family is None or demand is None:
        return NotApplicable("TLS of this engine is not a matter of parameters")
    for parameter in group.each("parameters"):
        if str(parameter.get("name")).lower() == demand.parameter:
            value = parameter.get("value")
            return None if is_on(value) else f"parameter `{demand.parameter}` is {shown(value)}"
    return f"parameter `{demand.parameter}` is not set" if _off_by_default(demand, family[2]) else None


def _instance_parameters(group: View) -> Outcome:
    if str(group.get("family", "")).startswith(_AURORA):
        return NotApplicable("for Aurora the parameter group of the cluster decides")
    return _parameters(group)


def _grouped(database: View, path: str, type_: str) -> Outcome:
    """A database with a parameter group of the stack is judged by that group."""
    if database.targets(path, type_):
        return None
    group = database.get(path)
    if group and not str(group).startswith("default"):
        raise NotEvaluated(f"parameter group {group} is not of this stack")
    demand = _demand(str(database.get("engine", "")))
    if demand is None:
        return NotApplicable(
            "TLS of this engine is not a matter of parameters, or a replica has that of its source"
        )
    off = _off_by_default(demand, str(database.get("engineVersion", "")))
    return f"`{path}` is {shown(group)}, and there `{demand.parameter}` is off" if off else None


def _aws_instance(instance: View) -> Outcome:
    return _grouped(instance, "parameterGroupName", _GROUP)


def _aws_cluster(cluster: View) -> Outcome:
    return _grouped(cluster, "dbClusterParameterGroupName", _CLUSTER_GROUP)


def _rds(instance: View) -> Outcome:
    fault = is_one_of("sslAction", ("Open", "Update"))(instance)
    if fault:
        return fault
    engine = instance.get("engine")
    if engine == "PostgreSQL":
        return _postgresql(instance)
    if engine not in _FORCED or is_on(instance.get("forceEncryption", 0)):
        return None
    return f"`forceEncryption` is {shown(instance.get('forceEncryption'))}: clients without TLS get in"


def _postgresql(instance: View) -> Outcome:
    if instance.get("acl") in _ASKS_FOR_CERTIFICATE:
        return None
    lines = list(instance.each("pgHbaConfs"))
    if not lines:
        return "neither `acl` nor `pgHbaConfs` refuses clients without TLS"
    return first_fault(lines, _lets_plain_in)


def _lets_plain_in(line: View) -> str | None:
    type_ = line.get("type")
    if type_ not in _PLAIN or line.get("method") == "reject":
        return None
    return f"`{line.path}.type` is {type_!r}: clients without TLS get in"


def _polardb(cluster: View) -> Outcome:
    """A cluster comes with two endpoints, without TLS until resources that stand for them say otherwise."""
    if cluster.get("dbType") != "MySQL":
        return NotApplicable("only PolarDB for MySQL starts without TLS")
    proxied = cluster.get("creationCategory", "Normal") != _SINGLE_NODE_EDITION
    for type_ in (_PRIMARY, _CLUSTER_ENDPOINT) if proxied else (_PRIMARY,):
        if not cluster.referring(type_, "dbClusterId"):
            return f"no {type_.rpartition(':')[2]} switches TLS on for it"
    return None


def _with_tls(endpoint: View) -> Outcome:
    if endpoint.get("sslEnabled") is None:
        clusters = endpoint.targets("dbClusterId", POLARDB)
        if any(cluster.get("dbType") != "MySQL" for cluster in clusters):
            return None  # only PolarDB for MySQL starts without TLS
    return is_one_of("sslEnabled", ("Enable", "Update"), default="Disable")(endpoint)


RULES = (
    Rule(
        id="encryption-database-in-transit",
        title="Databases talk to clients over TLS only",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="One service with a careless driver setting would send its password and its customers' data in clear"
        " through the network, and nobody would notice.",
        remediation="build it with Database, which demands TLS in its parameters, end points and proxy",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-38",
        checks={
            _GROUP: _instance_parameters,
            _CLUSTER_GROUP: _parameters,
            AWS_INSTANCE: _aws_instance,
            AWS_CLUSTER: _aws_cluster,
            "aws:rds/proxy:Proxy": is_true("requireTls"),
            RDS: _rds,
            POLARDB: _polardb,
            _PRIMARY: _with_tls,
            _CLUSTER_ENDPOINT: _with_tls,
            _ENDPOINT: _with_tls,
            "alicloud:rds/rdsDbProxy:RdsDbProxy": is_one_of(
                "dbProxySslEnabled", ("Open", "Update"), default="Close"
            ),
        },
        scope=Scope.STACK,
    ),
)
