"""How often one address may ask: the rate-based rules of a web application firewall.

AWS takes ten of them in a firewall and raises that for nobody, so what has the same limit shares a rule, which
counts each host by itself. Source: AWS WAF developer guide, "AWS WAF quotas" (rate-based rules in a protection
pack), 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pulumi_aws import wafv2

from components.aws.web_acl_match import ScopeDown, of_hosts
from components.errors import InvalidArgument

WINDOW_SECONDS = 300
"""What every limit of requests refers to."""
MINIMUM_LIMIT = 10
"""Source: AWS WAF developer guide, "Rate-based rule high-level settings", 2026-11."""
MOST_LIMITS = 10


@dataclass(frozen=True, kw_only=True)
class HostLimit:
    """How often one address may ask one site."""

    site: str
    hosts: tuple[str, ...]
    requests_per_ip: int
    """In five minutes."""


@dataclass(frozen=True, kw_only=True)
class RateLimit:
    """One rule that counts."""

    name: str
    requests_per_ip: int
    scope: ScopeDown | None
    """What it counts; None: everything."""
    each_host: bool = False
    """It counts what an address asks of each host by itself."""


def site_limits(sites: Sequence[HostLimit]) -> list[RateLimit]:
    """A rule for each different limit."""
    alike: dict[int, list[HostLimit]] = {}
    for each in sites:
        alike.setdefault(each.requests_per_ip, []).append(each)
    return [
        RateLimit(
            name=limit_name(requests),
            requests_per_ip=requests,
            scope=of_hosts([host for each in together for host in each.hosts]),
            each_host=len(together) > 1,
        )
        for requests, together in alike.items()
    ]


def limit_name(requests_per_ip: int) -> str:
    """The rule of all sites with this limit, and the value of the dimension `Rule` in its metrics."""
    return f"limit-sites-{requests_per_ip}"


def check_limits(limits: Iterable[RateLimit]) -> None:
    """Refuse what AWS would.

    Raises:
        InvalidArgument: there are too many, or one is too low.
    """
    found = list(limits)
    for each in found:
        if each.requests_per_ip < MINIMUM_LIMIT:
            raise InvalidArgument(
                f"requests_per_ip must be at least {MINIMUM_LIMIT}, got {each.requests_per_ip} ({each.name})"
            )
    if len(found) > MOST_LIMITS:
        raise InvalidArgument(
            f"a firewall of AWS must have at most {MOST_LIMITS} limits for one address, got {len(found)}: "
            f"{', '.join(each.name for each in found)}; give sites the same limit, or name fewer sensitive paths "
            "or classes"
        )


def rate_statement(
    limit: RateLimit, client_ip_header: str | None
) -> wafv2.WebAclRuleStatementRateBasedStatementArgsDict:
    """`client_ip_header` has the address, behind a proxy; None takes the connection's."""
    statement: wafv2.WebAclRuleStatementRateBasedStatementArgsDict = {
        "limit": limit.requests_per_ip,
        "evaluation_window_sec": WINDOW_SECONDS,
        "aggregate_key_type": "IP" if client_ip_header is None else "FORWARDED_IP",
    }
    if client_ip_header is not None:
        statement["forwarded_ip_config"] = {"header_name": client_ip_header, "fallback_behavior": "MATCH"}
    if limit.each_host:
        host: wafv2.WebAclRuleStatementRateBasedStatementCustomKeyArgsDict = {
            "header": {"name": "host", "text_transformations": [{"priority": 0, "type": "LOWERCASE"}]}
        }
        statement["aggregate_key_type"] = "CUSTOM_KEYS"
        statement["custom_keys"] = [{"ip": {}} if client_ip_header is None else {"forwarded_ip": {}}, host]
    if limit.scope is not None:
        statement["scope_down_statement"] = limit.scope
    return statement
