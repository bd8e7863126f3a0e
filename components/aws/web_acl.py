"""A web application firewall (WAFv2) and its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pulumi
from pulumi_aws import wafv2

from components.aws.context import EDGE_REGION, AwsContext
from components.aws.web_acl_log import SECRET_HEADERS, web_acl_log
from components.errors import InvalidArgument

WINDOW_SECONDS = 300
"""What every limit of requests refers to."""
_MINIMUM_LIMIT = 10
"""Source: AWS WAF developer guide, "Rate-based rule high-level settings", 2026-11."""


class Scope(StrEnum):
    """Where the firewall stands."""

    CDN = "CLOUDFRONT"
    REGION = "REGIONAL"


@dataclass(frozen=True, kw_only=True)
class RuleGroup:
    """Rules that AWS maintains."""

    name: str
    counted: tuple[str, ...] = ()
    """Rules of the group that only count, because they would block what a shop lives on."""


COMMON = RuleGroup(
    name="AWSManagedRulesCommonRuleSet",
    counted=("SizeRestrictions_BODY",),  # blocks bodies over 8 KiB: pictures for customer service, large carts
)
KNOWN_BAD_INPUTS = RuleGroup(name="AWSManagedRulesKnownBadInputsRuleSet")
SQL_INJECTION = RuleGroup(name="AWSManagedRulesSQLiRuleSet")
IP_REPUTATION = RuleGroup(name="AWSManagedRulesAmazonIpReputationList")
ANONYMOUS = RuleGroup(
    name="AWSManagedRulesAnonymousIpList",
    # Would block call-backs of marketplaces and payment providers, and customers who use a VPN
    counted=("HostingProviderIPList", "AnonymousIPList"),
)


@dataclass(frozen=True, kw_only=True)
class Firewall:
    """What one firewall blocks."""

    scope: Scope
    groups: tuple[RuleGroup, ...]
    """In this order, after the limits. Capacity: 1175 of 1500 units for all five; each sensitive path takes 34
    more, and above 1500 AWS charges extra. Source: AWS WAF developer guide, "AWS WAF web ACL capacity units"."""
    requests_per_ip: int
    """Requests one address may send in five minutes."""
    client_ip_header: str | None = None
    """Header with the address, behind a proxy; None takes the connection's."""
    sensitive_paths: tuple[str, ...] = ()
    sensitive_requests_per_ip: int = _MINIMUM_LIMIT
    """Requests one address may send to each sensitive path in five minutes."""

    def __post_init__(self) -> None:
        """Raises ValueError if a limit is lower than AWS allows."""
        for limit in ("requests_per_ip", "sensitive_requests_per_ip"):
            if getattr(self, limit) < _MINIMUM_LIMIT:
                raise InvalidArgument(f"{limit} must be at least {_MINIMUM_LIMIT}, got {getattr(self, limit)}")


def web_acl(
    ctx: AwsContext,
    name: str,
    firewall: Firewall,
    opts: pulumi.ResourceOptions,
    *,
    log_retention_days: int,
    log_key_arn: pulumi.Input[str],
) -> wafv2.WebAcl:
    """The firewall with its log of everything it blocked or counted."""
    region = EDGE_REGION if firewall.scope is Scope.CDN else None
    acl = wafv2.WebAcl(
        f"{name}-waf",
        description=f"Protects {name}",
        scope=firewall.scope.value,
        default_action={"allow": {}},
        rules=[_rule(priority, *named) for priority, named in enumerate(_statements(firewall))],
        visibility_config={
            "cloudwatch_metrics_enabled": True,
            "metric_name": metric_name(ctx, name),
            "sampled_requests_enabled": True,
        },
        # The log's redaction does not cover the sampled requests that the console shows; this does
        data_protection_config={
            "data_protections": [
                {
                    "action": "SUBSTITUTION",
                    "field": {"field_type": "SINGLE_HEADER", "field_keys": list(SECRET_HEADERS)},
                }
            ]
        },
        region=region,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    web_acl_log(ctx, name, acl, opts, region=region, retention_days=log_retention_days, key_arn=log_key_arn)
    return acl


def metric_name(ctx: AwsContext, name: str) -> str:
    """The value of the dimension `WebACL` in the firewall's metrics."""
    return ctx.label.physical(f"{name}-waf", 128)


def _statements(firewall: Firewall) -> Iterator[tuple[str, wafv2.WebAclRuleStatementArgsDict]]:
    """Names and statements in the order of evaluation: the narrow limits, the wide one, then the groups."""
    for path in firewall.sensitive_paths:
        limit = _limit(firewall, firewall.sensitive_requests_per_ip)
        limit["scope_down_statement"] = {
            "byte_match_statement": {
                "field_to_match": {"uri_path": {}},
                "positional_constraint": "STARTS_WITH",
                "search_string": path.lower(),
                # `/%4Cogin` and `/x/../login` are the same to the service, so they must be here
                "text_transformations": [
                    {"priority": 0, "type": "URL_DECODE"},
                    {"priority": 1, "type": "NORMALIZE_PATH"},
                    {"priority": 2, "type": "LOWERCASE"},
                ],
            }
        }
        yield f"limit-{_slug(path)}", {"rate_based_statement": limit}
    yield "limit-all", {"rate_based_statement": _limit(firewall, firewall.requests_per_ip)}
    for group in firewall.groups:
        yield (
            group.name,
            {
                "managed_rule_group_statement": {
                    "vendor_name": "AWS",
                    "name": group.name,
                    "rule_action_overrides": [
                        {"name": rule, "action_to_use": {"count": {}}} for rule in group.counted
                    ],
                }
            },
        )


def _slug(path: str) -> str:
    """`/account/log-in` -> `account_log-in`: what a rule may be called."""
    return re.sub("[^a-z0-9_]", "-", path.lower().strip("/").replace("/", "_"))


def _limit(firewall: Firewall, limit: int) -> wafv2.WebAclRuleStatementRateBasedStatementArgsDict:
    statement: wafv2.WebAclRuleStatementRateBasedStatementArgsDict = {
        "limit": limit,
        "evaluation_window_sec": WINDOW_SECONDS,
        "aggregate_key_type": "IP",
    }
    if firewall.client_ip_header is not None:
        statement["aggregate_key_type"] = "FORWARDED_IP"
        statement["forwarded_ip_config"] = {
            "header_name": firewall.client_ip_header,
            "fallback_behavior": "MATCH",
        }
    return statement


def _rule(priority: int, name: str, statement: wafv2.WebAclRuleStatementArgsDict) -> wafv2.WebAclRuleArgsDict:
    rule: wafv2.WebAclRuleArgsDict = {
        "name": name,
        "priority": priority,
        "statement": statement,
        "visibility_config": {
            "cloudwatch_metrics_enabled": True,
            "metric_name": name,
            "sampled_requests_enabled": True,
        },
    }
    if "managed_rule_group_statement" in statement:
        rule["override_action"] = {"none": {}}  # the group's own actions stand
    else:
        rule["action"] = {"block": {"custom_response": {"response_code": 429}}}
    return rule
