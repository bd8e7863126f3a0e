"""Search domains: what of a cluster goes together, and that the domain may write its logs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from infra.local.aws.refusals.subject import Rules, Subject, listed
from infra.local.contract import Finding

_DOMAIN = "aws:opensearch/domain:Domain"
_LOG_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy"
_GP3_IOPS = 3000
_WITHOUT_THROUGHPUT = ("gp2", "io1", "standard")
_SERVICE = "es.amazonaws.com"


def nodes(subject: Subject) -> Iterator[Finding]:
    """Subnets, data nodes and managers for the zones that are asked for."""
    aware = subject.get("clusterConfig.zoneAwarenessEnabled") is True
    zones = int(subject.number("clusterConfig.zoneAwarenessConfig.availabilityZoneCount") or 2) if aware else 1
    subnets = listed(subject.get("vpcOptions.subnetIds"))
    if subnets and len(subnets) != zones:
        yield subject.finding("vpcOptions.subnetIds", f"must be {zones}, one for each zone of the domain")
    count = subject.number("clusterConfig.instanceCount") or 1
    if count % zones:
        yield subject.finding("clusterConfig.instanceCount", f"must be a multiple of the {zones} zones")
    managed = subject.get("clusterConfig.dedicatedMasterEnabled") is True
    if managed and subject.number("clusterConfig.dedicatedMasterCount") not in (3, 5):
        yield subject.finding("clusterConfig.dedicatedMasterCount", "must be 3 or 5")


def access(subject: Subject) -> Iterator[Finding]:
    """Fine-grained access control rests on encryption, and has a master user."""
    if subject.get("advancedSecurityOptions.enabled") is not True:
        return
    for path in ("encryptAtRest.enabled", "nodeToNodeEncryption.enabled", "domainEndpointOptions.enforceHttps"):
        if subject.get(path) is not True:
            yield subject.finding(path, "must be true for fine-grained access control")
    user = "advancedSecurityOptions.masterUserOptions"
    if not subject.get(f"{user}.masterUserArn") and not subject.get(f"{user}.masterUserName"):
        yield subject.finding(user, "must name the master user, by ARN or by name and password")
    internal = subject.get("advancedSecurityOptions.internalUserDatabaseEnabled") is True
    needless = f"{user}.masterUserArn" if internal else f"{user}.masterUserName"
    if subject.get(needless):
        state = "on" if internal else "off"
        yield subject.finding(needless, f"must not be given, as internalUserDatabaseEnabled is {state}")


def disks(subject: Subject) -> Iterator[Finding]:
    """A disk has a size, and the speed that its kind can have.

    Source: OpenSearch API reference, EBSOptions; EBS guide, "General Purpose SSD volumes"; 2026-11.
    """
    if subject.get("ebsOptions.ebsEnabled") is not True:
        return
    kind, iops = subject.text("ebsOptions.volumeType"), subject.number("ebsOptions.iops")
    if not subject.get("ebsOptions.volumeSize"):
        yield subject.finding("ebsOptions.volumeSize", "must be given, as the domain has EBS volumes")
    if subject.get("ebsOptions.throughput") and kind in _WITHOUT_THROUGHPUT:
        yield subject.finding("ebsOptions.throughput", "is for volumes of type gp3 only")
    if kind == "gp3" and iops is not None and iops < _GP3_IOPS:
        yield subject.finding("ebsOptions.iops", f"must be at least {_GP3_IOPS} for gp3")


def tuning(subject: Subject) -> Iterator[Finding]:
    """Auto-Tune is not to be had for the T types."""
    type_ = subject.text("clusterConfig.instanceType")
    if type_.startswith(("t2.", "t3.")) and subject.text("autoTuneOptions.desiredState") == "ENABLED":
        yield subject.finding("autoTuneOptions.desiredState", f"must be DISABLED with {type_}")


def logs(subject: Subject) -> Iterator[Finding]:
    """A policy of CloudWatch Logs lets the service write into each log group."""
    allowed = [
        resource
        for policy in subject.existing.of_type(_LOG_POLICY)
        for statement in _statements(policy.get("policyDocument"))
        if _SERVICE in _services(statement)
        for resource in listed(statement.get("Resource"))
    ]
    for place in subject.at("logPublishingOptions[].cloudwatchLogGroupArn"):
        group = f"{str(place.value).removesuffix(':*')}:*"
        if not any(fnmatchcase(group, str(resource)) for resource in allowed):
            what = "does not let the service write: no resource policy of CloudWatch Logs says so"
            yield subject.finding(place, what, f"make a LogResourcePolicy for {_SERVICE} first")


def _services(statement: dict[str, Any]) -> list[Any]:
    principal = statement.get("Principal")
    return listed(principal.get("Service")) if isinstance(principal, dict) else []


def _statements(document: object) -> list[dict[str, Any]]:
    try:
        found = json.loads(str(document)).get("Statement", [])
    except (ValueError, AttributeError):
        return []
    return [each for each in listed(found) if isinstance(each, dict) and each.get("Effect") == "Allow"]


RULES: Rules = {_DOMAIN: (nodes, access, disks, tuning, logs)}
