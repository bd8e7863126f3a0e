"""How an instance of a pool is made: the launch template."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import ec2

from components.aws.context import AwsContext
from components.aws.user_data import user_data
from components.instance_sizes import InstanceType
from components.service_pool import ServicePoolArgs

_ROOT_DEVICE = "/dev/xvda"
"""Source: Amazon Linux 2023 user guide, "Launching AL2023 using Amazon EC2": root device of its images, 2026."""
_CONTAINER_HOP_LIMIT = 2
"""The container reaches the metadata service, and with it the instance's role, through docker's bridge: one hop
more than a process of the host."""


def launch_template(
    ctx: AwsContext, name: str, args: ServicePoolArgs, types: Sequence[InstanceType], opts: pulumi.ResourceOptions
) -> ec2.LaunchTemplate:
    """The template; the pool names the instance types. A change makes a new version, which the pool rolls out."""
    tags = ctx.label.named(name, name)
    burstable = any(kind.burstable for kind in types)
    return ec2.LaunchTemplate(
        f"{name}-template",
        # Resolved at each launch: new instances get the newest patched image without a deployment
        image_id=f"resolve:ssm:{ctx.machine_image}",
        update_default_version=True,
        user_data=user_data(ctx, name, args),
        iam_instance_profile={"arn": args.instance_role},
        metadata_options={
            "http_endpoint": "enabled",
            "http_tokens": "required",
            "http_put_response_hop_limit": _CONTAINER_HOP_LIMIT,
            "instance_metadata_tags": "enabled",  # where an instance reads the name of its scaling group
        },
        network_interfaces=[
            {
                "device_index": 0,
                "security_groups": [args.security_group_id],
                "associate_public_ip_address": "false",
                "delete_on_termination": "true",
            }
        ],
        block_device_mappings=[
            {
                "device_name": _ROOT_DEVICE,
                "ebs": {
                    "volume_type": "gp3",
                    "volume_size": args.disk_gib,
                    "encrypted": "true",
                    "kms_key_id": args.disk_key_arn,
                    "delete_on_termination": "true",
                },
            }
        ],
        ebs_optimized="true",
        monitoring={"enabled": True},  # one-minute metrics: with five-minute ones the CPU policy reacts too late
        # Other types refuse the argument. Without it a pool out of credits runs at a fraction of what was measured
        credit_specification={"cpu_credits": "unlimited"} if burstable else None,
        tag_specifications=[{"resource_type": kind, "tags": tags} for kind in ("instance", "volume")],
        tags=ctx.label.tags(name),
        opts=opts,
    )
