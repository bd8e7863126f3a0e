"""What breaks the rules about costs in the project's own stacks."""

from __future__ import annotations

from tests.policies.mutation import Mutation

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="cost-budget-and-anomaly",
        cloud="aws",
        type="aws:budgets/budget:Budget",
        set={"notifications[0].threshold": 100},
    ),
    Mutation(
        rule="cost-query-scan-limit",
        cloud="aws",
        type="aws:athena/workgroup:Workgroup",
        set={"configuration.bytesScannedCutoffPerQuery": 0},
    ),
    Mutation(
        rule="cost-query-scan-limit",
        cloud="alicloud",
        type="alicloud:maxcompute/project:Project",
        set={"properties.allowFullScan": True},
    ),
    Mutation(
        rule="cost-storage-class-and-volume-type",
        cloud="aws",
        type="aws:ec2/launchTemplate:LaunchTemplate",
        set={"blockDeviceMappings[0].ebs.volumeType": "gp2"},
    ),
    Mutation(
        rule="cost-storage-class-and-volume-type",
        cloud="alicloud",
        type="alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate",
        set={"systemDisk.category": "cloud_efficiency"},
    ),
)
