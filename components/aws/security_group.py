"""The firewall of one workload on AWS."""

from __future__ import annotations

import pulumi
from pulumi_aws import ec2, vpc

from components.aws.context import AwsContext
from components.options import extend
from components.security_group import SecurityGroupArgs, SecurityGroupOutputs


def build_security_group(
    ctx: AwsContext, name: str, args: SecurityGroupArgs, opts: pulumi.ResourceOptions
) -> SecurityGroupOutputs:
    """A group without inline rules: the provider takes back AWS's allow-all egress, so it starts closed."""
    group = ec2.SecurityGroup(
        f"{name}-group",
        vpc_id=args.network_id,
        description=args.purpose,
        tags=ctx.label.named(name, name),
        # A new description replaces the group, which hangs while instances use it
        opts=extend(opts, ignore_changes=["description"]),
    )
    if args.https_egress:
        vpc.SecurityGroupEgressRule(
            f"{name}-https",
            security_group_id=group.id,
            description="TLS to cloud APIs and partners",
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            cidr_ipv4="0.0.0.0/0",
            tags=ctx.label.tags(name),
            opts=opts,
        )
    return SecurityGroupOutputs(security_group_id=group.id)
