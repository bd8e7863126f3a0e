"""A web application firewall (WAFv2) and its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pulumi
from pulumi_aws import wafv2

from components.aws.context import EDGE_REGION, AwsContext
from components.aws.rule_groups import BOTS, COUNTED_BOTS, RuleGroup
from components.aws.web_acl_classes import TOO_MANY, Response, class_limits, class_refusals, everybody_else
from components.aws.web_acl_limits import (
    MINIMUM_LIMIT,
    HostLimit,
    RateLimit,
    check_limits,
    rate_statement,
    site_limits,
)
from components.aws.web_acl_log import SECRET_HEADERS, web_acl_log
from components.aws.web_acl_match import ScopeDown, of_hosts
from components.errors import InvalidArgument
from components.request_class import RequestClass


class Scope(StrEnum):
    """Where the firewall stands."""

    CDN = "CLOUDFRONT"
    REGION = "REGIONAL"


@dataclass(frozen=True, kw_only=True)
class Firewall:
    """What one firewall blocks."""

    scope: Scope
    groups: tuple[RuleGroup, ...]
    """In this order, after the limits. Capacity: 1175 of 1500 units for all five; each sensitive path takes 34
    more, each different limit of sites 15 (85 if it is that of more than one), the bots 63, and above 1500 AWS
    charges extra. Source: AWS WAF developer guide, "AWS WAF web ACL capacity units"."""
    requests_per_ip: int | None = None
    """Requests one address may send in five minutes, to all hosts together."""
    host_limits: tuple[HostLimit, ...] = ()
    """The same for each site by itself; sites with several hosts, for each host if others have the same limit."""
    filtered_hosts: tuple[str, ...] = ()
    """Hosts from which bots are kept out. Those of search engines, which AWS knows by their addresses, pass."""
    client_ip_header: str | None = None
    """Header with the address, behind a proxy; None takes the connection's."""
    sensitive_paths: tuple[str, ...] = ()
    sensitive_requests_per_ip: int = MINIMUM_LIMIT
    """Requests one address may send to each sensitive path in five minutes."""
    classes: tuple[RequestClass, ...] = ()
    """With limits of their own, or refused. One whose limit is above `requests_per_ip` is excepted from that."""

    def __post_init__(self) -> None:
        """Raises InvalidArgument if a limit is lower than AWS allows, or there are more than it takes."""
        if self.sensitive_requests_per_ip < MINIMUM_LIMIT:
            raise InvalidArgument(
                f"sensitive_requests_per_ip must be at least {MINIMUM_LIMIT}, got {self.sensitive_requests_per_ip}"
            )
        check_limits(self.limits())

    def limits(self) -> Iterator[RateLimit]:
        """The narrow limits, then the wide one."""
        for path in self.sensitive_paths:
            yield RateLimit(
                name=f"limit-{_slug(path)}", requests_per_ip=self.sensitive_requests_per_ip, scope=_below(path)
            )
        yield from class_limits(self.classes)
        yield from site_limits(self.host_limits)
        if self.requests_per_ip is not None:
            rest = everybody_else(self.classes, self.requests_per_ip)
            yield RateLimit(name="limit-all", requests_per_ip=self.requests_per_ip, scope=rest)


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


def _statements(firewall: Firewall) -> Iterator[tuple[str, wafv2.WebAclRuleStatementArgsDict, Response]]:
    """Names and statements in the order of evaluation: what is refused, the narrow limits, the wide one, then the
    groups."""
    yield from class_refusals(firewall.classes)
    for limit in firewall.limits():
        yield limit.name, {"rate_based_statement": rate_statement(limit, firewall.client_ip_header)}, TOO_MANY
    if firewall.filtered_hosts:
        yield BOTS, {"managed_rule_group_statement": _bots(firewall.filtered_hosts)}, TOO_MANY
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
            TOO_MANY,  # a group answers by itself
        )


def _below(path: str) -> ScopeDown:
    return {
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


def _bots(hosts: tuple[str, ...]) -> wafv2.WebAclRuleStatementManagedRuleGroupStatementArgsDict:
    """AWS's group blocks what says or shows that it is a bot, unless AWS has verified it: search engines that
    come from their own addresses pass in every category."""
    return {
        "vendor_name": "AWS",
        "name": BOTS,
        "managed_rule_group_configs": [{"aws_managed_rules_bot_control_rule_set": {"inspection_level": "COMMON"}}],
        "rule_action_overrides": [{"name": rule, "action_to_use": {"count": {}}} for rule in COUNTED_BOTS],
        "scope_down_statement": of_hosts(hosts),
    }


def _slug(path: str) -> str:
    """`/account/log-in` -> `account_log-in`: what a rule may be called."""
    return re.sub("[^a-z0-9_]", "-", path.lower().strip("/").replace("/", "_"))


def _rule(
    priority: int, name: str, statement: wafv2.WebAclRuleStatementArgsDict, refused: Response
) -> wafv2.WebAclRuleArgsDict:
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
        rule["action"] = {"block": {"custom_response": refused}}
    return rule
