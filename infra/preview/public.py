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


def _aws_balancer(inputs: dict[str, Any]) -> str:
    return "" if inputs.get("internal") else "load balancer with public addresses"


def _alicloud_balancer(inputs: dict[str, Any]) -> str:
    return "load balancer with public addresses" if inputs.get("addressType") == "Internet" else ""


def _aws_ingress(inputs: dict[str, Any]) -> str:
    if inputs.get("cidrIpv4") in _ANYWHERE or inputs.get("cidrIpv6") in _ANYWHERE:
        return f"firewall open to anywhere on port {inputs.get('fromPort', 'any')}"
    return ""


def _alicloud_ingress(inputs: dict[str, Any]) -> str:
    open_ = (
        inputs.get("type") == "ingress"
        and inputs.get("policy", "accept") == "accept"
        and inputs.get("cidrIp") in _ANYWHERE
    )
    return f"firewall open to anywhere on port {inputs.get('portRange', 'any')}" if open_ else ""


def _database(inputs: dict[str, Any]) -> str:
    return "database with a public address" if inputs.get("publiclyAccessible") else ""


def _endpoint(inputs: dict[str, Any]) -> str:
    return "database with a public address" if inputs.get("netType") == "Public" else ""


_RULES: dict[str, Callable[[dict[str, Any]], str]] = {
    "aws:cloudfront/distribution:Distribution": _distribution,
    "aws:lb/loadBalancer:LoadBalancer": _aws_balancer,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _aws_ingress,
    "aws:rds/clusterInstance:ClusterInstance": _database,
    "alicloud:dcdn/domain:Domain": _dcdn,
    "alicloud:cdn/domainNew:DomainNew": _dcdn,
    "alicloud:alb/loadBalancer:LoadBalancer": _alicloud_balancer,
    "alicloud:ecs/securityGroupRule:SecurityGroupRule": _alicloud_ingress,
    "alicloud:polardb/endpoint:Endpoint": _endpoint,
    "alicloud:polardb/primaryEndpoint:PrimaryEndpoint": _endpoint,
}
