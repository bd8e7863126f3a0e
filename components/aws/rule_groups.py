"""Groups of firewall rules that AWS maintains, and which of their rules only count."""

from __future__ import annotations

from dataclasses import dataclass


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

BOTS = "AWSManagedRulesBotControlRuleSet"
COUNTED_BOTS = (
    "CategorySocialMedia",  # draws the preview of a link that somebody shares
    "CategoryLinkChecker",  # of advertising networks, which refuse ads whose page they cannot read
)
"""Rules of it that only count."""
