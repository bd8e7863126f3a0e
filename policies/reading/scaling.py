"""What scaling groups are attached to, in the group or by resources of their own."""

from __future__ import annotations

from collections.abc import Mapping

from policies.view import View

_INLINE: Mapping[str, tuple[str, ...]] = {
    "aws:autoscaling/group:Group": ("targetGroupArns", "trafficSources", "loadBalancers"),
    "alicloud:ess/scalingGroup:ScalingGroup": ("albServerGroups", "loadbalancerIds"),
}
_ATTACHMENTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "aws:autoscaling/group:Group": (
        ("aws:autoscaling/attachment:Attachment", "autoscalingGroupName"),
        ("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "autoscalingGroupName"),
    ),
    "alicloud:ess/scalingGroup:ScalingGroup": (
        ("alicloud:ess/albServerGroupAttachment:AlbServerGroupAttachment", "scalingGroupId"),
        ("alicloud:ess/serverGroupAttachment:ServerGroupAttachment", "scalingGroupId"),
        ("alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups", "scalingGroupId"),
    ),
}


def behind_load_balancer(group: View) -> bool:
    """Whether a load balancer sends requests to the instances of an Auto Scaling group or an ESS group."""
    return any(group.has(path) for path in _INLINE[group.type]) or any(
        group.referring(type_, path) for type_, path in _ATTACHMENTS[group.type]
    )
