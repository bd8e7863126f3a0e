"""Node types of search domains, smallest first."""

from __future__ import annotations

from dataclasses import dataclass

from components.errors import UnsupportedOnCloud


@dataclass(frozen=True, kw_only=True)
class SearchNode:
    """One instance type of OpenSearch Service."""

    name: str
    vcpu: int
    memory_gib: int
    most_disk_gib: int
    """The largest volume (gp3) that it takes."""

    @property
    def tunes_itself(self) -> bool:
        """Auto-Tune is not to be had for the T types."""
        return not self.name.startswith("t")


SEARCH_NODES = (
    SearchNode(name="t3.small.search", vcpu=2, memory_gib=2, most_disk_gib=100),
    SearchNode(name="t3.medium.search", vcpu=2, memory_gib=4, most_disk_gib=200),
    SearchNode(name="m7g.large.search", vcpu=2, memory_gib=8, most_disk_gib=768),
    SearchNode(name="r7g.large.search", vcpu=2, memory_gib=16, most_disk_gib=1_536),
    SearchNode(name="m7g.xlarge.search", vcpu=4, memory_gib=16, most_disk_gib=2_048),
    SearchNode(name="r7g.xlarge.search", vcpu=4, memory_gib=32, most_disk_gib=3_072),
    SearchNode(name="m7g.2xlarge.search", vcpu=8, memory_gib=32, most_disk_gib=3_072),
    SearchNode(name="r7g.2xlarge.search", vcpu=8, memory_gib=64, most_disk_gib=6_144),
    SearchNode(name="m7g.4xlarge.search", vcpu=16, memory_gib=64, most_disk_gib=6_144),
    SearchNode(name="r7g.4xlarge.search", vcpu=16, memory_gib=128, most_disk_gib=12_288),
    SearchNode(name="r7g.8xlarge.search", vcpu=32, memory_gib=256, most_disk_gib=16_384),
    SearchNode(name="r7g.12xlarge.search", vcpu=48, memory_gib=384, most_disk_gib=24_576),
    SearchNode(name="r7g.16xlarge.search", vcpu=64, memory_gib=512, most_disk_gib=36_864),
)
"""Source, as of 2026-11: Amazon OpenSearch Service Developer Guide, "Supported instance types" and "Quotas" (EBS
volume size). The two T types are for development: their CPU is throttled once its credits are used up."""

_MANAGERS = ((10, "m7g.large.search"), (30, "m7g.xlarge.search"), (75, "r7g.xlarge.search"))
"""Most nodes of the cluster -> type of the managers, by their memory of 8, 16 and 32 GiB.
Source: the same guide, "Dedicated master nodes", "Choosing instance types", 2026-11."""


def search_node(vcpu: int, memory_gib: int, disk_gib: int) -> SearchNode:
    """The smallest type with at least this size that takes the disk.

    Raises:
        UnsupportedOnCloud: no type is that large.
    """
    for candidate in SEARCH_NODES:
        if candidate.vcpu >= vcpu and candidate.memory_gib >= memory_gib and candidate.most_disk_gib >= disk_gib:
            return candidate
    largest = SEARCH_NODES[-1]
    raise UnsupportedOnCloud(
        "aws",
        f"vcpu={vcpu} with memory_gib={memory_gib} and disk_gib={disk_gib}",
        f"the largest node, {largest.name}, has {largest.vcpu} vCPU, {largest.memory_gib} GiB and a disk of "
        f"{largest.most_disk_gib} GiB; add nodes",
    )


def manager_node(nodes: int) -> str:
    """The type of the three managers of a cluster with this many data nodes.

    Raises:
        UnsupportedOnCloud: no type manages so many.
    """
    for most, name in _MANAGERS:
        if nodes <= most:
            return name
    raise UnsupportedOnCloud("aws", f"nodes={nodes}", f"the catalog has managers for {_MANAGERS[-1][0]} at most")
