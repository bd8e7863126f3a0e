"""What breaks the rules about capacity in the project's own stacks."""

from __future__ import annotations

from datetime import UTC, datetime

from policies.examples.example import ref, res
from policies.facts import Sale
from tests.policies.mutation import REMOVED, Mutation

_GROUP = "aws:autoscaling/group:Group"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
_SALE = {
    "sales": (
        Sale(
            name="singles-day",
            start=datetime(2036, 11, 10, 16, tzinfo=UTC),
            end=datetime(2036, 11, 11, 16, tzinfo=UTC),
        ),
    ),
}
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

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(rule="capacity-asg-headroom", cloud="aws", type=_GROUP, set={"maxSize": 8}),
    Mutation(
        rule="capacity-asg-headroom",
        cloud="alicloud",
        added=(
            res(
                "alicloud:ess/suspendProcess:SuspendProcess",
                "suspended",
                scalingGroupId="orders-group-id",
                process="ScaleOut",
            ),
        ),
    ),
    Mutation(
        rule="stack-asg-has-scaling-policy",
        cloud="aws",
        type=_GROUP,
        set={"defaultInstanceWarmup": REMOVED},
    ),
    Mutation(
        rule="stack-asg-has-scaling-policy",
        cloud="alicloud",
        add=(
            res(_ESS_GROUP, "extra", minSize=3, maxSize=9),
            res(
                "alicloud:ess/scalingRule:ScalingRule",
                "extra-cpu",
                scalingGroupId=ref("extra"),
                scalingRuleType="TargetTrackingScalingRule",
                estimatedInstanceWarmup=45,
            ),
        ),
        type="alicloud:ess/scalingRule:ScalingRule",
        name="extra-cpu",
        set={"scalingRuleType": "SimpleScalingRule"},
    ),
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
        facts={**_SALE, "today": datetime(2036, 11, 1, tzinfo=UTC).date()},
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
    Mutation(rule="capacity-subnet-addresses", cloud="aws", type=_GROUP, set={"maxSize": 100_000}),
    Mutation(rule="capacity-subnet-addresses", cloud="alicloud", type=_ESS_GROUP, set={"maxSize": 100_000}),
    Mutation(
        rule="capacity-table-scales",
        cloud="aws",
        type="aws:dynamodb/table:Table",
        set={"billingMode": "PROVISIONED"},
    ),
    Mutation(
        rule="capacity-table-scales",
        cloud="alicloud",
        type="alicloud:ots/instance:Instance",
        set={"instanceType": "Capacity"},
    ),
    Mutation(
        rule="capacity-database-scales",
        cloud="aws",
        type="aws:appautoscaling/target:Target",
        name="core-db-readers",
        remove=True,
    ),
    Mutation(
        rule="capacity-database-scales",
        cloud="alicloud",
        type="alicloud:polardb/cluster:Cluster",
        set={"scaleMax": 1, "scaleRoNumMax": 0},
    ),
    Mutation(
        rule="capacity-stream-scales",
        cloud="aws",
        add=(res("aws:kinesis/stream:Stream", "clicks", streamModeDetails={"streamMode": "ON_DEMAND"}),),
        type="aws:kinesis/stream:Stream",
        set={"streamModeDetails.streamMode": "PROVISIONED"},
    ),
    Mutation(
        rule="capacity-stream-scales",
        cloud="alicloud",
        type="alicloud:log/store:Store",
        set={"autoSplit": False},
    ),
    Mutation(
        rule="capacity-cache-scales",
        cloud="aws",
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        set={"numNodeGroups": 1},
    ),
    Mutation(
        rule="capacity-cache-scales",
        cloud="alicloud",
        type="alicloud:redis/tairInstance:TairInstance",
        set={"shardCount": 1},
    ),
    Mutation(
        rule="capacity-no-burstable",
        cloud="aws",
        type="aws:rds/clusterInstance:ClusterInstance",
        set={"instanceClass": "db.t4g.large"},
    ),
    Mutation(
        rule="capacity-no-burstable",
        cloud="alicloud",
        type="alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate",
        set={"instanceType": "ecs.t6-c1m2.large"},
    ),
    Mutation(
        rule="capacity-monitoring-granularity",
        cloud="aws",
        type="aws:ec2/launchTemplate:LaunchTemplate",
        set={"monitoring.enabled": False},
    ),
    Mutation(
        rule="capacity-monitoring-granularity",
        cloud="alicloud",
        add=(res("alicloud:rds/instance:Instance", "reports", engine="MySQL", monitoringPeriod=60),),
        type="alicloud:rds/instance:Instance",
        set={"monitoringPeriod": 300},
    ),
)
