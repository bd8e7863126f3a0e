"""Node classes of databases and shard classes of caches, smallest first."""

from __future__ import annotations

from dataclasses import dataclass

from components.errors import UnsupportedOnCloud


@dataclass(frozen=True, kw_only=True)
class DatabaseClass:
    """One dedicated node class of PolarDB for MySQL, Cluster Edition."""

    name: str
    vcpu: int
    memory_gib: int
    max_connections: int


@dataclass(frozen=True, kw_only=True)
class CacheClass:
    """One memory-optimised shard class of Tair."""

    memory_gib: int
    max_connections: int

    def name(self, shards: int) -> str:
        """Spelling for the API. A cluster is reached through its proxy: one address, one certificate. Without the
        proxy a cluster cannot speak TLS."""
        return f"tair.rdb.with.proxy.{self.memory_gib}g" if shards > 1 else f"tair.rdb.{self.memory_gib}g"


DATABASE_CLASSES = (
    DatabaseClass(name="polar.mysql.x4.medium", vcpu=2, memory_gib=8, max_connections=6000),
    DatabaseClass(name="polar.mysql.x8.medium", vcpu=2, memory_gib=16, max_connections=8000),
    DatabaseClass(name="polar.mysql.x4.large", vcpu=4, memory_gib=16, max_connections=8000),
    DatabaseClass(name="polar.mysql.x8.large", vcpu=4, memory_gib=32, max_connections=8000),
    DatabaseClass(name="polar.mysql.x4.xlarge", vcpu=8, memory_gib=32, max_connections=10000),
    DatabaseClass(name="polar.mysql.x8.xlarge", vcpu=8, memory_gib=64, max_connections=16000),
    DatabaseClass(name="polar.mysql.x4.2xlarge", vcpu=16, memory_gib=64, max_connections=32000),
    DatabaseClass(name="polar.mysql.x8.2xlarge", vcpu=16, memory_gib=128, max_connections=32000),
    DatabaseClass(name="polar.mysql.x4.4xlarge", vcpu=32, memory_gib=128, max_connections=64000),
    DatabaseClass(name="polar.mysql.x8.4xlarge", vcpu=32, memory_gib=256, max_connections=64000),
    DatabaseClass(name="polar.mysql.x8.8xlarge", vcpu=64, memory_gib=512, max_connections=64000),
    DatabaseClass(name="polar.mysql.x8.12xlarge", vcpu=88, memory_gib=710, max_connections=100000),
)
"""Source, as of 2026-11: PolarDB for MySQL documentation, "Specifications and prices of Cluster Edition compute
nodes". Dedicated classes only: the cheaper general-purpose ones share their CPU with other customers."""

CACHE_CLASSES = (
    CacheClass(memory_gib=1, max_connections=30000),
    CacheClass(memory_gib=2, max_connections=30000),
    CacheClass(memory_gib=4, max_connections=40000),
    CacheClass(memory_gib=8, max_connections=40000),
    CacheClass(memory_gib=16, max_connections=40000),
    CacheClass(memory_gib=24, max_connections=50000),
    CacheClass(memory_gib=32, max_connections=50000),
    CacheClass(memory_gib=64, max_connections=50000),
)
"""Per shard: 7 CPU cores, 300,000 requests per second, 96 MB/s, whatever the memory. Source, as of 2026-11: Tair
documentation, "Memory-optimized instances" (shard specifications)."""


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
        "alicloud",
        f"vcpu={vcpu} with memory_gib={memory_gib}",
        f"the largest class, {largest.name}, has {largest.vcpu} vCPU and {largest.memory_gib} GiB; add readers",
    )


def cache_class(memory_gib: float) -> CacheClass:
    """The smallest class with at least this memory per shard.

    Raises:
        UnsupportedOnCloud: no class is that large.
    """
    for candidate in CACHE_CLASSES:
        if candidate.memory_gib >= memory_gib:
            return candidate
    raise UnsupportedOnCloud(
        "alicloud",
        f"memory_gib={memory_gib}",
        f"the largest shard has {CACHE_CLASSES[-1].memory_gib} GiB; use more shards",
    )
