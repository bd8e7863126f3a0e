"""What breaks, in the project's own stacks, the rules about what a sale needs of streams, search and models."""

from __future__ import annotations

import json

from tests.policies.mutation import Mutation
from tests.policies.mutations.capacity_sales import prepared

_FEW_INSTANCES = json.dumps(
    {
        "metadata": {"name": "tips", "instance": 3},
        "cloud": {"networking": {"vpc_id": "vpc-1"}},
        "networking": {"disable_internet_endpoint": True},
        "autoscaler": {"min": 3, "max": 17},
    }
)
MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="capacity-search-scales",
        cloud="aws",
        type="aws:opensearch/domain:Domain",
        set={"clusterConfig.instanceCount": 3},
    ),
    Mutation(
        rule="capacity-search-scales",
        cloud="alicloud",
        type="alicloud:elasticsearch/instance:Instance",
        set={"dataNodeConfiguration.amount": 3},
    ),
    Mutation(
        rule="capacity-model-scales",
        cloud="aws",
        type="aws:appautoscaling/target:Target",
        name="recommendation-model-instances",
        set={"maxCapacity": 17},
    ),
    Mutation(
        rule="capacity-model-scales",
        cloud="alicloud",
        type="alicloud:pai/service:Service",
        set={"serviceConfig": _FEW_INSTANCES},
    ),
    Mutation(
        rule="capacity-stream-scales",
        cloud="aws",
        type="aws:kinesis/stream:Stream",
        name="behaviour-stream-stream",
        facts=prepared(stream_shards={"behaviour": 24}),
        set={"shardCount": 23},
    ),
    Mutation(
        rule="capacity-stream-scales",
        cloud="alicloud",
        type="alicloud:log/store:Store",
        name="behaviour-stream-store",
        facts=prepared(stream_shards={"behaviour": 25}),
        set={"maxSplitShardCount": 24},
    ),
)
