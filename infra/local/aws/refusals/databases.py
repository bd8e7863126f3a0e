"""Relational databases: engines and versions that belong together, retention, proxies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import SUBNET, Rules, Subject, listed
from infra.local.contract import Finding

_CLUSTER = "aws:rds/cluster:Cluster"
_GROUP = "aws:rds/subnetGroup:SubnetGroup"
_PARAMETERS = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_PROXY = "aws:rds/proxy:Proxy"
_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
_VERSIONS = {
    "aurora-mysql": re.compile(r"(5\.7|8\.\d)(\.mysql_aurora\.\d+\.\d+(\.\d+)*)?"),
    "aurora-postgresql": re.compile(r"\d{2}(\.\d+)*(-limitless)?"),
    "mysql": re.compile(r"\d\.\d+(\.\d+)*"),
    "postgres": re.compile(r"\d{2}(\.\d+)*(-R\d+)?"),
}
"""How versions of an engine are written. Source: describe-db-engine-versions, 2026-11."""
_EXPORTS = {
    "aurora-mysql": ("audit", "error", "general", "iam-db-auth-error", "instance", "slowquery"),
    "aurora-postgresql": ("iam-db-auth-error", "instance", "postgresql"),
    "mysql": ("audit", "error", "general", "iam-db-auth-error", "slowquery"),
    "postgres": ("iam-db-auth-error", "postgresql", "upgrade"),
}
"""Logs that an engine exports. Source: Aurora and RDS guides, "Publishing logs to CloudWatch Logs", 2026-11."""
_FAMILY = re.compile(r"(aurora-mysql|aurora-postgresql|mysql|postgres)(\d+(\.\d+)?)")
_PROXY_ENGINES = {
    "MYSQL": ("aurora-mysql", "mysql", "mariadb"),
    "POSTGRESQL": ("aurora-postgresql", "postgres"),
}


def cluster(subject: Subject) -> Iterator[Finding]:
    """Engine, version, logs, owner."""
    engine, version = subject.text("engine"), subject.text("engineVersion")
    if engine not in _VERSIONS:
        yield subject.finding("engine", f"must be one of {', '.join(_VERSIONS)}")
        return
    if version and not _VERSIONS[engine].fullmatch(version):
        yield subject.finding("engineVersion", f"is not written as versions of {engine} are")
    for place in subject.at("enabledCloudwatchLogsExports[]"):
        if place.value not in _EXPORTS[engine]:
            yield subject.finding(place, f"must be one of {', '.join(_EXPORTS[engine])} for {engine}")
    restored = any(subject.get(path) for path in ("snapshotIdentifier", "replicationSourceIdentifier"))
    password = any(
        subject.get(path) for path in ("manageMasterUserPassword", "masterPassword", "masterPasswordWo")
    )
    if not (restored or password or subject.get("restoreToPointInTime") or subject.get("globalClusterIdentifier")):
        yield subject.finding("masterPassword", "must be given, or manageMasterUserPassword")
    low = subject.number("serverlessv2ScalingConfiguration.minCapacity")
    high = subject.number("serverlessv2ScalingConfiguration.maxCapacity")
    if low is not None and high is not None and low > high:
        path = "serverlessv2ScalingConfiguration.minCapacity"
        yield subject.finding(path, f"must not be above maxCapacity, {high:g}")


def parameters_of_engine(subject: Subject) -> Iterator[Finding]:
    """The parameter group is of the engine's family."""
    group = subject.target(subject.get("dbClusterParameterGroupName"), _PARAMETERS)
    family = _FAMILY.fullmatch(str(group.get("family"))) if group else None
    if family and family[1] != subject.get("engine"):
        what = f"is for {family[1]}, the engine is {subject.text('engine')}"
        yield subject.finding("dbClusterParameterGroupName", what)
    elif family and subject.get("engineVersion") and not _starts(subject.text("engineVersion"), family[2]):
        what = f"is for version {family[2]}, the engine is of version {subject.text('engineVersion')}"
        yield subject.finding("dbClusterParameterGroupName", what)


def _starts(version: str, major: str) -> bool:
    return f"{version}.".startswith(f"{major}.")


def parameter_group(subject: Subject) -> Iterator[Finding]:
    """The family is one that a cluster can have, and no parameter is there twice."""
    if not _FAMILY.fullmatch(subject.text("family")):
        yield subject.finding("family", "must be an engine and its major version, such as aurora-mysql8.0")
    names: set[str] = set()
    for place in subject.at("parameters[].name"):
        if str(place.value) in names:
            yield subject.finding(place, "is set already")
        names.add(str(place.value))


def instance(subject: Subject) -> Iterator[Finding]:
    """An instance of a cluster: engine, class, zone, monitoring."""
    cluster_ = subject.target(subject.get("clusterIdentifier"), _CLUSTER, by=("id", "clusterIdentifier"))
    if cluster_ and subject.get("engine") != cluster_.get("engine"):
        yield subject.finding("engine", f"must be that of the cluster, {cluster_.get('engine')}")
    serverless = subject.text("instanceClass") == "db.serverless"
    if serverless and cluster_ and not cluster_.get("serverlessv2ScalingConfiguration"):
        yield subject.finding("instanceClass", "needs serverlessv2ScalingConfiguration of the cluster")
    if subject.number("monitoringInterval") and not subject.get("monitoringRoleArn"):
        yield subject.finding("monitoringRoleArn", "must be given, as monitoringInterval is")
    if subject.get("performanceInsightsKmsKeyId") and not subject.get("performanceInsightsEnabled"):
        yield subject.finding("performanceInsightsKmsKeyId", "needs performanceInsightsEnabled")
    group = subject.target(cluster_.get("dbSubnetGroupName"), _GROUP) if cluster_ else None
    subnets = [subject.target(id_, SUBNET) for id_ in listed(group.get("subnetIds"))] if group else []
    zones = sorted({str(subnet.get("availabilityZone")) for subnet in subnets if subnet})
    if zones and subject.get("availabilityZone") and subject.text("availabilityZone") not in zones:
        yield subject.finding("availabilityZone", f"must be a zone of the subnet group: {', '.join(zones)}")


def proxy_target(subject: Subject) -> Iterator[Finding]:
    """A proxy speaks the language of what it stands before."""
    proxy = subject.target(subject.get("dbProxyName"), _PROXY)
    cluster_ = subject.target(subject.get("dbClusterIdentifier"), _CLUSTER, by=("id", "clusterIdentifier"))
    engines = _PROXY_ENGINES.get(str(proxy.get("engineFamily")), ()) if proxy else ()
    if cluster_ and engines and cluster_.get("engine") not in engines:
        what = f"is of engine {cluster_.get('engine')}, the proxy is for {' and '.join(engines)}"
        yield subject.finding("dbClusterIdentifier", what)


def pool(subject: Subject) -> Iterator[Finding]:
    """Fewer idle connections than connections."""
    for config in subject.parts("connectionPoolConfig"):
        idle, most = config.number("maxIdleConnectionsPercent"), config.number("maxConnectionsPercent")
        if idle is not None and idle > (100 if most is None else most):
            yield config.finding("maxIdleConnectionsPercent", "must not be above maxConnectionsPercent")


def events(subject: Subject) -> Iterator[Finding]:
    """Sources have a type."""
    if subject.get("sourceIds") and not subject.get("sourceType"):
        yield subject.finding("sourceType", "must be given, as sourceIds is")


RULES: Rules = {
    _CLUSTER: (cluster, parameters_of_engine),
    _PARAMETERS: (parameter_group,),
    _INSTANCE: (instance,),
    "aws:rds/eventSubscription:EventSubscription": (events,),
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": (pool,),
    "aws:rds/proxyTarget:ProxyTarget": (proxy_target,),
}
