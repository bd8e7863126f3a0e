"""What a bucket is for, told by what writes into it: the audit trail, or logs."""

from __future__ import annotations

from collections.abc import Mapping

from policies.reading.buckets import OSS, S3, attached, log_sources
from policies.view import View

_TRAILS: Mapping[str, tuple[str, str]] = {
    S3: ("aws:cloudtrail/trail:Trail", "s3BucketName"),
    OSS: ("alicloud:actiontrail/trail:Trail", "ossBucketName"),
}
_ACCESS_LOG_WRITERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    S3: (
        ("aws:lb/loadBalancer:LoadBalancer", "accessLogs.bucket"),
        ("aws:lb/loadBalancer:LoadBalancer", "connectionLogs.bucket"),
        ("aws:lb/loadBalancer:LoadBalancer", "healthCheckLogs.bucket"),
        ("aws:cloudfront/distribution:Distribution", "loggingConfig.bucket"),
        (
            "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
            "deliveryDestinationConfiguration.destinationResourceArn",
        ),
    ),
    OSS: (),
}
"""Type of bucket -> types that write into one who asked for what, and the property that names it. Logs of buckets
are found by `log_sources`."""
_OTHER_WRITERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    S3: (
        ("aws:ec2/flowLog:FlowLog", "logDestination"),
        ("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logDestinationConfigs"),
        ("aws:cfg/deliveryChannel:DeliveryChannel", "s3BucketName"),
    ),
    OSS: (),
}
"""The same for what else is recorded: traffic, what the firewall saw, configurations."""


def holds_audit_trail(bucket: View) -> bool:
    """The records of an audit trail go into it.

    Raises:
        UnknownValue: none do for sure, and some may.
    """
    return bool(attached(bucket, *_TRAILS[bucket.type]))


def holds_access_logs(bucket: View) -> bool:
    """Load balancers, the CDN or other buckets write into it who asked for what.

    Raises:
        UnknownValue: none do for sure, and some may.
    """
    if log_sources(bucket):
        return True
    return any(attached(bucket, type_, path) for type_, path in _ACCESS_LOG_WRITERS[bucket.type])


def holds_records(bucket: View) -> bool:
    """Logs or an audit trail go into it.

    Raises:
        UnknownValue: none do for sure, and some may.
    """
    if holds_audit_trail(bucket) or holds_access_logs(bucket):
        return True
    return any(attached(bucket, type_, path) for type_, path in _OTHER_WRITERS[bucket.type])
