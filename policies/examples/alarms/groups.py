"""Alarms on the size of groups of instances."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.alarms.alarm import ALARM, alarm, cms_alarm
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_GROUPS = "stack-autoscaling-has-alarm"
_SERVERS = "alicloud:alb/serverGroup:ServerGroup"
_GROUP = "aws:autoscaling/group:Group"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_NOTIFICATION = "aws:autoscaling/notification:Notification"
_ESS_NOTIFICATION = "alicloud:ess/notification:Notification"
_EVENT_RULE = "aws:cloudwatch/eventRule:EventRule"
_CMS_EVENT_RULE = "alicloud:cms/eventRule:EventRule"


_POOL = res(_GROUP, "orders", name="orders", maxSize=90, enabledMetrics=["GroupInServiceInstances"])
_AT_LIMIT = alarm(
    "GroupInServiceInstances",
    {"AutoScalingGroupName": "orders"},
    comparisonOperator="GreaterThanOrEqualToThreshold",
    threshold=90,
)
_FAILURES = res(
    _NOTIFICATION,
    "failures",
    groupNames=[ref("orders")],
    notifications=["autoscaling:EC2_INSTANCE_LAUNCH_ERROR"],
    topicArn="arn:aws:sns:eu-central-1:111122223333:alerts",
)
_ESS_POOL = res(_ESS_GROUP, "orders", maxSize=90, albServerGroups=[{"albServerGroupId": ref("servers")}])
_POOL_SERVERS = res(_SERVERS, "servers")
_ESS_AT_LIMIT = cms_alarm("ServerGroupHealthyHostCount", ref("servers"), "90", ">=")
_ESS_FAILURES = res(
    _ESS_NOTIFICATION,
    "failures",
    scalingGroupId=ref("orders"),
    notificationArn="acs:ess:cn-shanghai:1234567890123456:cloudmonitor",
    notificationTypes=["AUTOSCALING:SCALE_OUT_ERROR"],
)
_ESS_HEARD = res(
    _CMS_EVENT_RULE,
    "failures",
    eventPattern={"product": "ess", "nameLists": ["AUTOSCALING:SCALE_OUT_ERROR"], "sqlFilter": ref("orders")},
)


_TELLS = res("aws:cloudwatch/eventTarget:EventTarget", "tells", rule=ref("failures"), arn=UNKNOWN)


def _hears(**detail: Any) -> Res:
    pattern = {"source": ["aws.autoscaling"], "detail-type": ["EC2 Instance Launch Unsuccessful"], **detail}
    return res(_EVENT_RULE, "failures", eventPattern=json.dumps(pattern))


EXAMPLES: tuple[Example, ...] = (
    passes(_GROUPS, _POOL, _AT_LIMIT, _FAILURES),
    fails(_GROUPS, _POOL, _FAILURES, says="fires when it reaches its `maxSize` (90)"),
    fails(
        _GROUPS,
        _POOL,
        _FAILURES,
        alarm(
            "GroupInServiceInstances",
            {"AutoScalingGroupName": "orders"},
            comparisonOperator="LessThanThreshold",
            threshold=3,
        ),
        says="`maxSize`",
    ),
    fails(
        _GROUPS,
        _POOL,
        _FAILURES,
        alarm("GroupInServiceInstances", {"AutoScalingGroupName": "orders"}, threshold=90),
        says="`maxSize`",
    ),
    passes(
        _GROUPS,
        _POOL,
        _FAILURES,
        res(
            ALARM,
            "at-limit",
            metricQueries=[
                {
                    "id": metric.lower(),
                    "metric": {"metricName": metric, "dimensions": {"AutoScalingGroupName": ref("orders")}},
                }
                for metric in ("GroupInServiceInstances", "GroupMaxSize")
            ],
        ),
    ),
    fails(
        _GROUPS,
        res(_GROUP, "orders", name="orders", maxSize=90),
        _AT_LIMIT,
        _FAILURES,
        says="`enabledMetrics` lacks GroupInServiceInstances",
    ),
    fails(_GROUPS, _POOL, _AT_LIMIT, says="EC2_INSTANCE_LAUNCH_ERROR"),
    fails(
        _GROUPS,
        _POOL,
        _AT_LIMIT,
        res(
            _NOTIFICATION,
            "failures",
            groupNames=[ref("orders")],
            notifications=["autoscaling:EC2_INSTANCE_LAUNCH"],
        ),
    ),
    passes(_GROUPS, _POOL, _AT_LIMIT, _hears(), _TELLS),
    passes(_GROUPS, _POOL, _AT_LIMIT, _hears(detail={"AutoScalingGroupName": ["orders"]}), _TELLS),
    fails(_GROUPS, _POOL, _AT_LIMIT, _hears(detail={"AutoScalingGroupName": ["catalog"]}), _TELLS),
    # Heard, and told to nobody
    fails(_GROUPS, _POOL, _AT_LIMIT, _hears(), says="no Notification"),
    fails(_GROUPS, _POOL, _AT_LIMIT, res(_EVENT_RULE, "failures", state="DISABLED", eventPattern="{}"), _TELLS),
    unknown(_GROUPS, _POOL, _FAILURES, alarm("GroupInServiceInstances", {"AutoScalingGroupName": UNKNOWN})),
    passes(_GROUPS, _ESS_POOL, _POOL_SERVERS, _ESS_AT_LIMIT, _ESS_FAILURES, _ESS_HEARD),
    fails(_GROUPS, _ESS_POOL, _POOL_SERVERS, _ESS_FAILURES, _ESS_HEARD, says="`maxSize` (90)"),
    fails(
        _GROUPS,
        _ESS_POOL,
        _POOL_SERVERS,
        cms_alarm("ServerGroupHealthyHostCount", ref("servers"), "3", "<"),
        _ESS_FAILURES,
        _ESS_HEARD,
        says="`maxSize`",
    ),
    fails(_GROUPS, _ESS_POOL, _POOL_SERVERS, _ESS_AT_LIMIT, says="no Notification"),
    fails(_GROUPS, _ESS_POOL, _POOL_SERVERS, _ESS_AT_LIMIT, _ESS_FAILURES, says="no EventRule"),
    passes(
        _GROUPS,
        _ESS_POOL,
        _POOL_SERVERS,
        _ESS_AT_LIMIT,
        res(
            _ESS_NOTIFICATION,
            "failures",
            scalingGroupId=ref("orders"),
            notificationArn="acs:ess:cn-shanghai:1234567890123456:queue/alerts",
            notificationTypes=["AUTOSCALING:SCALE_OUT_ERROR"],
        ),
    ),
    unknown(
        _GROUPS,
        _ESS_POOL,
        _POOL_SERVERS,
        cms_alarm("ServerGroupHealthyHostCount", UNKNOWN, "90", ">="),
        _ESS_FAILURES,
        _ESS_HEARD,
    ),
)
