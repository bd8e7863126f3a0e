"""What load balancers have reserved before a declared sale."""

from __future__ import annotations

from policies.examples.declared import DECLARED, sale
from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_RESERVED = "capacity-lb-prewarm"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_NLB = "alicloud:nlb/loadBalancer:LoadBalancer"
_PACKAGE = "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage"
_ATTACHMENTS = {
    _ALB: "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment",
    _NLB: "alicloud:nlb/loadbalancerCommonBandwidthPackageAttachment:LoadbalancerCommonBandwidthPackageAttachment",
}
_UNITS = sale(balancer_units={"shop": 500, "services": 0})
_WIDTH = sale(balancer_mbps={"shop": 800})
_SHOP = {"component": "shop"}

_AWS: tuple[Example, ...] = (
    passes(
        _RESERVED,
        res(_BALANCER, "shop", minimumLoadBalancerCapacity={"capacityUnits": 500}, tags=_SHOP),
        sales=_UNITS,
    ),
    fails(
        _RESERVED,
        res(_BALANCER, "shop", minimumLoadBalancerCapacity={"capacityUnits": 499}, tags=_SHOP),
        says="is 499, shop needs 500 at singles-day",
        sales=_UNITS,
    ),
    fails(_RESERVED, res(_BALANCER, "shop", tags=_SHOP), says="is not set, shop needs 500", sales=_UNITS),
    skips(_RESERVED, res(_BALANCER, "services", tags={"component": "services"}), sales=_UNITS),
    # a sale of which only the time is known
    passes(_RESERVED, res(_BALANCER, "shop", minimumLoadBalancerCapacity={"capacityUnits": 100}), sales=DECLARED),
    fails(_RESERVED, res(_BALANCER, "shop"), says="a sale is declared", sales=DECLARED),
    skips(_RESERVED, res(_BALANCER, "shop")),
    skips(_RESERVED, res(_BALANCER, "shop"), sales=sale(prepared=False, balancer_units={"shop": 500})),
    skips(_RESERVED, res(_BALANCER, "firewalls", loadBalancerType="gateway"), sales=DECLARED),
    unknown(
        _RESERVED,
        res(_BALANCER, "shop", minimumLoadBalancerCapacity={"capacityUnits": UNKNOWN}),
        sales=DECLARED,
    ),
)

EXAMPLES: tuple[Example, ...] = (
    *_AWS,
    *(
        example
        for type_, attachment in _ATTACHMENTS.items()
        for example in (
            passes(
                _RESERVED,
                res(type_, "shop", addressType="Internet", tags=_SHOP),
                res(attachment, "wide", loadBalancerId=ref("shop"), bandwidthPackageId=ref("package")),
                res(_PACKAGE, "package", bandwidth="800"),
                sales=_WIDTH,
            ),
            fails(
                _RESERVED,
                res(type_, "shop", addressType="Internet", tags=_SHOP, bandwidthPackageId=ref("package")),
                res(_PACKAGE, "package", bandwidth="200"),
                says="its bandwidth package package has 200 Mbit/s, shop sends 800 at singles-day",
                sales=_WIDTH,
            ),
            passes(
                _RESERVED,
                res(type_, "shop", addressType="Internet", bandwidthPackageId=UNKNOWN),
                sales=DECLARED,
            ),
            fails(_RESERVED, res(type_, "shop", addressType="Internet"), sales=DECLARED),
            skips(_RESERVED, res(type_, "shop", addressType="Intranet"), sales=DECLARED),
            skips(_RESERVED, res(type_, "shop", addressType="Internet")),
            unknown(
                _RESERVED,
                res(type_, "shop", addressType="Internet", tags=_SHOP, bandwidthPackageId="cbwp-0123456789"),
                says="not of this stack",
                sales=_WIDTH,
            ),
            unknown(_RESERVED, res(type_, "shop", addressType=UNKNOWN), sales=DECLARED),
        )
    ),
)
