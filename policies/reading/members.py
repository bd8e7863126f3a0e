"""What is in a security group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.reading.permissions import DEFAULT_GROUP, ECS_GROUP, ECS_RULE, EGRESS_RULE, GROUP, INGRESS_RULE, RULE
from policies.resource import Resource
from policies.view import View

LOAD_BALANCERS = frozenset(
    {
        "aws:elb/loadBalancer:LoadBalancer",
        "aws:lb/loadBalancer:LoadBalancer",
        "alicloud:alb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment",
        "alicloud:nlb/loadBalancer:LoadBalancer",
        "alicloud:nlb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment",
    }
)
"""What is made to be reached by everybody."""

_RULES = frozenset({GROUP, DEFAULT_GROUP, RULE, INGRESS_RULE, EGRESS_RULE, ECS_GROUP, ECS_RULE})
_NO_MEMBERS = frozenset(
    {
        "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive",
        "aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation",
        # Stores that let the instances of a group in
        "alicloud:alikafka/instance:Instance",
        "alicloud:kvstore/instance:Instance",
        "alicloud:mongodb/instance:Instance",
        "alicloud:polardb/cluster:Cluster",
        "alicloud:rds/instance:Instance",
        "alicloud:redis/tairInstance:TairInstance",
    }
)
"""They name a group without being in it."""


def members(group: View) -> list[View]:
    """Every resource that names the group as its own, in whichever of its properties."""
    return [
        group.of(resource)
        for resource in group.stack.resources.values()
        if resource.custom and resource.type not in _RULES | _NO_MEMBERS and _is_in(group, resource)
    ]


def _is_in(group: View, resource: Resource) -> bool:
    return any(
        group.resource in group.stack.targets(resource, key, (group.type,))
        for key, value in resource.inputs.items()
        if _is_about_groups(key, value)
    )


def _is_about_groups(key: str, value: Any) -> bool:
    """By the property's name, or by one in it: `vpcConfig.securityGroupIds`."""
    if "securitygroup" in key.lower():
        return True
    if isinstance(value, Mapping):
        return any(_is_about_groups(str(inner), item) for inner, item in value.items())
    return isinstance(value, list) and any(_is_about_groups("", item) for item in value)
