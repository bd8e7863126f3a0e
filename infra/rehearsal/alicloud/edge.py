"""What stands in front of the services: DCDN, load balancers and their firewall."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from infra.capacity.plan.cloud import CLOUDS
from infra.preview.plan import Resource
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedBalancer, PlannedEdge

BALANCER = "alicloud:alb/loadBalancer:LoadBalancer"
_FACTS = CLOUDS["alicloud"]
_DOMAIN = "alicloud:dcdn/domain:Domain"
_ZONE_MBPS = 200.0
"""To the internet, of the address in one zone. Source: ALB documentation, "Limits", 2026-11."""
_ATTACHMENT = (
    "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment"
)
_SHARED = "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage"


def edge(graph: Graph) -> PlannedEdge:
    """The accelerated domains; Alibaba Cloud publishes no limit of their requests."""
    return PlannedEdge(
        distributions=len(graph.of(_DOMAIN)),
        requests_per_second=_FACTS.edge_rps or inf,
        gbps=_FACTS.edge_gbps or inf,
    )


def balancers(graph: Graph) -> Iterator[tuple[str, PlannedBalancer]]:
    """Component -> load balancer. The provider has no argument that reserves capacity."""
    for balancer in graph.of(BALANCER):
        internal = get(balancer, "addressType") == "Intranet"
        yield (
            str(balancer.component),
            PlannedBalancer(
                internal=internal,
                reserved_units=0,
                firewall_rps=_FACTS.firewall_rps or inf,
                mbps=inf if internal else _mbps(graph, balancer),
                grows=False,
            ),
        )


def _mbps(graph: Graph, balancer: Resource) -> float:
    """What a public load balancer sends: its shared bandwidth, or what the address of each zone carries alone."""
    for attachment in graph.referring(balancer, _ATTACHMENT, "loadBalancerId"):
        for shared in graph.targets(attachment, "bandwidthPackageId", _SHARED):
            return number(shared, "bandwidth")
    return _ZONE_MBPS * len(get(balancer, "zoneMappings", []))
