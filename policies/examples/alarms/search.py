"""Alarms on search clusters."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_RULE = "stack-search-has-alarm"
_DOMAIN = res("aws:opensearch/domain:Domain", "products", domainName="products")
_CLUSTER = res("alicloud:elasticsearch/instance:Instance", "products", version="7.10_with_X-Pack")
_OPENSEARCH = ("ClusterStatus.red", "FreeStorageSpace", "JVMMemoryPressure", "CPUUtilization")
_ELASTICSEARCH = ("ClusterStatus", "NodeDiskUtilization", "NodeHeapMemoryUtilization", "NodeCPUUtilization")


def _alarms(*metrics: str) -> tuple[Res, ...]:
    return tuple(
        res(
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            f"alarm-{metric}",
            namespace="AWS/ES",
            metricName=metric,
            dimensions={"DomainName": ref("products"), "ClientId": "111122223333"},
            comparisonOperator="GreaterThanOrEqualToThreshold",
            threshold=1,
        )
        for metric in metrics
    )


def _cms_alarms(*metrics: str) -> tuple[Res, ...]:
    return tuple(
        res(
            "alicloud:cms/alarm:Alarm",
            f"alarm-{metric}",
            project="acs_elasticsearch",
            metric=metric,
            metricDimensions=ref("products"),
            escalationsCritical={"comparisonOperator": ">=", "threshold": "1"},
        )
        for metric in metrics
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _DOMAIN, *_alarms(*_OPENSEARCH)),
    fails(_RULE, _DOMAIN, *_alarms(*_OPENSEARCH[1:]), says="no alarm on its health"),
    fails(_RULE, _DOMAIN, says="health, storage, memory, processor"),
    unknown(
        _RULE,
        _DOMAIN,
        *_alarms(*_OPENSEARCH[1:]),
        res(
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "later",
            namespace="AWS/ES",
            metricName=UNKNOWN,
            dimensions={"DomainName": ref("products")},
        ),
    ),
    passes(_RULE, _CLUSTER, *_cms_alarms(*_ELASTICSEARCH)),
    fails(_RULE, _CLUSTER, *_cms_alarms(*_ELASTICSEARCH[:3]), says="no alarm on its processor"),
    unknown(
        _RULE,
        _CLUSTER,
        *_cms_alarms(*_ELASTICSEARCH[:3]),
        res(
            "alicloud:cms/alarm:Alarm",
            "later",
            project="acs_elasticsearch",
            metric=UNKNOWN,
            metricDimensions=ref("products"),
        ),
    ),
)
