"""Limits of the two clouds that a plan runs into: a table, in which None stands for what nobody publishes.

Sources, all as of 2026-11 and collected in facts/capacity.md 2, unless they stand beside the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CloudFacts:
    """What one cloud lets a shop do."""

    name: str
    launch_burst: int
    launch_rate_per_second: float
    """Instances that an account may launch at once, and per second beyond."""
    boot_factor: float = 1.0
    least_boot_seconds: int = 0
    """An instance serves after its boot time times this, and not before this time (components/*/service_pool)."""
    high_datapoints: int
    """Minutes above the target until target tracking acts."""
    metric_delay_seconds: int = 150
    """Until a datapoint can be acted on: an assumption calibrated to AWS's own benchmark."""
    schedule_days_ahead: int | None = None
    """The furthest that a scheduled action may be set."""
    scheduled_per_region: int | None = None
    scheduled_per_group: int | None = None
    instances_per_group: int | None = None
    """Default quotas."""
    warm_pool: bool = False
    readers_per_update: int | None = None
    """How many readers one update adds or removes; None: any number."""
    most_readers: int
    edge_rps: float | None = None
    """Of one site, until it is raised on request."""
    edge_gbps: float | None = None
    firewall_rps: float | None = None
    """Of the firewall at the load balancer, until it is raised on request."""
    balancer_units: int | None = None
    """Capacity units that one load balancer may reserve; None: it cannot reserve any."""
    balancer_mbps: int | None = None
    """The widest bandwidth to the internet that a load balancer can be given, until it is raised on request. None:
    it needs none of its own."""
    table_quota_rps: float | None = None
    """Reads, and writes, of one table, until it is raised on request."""
    table_new_reads_rps: float = 0
    table_new_writes_rps: float = 0
    """What a table takes from its first second on."""
    key_writes_rps: float = 1_000
    """Writes to one key, or one copy of it."""
    shard_events_rps: float | None = None
    shard_kib_per_second: float | None = None
    shard_calls_rps: float | None = None
    """What one shard of a stream takes; None: it does not count that."""
    stream_growth: int | None = None
    """Times its shards that one update may give a stream; None: any number."""
    stream_keeps_shards: bool = False
    """A stream cannot be given other shards without being replaced."""
    message_calls_rps: float | None = None
    """Of all queues and topics of an account in a region, until it is raised on request."""
    vcpu_quota: str = ""
    """Name of the quota of vCPUs."""


CLOUDS: Mapping[str, CloudFacts] = {
    "aws": CloudFacts(
        name="aws",
        # Amazon EC2 Developer Guide, "Request throttling", resource tokens of RunInstances
        launch_burst=1_000,
        launch_rate_per_second=2,
        high_datapoints=3,
        # Amazon EC2 Auto Scaling User Guide, "Quotas", scheduled actions of a group
        scheduled_per_group=125,
        # Elastic Load Balancing, "Quotas for your Application Load Balancers": targets of a target group
        instances_per_group=1_000,
        warm_pool=True,
        most_readers=15,
        edge_rps=250_000,
        edge_gbps=150,
        firewall_rps=100_000,
        # The same: reserved LCUs of a load balancer. Of a region the default is 0, so it is raised in any case
        balancer_units=15_000,
        table_quota_rps=40_000,
        table_new_reads_rps=12_000,
        table_new_writes_rps=4_000,
        # Amazon Kinesis Data Streams Developer Guide, "Quotas and limits": provisioned mode
        shard_events_rps=1_000,
        shard_kib_per_second=1_024,
        # Kinesis API reference, UpdateShardCount: at most double the shards at once
        stream_growth=2,
        vcpu_quota="Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    ),
    "alicloud": CloudFacts(
        name="alicloud",
        # ESS API reference, DescribeLimitation: 500 instances of a group at once. A rate beyond is not published
        launch_burst=500,
        launch_rate_per_second=2,
        boot_factor=1.5,
        least_boot_seconds=30,
        high_datapoints=2,
        schedule_days_ahead=90,
        # The same: scheduled tasks of an account in a region, instances of a group
        scheduled_per_region=70,
        instances_per_group=2_000,
        readers_per_update=1,
        most_readers=15,
        # Provider documentation of `alicloud_common_bandwidth_package`: 1 to 1,000 Mbit/s
        balancer_mbps=1_000,
        # Simple Log Service documentation, "Manage shards", 2026-03: 5 MB/s and 500 writes a second. No hard
        # limit, but beyond it nothing is promised
        shard_kib_per_second=5_000_000 / 1_024,
        shard_calls_rps=500,
        # Provider documentation of `alicloud_log_store`: another shard_count is another store
        stream_keeps_shards=True,
        # Simple Message Queue documentation, "Limits": data stream messaging. Messages sent in one call count one
        # by one, those received or deleted in one call do not say
        message_calls_rps=20_000,
        vcpu_quota="vCPUs of pay-as-you-go instances",
    ),
}
