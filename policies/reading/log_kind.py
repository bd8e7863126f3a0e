"""What a log is for, told by what writes to it or by its name: evidence must be kept for a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from policies.view import View

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
STORE = "alicloud:log/store:Store"
_TRAIL = "aws:cloudtrail/trail:Trail"
_ACTION_TRAIL = "alicloud:actiontrail/trail:Trail"


class LogKind(StrEnum):
    """How long it must be kept depends on this."""

    AUDIT_COPY = "audit copy"
    """The searchable copy of an audit trail whose records a bucket keeps."""
    SECURITY = "security"
    """Audit, network, firewall, access or database audit log."""
    OTHER = "other"
    """What a service or a store writes about itself."""


def log_kind(log: View) -> LogKind:
    """The kind of a log group or an SLS store.

    Raises:
        UnknownValue: nothing says that it is evidence, and something that is not known may.
    """
    if _audit_copy(log):
        return LogKind.AUDIT_COPY
    if _SECURITY_NAMES.search(_named(log)) or any(_writes(log, *writer) for writer in _WRITERS[log.type]):
        return LogKind.SECURITY
    return LogKind.OTHER


_SECURITY_NAMES = re.compile(
    r"(?:^|[/_.-])(?:audit|cloudtrail|actiontrail|flow-?logs?|waf|access(?=$|[/_.-]?logs?))(?:[/_.-]|logs?|$)"
    r"|^/aws/rds/.*/postgresql$",  # connections are in it, and what pgaudit writes
    re.IGNORECASE,
)
_WRITERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    LOG_GROUP: (
        ("aws:apigateway/stage:Stage", "accessLogSettings.destinationArn"),
        ("aws:apigatewayv2/stage:Stage", "accessLogSettings.destinationArn"),
        ("aws:ec2/flowLog:FlowLog", "logDestination"),
        ("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logDestinationConfigs"),
        (
            "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
            "deliveryDestinationConfiguration.destinationResourceArn",
        ),
    ),
    STORE: (
        ("alicloud:vpc/flowLog:FlowLog", "logStoreName"),
        ("alicloud:alb/loadBalancer:LoadBalancer", "accessLogConfig.logStore"),
        ("alicloud:alb/loadBalancerAccessLogConfigAttachment:LoadBalancerAccessLogConfigAttachment", "logStore"),
        ("alicloud:cdn/realTimeLogDelivery:RealTimeLogDelivery", "logstore"),
    ),
}
"""Type of log -> types that write evidence into one, and the property that names it."""
_NAMES = {LOG_GROUP: ("name", "namePrefix"), STORE: ("logstoreName", "name")}
_ACTION_TRAIL_PREFIX = "actiontrail_"
"""ActionTrail dictates how the store is called: this and the name of the trail."""


def _audit_copy(log: View) -> bool:
    if log.type == LOG_GROUP:
        return any(
            _leads(trail, "cloudWatchLogsGroupArn", log) for trail in log.all(_TRAIL)
        )  # always has a bucket
    name = _named(log)
    return any(
        trail.has("ossBucketName")
        and trail.has("slsProjectArn")
        and name == _ACTION_TRAIL_PREFIX + _trail_name(trail)
        for trail in log.all(_ACTION_TRAIL)
    )


def _trail_name(trail: View) -> str:
    return str(trail.get("trailName") or trail.get("name", ""))


def _writes(log: View, type_: str, path: str) -> bool:
    return any(_leads(writer, path, log) for writer in log.all(type_) if writer.has(path))


def _leads(writer: View, path: str, log: View) -> bool:
    """By dependency or ARN; or by a name that the program writes twice."""
    found = writer.targets(path)
    if found:
        return any(target.resource is log.resource for target in found)
    names = {_last_part(str(value)) for value in writer.values(path)}
    return _last_part(_named(log)) in names


def _last_part(text: str) -> str:
    """The name of a log group in its ARN."""
    return text.removesuffix(":*").rpartition(":log-group:")[2]


def _named(log: View) -> str:
    """Its physical name; its logical one where the engine makes one up from that."""
    for path in _NAMES[log.type]:
        if name := log.get(path):
            return str(name)
    return log.name
