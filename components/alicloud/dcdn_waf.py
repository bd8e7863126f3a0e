"""The web application firewall of DCDN: managed rules, and limits for single addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
from pulumi_alicloud import dcdn

from components.alicloud.context import AlicloudContext
from components.alicloud.dcdn_functions import slug
from components.edge import EdgeArgs, Site
from components.options import extend

_MANAGED_RULES = "1012"
"""The rule group "medium": the default, against the OWASP Top 10.
Source: DCDN documentation "Basic web protection", 2026-08."""
_WINDOW_SECONDS = 300
_BLOCK_SECONDS = 300


_SEARCH_ENGINES = ("Baiduspider", "Googlebot", "bingbot", "Sogou", "360Spider")
"""What their user agents contain. A rule takes 5 conditions. Source: DCDN documentation "Custom protection
policies", 2026-08."""


@dataclass(frozen=True, kw_only=True)
class DcdnWaf:
    """Policies that domains get, and the rules that must be in them before."""

    managed: dcdn.WafPolicy
    """Of every domain."""
    limits: Mapping[int, dcdn.WafPolicy]
    """Requests of one address -> policy of the domains with this limit."""
    bots: dcdn.WafPolicy | None
    """Of the domains from which bots are kept out."""
    rules: tuple[dcdn.WafRule, ...]
    attached: list[pulumi.Resource] = field(default_factory=list)
    """What `protect` has attached so far."""

    def policies(self, site: Site) -> dict[str, dcdn.WafPolicy]:
        """Role -> policy of the hosts of a site."""
        found = {"managed": self.managed, "limits": self.limits[site.requests_per_ip]}
        return {**found, "bots": self.bots} if self.bots and site.bots_filtered else found


def dcdn_waf(
    ctx: AlicloudContext, name: str, args: EdgeArgs, sites: Sequence[Site], opts: pulumi.ResourceOptions
) -> DcdnWaf:
    """One policy with the managed rules, one for each limit that sites have, and one against bots: a policy has
    one kind of rules only, and what counts an address in it counts for each domain."""
    managed = _policy(ctx, name, "managed", "waf_group", opts)
    rules = [
        dcdn.WafRule(
            f"{name}-managed",
            policy_id=managed.id,
            rule_name="managed",
            waf_group_ids=_MANAGED_RULES,
            action="block",
            status="on",
            opts=opts,
        )
    ]
    limits: dict[int, dcdn.WafPolicy] = {}
    for requests in sorted({site.requests_per_ip for site in sites}):
        limits[requests] = _policy(ctx, name, f"limits-{requests}", "custom_acl", opts)
        prefix = f"{name}-limit-{requests}"
        rules.append(_limit(prefix, limits[requests], "/", requests, opts))
        rules += [
            _limit(f"{prefix}-{slug(path)}", limits[requests], path, args.sensitive_requests_per_ip, opts)
            for path in args.sensitive_paths
        ]
    bots = None
    if any(site.bots_filtered for site in sites):
        bots = _policy(ctx, name, "bots", "custom_acl", opts)
        rules.append(_challenge(f"{name}-bots", bots, opts))
    return DcdnWaf(managed=managed, limits=limits, bots=bots, rules=tuple(rules))


def protect(
    waf: DcdnWaf,
    site: Site,
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
    for role, policy in waf.policies(site).items():
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


def _challenge(logical_name: str, policy: dcdn.WafPolicy, opts: pulumi.ResourceOptions) -> dcdn.WafRule:
    """Who cannot run a script is kept out, unless it says that it is a search engine. DCDN does not look whether
    that is true, as ESA's and AWS's bot management do; the limit of the site holds for it all the same."""
    return dcdn.WafRule(
        logical_name,
        policy_id=policy.id,
        rule_name=_identifier(logical_name),
        conditions=[
            {"key": "User-Agent", "op_value": "not-contain", "values": engine} for engine in _SEARCH_ENGINES
        ],
        cc_status="off",
        action="js",
        status="on",
        opts=opts,
    )


def _identifier(name: str) -> str:
    """DCDN takes letters, digits and underscores only."""
    return name.replace("-", "_")
