"""The way of a public load balancer to the internet, wider than its zones' own addresses."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import alb, vpc

from components.alicloud.context import AlicloudContext
from components.load_balancer import Exposure, LoadBalancerArgs
from components.options import extend


def shared_bandwidth(
    ctx: AlicloudContext,
    name: str,
    args: LoadBalancerArgs,
    balancer: alb.LoadBalancer,
    opts: pulumi.ResourceOptions,
) -> None:
    """One bandwidth for the addresses of all zones, if the balancer faces the internet and some is reserved.

    Paid by traffic: the number is a ceiling, not a bill. Joined by an attachment, since another value of the
    balancer's own `bandwidth_package_id` would replace it.
    """
    reserved = args.reserve.megabits_per_second if args.reserve else 0
    if args.exposure is not Exposure.EDGE or not reserved:
        return
    package = vpc.CommonBandwithPackage(
        f"{name}-bandwidth",
        bandwidth_package_name=ctx.label.physical(f"{name}-bandwidth", 128),
        description="Wide enough for a campaign",
        bandwidth=str(reserved),
        internet_charge_type="PayByTraffic",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    alb.LoadBalancerCommonBandwidthPackageAttachment(
        f"{name}-bandwidth",
        bandwidth_package_id=package.id,
        load_balancer_id=balancer.id,
        opts=extend(opts, delete_before_replace=True),  # a load balancer has one bandwidth
    )
