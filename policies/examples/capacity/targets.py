"""At how many requests groups ask for another instance."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Limits

_TARGET = "capacity-asg-target"
_GROUP = "aws:autoscaling/group:Group"
_POLICY = "aws:autoscaling/policy:Policy"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_SCALING_RULE = "alicloud:ess/scalingRule:ScalingRule"
_MEASURED: dict[str, Any] = {"limits": Limits(throughput_rps={"orders": 200})}
_BEHIND: dict[str, Any] = {
    "tags": [{"key": "component", "value": "orders", "propagateAtLaunch": True}],
    "targetGroupArns": [UNKNOWN],
}
_ORDERS = res(_GROUP, "orders", **_BEHIND)
_WORKERS = res(_GROUP, "orders", tags=_BEHIND["tags"])
_ESS_ORDERS = res(
    _ESS_GROUP, "orders", tags={"component": "orders"}, albServerGroups=[{"albServerGroupId": UNKNOWN}]
)


def _policy(name: str, **tracking: Any) -> Res:
    return res(
        _POLICY,
        name,
        autoscalingGroupName=ref("orders"),
        policyType="TargetTrackingScaling",
        targetTrackingConfiguration=tracking,
    )


def _requests(per_minute: Any) -> Res:
    return _policy(
        "requests",
        targetValue=per_minute,
        predefinedMetricSpecification={
            "predefinedMetricType": "ALBRequestCountPerTarget",
            "resourceLabel": UNKNOWN,
        },
    )


def _sum_of_routes(per_minute: float) -> Res:
    """As ServicePool writes it for a pool with several routes."""
    metric = {"namespace": "AWS/ApplicationELB", "metricName": "RequestCount"}
    return _policy(
        "requests",
        targetValue=per_minute,
        customizedMetricSpecification={
            "metrics": [
                {"id": "r0", "metricStat": {"metric": metric, "stat": "Sum", "period": 60}, "returnData": False},
                {"id": "all", "expression": "FILL(r0, 0) / instances", "returnData": True},
            ]
        },
    )


def _rule(metric: str, target: Any) -> Res:
    return res(
        _SCALING_RULE,
        metric,
        scalingGroupId=ref("orders"),
        scalingRuleType="TargetTrackingScalingRule",
        metricName=metric,
        targetValue=target,
    )


_CPU = _policy(
    "cpu", targetValue=60, predefinedMetricSpecification={"predefinedMetricType": "ASGAverageCPUUtilization"}
)

EXAMPLES: tuple[Example, ...] = (
    passes(_TARGET, _ORDERS, _requests(10_800), _CPU, **_MEASURED),
    fails(
        _TARGET,
        _ORDERS,
        _requests(11_400),
        says="Policy requests aims at 190 requests per second and instance, 95% of the 200",
        **_MEASURED,
    ),
    fails(_TARGET, _ORDERS, _requests(10_860), says="aims at 181", **_MEASURED),
    passes(_TARGET, _ORDERS, _sum_of_routes(10_800), **_MEASURED),
    fails(_TARGET, _ORDERS, _sum_of_routes(12_000), says="100% of the 200", **_MEASURED),
    fails(
        _TARGET,
        _ORDERS,
        _policy(
            "requests",
            targetValue=2_000,
            customizedMetricSpecification={"metricName": "RequestCountPerTarget", "period": 10},
        ),
        **_MEASURED,
    ),
    fails(_TARGET, _ORDERS, _CPU, says="nothing follows its requests", **_MEASURED),
    # workers of a queue get no requests
    passes(_TARGET, _WORKERS, _CPU, **_MEASURED),
    skips(_TARGET, _ORDERS, _requests(12_000)),
    skips(_TARGET, _ORDERS, _requests(12_000), limits=Limits(throughput_rps={"catalog": 420})),
    unknown(_TARGET, _ORDERS, _requests(UNKNOWN), **_MEASURED),
    passes(_TARGET, _ESS_ORDERS, _rule("LoadBalancerRealServerAverageQps", 180), **_MEASURED),
    fails(
        _TARGET,
        _ESS_ORDERS,
        _rule("LoadBalancerRealServerAverageQps", 200),
        says="aims at 200 requests per second and instance, 100% of the 200 that orders was measured to serve",
        **_MEASURED,
    ),
    fails(_TARGET, _ESS_ORDERS, _rule("CpuUtilization", 60), says="nothing follows its requests", **_MEASURED),
    skips(_TARGET, _ESS_ORDERS, _rule("LoadBalancerRealServerAverageQps", 200)),
    unknown(_TARGET, _ESS_ORDERS, _rule("LoadBalancerRealServerAverageQps", UNKNOWN), **_MEASURED),
)
