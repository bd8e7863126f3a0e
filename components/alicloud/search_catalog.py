"""Node types of search clusters, smallest first."""

from __future__ import annotations

from dataclasses import dataclass

from components.errors import UnsupportedOnCloud


@dataclass(frozen=True, kw_only=True)
class SearchNode:
    """One node specification of Elasticsearch, with cloud disks."""

    name: str
    vcpu: int
    memory_gib: int


SEARCH_NODES = (
    SearchNode(name="elasticsearch.sn1ne.large", vcpu=2, memory_gib=4),
    SearchNode(name="elasticsearch.sn2ne.large", vcpu=2, memory_gib=8),
    SearchNode(name="elasticsearch.sn2ne.xlarge", vcpu=4, memory_gib=16),
    SearchNode(name="elasticsearch.sn2ne.2xlarge", vcpu=8, memory_gib=32),
    SearchNode(name="elasticsearch.sn2ne.4xlarge", vcpu=16, memory_gib=64),
)
"""Source, as of 2026-11: Alibaba Cloud Elasticsearch documentation, "Node specifications" (Intel). Only what that
page offers in all regions; other ratios of vCPU and memory, up to `elasticsearch.r5.2xlarge`, are sold in some."""

MANAGER_NODE = SEARCH_NODES[1].name
"""Of a cluster with up to 50 data nodes; the smallest that the same documentation recommends for production."""
KIBANA_NODE = SEARCH_NODES[0].name
"""A cluster always has one. The smallest that is still sold."""


def search_node(vcpu: int, memory_gib: int) -> SearchNode:
    """The smallest specification with at least this size.

    Raises:
        UnsupportedOnCloud: no specification is that large.
    """
    for candidate in SEARCH_NODES:
        if candidate.vcpu >= vcpu and candidate.memory_gib >= memory_gib:
            return candidate
    largest = SEARCH_NODES[-1]
    raise UnsupportedOnCloud(
        "alicloud",
        f"vcpu={vcpu} with memory_gib={memory_gib}",
        f"the largest node, {largest.name}, has {largest.vcpu} vCPU and {largest.memory_gib} GiB; add nodes",
    )
