"""The numbers of the plan that nobody has measured, for those who read it."""

from __future__ import annotations

from infra.capacity.assumption import Assumption, Default, Mark
from infra.capacity.plan.cloud import CloudFacts
from infra.capacity.plan.intelligence import STREAM_RATIO
from infra.capacity.plan.outside import INTERNAL_KIB, LEAST_UNITS
from infra.capacity.plan.pools import ALL_ZONES_RATIO, ZONE_LOST_RATIO
from infra.capacity.plan.stores import CACHE_RATIO, DATABASE_RATIO, NODE_LOST_RATIO


def assumptions(cloud: CloudFacts) -> tuple[Assumption, ...]:
    """Each with its basis."""
    found = (
        ("service", "ceiling_ratio", ALL_ZONES_RATIO, "highest utilisation at a peak: service times grow with it"),
        ("service", "zone_lost_ceiling_ratio", ZONE_LOST_RATIO, "the same while a zone is lost"),
        (
            "service",
            "metric_delay_seconds",
            cloud.metric_delay_seconds,
            "calibrated to AWS's own benchmark of 363 s",
        ),
        ("database", "ceiling_ratio", DATABASE_RATIO, "of the measured throughput of a node"),
        ("database", "node_lost_ceiling_ratio", NODE_LOST_RATIO, "the same while one node is lost"),
        ("cache", "ceiling_ratio", CACHE_RATIO, "of the measured throughput of a shard; keys are not evenly hot"),
        ("stream", "ceiling_ratio", STREAM_RATIO, "of what its shards take; keys are not spread evenly over them"),
        ("search", "ceiling_ratio", ALL_ZONES_RATIO, "as of services; the same while a zone is lost"),
        ("model", "ceiling_ratio", ALL_ZONES_RATIO, "as of services; the same while a zone is lost"),
        ("load_balancer", "internal_kib", INTERNAL_KIB, "an answer from one service to another"),
        ("load_balancer", "least_capacity_units", LEAST_UNITS, "the smallest reservation in AWS's examples"),
    )
    return tuple(
        Assumption(where=f"plan.{where}", key=key, default=Default(value=value, mark=Mark.ASSUMPTION, basis=basis))
        for where, key, value, basis in found
    )
