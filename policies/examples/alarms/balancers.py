"""Alarms on load balancers and what is behind them."""

from __future__ import annotations

from policies.examples.alarms.alarm import ALARM, alarm, cms_alarm
from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_BALANCERS = "stack-load-balancer-has-alarm"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_TARGETS = "aws:lb/targetGroup:TargetGroup"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_SERVERS = "alicloud:alb/serverGroup:ServerGroup"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"


_SHOP = res(_BALANCER, "shop", loadBalancerType="application")
_ERRORS = alarm("HTTPCode_ELB_5XX_Count", {"LoadBalancer": ref("shop")})
_SLOW = alarm("TargetResponseTime", {"LoadBalancer": ref("shop")}, extendedStatistic="p99", threshold=1)
_ORDERS = res(_TARGETS, "orders", protocol="HTTPS", targetType="instance")
_UNHEALTHY = alarm("UnHealthyHostCount", {"LoadBalancer": ref("shop"), "TargetGroup": ref("orders")})
_FAILING = alarm("HTTPCode_Target_5XX_Count", {"LoadBalancer": ref("shop"), "TargetGroup": ref("orders")})
_ALL_FAILING = alarm("HTTPCode_Target_5XX_Count", {"LoadBalancer": ref("shop")})
_HTTPS = res(
    "aws:lb/listener:Listener", "https", loadBalancerArn=ref("shop"), defaultActions=[{"type": "fixed-response"}]
)
_TO_ORDERS = res(
    "aws:lb/listenerRule:ListenerRule",
    "orders-rule",
    listenerArn=ref("https"),
    actions=[{"type": "forward", "targetGroupArn": ref("orders")}],
)
_ESS_POOL = res(_ESS_GROUP, "orders", maxSize=90, albServerGroups=[{"albServerGroupId": ref("servers")}])
_POOL_SERVERS = res(_SERVERS, "servers")
_ESS_UNHEALTHY = cms_alarm("ServerGroupUnHealthyHostCount", ref("servers"))
_ESS_FAILING = cms_alarm("ServerGroupHTTPCodeUpstream5XX", ref("servers"))


EXAMPLES: tuple[Example, ...] = (
    passes(_BALANCERS, _SHOP, _ERRORS, _SLOW),
    fails(_BALANCERS, _SHOP, _ERRORS, says="slowest answers"),
    # The mean hides the slowest
    fails(
        _BALANCERS,
        _SHOP,
        _ERRORS,
        alarm("TargetResponseTime", {"LoadBalancer": ref("shop")}, statistic="Average"),
        says="slowest answers",
    ),
    # Of one target group only
    fails(
        _BALANCERS,
        _SHOP,
        _ERRORS,
        res(_TARGETS, "orders", targetType="lambda"),
        alarm(
            "TargetResponseTime",
            {"LoadBalancer": ref("shop"), "TargetGroup": ref("orders")},
            extendedStatistic="p99",
        ),
        says="slowest answers",
    ),
    passes(
        _BALANCERS,
        _SHOP,
        _ERRORS,
        res(
            ALARM,
            "slow",
            metricQueries=[
                {
                    "id": "slow",
                    "metric": {
                        "metricName": "TargetResponseTime",
                        "stat": "p99",
                        "dimensions": {"LoadBalancer": ref("shop")},
                    },
                }
            ],
        ),
    ),
    skips(_BALANCERS, res(_BALANCER, "shop", loadBalancerType="network")),
    unknown(_BALANCERS, _SHOP, alarm("HTTPCode_ELB_5XX_Count", {"LoadBalancer": UNKNOWN})),
    passes(_BALANCERS, _ORDERS, _SHOP, _ERRORS, _SLOW, _UNHEALTHY, _FAILING),
    fails(_BALANCERS, _ORDERS, _SHOP, _ERRORS, _SLOW, _FAILING, says="unhealthy hosts"),
    fails(_BALANCERS, _ORDERS, _SHOP, _ERRORS, _SLOW, _UNHEALTHY, says="errors"),
    # One alarm on the errors of everything behind the load balancer
    passes(_BALANCERS, _ORDERS, _SHOP, _HTTPS, _TO_ORDERS, _ERRORS, _SLOW, _UNHEALTHY, _ALL_FAILING),
    fails(_BALANCERS, _ORDERS, _SHOP, _HTTPS, _ERRORS, _SLOW, _UNHEALTHY, _ALL_FAILING, says="errors"),
    passes(_BALANCERS, res(_TARGETS, "orders", protocol="TCP"), _SHOP, _ERRORS, _SLOW, _UNHEALTHY),
    skips(_BALANCERS, res(_TARGETS, "orders", targetType="lambda")),
    unknown(_BALANCERS, _ORDERS, alarm("UnHealthyHostCount", {"TargetGroup": UNKNOWN})),
    passes(
        _BALANCERS,
        res(_ALB, "shop"),
        cms_alarm("LoadBalancerHTTPCode5XX", ref("shop"), "1"),
        cms_alarm("LoadBalancerUpstreamResponseTime", ref("shop"), "1000"),
    ),
    fails(
        _BALANCERS,
        res(_ALB, "shop"),
        cms_alarm("LoadBalancerHTTPCode5XX", ref("shop"), "1"),
        says="no alarm on its answer times",
    ),
    unknown(_BALANCERS, res(_ALB, "shop"), cms_alarm("LoadBalancerHTTPCode5XX", UNKNOWN, "1")),
    passes(_BALANCERS, _POOL_SERVERS, _ESS_POOL, _ESS_UNHEALTHY, _ESS_FAILING),
    fails(_BALANCERS, _POOL_SERVERS, _ESS_POOL, _ESS_FAILING, says="unhealthy servers"),
    # Answers what no rule sends anywhere
    skips(_BALANCERS, res(_SERVERS, "nobody")),
    skips(_BALANCERS, res(_SERVERS, "function", serverGroupType="Fc")),
    unknown(
        _BALANCERS,
        _POOL_SERVERS,
        _ESS_POOL,
        cms_alarm("ServerGroupUnHealthyHostCount", UNKNOWN),
    ),
)
