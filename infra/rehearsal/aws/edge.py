"""What stands in front of the services: CloudFront, load balancers and their firewall."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from infra.capacity.plan.cloud import CLOUDS
from infra.rehearsal.graph import Graph, get, number
from infra.rehearsal.planned import PlannedBalancer, PlannedEdge

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_FACTS = CLOUDS["aws"]
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_FIREWALL = "aws:wafv2/webAclAssociation:WebAclAssociation"


def edge(graph: Graph) -> PlannedEdge:
    """The distributions and the quotas of each, until they are raised on request."""
    return PlannedEdge(
        distributions=len([each for each in graph.of(_DISTRIBUTION) if get(each, "enabled", False)]),
        requests_per_second=_FACTS.edge_rps or inf,
        gbps=_FACTS.edge_gbps or inf,
    )


def balancers(graph: Graph) -> Iterator[tuple[str, PlannedBalancer]]:
    """Component -> load balancer."""
    for balancer in graph.of(BALANCER):
        guarded = bool(graph.referring(balancer, _FIREWALL, "resourceArn"))
        yield (
            str(balancer.component),
            PlannedBalancer(
                internal=bool(get(balancer, "internal", False)),
                reserved_units=number(balancer, "minimumLoadBalancerCapacity.capacityUnits", 0),
                firewall_rps=(_FACTS.firewall_rps or inf) if guarded else inf,
                mbps=inf,
                grows=True,
            ),
        )
