"""Security groups as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
_INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
_ECS_GROUP = "alicloud:ecs/securityGroup:SecurityGroup"
_ECS_RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
_VPC = "aws:ec2/vpc:Vpc"
_DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_ALB_GROUP = "alicloud:alb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_ANYWHERE = "0.0.0.0/0"


def _https(source: Any = _ANYWHERE, **more: Any) -> Res:
    ports: dict[str, Any] = {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443}
    return res(_INGRESS_RULE, "https", securityGroupId=ref("group"), cidrIpv4=source, **ports, **more)


def _ecs_https(source: Any = _ANYWHERE) -> Res:
    ports: dict[str, Any] = {"ipProtocol": "tcp", "portRange": "443/443"}
    return res(_ECS_RULE, "https", type="ingress", securityGroupId=ref("group"), cidrIp=source, **ports)


def _template(**more: Any) -> Res:
    return res(_TEMPLATE, "template", networkInterfaces=[{"securityGroups": [ref("group")]}], **more)


def _exposure() -> Iterator[Example]:
    rule, group, ecs_group = "stack-public-ingress-only-on-edge", res(_GROUP, "group"), res(_ECS_GROUP, "group")
    yield passes(rule, group, _https(), res(_BALANCER, "balancer", securityGroups=[ref("group")]))
    yield fails(rule, group, _https(), _template(), says="is the group of template")
    yield passes(rule, group, _https("10.40.0.0/16"), _template())
    yield unknown(rule, group, _https(UNKNOWN), _template())
    yield fails(
        rule,
        res(
            _GROUP, "group", ingress=[{"protocol": "tcp", "fromPort": 80, "toPort": 80, "cidrBlocks": [_ANYWHERE]}]
        ),
        res("aws:rds/cluster:Cluster", "database", engine="aurora-mysql", vpcSecurityGroupIds=[ref("group")]),
        says="database",
    )
    # a prefix list of the stack can be everybody too
    yield fails(
        rule,
        group,
        res(_INGRESS_RULE, securityGroupId=ref("group"), ipProtocol="-1", prefixListId=ref("list")),
        res("aws:ec2/managedPrefixList:ManagedPrefixList", "list", entries=[{"cidr": _ANYWHERE}]),
        _template(),
        says="0.0.0.0/0 (list)",
    )
    entry = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"
    yield fails(
        rule,
        group,
        res(_INGRESS_RULE, securityGroupId=ref("group"), ipProtocol="-1", prefixListId=ref("list")),
        res("aws:ec2/managedPrefixList:ManagedPrefixList", "list", maxEntries=5),
        res(entry, "everybody", prefixListId=ref("list"), cidr=_ANYWHERE),
        _template(),
        says="0.0.0.0/0 (list)",
    )
    # user data that names a group does not put anything into it
    yield passes(rule, group, _https(), res(_TEMPLATE, "template", userData=ref("group")))
    yield passes(rule, group, _https())
    yield passes(
        rule, ecs_group, _ecs_https(), res(_ALB_GROUP, loadBalancerId=UNKNOWN, securityGroupId=ref("group"))
    )
    yield fails(
        rule,
        ecs_group,
        _ecs_https(),
        res(_ECS_TEMPLATE, "template", securityGroupIds=[ref("group")]),
        says="template",
    )
    yield unknown(
        rule, ecs_group, _ecs_https(UNKNOWN), res(_ECS_TEMPLATE, "template", securityGroupIds=[ref("group")])
    )
    # on the allow list of a database the group lets its members in, it does not expose the database
    yield passes(
        rule,
        ecs_group,
        _ecs_https(),
        res("alicloud:polardb/cluster:Cluster", "database", securityGroupIds=[ref("group")]),
    )


def _way_out() -> Iterator[Example]:
    rule = "network-egress-restricted"
    for source, verdict in (("10.0.0.0/8", passes), (_ANYWHERE, fails), (UNKNOWN, unknown)):
        entry: dict[str, Any] = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": [source]}
        yield verdict(rule, res(_EGRESS_RULE, ipProtocol="-1", cidrIpv4=source, securityGroupId=UNKNOWN))
        yield verdict(rule, res(_GROUP, egress=[entry]))
        yield verdict(rule, res(_DEFAULT_GROUP, egress=[entry]))
        yield verdict(rule, res(_RULE, type="egress", securityGroupId=UNKNOWN, **entry))
        yield verdict(
            rule, res(_ECS_RULE, type="egress", ipProtocol="all", cidrIp=source, securityGroupId=UNKNOWN)
        )
    yield passes(rule, res(_EGRESS_RULE, ipProtocol="tcp", fromPort=443, toPort=443, cidrIpv4=_ANYWHERE))
    yield fails(rule, res(_EGRESS_RULE, ipProtocol="tcp", fromPort=0, toPort=65535, cidrIpv6="::/0"))
    # the provider takes back the rule that AWS gives to a new group
    yield skips(rule, res(_GROUP, vpcId=UNKNOWN))
    yield skips(rule, res(_ECS_RULE, type="ingress", ipProtocol="all", cidrIp=_ANYWHERE))
    group, template = res(_ECS_GROUP, "group"), res(_ECS_TEMPLATE, "template", securityGroupIds=[ref("group")])
    rest: dict[str, Any] = {"type": "egress", "ipProtocol": "all", "portRange": "-1/-1", "cidrIp": _ANYWHERE}
    yield passes(rule, group, template, res(_ECS_RULE, securityGroupId=ref("group"), policy="drop", **rest))
    yield fails(rule, group, template, says="no egress rule drops")
    yield passes(rule, res(_ECS_GROUP, "group", securityGroupType="enterprise"), template)
    # UDP still gets out
    only_tcp: dict[str, Any] = {**rest, "ipProtocol": "tcp", "portRange": "1/65535"}
    yield fails(rule, group, template, res(_ECS_RULE, securityGroupId=ref("group"), policy="drop", **only_tcp))
    yield unknown(rule, group, template, res(_ECS_RULE, securityGroupId=ref("group"), policy=UNKNOWN, **rest))
    yield skips(rule, group, res(_ALB_GROUP, loadBalancerId=UNKNOWN, securityGroupId=ref("group")))


def _default_group() -> Iterator[Example]:
    rule, vpc, closed = (
        "network-default-sg-closed",
        res(_VPC, "vpc"),
        res(_DEFAULT_GROUP, "group", vpcId=ref("vpc")),
    )
    yield passes(rule, vpc, closed)
    yield fails(rule, vpc, says="is not adopted")
    itself = [{"protocol": "-1", "fromPort": 0, "toPort": 0, "self": True}]
    yield fails(rule, vpc, res(_DEFAULT_GROUP, vpcId=ref("vpc"), ingress=itself), says="`ingress`")
    yield fails(rule, vpc, res(_DEFAULT_GROUP, vpcId=ref("vpc"), egress=itself), says="`egress`")
    yield fails(rule, vpc, closed, _https(), says="https opens")
    yield fails(
        rule, vpc, closed, res(_EGRESS_RULE, "rule", securityGroupId=ref("vpc"), ipProtocol="-1"), says="rule"
    )
    yield fails(rule, res(_VPC, "other"), vpc, closed)
    yield unknown(rule, vpc, res(_DEFAULT_GROUP, vpcId=ref("vpc"), ingress=UNKNOWN))
    # AWS's own network is no exception
    default = res(_DEFAULT_VPC, "vpc")
    yield passes(rule, default, closed)
    yield fails(rule, default, says="is not adopted")
    yield unknown(rule, default, res(_DEFAULT_GROUP, vpcId=ref("vpc"), egress=UNKNOWN))


def _one_place() -> Iterator[Example]:
    rule = "network-no-mixed-rule-management"
    entry: dict[str, Any] = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.40.0.0/16"]}
    inline = res(_GROUP, "group", ingress=[entry])
    separate = res(_RULE, "rule", type="ingress", securityGroupId=ref("group"), **entry)
    yield passes(rule, res(_GROUP, "group"), _https(), separate)
    yield fails(rule, inline, _https(), says="`ingress` resets the separate rules https")
    yield fails(rule, inline, separate, says="rule")
    yield passes(rule, inline)
    # each direction for itself
    yield passes(rule, inline, res(_EGRESS_RULE, securityGroupId=ref("group"), ipProtocol="-1"))
    yield fails(
        rule,
        res(_GROUP, "group", egress=[entry]),
        res(_EGRESS_RULE, securityGroupId=ref("group"), ipProtocol="-1"),
    )
    # an empty list removes every rule
    yield fails(rule, res(_GROUP, "group", ingress=[]), _https())
    yield unknown(rule, inline, res(_RULE, type=UNKNOWN, securityGroupId=ref("group"), **entry))


EXAMPLES: tuple[Example, ...] = (*_exposure(), *_way_out(), *_default_group(), *_one_place())
