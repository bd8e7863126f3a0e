"""Instance classes of databases and node types of caches, smallest first."""

from __future__ import annotations

from dataclasses import dataclass

from components.errors import UnsupportedOnCloud


@dataclass(frozen=True, kw_only=True)
class DatabaseClass:
    """One Aurora MySQL instance class."""

    name: str
    vcpu: int
    memory_gib: int
    max_connections: int
    """Default of the parameter `max_connections`, which follows from the memory."""


@dataclass(frozen=True, kw_only=True)
class CacheNode:
    """One ElastiCache node type."""

    name: str
    memory_gib: float
    """Memory of the node. A quarter of it is reserved for copies and fail-over (`reserved-memory-percent`)."""


DATABASE_CLASSES = (
    DatabaseClass(name="db.t4g.medium", vcpu=2, memory_gib=4, max_connections=90),
    DatabaseClass(name="db.t4g.large", vcpu=2, memory_gib=8, max_connections=135),
    DatabaseClass(name="db.r7g.large", vcpu=2, memory_gib=16, max_connections=1000),
    DatabaseClass(name="db.r7g.xlarge", vcpu=4, memory_gib=32, max_connections=2000),
    DatabaseClass(name="db.r7g.2xlarge", vcpu=8, memory_gib=64, max_connections=3000),
    DatabaseClass(name="db.r7g.4xlarge", vcpu=16, memory_gib=128, max_connections=4000),
    DatabaseClass(name="db.r7g.8xlarge", vcpu=32, memory_gib=256, max_connections=5000),
    DatabaseClass(name="db.r7g.12xlarge", vcpu=48, memory_gib=384, max_connections=6000),
    DatabaseClass(name="db.r7g.16xlarge", vcpu=64, memory_gib=512, max_connections=6000),
)
"""Source, as of 2026-11: Aurora User Guide, "Hardware specifications for DB instance classes for Aurora" and
"Maximum connections to an Aurora MySQL DB instance". The two T classes are for development: their CPU is throttled
once its credits are used up, so a flood would stop them."""

CACHE_NODES = (
    CacheNode(name="cache.t4g.micro", memory_gib=0.5),
    CacheNode(name="cache.t4g.small", memory_gib=1.37),
    CacheNode(name="cache.t4g.medium", memory_gib=3.09),
    CacheNode(name="cache.m7g.large", memory_gib=6.38),
    CacheNode(name="cache.r7g.large", memory_gib=13.07),
    CacheNode(name="cache.r7g.xlarge", memory_gib=26.32),
    CacheNode(name="cache.r7g.2xlarge", memory_gib=52.82),
    CacheNode(name="cache.r7g.4xlarge", memory_gib=105.81),
    CacheNode(name="cache.r7g.8xlarge", memory_gib=209.55),
    CacheNode(name="cache.r7g.12xlarge", memory_gib=317.77),
    CacheNode(name="cache.r7g.16xlarge", memory_gib=419.09),
)
"""Source, as of 2026-11: Amazon ElastiCache User Guide, "Supported node types" and "Redis OSS node-type specific
parameters" (`maxmemory`). The T types are for development, as above."""


def database_class(vcpu: int, memory_gib: int) -> DatabaseClass:
    """The smallest class with at least this size.

    Raises:
        UnsupportedOnCloud: no class is that large.
    """
    for candidate in DATABASE_CLASSES:
        if candidate.vcpu >= vcpu and candidate.memory_gib >= memory_gib:
            return candidate
    largest = DATABASE_CLASSES[-1]
    raise UnsupportedOnCloud(
        "aws",
        f"vcpu={vcpu} with memory_gib={memory_gib}",
        f"the largest class, {largest.name}, has {largest.vcpu} vCPU and {largest.memory_gib} GiB; add readers",
    )


def cache_node(memory_gib: float) -> CacheNode:
    """The smallest node type with at least this memory.

    Raises:
        UnsupportedOnCloud: no node is that large.
    """
    for candidate in CACHE_NODES:
        if candidate.memory_gib >= memory_gib:
            return candidate
    largest = CACHE_NODES[-1]
    raise UnsupportedOnCloud(
        "aws",
        f"memory_gib={memory_gib}",
        f"the largest node, {largest.name}, has {largest.memory_gib} GiB; use more shards",
    )
