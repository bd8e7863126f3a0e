"""Names and CDN origins that can fail over."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RECORD = "aws:route53/record:Record"
_HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_CDN = "alicloud:cdn/domainNew:DomainNew"
_DCDN = "alicloud:dcdn/domain:Domain"
_RULE = "resilience-dns-and-cdn-failover"

_PRIMARY: dict[str, Any] = {"type": "A", "setIdentifier": "eu", "failoverRoutingPolicies": [{"type": "PRIMARY"}]}
_ORIGIN: dict[str, Any] = {"originId": "api", "domainName": "origin.shop.example.net"}


def _origins(codes: list[Any], second: str = "standby") -> Res:
    return res(
        _DISTRIBUTION,
        origins=[_ORIGIN],
        originGroups=[
            {
                "originId": "both",
                "failoverCriteria": {"statusCodes": codes},
                "members": [{"originId": "api"}, {"originId": second}],
            }
        ],
    )


def _source(kind: Any, content: str) -> dict[str, Any]:
    return {"type": kind, "content": content, "port": 443, "priority": "20"}


EXAMPLES: tuple[Example, ...] = (
    passes(
        _RULE,
        res(_RECORD, **_PRIMARY, records=["203.0.113.7"], ttl=60, healthCheckId=ref("check")),
        res(_HEALTH_CHECK, "check", type="HTTPS", fqdn="origin.shop.example.net"),
    ),
    fails(_RULE, res(_RECORD, **_PRIMARY, records=["203.0.113.7"], ttl=60), says="neither `healthCheckId` nor"),
    fails(
        _RULE,
        res(_RECORD, **_PRIMARY, records=["203.0.113.7"], healthCheckId=ref("check")),
        res(_HEALTH_CHECK, "check", type="HTTPS", disabled=True),
        says="`disabled`",
    ),
    passes(_RULE, res(_RECORD, **_PRIMARY, aliases=[{"name": UNKNOWN, "evaluateTargetHealth": True}])),
    fails(
        _RULE,
        res(
            _RECORD,
            type="A",
            setIdentifier="new",
            weightedRoutingPolicies=[{"weight": 10}],
            aliases=[{"name": UNKNOWN, "zoneId": UNKNOWN, "evaluateTargetHealth": False}],
        ),
    ),
    skips(_RULE, res(_RECORD, type="A", setIdentifier="page", failoverRoutingPolicies=[{"type": "SECONDARY"}])),
    skips(_RULE, res(_RECORD, type="CNAME", records=[UNKNOWN], ttl=60)),
    unknown(
        _RULE,
        res(_RECORD, **_PRIMARY, records=["203.0.113.7"], healthCheckId=ref("check")),
        res(_HEALTH_CHECK, "check", type="HTTPS", disabled=UNKNOWN),
    ),
    passes(_RULE, _origins([500, 502, 503, 504])),
    fails(_RULE, _origins([404]), says="lack 502, 503, 504"),
    fails(_RULE, _origins([502, 503, 504], second="api"), says="name one origin"),
    passes(_RULE, res(_DISTRIBUTION, origins=[_ORIGIN])),
    fails(
        _RULE,
        res(
            _DISTRIBUTION,
            origins=[{"originId": "api", "domainName": "ec2-203-0-113-7.eu-central-1.compute.amazonaws.com"}],
        ),
        says="is one instance",
    ),
    unknown(_RULE, _origins([502, UNKNOWN])),
    passes(_RULE, res(_DCDN, sources=[_source("domain", "origin.cn.shop.example.net")])),
    fails(_RULE, res(_DCDN, sources=[_source("ipaddr", "203.0.113.7")]), says="one server address"),
    passes(_RULE, res(_DCDN, sources=[_source("ipaddr", "203.0.113.7"), _source("ipaddr", "203.0.113.8")])),
    unknown(_RULE, res(_DCDN, sources=[_source(UNKNOWN, "203.0.113.7")])),
    passes(_RULE, res(_CDN, cdnType="web", sources=[_source("oss", "pictures.oss-cn-shanghai.aliyuncs.com")])),
    fails(_RULE, res(_CDN, cdnType="web", sources=[_source("ipaddr", "203.0.113.7")])),
    unknown(_RULE, res(_CDN, cdnType="web", sources=[_source(UNKNOWN, "203.0.113.7")])),
)
