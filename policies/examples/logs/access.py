"""Access logs."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_LB = "aws:lb/loadBalancer:LoadBalancer"
_LISTENER = "aws:lb/listener:Listener"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_ATTACHMENT = "alicloud:alb/loadBalancerAccessLogConfigAttachment:LoadBalancerAccessLogConfigAttachment"
_CDN = "aws:cloudfront/distribution:Distribution"
_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource"
_DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery"
_DOMAIN = "alicloud:cdn/domainNew:DomainNew"
_DOMAIN_LOG = "alicloud:cdn/realTimeLogDelivery:RealTimeLogDelivery"
_DCDN = "alicloud:dcdn/domain:Domain"
_S3 = "aws:s3/bucket:Bucket"
_S3_LOG = "aws:s3/bucketLogging:BucketLogging"
_OSS = "alicloud:oss/bucket:Bucket"
_OSS_LOG = "alicloud:oss/bucketLogging:BucketLogging"
_HAS_SOURCE = res(_SOURCE, "source", name="access", logType="ACCESS_LOGS", resourceArn=ref("cdn"))

_BALANCERS: tuple[Example, ...] = (
    passes("log-lb-access", res(_LB, accessLogs={"bucket": UNKNOWN, "enabled": True})),
    fails("log-lb-access", res(_LB, loadBalancerType="application", internal=False), says="accessLogs.bucket"),
    fails("log-lb-access", res(_LB, accessLogs={"bucket": "shop-logs"}), says="accessLogs.enabled"),
    unknown("log-lb-access", res(_LB, accessLogs={"bucket": "shop-logs", "enabled": UNKNOWN})),
    # Delivered by CloudWatch instead
    passes(
        "log-lb-access",
        res(_LB, "lb", loadBalancerType="application"),
        res(_SOURCE, "source", name="access", logType="ALB_ACCESS_LOGS", resourceArn=ref("lb")),
        res(_DELIVERY, "delivery", deliverySourceName=ref("source")),
    ),
    skips("log-lb-access", res(_LB, loadBalancerType="gateway")),
    skips("log-lb-access", res(_LB, "lb", loadBalancerType="network"), res(_LISTENER, "tcp", protocol="TCP")),
    fails(
        "log-lb-access",
        res(_LB, "lb", loadBalancerType="network"),
        res(_LISTENER, "tls", loadBalancerArn=ref("lb"), protocol="TLS"),
    ),
    passes("log-lb-access", res(_ALB, accessLogConfig={"logProject": UNKNOWN, "logStore": UNKNOWN})),
    fails("log-lb-access", res(_ALB, addressType="Internet"), says="accessLogConfig"),
    passes(
        "log-lb-access",
        res(_ALB, "alb", addressType="Internet"),
        res(_ATTACHMENT, "log", loadBalancerId=ref("alb"), logProject="shop", logStore="access"),
    ),
    fails(
        "log-lb-access",
        res(_ALB, "alb", addressType="Internet"),
        res(_ALB, "other", accessLogConfig={"logProject": "shop", "logStore": "access"}),
        res(_ATTACHMENT, "log", loadBalancerId=ref("other"), logProject="shop", logStore="access"),
    ),
    unknown("log-lb-access", res(_ALB, "alb"), res(_ATTACHMENT, "log", loadBalancerId=UNKNOWN)),
)

_CDNS: tuple[Example, ...] = (
    passes(
        "log-cdn-access",
        res(_CDN, "cdn", enabled=True),
        _HAS_SOURCE,
        res(_DELIVERY, "delivery", deliverySourceName=ref("source")),
    ),
    fails("log-cdn-access", res(_CDN, enabled=True), says="LogDelivery"),
    fails("log-cdn-access", res(_CDN, "cdn", enabled=True), _HAS_SOURCE),
    passes("log-cdn-access", res(_CDN, loggingConfig={"bucket": "shop-logs.s3.amazonaws.com"})),
    unknown("log-cdn-access", res(_CDN), res(_SOURCE, "source", logType="ACCESS_LOGS", resourceArn=UNKNOWN)),
    passes(
        "log-cdn-access",
        res(_DOMAIN, domainName="www.example.net"),
        res(_DOMAIN_LOG, "log", domain="www.example.net", project="shop", logstore="access"),
    ),
    fails("log-cdn-access", res(_DOMAIN, domainName="www.example.net")),
    fails(
        "log-cdn-access",
        res(_DOMAIN, "www", domainName="www.example.net"),
        res(_DOMAIN_LOG, "log", domain="api.example.net", project="shop", logstore="access"),
    ),
    fails(
        "log-cdn-access",
        res(_DOMAIN, "www", domainName="www.example.net"),
        res(_DOMAIN_LOG, "log", domain=ref("www"), project="shop", logstore="access", status="offline"),
    ),
    unknown("log-cdn-access", res(_DOMAIN, domainName="www.example.net"), res(_DOMAIN_LOG, "log", domain=UNKNOWN)),
    unknown("log-cdn-access", res(_DCDN, domainName="www.example.net"), says="by hand"),
)

_BUCKETS: tuple[Example, ...] = (
    passes(
        "log-bucket-access",
        res(_S3, "data"),
        res(_S3_LOG, "log", bucket=ref("data"), targetBucket=ref("logs"), targetPrefix="access/"),
        res(_S3, "logs"),
    ),
    fails("log-bucket-access", res(_S3, "data"), says="no BucketLogging"),
    passes("log-bucket-access", res(_S3, "data", logging={"targetBucket": "shop-logs"})),
    fails(
        "log-bucket-access", res(_S3, "data"), res(_S3_LOG, "log", bucket=ref("data"), targetBucket=ref("data"))
    ),
    skips(
        "log-bucket-access",
        res(_S3, "logs"),
        res(_LB, "lb", accessLogs={"bucket": ref("logs"), "enabled": True}),
    ),
    # who read the trail is as telling as the trail
    fails(
        "log-bucket-access",
        res(_S3, "audit"),
        res("aws:cloudtrail/trail:Trail", "trail", s3BucketName=ref("audit")),
    ),
    unknown("log-bucket-access", res(_S3, "data"), res(_S3_LOG, "log", bucket=UNKNOWN, targetBucket="shop-logs")),
    # facts/policies.md section 7, case 1: logging in a resource of its own
    passes(
        "log-bucket-access",
        res(_OSS, "data"),
        res(_OSS_LOG, "log", bucket=ref("data"), targetBucket="shop-logs", targetPrefix="access/"),
    ),
    fails("log-bucket-access", res(_OSS, "data"), says="no BucketLogging"),
    passes("log-bucket-access", res(_OSS, "data", logging={"targetBucket": "shop-logs"})),
    skips("log-bucket-access", res(_OSS, "logs"), res(_OSS_LOG, "log", bucket="data", targetBucket=ref("logs"))),
    unknown(
        "log-bucket-access", res(_OSS, "data"), res(_OSS_LOG, "log", bucket=UNKNOWN, targetBucket="shop-logs")
    ),
)

EXAMPLES: tuple[Example, ...] = (*_BALANCERS, *_CDNS, *_BUCKETS)
