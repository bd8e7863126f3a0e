"""The gateway endpoint of OSS, in the regions that have one."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import vpc

from components.alicloud.context import AlicloudContext
from components.alicloud.policy import document

_REGIONS = {
    "ap-northeast-1",
    "ap-southeast-1",
    "ap-southeast-3",
    "ap-southeast-5",
    "cn-beijing",
    "cn-chengdu",
    "cn-guangzhou",
    "cn-hangzhou",
    "cn-heyuan",
    "cn-hongkong",
    "cn-huhehaote",
    "cn-qingdao",
    "cn-shanghai",
    "cn-shenzhen",
    "cn-wulanchabu",
    "cn-zhangjiakou",
    "eu-central-1",
    "eu-west-1",
    "me-east-1",
    "us-east-1",
    "us-west-1",
}
"""Source: OSS documentation "Regions that support gateway endpoints", 2026-08."""


def oss_endpoint(
    ctx: AlicloudContext, name: str, network: vpc.Network, opts: pulumi.ResourceOptions
) -> vpc.GatewayEndpoint | None:
    """The endpoint on the VPC's system route table; None where OSS has none and is reached at 100.64.0.0/10.

    Its policy lets every bucket through: container registry and package mirrors keep their files in buckets of
    other accounts. Who may read a bucket is decided by RAM and the bucket's policy.
    """
    if ctx.region not in _REGIONS:
        return None
    return vpc.GatewayEndpoint(
        f"{name}-oss",
        vpc_id=network.id,
        service_name=f"com.aliyun.{ctx.region}.oss",
        gateway_endpoint_name=ctx.label.physical(f"{name}-oss", 128),
        policy_document=document(
            [{"Effect": "Allow", "Principal": ["*"], "Action": ["oss:*"], "Resource": ["*"]}]
        ),
        route_tables=[network.route_table_id],
        tags=ctx.label.tags(name),
        opts=opts,
    )
