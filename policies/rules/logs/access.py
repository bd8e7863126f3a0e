"""Access logs: who asked load balancers, CDN and buckets for what."""

from __future__ import annotations

from collections.abc import Collection

from policies.reading.bucket_role import holds_audit_trail, holds_records
from policies.reading.buckets import OSS, S3, attached, logging
from policies.reading.choice import one_is_good
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity, undecidable
from policies.view import View

_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_LISTENER = "aws:lb/listener:Listener"
_ATTACHMENT = "alicloud:alb/loadBalancerAccessLogConfigAttachment:LoadBalancerAccessLogConfigAttachment"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource"
_DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery"
_ELB_LOGS = {"ALB_ACCESS_LOGS", "NLB_ACCESS_LOGS"}
_CDN_DELIVERY = "alicloud:cdn/realTimeLogDelivery:RealTimeLogDelivery"
_DCDN_LOG = (
    'no resource of the provider delivers DCDN\'s log: it is switched on by hand (docs/account.md, "CDN log")'
)


def _elb_logs(balancer: View) -> Outcome:
    log = balancer.at("accessLogs")
    if (log.get("enabled", False) is True and log.has("bucket")) or _delivered(balancer, _ELB_LOGS):
        return None
    kind = balancer.get("loadBalancerType", "application")
    if kind == "gateway":
        return NotApplicable("a gateway load balancer has no access log")
    if kind == "network" and not _ends_tls(balancer):
        return NotApplicable("a network load balancer logs TLS connections only, and it has no TLS listener")
    return "`accessLogs.enabled` is not true" if log.has("bucket") else "`accessLogs.bucket` is not set"


def _ends_tls(balancer: View) -> bool:
    listeners = balancer.referring(_LISTENER, "loadBalancerArn")
    return one_is_good(listeners, lambda one: None if one.get("protocol") == "TLS" else "not TLS") is None


def _alb_logs(balancer: View) -> Outcome:
    config = balancer.at("accessLogConfig")
    if config.has("logProject") and config.has("logStore"):
        return None
    for attachment in balancer.all(_ATTACHMENT):
        if any(target.resource is balancer.resource for target in attachment.targets("loadBalancerId", _ALB)):
            return None
    return "no `accessLogConfig` names a log project and store"


def _cloudfront_logs(distribution: View) -> Outcome:
    if distribution.has("loggingConfig.bucket") or _delivered(distribution, {"ACCESS_LOGS"}):
        return None
    return "neither `loggingConfig.bucket` nor a LogDelivery records its requests"


def _delivered(writer: View, kinds: Collection[str]) -> bool:
    """Through CloudWatch, which delivers to a log group, a bucket or a stream."""
    return any(
        source.get("logType") in kinds and attached(source, _DELIVERY, "deliverySourceName")
        for source in attached(writer, _SOURCE, "resourceArn")
    )


def _cdn_logs(domain: View) -> Outcome:
    name = domain.get("domainName")
    faults = one_is_good(domain.all(_CDN_DELIVERY), lambda delivery: _elsewhere(delivery, domain, name))
    return None if faults is None else "no RealTimeLogDelivery sends its log to a log store"


def _elsewhere(delivery: View, domain: View, name: str | None) -> str | None:
    found = delivery.targets("domain", domain.type)
    about = (
        any(target.resource is domain.resource for target in found) if found else delivery.get("domain") == name
    )
    if not about:
        return "of another domain"
    return None if delivery.get("status", "online") == "online" else "`status` is not 'online'"


def _bucket_logs(bucket: View) -> Outcome:
    log = logging(bucket)
    if log is None:
        if holds_records(bucket) and not holds_audit_trail(bucket):
            return NotApplicable("it holds logs: its own log would make another one of each record")
        return "no BucketLogging records who reads and changes its objects"
    target = log.targets("targetBucket", S3, OSS)
    if any(found.resource is bucket.resource for found in target):
        return "`targetBucket` is the bucket itself: each record makes another one"
    return None if log.has("targetBucket") else "`targetBucket` is not set"


RULES = (
    Rule(
        id="log-lb-access",
        title="Load balancers record every request",
        area=Area.LOGGING,
        severity=Severity.HIGH,
        why="Whether a hole in a service was used, by whom and for which customers, only these records tell.",
        remediation="build it with LoadBalancer, which writes an access log for `log_retention_days`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",
        checks={"aws:lb/loadBalancer:LoadBalancer": _elb_logs, _ALB: _alb_logs},
        scope=Scope.STACK,
    ),
    Rule(
        id="log-cdn-access",
        title="The CDN records every request",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="What the CDN answers itself, attacks on cached pages included, no log behind it shows.",
        remediation="build it with Edge, which delivers the log on AWS; on Alibaba Cloud switch the delivery of"
        ' each domain on by hand (docs/account.md, "CDN log")',
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-5",
        checks={
            _DISTRIBUTION: _cloudfront_logs,
            "alicloud:cdn/domainNew:DomainNew": _cdn_logs,
            "alicloud:dcdn/domain:Domain": undecidable(_DCDN_LOG),
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="log-bucket-access",
        title="Buckets with data record who reads and changes objects",
        area=Area.LOGGING,
        severity=Severity.MEDIUM,
        why="If a key or a link leaks, the shop must tell whose documents were downloaded.",
        remediation="build it with Bucket, which makes a bucket for the access log",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
        checks={S3: _bucket_logs, OSS: _bucket_logs},
        scope=Scope.STACK,
    ),
)
