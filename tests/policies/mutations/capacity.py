"""What breaks the rules about capacity in the project's own stacks."""

from __future__ import annotations

from policies.examples.example import ref, res
from tests.policies.mutation import REMOVED, Mutation

_GROUP = "aws:autoscaling/group:Group"
_ESS_GROUP = "alicloud:ess/scalingGroup:ScalingGroup"
MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="capacity-asg-headroom",
        cloud="aws",
        type=_GROUP,
        name="orders-group",
        set={"maxSize": 8},
        also=frozenset({"resilience-asg-min-covers-azs"}),
    ),
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
        type="aws:kinesis/stream:Stream",
        set={"tags.component": "nobody"},
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
