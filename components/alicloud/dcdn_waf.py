"""The web application firewall of DCDN: managed rules, and limits for single addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_alicloud import dcdn

from components.alicloud.context import AlicloudContext
from components.alicloud.dcdn_functions import slug
from components.edge import EdgeArgs
from components.options import extend

_MANAGED_RULES = "1012"
"""The rule group "medium": the default, against the OWASP Top 10.
Source: DCDN documentation "Basic web protection", 2026-08."""
_WINDOW_SECONDS = 300
_BLOCK_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class DcdnWaf:
    """Policies that every domain gets, and the rules that must be in them before."""

    policies: dict[str, dcdn.WafPolicy]
    rules: tuple[dcdn.WafRule, ...]
    attached: list[pulumi.Resource] = field(default_factory=list)
    """What `protect` has attached so far."""


def dcdn_waf(ctx: AlicloudContext, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions) -> DcdnWaf:
    """One policy with the managed rules and one with the limits: a policy has one kind of rules only."""
    managed = _policy(ctx, name, "managed", "waf_group", opts)
    limits = _policy(ctx, name, "limits", "custom_acl", opts)
    rules = [
        dcdn.WafRule(
            f"{name}-managed",
            policy_id=managed.id,
            rule_name="managed",
            waf_group_ids=_MANAGED_RULES,
            action="block",
            status="on",
            opts=opts,
        ),
        _limit(f"{name}-limit", limits, "/", args.requests_per_ip, opts),
        *(
            _limit(f"{name}-limit-{slug(path)}", limits, path, args.sensitive_requests_per_ip, opts)
            for path in args.sensitive_paths
        ),
    ]
    return DcdnWaf(policies={"managed": managed, "limits": limits}, rules=tuple(rules))


def protect(
    waf: DcdnWaf,
    logical_name: str,
    domain: dcdn.Domain,
    after: Sequence[pulumi.Resource],
    opts: pulumi.ResourceOptions,
) -> list[pulumi.Resource]:
    """Switch the firewall on for a domain. It counts the addresses that really connect: a header with the client's
    address could be forged, nothing stands in front of DCDN."""
    protected = dcdn.WafDomain(
        f"{logical_name}-waf", domain_name=domain.domain_name, opts=extend(opts, depends_on=after)
    )
    attachments: list[pulumi.Resource] = []
    for role, policy in waf.policies.items():
        # One after the other: DCDN refuses a change to a domain or a policy that is still working on another one
        attachment = dcdn.WafPolicyDomainAttachment(
            f"{logical_name}-waf-{role}",
            domain_name=protected.domain_name,
            policy_id=policy.id,
            opts=extend(opts, depends_on=[*waf.rules, *waf.attached[-1:]]),
        )
        waf.attached.append(attachment)
        attachments.append(attachment)
    return attachments


def _policy(
    ctx: AlicloudContext, name: str, role: str, scene: str, opts: pulumi.ResourceOptions
) -> dcdn.WafPolicy:
    return dcdn.WafPolicy(
        f"{name}-{role}",
        policy_name=_identifier(ctx.label.physical(f"{name}-{role}", 64)),
        defense_scene=scene,
        policy_type="custom",
        status="on",
        opts=opts,
    )


def _limit(
    logical_name: str, policy: dcdn.WafPolicy, path: str, requests: int, opts: pulumi.ResourceOptions
) -> dcdn.WafRule:
    """Block an address that sends more than `requests` to URLs that contain `path` within the window."""
    return dcdn.WafRule(
        logical_name,
        policy_id=policy.id,
        rule_name=_identifier(logical_name),
        conditions=[{"key": "URI", "op_value": "contain", "values": path}],
        cc_status="on",
        effect="rule",
        rate_limit={
            "target": "IP",
            "interval": _WINDOW_SECONDS,
            "threshold": requests,
            "ttl": _BLOCK_SECONDS,
        },
        action="deny",
        status="on",
        opts=opts,
    )


def _identifier(name: str) -> str:
    """DCDN takes letters, digits and underscores only."""
    return name.replace("-", "_")
