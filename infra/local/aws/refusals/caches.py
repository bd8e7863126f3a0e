"""Caches and key-value tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_PARAMETERS = "aws:elasticache/parameterGroup:ParameterGroup"
_FAMILY = re.compile(r"(memcached|redis|valkey)(\d+)(\.\d+|\.x)*")
_TOKEN = re.compile(r"[!-~]{16,128}")
_NOT_IN_TOKENS = '/@"'


def cache(subject: Subject) -> Iterator[Finding]:
    """Enough nodes for what is asked, an access token that the service takes."""
    replicas, nodes = subject.number("replicasPerNodeGroup"), subject.number("numCacheClusters")
    alone = not (replicas or 0) and (nodes or 1) < 2
    if subject.get("automaticFailoverEnabled") and alone:
        what = "needs a replica: replicasPerNodeGroup of at least 1, or numCacheClusters of at least 2"
        yield subject.finding("automaticFailoverEnabled", what)
    if subject.get("multiAzEnabled") and not subject.get("automaticFailoverEnabled"):
        yield subject.finding("multiAzEnabled", "needs automaticFailoverEnabled")
    if (subject.number("numNodeGroups") or 1) > 1 and not subject.get("automaticFailoverEnabled"):
        yield subject.finding("automaticFailoverEnabled", "must be on, as there is more than one node group")
    token = subject.text("authToken")
    if token and not subject.get("transitEncryptionEnabled"):
        yield subject.finding("authToken", "needs transitEncryptionEnabled")
    if token and (not _TOKEN.fullmatch(token) or any(sign in token for sign in _NOT_IN_TOKENS)):
        yield subject.finding("authToken", 'must have 16 to 128 printable characters, without / @ and "')
    if subject.get("kmsKeyId") and not subject.get("atRestEncryptionEnabled"):
        yield subject.finding("kmsKeyId", "needs atRestEncryptionEnabled")


def parameters_of_engine(subject: Subject) -> Iterator[Finding]:
    """The parameter group is of the engine's family, and has cluster mode on if there are several node groups."""
    group = subject.target(subject.get("parameterGroupName"), _PARAMETERS)
    family = _FAMILY.fullmatch(str(group.get("family"))) if group else None
    if not group or not family:
        return
    engine, version = subject.text("engine") or "redis", subject.text("engineVersion")
    if family[1] != engine or (version and version.partition(".")[0] != family[2]):
        what = f"is for {family[0]}, the engine is {engine} {version}".rstrip()
        yield subject.finding("parameterGroupName", what)
    clustered = any(
        parameter.get("name") == "cluster-enabled" and parameter.get("value") == "yes"
        for parameter in group.get("parameters") or ()
    )
    if (subject.number("numNodeGroups") or 1) > 1 and not clustered:
        yield subject.finding("parameterGroupName", "needs cluster-enabled = yes for more than one node group")


def parameter_group(subject: Subject) -> Iterator[Finding]:
    """The family is one that the service has, and no parameter is there twice."""
    if not _FAMILY.fullmatch(subject.text("family")):
        yield subject.finding("family", "must be an engine and its major version, such as valkey8")
    names: set[str] = set()
    for place in subject.at("parameters[].name"):
        if str(place.value) in names:
            yield subject.finding(place, "is set already")
        names.add(str(place.value))


def table(subject: Subject) -> Iterator[Finding]:
    """Capacity, keys and attributes of a table fit together."""
    provisioned = subject.text("billingMode") in ("", "PROVISIONED")
    for path in ("readCapacity", "writeCapacity"):
        units = subject.number(path)
        if provisioned and (units is None or units < 1):
            yield subject.finding(path, "must be at least 1 for the billing mode PROVISIONED")
    described = subject.texts("attributes[].name")
    keys = [path for path in ("hashKey", "rangeKey") if subject.get(path)]
    for path in keys:
        if subject.text(path) not in described:
            yield subject.finding(path, "must be one of attributes")
    used = {subject.text(path) for path in keys}
    for index in (*subject.parts("globalSecondaryIndexes[]"), *subject.parts("localSecondaryIndexes[]")):
        for key in ("hashKey", "rangeKey", "hashKeys[]", "rangeKeys[]"):
            used.update(index.texts(key))
        used.update(index.texts("keySchemas[].attributeName"))
    for place in subject.at("attributes[].name"):
        if str(place.value) not in used:
            yield subject.finding(place, "is the key of nothing", "describe only the attributes that are keys")
    if subject.get("streamEnabled") and not subject.get("streamViewType"):
        yield subject.finding("streamViewType", "must be given, as streamEnabled is")
    if subject.get("ttl.enabled") and not subject.get("ttl.attributeName"):
        yield subject.finding("ttl.attributeName", "must be given, as the time to live is enabled")


RULES: Rules = {
    "aws:dynamodb/table:Table": (table,),
    "aws:elasticache/parameterGroup:ParameterGroup": (parameter_group,),
    "aws:elasticache/replicationGroup:ReplicationGroup": (cache, parameters_of_engine),
}
