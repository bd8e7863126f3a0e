"""How an instance of a pool is made: the launch template."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_alicloud import ecs

from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.alicloud.user_data import user_data
from components.instance_sizes import InstanceType
from components.service_pool import ServicePoolArgs

_CONTAINER_HOP_LIMIT = 2
"""The container reaches the metadata service, and with it the instance's role, through docker's bridge: one hop
more than a process of the host."""


def launch_template(
    ctx: AlicloudContext,
    name: str,
    args: ServicePoolArgs,
    types: Sequence[InstanceType],
    opts: pulumi.ResourceOptions,
) -> ecs.EcsLaunchTemplate:
    """The template; the pool names further instance types. A change makes a new version, of which the provider
    keeps the last 30 (the most ECS allows).

    A launch template, because a scaling configuration cannot demand metadata tokens. The image must bring
    cloud-init 23.2.2 or later, older ones read no user data where tokens are demanded. Disks with a customer key
    need the role AliyunECSDiskEncryptDefaultRole, which the ECS console makes once per account.
    """
    return ecs.EcsLaunchTemplate(
        f"{name}-template",
        launch_template_name=ctx.label.physical(f"{name}-template", 128),
        update_default_version_number=True,
        image_id=ctx.machine_image,
        instance_type=types[0].name,
        instance_charge_type="PostPaid",
        spot_strategy="NoSpot",  # spot instances are taken away when everybody has a sale
        user_data=user_data(ctx, name, args),
        ram_role_name=args.instance_role,
        http_endpoint="enabled",
        http_tokens="required",
        http_put_response_hop_limit=_CONTAINER_HOP_LIMIT,
        network_type="vpc",
        security_group_ids=[args.security_group_id],
        internet_max_bandwidth_out=0,  # more than 0 gives the instance a public address
        security_enhancement_strategy="Active",  # the agent of Security Center
        system_disk={
            "category": "cloud_essd",
            "performance_level": "PL1",
            "size": args.disk_gib,
            "encrypted": True,
            "kms_key_id": key_id(args.disk_key_arn),
            "delete_with_instance": True,
        },
        tags=ctx.label.tags(name),  # of the instances and their disks
        template_tags=ctx.label.tags(name),
        opts=opts,
    )
