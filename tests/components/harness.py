"""Runs one capability on one cloud, offline, and gives back what it registered."""

from collections.abc import Callable
from typing import Any

import pulumi

from components.alicloud.context import AlicloudContext
from components.aws.context import AwsContext
from components.component import Component
from components.label import Label
from infra.preview.engine import run
from infra.preview.plan import Resource

LABEL = Label(
    project="floodgate",
    environment="prod",
    owner="platform@shop.example",
    cost_center="shop",
    scope="123456789012/eu-central-1",
)
AWS = AwsContext(
    label=LABEL,
    region="eu-central-1",
    account_id="123456789012",
    machine_image="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
)
ALICLOUD = AlicloudContext(
    label=LABEL,
    region="cn-hangzhou",
    account_id="1234567890123456",
    machine_image="aliyun_3_x64_20G_alibase_20250629.vhd",
    kms_instance_id="kst-hzz62e1f2a3b4c5d6e7f8",
    cdn_origin_cidrs=("47.96.0.0/16", "118.178.0.0/16"),
    esa_instance_id="esa-site-a1b2c3d4e5",
    esa_cname_zone="shop.example.net.a1b2.example.com",
)


def provision(
    kind: type[Component[Any, Any]],
    name: str,
    args: Callable[[], Any],
    build: Callable[..., Any],
) -> tuple[list[Resource], Any]:
    """Build one component; `args` is called inside the program because it makes Outputs. Returns all registered
    resources (the component first) and the component's outputs."""
    kept: list[Any] = []

    def program() -> None:
        kept.append(kind(name, args(), build).outputs)

    monitor = run(program, project="floodgate", stack="prod-test")
    return list(monitor.planned.values()), kept[0]


def known(value: str) -> pulumi.Output[str]:
    """An Output whose value is known."""
    return pulumi.Output.from_input(value)


def unknown() -> pulumi.Output[str]:
    """An Output whose value only the cloud can know. Inside a JSON document it shows as the SDK's marker, which is
    what lets a test read a policy around it."""
    return pulumi.Output.from_input(pulumi.runtime.rpc.UNKNOWN)


def of_type(resources: list[Resource], type_: str) -> list[Resource]:
    """The resources of one Pulumi type."""
    return [resource for resource in resources if resource.type == type_]


def only(resources: list[Resource], type_: str) -> Resource:
    """The one resource of this type."""
    found = of_type(resources, type_)
    assert len(found) == 1, f"expected one {type_}, got {[resource.name for resource in found]}"
    return found[0]
