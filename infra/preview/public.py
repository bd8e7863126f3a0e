"""What of a plan can be reached from the internet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.preview.plan import Plan, Resource

_ANYWHERE = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True, kw_only=True)
class Public:
    """One thing that the internet reaches."""

    resource: Resource
    what: str


def public(plan: Plan) -> list[Public]:
    """Everything public, in the order of the plan."""
    return [
        Public(resource=resource, what=what)
        for resource in plan.custom
        if (rule := _RULES.get(resource.type)) and (what := rule(resource.inputs))
    ]


def _distribution(inputs: dict[str, Any]) -> str:
    return f"CDN for {', '.join(inputs.get('aliases') or ['its own host name'])}"


def _dcdn(inputs: dict[str, Any]) -> str:
    return f"CDN for {inputs['domainName']}"


def _esa_record(inputs: dict[str, Any]) -> str:
    return f"CDN for {inputs['recordName']}" if inputs.get("proxied") else ""


def _channel(inputs: dict[str, Any]) -> str:
    return "" if inputs.get("authorized") else "live video that everybody may watch"


def _aws_balancer(inputs: dict[str, Any]) -> str:
    return "" if inputs.get("internal") else "load balancer with public addresses"


def _alicloud_balancer(inputs: dict[str, Any]) -> str:
    return "load balancer with public addresses" if inputs.get("addressType") == "Internet" else ""


def _aws_ingress(inputs: dict[str, Any]) -> str:
    open_ = inputs.get("cidrIpv4") in _ANYWHERE or inputs.get("cidrIpv6") in _ANYWHERE
    return _open_firewall([inputs] if open_ else [])


def _aws_group(inputs: dict[str, Any]) -> str:
    return _open_firewall(
        [
            rule
            for rule in inputs.get("ingress") or ()
            if {*(rule.get("cidrBlocks") or ()), *(rule.get("ipv6CidrBlocks") or ())} & {*_ANYWHERE}
        ]
    )


def _open_firewall(rules: list[dict[str, Any]]) -> str:
    ports = []
    for rule in rules:
        first, last = rule.get("fromPort"), rule.get("toPort")
        every = first is None or rule.get("ipProtocol", rule.get("protocol")) == "-1"
        ports.append("any" if every else f"{first}" if first == last else f"{first}-{last}")
    return f"firewall open to anywhere on port {', '.join(ports)}" if ports else ""


def _alicloud_ingress(inputs: dict[str, Any]) -> str:
    open_ = (
        inputs.get("type") == "ingress"
        and inputs.get("policy", "accept") == "accept"
        and (inputs.get("cidrIp") in _ANYWHERE or inputs.get("ipv6CidrIp") in _ANYWHERE)
    )
    first, _, last = inputs.get("portRange", "-1/-1").partition("/")
    port = "any" if first == "-1" else first if first == last else f"{first}-{last}"
    return f"firewall open to anywhere on port {port}" if open_ else ""


def _function_trigger(inputs: dict[str, Any]) -> str:
    return "function that has an address of its own" if inputs.get("triggerType") == "http" else ""


def _aws_bucket_block(inputs: dict[str, Any]) -> str:
    flags = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    return "" if all(inputs.get(flag) is True for flag in flags) else "bucket that may be made public"


def _alicloud_bucket_block(inputs: dict[str, Any]) -> str:
    return "" if inputs.get("blockPublicAccess") is True else "bucket that may be made public"


def _bucket_acl(inputs: dict[str, Any]) -> str:
    may = {"public-read": "read", "public-read-write": "read and write"}.get(inputs.get("acl") or "")
    return f"bucket that anybody may {may}" if may else ""


def _database(inputs: dict[str, Any]) -> str:
    return "database with a public address" if inputs.get("publiclyAccessible") else ""


def _endpoint(inputs: dict[str, Any]) -> str:
    return "database with a public address" if inputs.get("netType") == "Public" else ""


def _aws_search(inputs: dict[str, Any]) -> str:
    return "" if inputs.get("vpcOptions") else "search cluster with a public address"


def _alicloud_search(inputs: dict[str, Any]) -> str:
    if inputs.get("enablePublic"):
        return "search cluster with a public address"
    # It is public unless it says that it is not
    return "" if inputs.get("enableKibanaPublicNetwork") is False else "Kibana with a public address"


_RULES: dict[str, Callable[[dict[str, Any]], str]] = {
    "aws:cloudfront/distribution:Distribution": _distribution,
    "aws:ivs/channel:Channel": _channel,
    "aws:lb/loadBalancer:LoadBalancer": _aws_balancer,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _aws_ingress,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": _aws_group,
    "aws:ec2/securityGroup:SecurityGroup": _aws_group,
    "aws:opensearch/domain:Domain": _aws_search,
    "aws:rds/clusterInstance:ClusterInstance": _database,
    "aws:s3/bucketAcl:BucketAcl": _bucket_acl,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _aws_bucket_block,
    "alicloud:dcdn/domain:Domain": _dcdn,
    "alicloud:cdn/domainNew:DomainNew": _dcdn,
    "alicloud:esa/record:Record": _esa_record,
    "alicloud:alb/loadBalancer:LoadBalancer": _alicloud_balancer,
    "alicloud:ecs/securityGroupRule:SecurityGroupRule": _alicloud_ingress,
    "alicloud:elasticsearch/instance:Instance": _alicloud_search,
    "alicloud:fc/v3Trigger:V3Trigger": _function_trigger,
    "alicloud:oss/bucketAcl:BucketAcl": _bucket_acl,
    "alicloud:oss/bucketPublicAccessBlock:BucketPublicAccessBlock": _alicloud_bucket_block,
    "alicloud:polardb/endpoint:Endpoint": _endpoint,
    "alicloud:polardb/primaryEndpoint:PrimaryEndpoint": _endpoint,
}
