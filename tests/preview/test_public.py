"""What of a plan the internet reaches: nothing that is not meant to, and nothing is overlooked."""

import ipaddress
from typing import Any

import pytest

from infra.preview.plan import Plan, Resource
from infra.preview.public import public
from infra.program import ROOT
from infra.settings import load
from tests.preview.samples import plan, resource
from tests.stacks import planned

AWS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
AWS_GROUP = "aws:ec2/securityGroup:SecurityGroup"
AWS_BUCKET = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ALICLOUD_RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
CLOSED = dict.fromkeys(("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), True)


def found(*resources: Resource) -> list[str]:
    return [item.what for item in public(plan(*resources))]


def listed(stack: str) -> list[tuple[str, str]]:
    return sorted((item.resource.name, item.what) for item in public(planned(stack)))


def doors(stack: str, type_: str, group: str) -> list[dict[str, Any]]:
    """What is let in through a firewall."""
    shown: Plan = planned(stack)
    urn = next(item.urn for item in shown.custom if item.name == group and item.type.endswith(":SecurityGroup"))
    rules = [item for item in shown.custom if item.type == type_]
    return [
        item.inputs
        for item in rules
        if urn in item.property_dependencies["securityGroupId"]
        and item.inputs.get("type", "ingress") == "ingress"
        and item.inputs.get("policy", "accept") == "accept"
    ]


def test_on_aws_the_sites_and_the_balancer_behind_them_are_public_and_nothing_else() -> None:
    assert listed("prod-aws") == [
        ("edge-api", "CDN for api.shop.example.net"),
        ("edge-chat", "CDN for chat.shop.example.net"),
        ("edge-events", "CDN for events.shop.example.net"),
        ("edge-go", "CDN for go.shop.example.net"),
        ("edge-landing", "CDN for promo.shop.example.net"),
        ("edge-live", "CDN for live.shop.example.net"),
        ("edge-mini", "CDN for mini.shop.example.net"),
        ("edge-partners", "CDN for partners.shop.example.net"),
        ("edge-web", "CDN for www.shop.example.net, shop.example.net"),
        ("public-lb-alb", "load balancer with public addresses"),
        ("stage-channel-video", "live video that everybody may watch"),
    ]


def test_on_alicloud_the_sites_and_the_balancer_behind_them_are_public_and_nothing_else() -> None:
    assert listed("prod-alicloud") == [
        ("edge-apex", "CDN for cn.shop.example.net"),
        ("edge-api", "CDN for api.cn.shop.example.net"),
        ("edge-chat", "CDN for chat.cn.shop.example.net"),
        ("edge-esa-live", "CDN for live.cn.shop.example.net"),
        ("edge-events", "CDN for events.cn.shop.example.net"),
        ("edge-go", "CDN for go.cn.shop.example.net"),
        ("edge-mini", "CDN for mini.cn.shop.example.net"),
        ("edge-mini-static", "CDN for mini-static.cn.shop.example.net"),
        ("edge-partners", "CDN for partners.cn.shop.example.net"),
        ("edge-promo", "CDN for promo.cn.shop.example.net"),
        ("edge-web-static", "CDN for web-static.cn.shop.example.net"),
        ("edge-www", "CDN for www.cn.shop.example.net"),
        ("public-lb-alb", "load balancer with public addresses"),
    ]


def test_the_public_balancer_on_aws_admits_the_cdn_only() -> None:
    (door,) = doors("prod-aws", AWS_RULE, "public-lb-sg")
    assert (door["fromPort"], door["toPort"], door["ipProtocol"]) == (443, 443, "tcp")
    assert door["prefixListId"] == "pl-a3a144ca"  # com.amazonaws.global.cloudfront.origin-facing in eu-central-1
    assert not {"cidrIpv4", "cidrIpv6", "referencedSecurityGroupId"} & set(door)


def test_the_public_balancer_on_alicloud_admits_the_cdn_only() -> None:
    admitted = doors("prod-alicloud", ALICLOUD_RULE, "public-lb-sg")
    assert sorted(door["cidrIp"] for door in admitted) == sorted(
        load("prod-alicloud", ROOT).config.account.cdn_origin_cidrs
    )
    assert {(door["portRange"], door["ipProtocol"]) for door in admitted} == {("443/443", "tcp")}


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_no_firewall_admits_public_addresses_but_those_of_the_cdn(stack: str) -> None:
    """Also none that are almost the whole internet, which `public` does not look for."""
    type_ = AWS_RULE if stack == "prod-aws" else ALICLOUD_RULE
    allowed = set(load(stack, ROOT).config.account.cdn_origin_cidrs)
    rules = [item.inputs for item in planned(stack).custom if item.type == type_]
    sources = {
        rule[key]
        for rule in rules
        for key in ("cidrIp", "cidrIpv4", "cidrIpv6", "ipv6CidrIp")
        if rule.get(key) and rule.get("type", "ingress") == "ingress" and rule.get("policy", "accept") == "accept"
    }
    assert [cidr for cidr in sources - allowed if not ipaddress.ip_network(cidr).is_private] == []


@pytest.mark.parametrize(
    ("type_", "inputs", "what"),
    [
        (AWS_BUCKET, {**CLOSED, "blockPublicPolicy": False}, "bucket that may be made public"),
        (AWS_BUCKET, {"blockPublicAcls": True}, "bucket that may be made public"),
        ("aws:s3/bucketAcl:BucketAcl", {"acl": "public-read"}, "bucket that anybody may read"),
        (
            "alicloud:oss/bucketAcl:BucketAcl",
            {"acl": "public-read-write"},
            "bucket that anybody may read and write",
        ),
        (
            "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock",
            {"blockPublicAccess": False},
            "bucket that may be made public",
        ),
        (
            AWS_RULE,
            {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "tcp", "fromPort": 22, "toPort": 22},
            "firewall open to anywhere on port 22",
        ),
        (
            AWS_RULE,
            {"cidrIpv6": "::/0", "ipProtocol": "tcp", "fromPort": 1, "toPort": 65535},
            "firewall open to anywhere on port 1-65535",
        ),
        (AWS_RULE, {"cidrIpv4": "0.0.0.0/0", "ipProtocol": "-1"}, "firewall open to anywhere on port any"),
        (
            AWS_GROUP,
            {
                "ingress": [
                    {"cidrBlocks": ["10.0.0.0/8", "0.0.0.0/0"], "protocol": "tcp", "fromPort": 22, "toPort": 22}
                ]
            },
            "firewall open to anywhere on port 22",
        ),
        (
            ALICLOUD_RULE,
            {"type": "ingress", "policy": "accept", "cidrIp": "0.0.0.0/0", "portRange": "22/22"},
            "firewall open to anywhere on port 22",
        ),
        (
            ALICLOUD_RULE,
            {"type": "ingress", "ipv6CidrIp": "::/0", "portRange": "-1/-1"},
            "firewall open to anywhere on port any",
        ),
        ("aws:lb/loadBalancer:LoadBalancer", {"internal": False}, "load balancer with public addresses"),
        ("aws:lb/loadBalancer:LoadBalancer", {}, "load balancer with public addresses"),
        (
            "alicloud:alb/loadBalancer:LoadBalancer",
            {"addressType": "Internet"},
            "load balancer with public addresses",
        ),
        (
            "aws:rds/clusterInstance:ClusterInstance",
            {"publiclyAccessible": True},
            "database with a public address",
        ),
        ("alicloud:polardb/endpoint:Endpoint", {"netType": "Public"}, "database with a public address"),
    ],
)
def test_whatever_is_opened_is_listed(type_: str, inputs: dict[str, Any], what: str) -> None:
    assert found(resource(type_, "opened", inputs)) == [what]


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        (AWS_BUCKET, CLOSED),
        ("alicloud:oss/bucketAcl:BucketAcl", {"acl": "private"}),
        (AWS_RULE, {"cidrIpv4": "10.0.0.0/8", "ipProtocol": "tcp", "fromPort": 22, "toPort": 22}),
        (AWS_GROUP, {"egress": [{"cidrBlocks": ["0.0.0.0/0"]}]}),
        (ALICLOUD_RULE, {"type": "egress", "policy": "accept", "cidrIp": "0.0.0.0/0"}),
        (ALICLOUD_RULE, {"type": "ingress", "policy": "drop", "cidrIp": "0.0.0.0/0"}),
        ("aws:lb/loadBalancer:LoadBalancer", {"internal": True}),
        ("alicloud:alb/loadBalancer:LoadBalancer", {"addressType": "Intranet"}),
    ],
)
def test_whatever_is_closed_is_not(type_: str, inputs: dict[str, Any]) -> None:
    assert found(resource(type_, "closed", inputs)) == []


def test_a_function_with_an_address_of_its_own_is_public_and_one_with_a_clock_is_not() -> None:
    trigger = "alicloud:fc/v3Trigger:V3Trigger"
    assert found(resource(trigger, "start", {"triggerType": "http"})) == [
        "function that has an address of its own"
    ]
    assert found(resource(trigger, "start", {"triggerType": "timer"})) == []
