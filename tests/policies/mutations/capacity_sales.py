"""What breaks, in the project's own stacks, the rules about declared sales and the peaks they bring."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from policies.examples.declared import sale
from policies.examples.example import Res, ref, res
from policies.facts import Limits, Sale
from tests.policies.mutation import REMOVED, Mutation

_START, _END = datetime(2036, 11, 10, 16, tzinfo=UTC), datetime(2036, 11, 11, 16, tzinfo=UTC)
_SALE = {"sales": (Sale(name="singles-day", start=_START, end=_END),)}
_DAY_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)


def prepared(**needs: Any) -> dict[str, Any]:
    """A sale of the examples, in preparation, with the needs given and no others."""
    return {"sales": sale(**needs), "clock": _DAY_BEFORE}


_SCHEDULES = tuple(
    res(
        "aws:autoscaling/schedule:Schedule",
        name,
        autoscalingGroupName="orders-group-name",
        scheduledActionName=name,
        startTime=start,
        minSize=least,
        maxSize=90,
        desiredCapacity=-1,
    )
    for name, start, least in (("before", "2036-11-10T15:30:00Z", 30), ("after", "2036-11-11T18:00:00Z", 6))
)
_TASKS = tuple(
    res(
        "alicloud:ess/scheduledTask:ScheduledTask",
        name,
        scalingGroupId="orders-group-id",
        launchTime=start,
        minValue=least,
        maxValue=90,
    )
    for name, start, least in (("before", "2036-11-10T15:30Z", 30), ("after", "2036-11-11T18:00Z", 6))
)
_CARTS: Res = res(
    "aws:dynamodb/table:Table",
    "flash-carts",
    billingMode="PAY_PER_REQUEST",
    warmThroughput={"readUnitsPerSecond": 12_000, "writeUnitsPerSecond": 5_000},
    tags={"component": "carts-table"},
)

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="stack-peak-event-schedule",
        cloud="aws",
        facts=_SALE,
        add=_SCHEDULES,
        type="aws:autoscaling/schedule:Schedule",
        name="before",
        set={"startTime": "2036-11-10T15:58:00Z"},
    ),
    Mutation(
        rule="stack-peak-event-schedule",
        cloud="alicloud",
        facts={**_SALE, "clock": datetime(2036, 11, 1, tzinfo=UTC)},
        add=_TASKS,
        type="alicloud:ess/scheduledTask:ScheduledTask",
        name="after",
        remove=True,
    ),
    Mutation(
        rule="capacity-lb-prewarm",
        cloud="aws",
        facts=_SALE,
        add=(res("aws:lb/loadBalancer:LoadBalancer", "sale", minimumLoadBalancerCapacity={"capacityUnits": 500}),),
        type="aws:lb/loadBalancer:LoadBalancer",
        name="sale",
        set={"minimumLoadBalancerCapacity": REMOVED},
    ),
    Mutation(
        rule="capacity-cdn-one-copy",
        cloud="aws",
        type="aws:cloudfront/cachePolicy:CachePolicy",
        name="edge-pages",
        set={"parametersInCacheKeyAndForwardedToOrigin.queryStringsConfig": {"queryStringBehavior": "all"}},
    ),
    Mutation(
        rule="capacity-cdn-one-copy",
        cloud="alicloud",
        type="alicloud:dcdn/domainConfig:DomainConfig",
        name="edge-www-query",
        remove=True,
    ),
    Mutation(
        rule="capacity-lb-prewarm",
        cloud="alicloud",
        facts=_SALE,
        add=(
            res(
                "alicloud:alb/loadBalancer:LoadBalancer",
                "sale",
                addressType="Internet",
                bandwidthPackageId="cbwp-0123456789",
            ),
        ),
        type="alicloud:alb/loadBalancer:LoadBalancer",
        name="sale",
        set={"bandwidthPackageId": REMOVED},
    ),
    Mutation(
        rule="capacity-asg-target",
        cloud="aws",
        type="aws:autoscaling/policy:Policy",
        name="orders-requests",
        set={"targetTrackingConfiguration.targetValue": 60 * 220},
    ),
    Mutation(
        rule="capacity-asg-target",
        cloud="alicloud",
        type="alicloud:ess/scalingRule:ScalingRule",
        name="orders-api-requests",
        set={"targetValue": 220},
    ),
    Mutation(
        rule="stack-asg-has-scaling-policy",
        cloud="aws",
        type="aws:autoscaling/group:Group",
        set={"defaultInstanceWarmup": 1},
    ),
    Mutation(
        rule="capacity-database-scales",
        cloud="aws",
        type="aws:appautoscaling/target:Target",
        name="core-db-readers",
        set={"maxCapacity": 3},
    ),
    Mutation(
        rule="capacity-database-scales",
        cloud="alicloud",
        type="alicloud:polardb/cluster:Cluster",
        name="core-db-cluster",
        set={"scaleRoNumMax": 2},
    ),
    Mutation(
        rule="capacity-database-scales",
        cloud="aws",
        facts=prepared(readers={"orders": 1}),
        type="aws:rds/clusterInstance:ClusterInstance",
        name="orders-db-node-2",
        remove=True,
        also=frozenset({"resilience-database-multi-az"}),
    ),
    Mutation(
        rule="capacity-database-connections",
        cloud="aws",
        type="aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        name="orders-db-pool-group",
        set={"connectionPoolConfig.maxConnectionsPercent": 10},
    ),
    Mutation(
        rule="capacity-database-connections",
        cloud="alicloud",
        facts={
            "limits": Limits(
                connections={"orders": {"orders": 20, "payments": 16}}, max_connections={"orders": 3_000}
            )
        },
        type="alicloud:polardb/clusterEndpoint:ClusterEndpoint",
        name="orders-db-proxy",
        set={"endpointConfig.ConnectionPersist": "Off"},
    ),
    Mutation(
        rule="capacity-cache-scales",
        cloud="aws",
        facts=prepared(shards={"shop": 3}),
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        set={"numNodeGroups": 2},
    ),
    Mutation(
        rule="capacity-cache-scales",
        cloud="alicloud",
        facts=prepared(shards={"shop": 3}),
        type="alicloud:redis/tairInstance:TairInstance",
        set={"shardCount": 2},
    ),
    Mutation(
        rule="capacity-table-scales",
        cloud="aws",
        facts=prepared(table_writes_rps={"carts": 5_000}),
        add=(_CARTS,),
        type="aws:dynamodb/table:Table",
        name="flash-carts",
        set={"warmThroughput.writeUnitsPerSecond": 4_999},
    ),
    Mutation(
        rule="capacity-queue-throughput",
        cloud="aws",
        type="aws:sqs/queue:Queue",
        name="payment-jobs-queue-main",
        set={"fifoQueue": True},
    ),
    Mutation(
        rule="capacity-queue-throughput",
        cloud="alicloud",
        type="alicloud:message/serviceQueue:ServiceQueue",
        name="payment-jobs-queue-queue",
        set={"messageRetentionPeriod": 3_600},
    ),
    Mutation(
        rule="capacity-nat-addresses",
        cloud="aws",
        facts=prepared(nat_addresses=2),
        type="aws:ec2/natGateway:NatGateway",
        name="network-nat-c",
        remove=True,
    ),
    Mutation(
        rule="capacity-nat-addresses",
        cloud="alicloud",
        facts=prepared(nat_addresses=2),
        type="alicloud:ecs/eipAssociation:EipAssociation",
        name="network-nat-n",
        remove=True,
    ),
    Mutation(
        rule="capacity-edge-throughput",
        cloud="aws",
        facts=prepared(edge_rps={"web": 200_000, "api": 60_000}),
        type="aws:cloudfront/distribution:Distribution",
        name="edge-web",
        set={"aliases": ["www.shop.example.net", "api.shop.example.net"]},
    ),
    Mutation(
        rule="capacity-waf-shared-address",
        cloud="aws",
        type="aws:wafv2/webAcl:WebAcl",
        name="public-lb-waf",
        set={"rules[8].statement.rateBasedStatement.limit": 500},  # of all who are in no class
    ),
    Mutation(
        rule="capacity-waf-shared-address",
        cloud="alicloud",
        type="alicloud:dcdn/wafRule:WafRule",
        name="edge-limit-2000",
        set={"rateLimit.threshold": 500},
    ),
    Mutation(
        rule="capacity-lb-prewarm",
        cloud="alicloud",
        facts=prepared(balancer_mbps={"flash-lb": 800}),
        add=(
            res("alicloud:vpc/commonBandwithPackage:CommonBandwithPackage", "wide", bandwidth="800"),
            res(
                "alicloud:alb/loadBalancer:LoadBalancer",
                "flash",
                addressType="Internet",
                bandwidthPackageId=ref("wide"),
                tags={"component": "flash-lb"},
            ),
        ),
        type="alicloud:vpc/commonBandwithPackage:CommonBandwithPackage",
        name="wide",
        set={"bandwidth": "799"},
    ),
)
