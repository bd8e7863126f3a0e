"""How long logs are kept."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_RULE = "log-retention-one-year"
_GROUP = "aws:cloudwatch/logGroup:LogGroup"
_STORE = "alicloud:log/store:Store"
_S3 = "aws:s3/bucket:Bucket"
_OSS = "alicloud:oss/bucket:Bucket"
_FLOW_LOG = res("aws:ec2/flowLog:FlowLog", "flow", vpcId=UNKNOWN, trafficType="ALL", logDestination=ref("log"))
_TRAIL = res("aws:cloudtrail/trail:Trail", "trail", s3BucketName="audit", cloudWatchLogsGroupArn=ref("log"))
_ACTION = res(
    "alicloud:actiontrail/trail:Trail", "trail", trailName="shop", slsProjectArn=UNKNOWN, ossBucketName="audit"
)
_NETWORK_LOG = res("alicloud:vpc/flowLog:FlowLog", "flow", projectName="shop", logStoreName="network")


_EXPORT = res(
    "alicloud:sls/ossExportSink:OssExportSink", "job", project="shop", configuration={"logstore": ref("log")}
)


def _group(days: Any = None, name: Any = "/shop/prod/orders") -> Res:
    return res(_GROUP, "log", name=name, **({} if days is None else {"retentionInDays": days}))


def _store(days: Any = None, name: str = "orders") -> Res:
    inputs = {} if days is None else {"retentionPeriod": days}
    return res(_STORE, "log", projectName="shop", logstoreName=name, **inputs)


def _expiring(days: Any) -> Res:
    rule = {"id": "old", "status": "Enabled", "expiration": {"days": days}}
    type_ = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
    return res(type_, "lifecycle", bucket=ref("logs"), rules=[rule])


def _oss(days: Any) -> Res:
    return res(_OSS, "logs", lifecycleRules=[{"enabled": True, "prefix": "", "expirations": [{"days": days}]}])


_LB = res("aws:lb/loadBalancer:LoadBalancer", "lb", accessLogs={"bucket": ref("logs"), "enabled": True})
_OSS_SOURCE = res("alicloud:oss/bucketLogging:BucketLogging", "source", bucket="data", targetBucket=ref("logs"))

EXAMPLES: tuple[Example, ...] = (
    skips(_RULE, _store(3, "clicks"), _EXPORT),
    fails(_RULE, _store(90, "network"), _NETWORK_LOG, _EXPORT, says="(security)"),
    passes(_RULE, _group(400, "aws-waf-logs-shop")),
    fails(_RULE, _group(90, "aws-waf-logs-shop"), says="at least 365"),
    passes(_RULE, _group(90)),
    fails(_RULE, _group(7), says="at least 30"),
    passes(_RULE, _group(7), environment=Environment.STAGING),
    # AWS keeps for ever what has no retention: right for evidence, not for what services write about customers
    fails(_RULE, _group(), says="for ever"),
    fails(_RULE, _group(0), says="for ever"),
    passes(_RULE, _group(None, "/aws/rds/cluster/shop/audit")),
    fails(_RULE, _group(90, "/aws/rds/cluster/shop/audit")),
    passes(_RULE, _group(90, "/aws/rds/cluster/shop/slowquery")),
    fails(_RULE, _group(90, "/aws/rds/cluster/shop/postgresql"), says="(security)"),
    fails(_RULE, _group(180, "/shop/prod/network"), _FLOW_LOG, says="(security)"),
    fails(
        _RULE,
        _group(180, "/shop/prod/network"),
        res(
            "aws:ec2/flowLog:FlowLog",
            "flow",
            logDestination="arn:aws:logs:eu-central-1:111122223333:log-group:/shop/prod/network",
        ),
    ),
    # the bucket keeps the records, this is the copy that can be searched
    passes(_RULE, _group(90, "/aws/cloudtrail/shop"), _TRAIL),
    fails(_RULE, _group(60, "/aws/cloudtrail/shop"), _TRAIL, says="at least 90"),
    unknown(_RULE, _group(UNKNOWN)),
    unknown(_RULE, _group(90, UNKNOWN)),
    # Who asked an API for what
    fails(
        _RULE,
        _group(90),
        res(
            "aws:apigatewayv2/stage:Stage", "api", accessLogSettings={"destinationArn": ref("log"), "format": "x"}
        ),
        says="(security)",
    ),
    unknown(_RULE, _group(90), res("aws:ec2/flowLog:FlowLog", "flow", logDestination=UNKNOWN)),
    skips(_RULE, res(_GROUP, name="/shop/prod/passing", logGroupClass="DELIVERY")),
    passes(_RULE, _store(400, "access")),
    fails(_RULE, _store(180, "access"), says="at least 365"),
    passes(_RULE, _store()),
    fails(_RULE, _store(3650), says="for ever"),
    passes(_RULE, _store(3650, "audit")),
    fails(_RULE, _store(7), says="at least 30"),
    fails(_RULE, _store(90, "network"), _NETWORK_LOG, says="(security)"),
    passes(_RULE, _store(90), _NETWORK_LOG),
    passes(_RULE, _store(90, "actiontrail_shop"), _ACTION),
    fails(
        _RULE,
        _store(90, "actiontrail_shop"),
        res("alicloud:actiontrail/trail:Trail", "trail", trailName="shop", slsProjectArn=UNKNOWN),
        says="at least 365",
    ),
    unknown(_RULE, _store(UNKNOWN)),
    passes(_RULE, res(_S3, "logs"), _LB, _expiring(400)),
    fails(_RULE, res(_S3, "logs"), _LB, _expiring(30), says="after 30 days"),
    passes(_RULE, res(_S3, "logs"), _LB),
    unknown(_RULE, res(_S3, "logs"), _LB, _expiring(UNKNOWN)),
    skips(_RULE, res(_S3, "logs"), _expiring(30)),
    passes(_RULE, _oss(400), _OSS_SOURCE),
    fails(_RULE, _oss(30), _OSS_SOURCE, says="after 30 days"),
    unknown(_RULE, _oss(UNKNOWN), _OSS_SOURCE),
    skips(_RULE, _oss(30)),
)
