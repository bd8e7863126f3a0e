"""Groups of instances: room to grow, and what makes them grow."""

from __future__ import annotations

from datetime import UTC, datetime

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, unknown
from policies.facts import Limits

_GROUP = "aws:autoscaling/group:Group"
_POLICY = "aws:autoscaling/policy:Policy"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_SCALING_RULE = "alicloud:ess/scalingRule:ScalingRule"
_SUSPEND = "alicloud:ess/suspendProcess:SuspendProcess"
_TAGS = [{"key": "component", "value": "orders", "propagateAtLaunch": True}]
_ORDERS = res(_GROUP, "orders", minSize=6, maxSize=90, tags=_TAGS)
_ESS_ORDERS = res(_ESS_GROUP, "orders", minSize=6, maxSize=90, tags={"component": "orders"})

_MEASURED = Limits(warm_up_seconds={"orders": 45})

_HEADROOM = "capacity-asg-headroom"
_FOLLOWS = "stack-asg-has-scaling-policy"


_TRACKING = res(_POLICY, "cpu", autoscalingGroupName=ref("orders"), policyType="TargetTrackingScaling")

EXAMPLES: tuple[Example, ...] = (
    passes(_HEADROOM, _ORDERS),
    fails(_HEADROOM, res(_GROUP, "orders", minSize=6, maxSize=8), says="`maxSize` is 8, less than 2 times"),
    fails(_HEADROOM, res(_GROUP, "orders", minSize=6, maxSize=6), says="cannot grow"),
    fails(
        _HEADROOM,
        res(_GROUP, "orders", minSize=6, maxSize=90, suspendedProcesses=["AZRebalance", "Launch"]),
        says="has Launch",
    ),
    passes(_HEADROOM, res(_GROUP, "orders", minSize=6, maxSize=90, suspendedProcesses=["AZRebalance"])),
    passes(_HEADROOM, _ORDERS, sales=sale(prepared=False, instances={"orders": 90})),
    fails(
        _HEADROOM,
        _ORDERS,
        says="`maxSize` is 90, orders needs 120 at singles-day",
        sales=sale(prepared=False, instances={"orders": 120}),
    ),
    passes(_HEADROOM, _ORDERS, sales=sale(instances={"catalog": 120})),
    # in a sale the floor may come near the maximum
    passes(
        _HEADROOM,
        res(_GROUP, "orders", minSize=80, maxSize=90, tags=_TAGS),
        limits=Limits(everyday_instances={"orders": 6}),
        sales=sale(instances={"orders": 80}),
    ),
    unknown(_HEADROOM, res(_GROUP, "orders", minSize=UNKNOWN, maxSize=90)),
    passes(_HEADROOM, _ESS_ORDERS),
    fails(_HEADROOM, res(_ESS_GROUP, "orders", minSize=6, maxSize=8)),
    fails(
        _HEADROOM,
        _ESS_ORDERS,
        res(_SUSPEND, "stop", scalingGroupId=ref("orders"), process="ScaleOut"),
        says="stop",
    ),
    fails(
        _HEADROOM,
        _ESS_ORDERS,
        res(_SUSPEND, "stop", scalingGroupId=ref("orders"), process="SCALE_OUT"),
        says="stop",
    ),
    passes(_HEADROOM, _ESS_ORDERS, res(_SUSPEND, "stop", scalingGroupId=ref("orders"), process="SCALE_IN")),
    fails(_HEADROOM, _ESS_ORDERS, says="orders needs 120 at singles-day", sales=sale(instances={"orders": 120})),
    # what is over does not count any more
    passes(
        _HEADROOM, _ESS_ORDERS, sales=sale(instances={"orders": 120}), clock=datetime(2026, 11, 12, tzinfo=UTC)
    ),
    unknown(_HEADROOM, res(_ESS_GROUP, "orders", minSize=6, maxSize=UNKNOWN)),
    passes(_FOLLOWS, res(_GROUP, "orders", defaultInstanceWarmup=45), _TRACKING),
    fails(
        _FOLLOWS,
        res(_GROUP, "orders", defaultInstanceWarmup=45),
        res(
            _POLICY,
            "add-one",
            autoscalingGroupName=ref("orders"),
            policyType="SimpleScaling",
            scalingAdjustment=1,
            adjustmentType="ChangeInCapacity",
        ),
        says="`policyType` SimpleScaling",
    ),
    passes(_FOLLOWS, res(_GROUP, "orders", defaultInstanceWarmup=45, tags=_TAGS), _TRACKING, limits=_MEASURED),
    fails(
        _FOLLOWS,
        res(_GROUP, "orders", defaultInstanceWarmup=44, tags=_TAGS),
        _TRACKING,
        says="`defaultInstanceWarmup` is 44 seconds, orders was measured to need 45",
        limits=_MEASURED,
    ),
    fails(_FOLLOWS, res(_GROUP, "orders", defaultInstanceWarmup=0), _TRACKING, says="from its first second"),
    # that of the policy counts before that of the group
    fails(
        _FOLLOWS,
        res(_GROUP, "orders", defaultInstanceWarmup=45, tags=_TAGS),
        res(
            _POLICY,
            "cpu",
            autoscalingGroupName=ref("orders"),
            policyType="TargetTrackingScaling",
            estimatedInstanceWarmup=10,
        ),
        says="is 10 seconds",
        limits=_MEASURED,
    ),
    unknown(_FOLLOWS, res(_GROUP, "orders", defaultInstanceWarmup=UNKNOWN), _TRACKING),
    fails(_FOLLOWS, res(_GROUP, "orders"), says="no Policy"),
    fails(_FOLLOWS, res(_GROUP, "orders"), _TRACKING, says="`defaultInstanceWarmup` is not set"),
    fails(
        _FOLLOWS,
        res(_GROUP, "orders", defaultInstanceWarmup=45),
        res(
            _POLICY,
            "cpu",
            autoscalingGroupName=ref("orders"),
            policyType="TargetTrackingScaling",
            enabled=False,
        ),
        says="not `enabled`",
    ),
    # Left out, the mode is ForecastOnly
    fails(
        _FOLLOWS,
        res(_GROUP, "orders", defaultInstanceWarmup=45),
        res(
            _POLICY,
            "forecast",
            autoscalingGroupName=ref("orders"),
            policyType="PredictiveScaling",
            predictiveScalingConfiguration={"metricSpecification": {"targetValue": 60}},
        ),
        says="ForecastOnly",
    ),
    unknown(
        _FOLLOWS,
        res(_GROUP, "orders", defaultInstanceWarmup=45),
        res(_POLICY, "cpu", autoscalingGroupName=ref("orders"), policyType=UNKNOWN),
    ),
    passes(
        _FOLLOWS,
        _ESS_ORDERS,
        res(
            _SCALING_RULE,
            "cpu",
            scalingGroupId=ref("orders"),
            scalingRuleType="TargetTrackingScalingRule",
            metricName="CpuUtilization",
            targetValue=60,
            estimatedInstanceWarmup=45,
        ),
    ),
    fails(
        _FOLLOWS,
        _ESS_ORDERS,
        res(
            _SCALING_RULE,
            "add-one",
            scalingGroupId=ref("orders"),
            scalingRuleType="SimpleScalingRule",
            adjustmentType="QuantityChangeInCapacity",
            adjustmentValue=1,
        ),
        says="tracks nothing",
    ),
    fails(
        _FOLLOWS,
        _ESS_ORDERS,
        res(
            _SCALING_RULE,
            "cpu",
            scalingGroupId=ref("orders"),
            scalingRuleType="TargetTrackingScalingRule",
            estimatedInstanceWarmup=30,
        ),
        says="`estimatedInstanceWarmup` is 30 seconds, orders was measured to need 45",
        limits=_MEASURED,
    ),
    fails(_FOLLOWS, _ESS_ORDERS, says="no ScalingRule"),
    fails(
        _FOLLOWS,
        _ESS_ORDERS,
        res(_SCALING_RULE, "cpu", scalingGroupId=ref("orders"), scalingRuleType="TargetTrackingScalingRule"),
        says="estimatedInstanceWarmup",
    ),
    fails(
        _FOLLOWS,
        _ESS_ORDERS,
        res(
            _SCALING_RULE,
            "forecast",
            scalingGroupId=ref("orders"),
            scalingRuleType="PredictiveScalingRule",
            predictiveScalingMode="PredictOnly",
        ),
        says="PredictOnly",
    ),
    unknown(
        _FOLLOWS,
        _ESS_ORDERS,
        res(_SCALING_RULE, "cpu", scalingGroupId=ref("orders"), scalingRuleType=UNKNOWN),
    ),
)
