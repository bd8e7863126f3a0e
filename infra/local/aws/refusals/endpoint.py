"""VPC end points: the service, and what fits its kind."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache

from botocore.loaders import Loader

from infra.local.aws.refusals.subject import VPC, Rules, Subject
from infra.local.contract import Finding

_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_OF_AWS = re.compile(r"(?:cn\.)?com\.amazonaws\.(?!vpce\.)([a-z0-9-]+)\.([a-z0-9.-]+)")
_GATEWAY_SERVICES = ("s3", "dynamodb")
"""The only services with gateway end points. Source: the PrivateLink guide, "Gateway endpoints", 2026-11."""


def service(subject: Subject) -> Iterator[Finding]:
    """A service of AWS is one of the VPC's own region, and exists."""
    found = _OF_AWS.fullmatch(subject.text("serviceName"))
    if not found:
        return
    region, name = found.groups()
    if subject.region and region not in (subject.region, "s3-global") and not subject.get("serviceRegion"):
        what = f"must be a service of the VPC's own region, {subject.region}"
        yield subject.finding("serviceName", what, f"use com.amazonaws.{subject.region}.{name}")
    meant = _meant(name)
    if meant:
        yield subject.finding("serviceName", f"is no service of AWS; {meant} is")


def kind(subject: Subject) -> Iterator[Finding]:
    """Gateways are for two services and stand in route tables; interfaces stand in subnets."""
    name = subject.text("serviceName").rpartition(".")[2]
    gateway = subject.text("vpcEndpointType") in ("", "Gateway")
    if gateway and _OF_AWS.fullmatch(subject.text("serviceName")) and name not in _GATEWAY_SERVICES:
        what = f"must be Interface for {name}; gateways are for {' and '.join(_GATEWAY_SERVICES)}"
        yield subject.finding("vpcEndpointType", what)
    for path in ("subnetIds", "securityGroupIds") if gateway else ():
        if subject.get(path):
            yield subject.finding(path, "is not for gateway end points", "pass routeTableIds")
    if not gateway and subject.get("routeTableIds"):
        yield subject.finding("routeTableIds", "is for gateway end points only", "pass subnetIds")


def private_names(subject: Subject) -> Iterator[Finding]:
    """Private names need DNS in the VPC, and one end point for each service."""
    if not subject.get("privateDnsEnabled"):
        return
    vpc = subject.target(subject.get("vpcId"), VPC)
    if vpc and not (vpc.get("enableDnsHostnames") and vpc.get("enableDnsSupport") is not False):
        what = f"needs enableDnsSupport and enableDnsHostnames of the VPC {vpc.name}"
        yield subject.finding("privateDnsEnabled", what)
    for other in subject.others(_ENDPOINT):
        same = all(other.get(path) == subject.get(path) for path in ("serviceName", "vpcId", "privateDnsEnabled"))
        if same:
            yield subject.finding(
                "privateDnsEnabled", f"clashes with the end point {other.name} of the same service"
            )


def _meant(name: str) -> str | None:
    """The service that a name that no service has was meant to be; None for names that may be right: those of end
    points are not always those of the API (`ssmmessages`, `git-codecommit`)."""
    known = _services()
    if any(part in known for part in (name, *re.split(r"[.-]", name))):
        return None
    return next(iter(difflib.get_close_matches(name, known, cutoff=0.8)), None)


@cache
def _services() -> frozenset[str]:
    loader = Loader()
    partitions = loader.load_data("endpoints")["partitions"]
    return frozenset(loader.list_available_services("service-2")).union(*(each["services"] for each in partitions))


RULES: Rules = {_ENDPOINT: (service, kind, private_names)}
