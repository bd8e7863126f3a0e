"""Security groups as a whole: who is in them, what they let out, and where their rules are written."""

from __future__ import annotations

from policies.reading.faults import first_fault
from policies.reading.members import LOAD_BALANCERS, members
from policies.reading.permissions import (
    DEFAULT_GROUP,
    ECS_GROUP,
    ECS_RULE,
    EGRESS_RULE,
    GROUP,
    INGRESS_RULE,
    RULE,
    Direction,
    Permission,
    admits_everybody,
    drops_the_rest,
    permissions,
)
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View


def _only_on_load_balancers(group: View) -> Outcome:
    block = admits_everybody(group)
    if block is None:
        return None
    exposed = sorted(member.name for member in members(group) if member.type not in LOAD_BALANCERS)
    return f"it lets {block} in, and is the group of {', '.join(exposed)}" if exposed else None


def _selective_way_out(resource: View) -> Outcome:
    found = list(permissions(resource, Direction.OUT))
    if not found:
        return NotApplicable("it lets nothing out by itself")
    return first_fault(found, _lets_everything_out)


def _lets_everything_out(permission: Permission) -> str | None:
    block = permission.everybody() if permission.unrestricted() else None
    return f"{permission.place}lets everything out to {block}" if block else None


def _closed_by_a_rule(group: View) -> Outcome:
    inside = members(group)
    if inside and all(member.type in LOAD_BALANCERS for member in inside):
        return NotApplicable("rules do not count on the way out of a load balancer")
    # Groups of type enterprise refuse what no rule accepts. Source: ECS, "Security group rules", 2026
    if group.get("securityGroupType") == "enterprise" or drops_the_rest(group, Direction.OUT):
        return None
    return "no egress rule drops what the others do not accept, so it lets everything out"


def _default_group_closed(vpc: View) -> Outcome:
    adopted = vpc.referring(DEFAULT_GROUP, "vpcId")
    if not adopted:
        return "its default security group is not adopted, so it lets members reach each other and everything out"
    for group in adopted:
        for direction in Direction:
            if group.count(direction):
                return f"its default security group has `{direction}` entries"
    # A rule may also name the group by the network's output
    for owner in (*adopted, vpc):
        for type_ in (RULE, INGRESS_RULE, EGRESS_RULE):
            for rule in owner.referring(type_, "securityGroupId"):
                return f"{rule.name} opens its default security group"
    return None


def _rules_in_one_place(group: View) -> Outcome:
    for direction, rule_type in ((Direction.IN, INGRESS_RULE), (Direction.OUT, EGRESS_RULE)):
        separate = [rule.name for rule in group.referring(rule_type, "securityGroupId")]
        separate += [
            rule.name for rule in group.referring(RULE, "securityGroupId") if rule.get("type") == direction
        ]
        # An empty list is no entry, but it is a statement too: the provider removes every rule
        if separate and (group.has(direction) or group.get(direction) is not None):
            return f"`{direction}` resets the separate rules {', '.join(sorted(separate))}"
    return None


RULES = (
    Rule(
        id="stack-public-ingress-only-on-edge",
        title="Only load balancers are in security groups that let the whole internet in",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="An instance or a store that strangers can connect to is attacked past the firewall and the CDN.",
        remediation="give the workload a group of its own (SecurityGroup) and let it in through a LoadBalancer",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
        checks={GROUP: _only_on_load_balancers, ECS_GROUP: _only_on_load_balancers},
        scope=Scope.STACK,
    ),
    Rule(
        id="network-egress-restricted",
        title="No security group lets everything out to everywhere",
        area=Area.NETWORK,
        severity=Severity.MEDIUM,
        why="Whoever gets into an instance can send customer data anywhere, on any port.",
        remediation="build the group with SecurityGroup, which opens port 443 only (`https_egress`) and, on "
        "Alibaba Cloud, drops the rest",
        source="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html",
        checks={
            GROUP: _selective_way_out,
            DEFAULT_GROUP: _selective_way_out,
            RULE: _selective_way_out,
            EGRESS_RULE: _selective_way_out,
            ECS_RULE: _selective_way_out,
            ECS_GROUP: _closed_by_a_rule,
        },
        scope=Scope.STACK,
    ),
    Rule(
        id="network-default-sg-closed",
        title="The default security group of every network is empty",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="What is created without a group falls into it, and by default its members reach each other on every "
        "port.",
        remediation="build the network with Network, which adopts the default group without rules; put workloads "
        "into a SecurityGroup",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
        checks=dict.fromkeys(("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"), _default_group_closed),
        not_applicable={"alicloud": "networks have no default security group"},
        scope=Scope.STACK,
    ),
    Rule(
        id="network-no-mixed-rule-management",
        title="The rules of a security group are written in one place",
        area=Area.NETWORK,
        severity=Severity.MEDIUM,
        why="Entries of the group and separate rules remove each other in turns: every second deployment cuts "
        "connections, or brings back a rule that was taken away.",
        remediation="build groups with SecurityGroup and add rules as `vpc.SecurityGroupIngressRule` and "
        "`vpc.SecurityGroupEgressRule`; leave `ingress` and `egress` of the group alone",
        source="https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
        checks={GROUP: _rules_in_one_place},
        not_applicable={"alicloud": "groups have no entries of their own, only separate rules"},
        scope=Scope.STACK,
    ),
)
