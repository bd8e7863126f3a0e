"""Load balancers: what they cannot grow to in time stands ready before a declared sale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.reading.load_balancers import ALB, BALANCER
from policies.reading.service import component_of
from policies.reading.upcoming import NO_SALE, largest, upcoming
from policies.rule import PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_NLB = "alicloud:nlb/loadBalancer:LoadBalancer"
_PACKAGE = "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage"
_ATTACHMENT: Mapping[str, str] = {
    ALB: "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment",
    _NLB: "alicloud:nlb/loadbalancerCommonBandwidthPackageAttachment:LoadbalancerCommonBandwidthPackageAttachment",
}
"""Type of load balancer -> type of the resource that gives it a bandwidth package, apart from its own argument."""


def _aws_reserved(balancer: View) -> Outcome:
    if balancer.get("loadBalancerType", "application") == "gateway":
        return NotApplicable("a gateway load balancer has no capacity to reserve")
    sales = upcoming(balancer.stack.facts)
    if not sales:
        return NO_SALE
    name = component_of(balancer) or ""
    if all(sale.needs and not sale.needs.balancer_units.get(name, 1) for sale in sales):
        return NotApplicable("no declared sale in preparation rises faster than it grows by itself")
    reserved = float(balancer.get("minimumLoadBalancerCapacity.capacityUnits", 0))
    need = largest(sales, lambda needs: needs.balancer_units.get(name, 0))
    if reserved and (need is None or reserved >= need.value):
        return None
    wanted = f"{name} needs {need.value} at {need.sale}" if need else "a sale is declared"
    return f"`minimumLoadBalancerCapacity.capacityUnits` is {f'{reserved:g}' if reserved else 'not set'}, {wanted}"


def _alicloud_reserved(balancer: View) -> Outcome:
    if balancer.get("addressType") != "Internet":
        return NotApplicable("only traffic from the internet has a bandwidth that is bought")
    sales = upcoming(balancer.stack.facts)
    if not sales:
        return NO_SALE
    joined = list(_joined(balancer))
    if not joined:
        return "`bandwidthPackageId` is not set: each zone's address has its own low limit, and a sale is declared"
    name = component_of(balancer) or ""
    need = largest(sales, lambda needs: needs.balancer_mbps.get(name, 0))
    if need is None:
        return None
    packages = [package for place in joined for package in place.targets("bandwidthPackageId", _PACKAGE)]
    if not packages:
        raise NotEvaluated("its bandwidth package is not of this stack")
    width = min(float(package.get("bandwidth", 0)) for package in packages)
    if width >= need.value:
        return None
    has = f"its bandwidth package {packages[0].name} has {width:,.0f} Mbit/s"
    return f"{has}, {name} sends {need.value:,.0f} at {need.sale}"


def _joined(balancer: View) -> Iterator[View]:
    """What names its bandwidth package: itself, or an attachment."""
    if balancer.has("bandwidthPackageId"):
        yield balancer
    yield from balancer.referring(_ATTACHMENT[balancer.type], "loadBalancerId")


RULES = (
    Rule(
        id="capacity-lb-prewarm",
        title="Load balancers have the capacity of a declared sale reserved",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why=(
            "A load balancer grows by itself, but over minutes: the first wave of a sale meets the size of a "
            "quiet day, and customers get errors before any instance is busy."
        ),
        remediation=(
            "leave LoadBalancer's `reserve` to the plan, which follows from stacks/campaigns.yaml: it becomes "
            "`minimumLoadBalancerCapacity` on AWS and a shared bandwidth package on Alibaba Cloud"
        ),
        source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html",
        checks={BALANCER: _aws_reserved, ALB: _alicloud_reserved, _NLB: _alicloud_reserved},
        scope=Scope.STACK,
        environments=PRODUCTION,
    ),
)
