"""Classes of requests in a web application firewall: the limits of each, and its refusal.

Capacity: 13 units for each group of hosts and 23 more where paths are told apart, for each match and once more for
each refusal (a regular expression takes 3, a text transformation 10), and 70 where hosts are counted one by one.
Rules nest two levels below a limit, the most that the provider takes. Source: AWS WAF developer guide, "AWS WAF
web ACL capacity units", 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pulumi_aws import wafv2

from components.aws.web_acl_limits import RateLimit
from components.aws.web_acl_match import ScopeDown, Statement, all_of, of_hosts, parts_of, scope_down
from components.errors import InvalidArgument
from components.request_class import RequestClass

Response = wafv2.WebAclRuleActionBlockCustomResponseArgsDict

TOO_MANY: Response = {"response_code": 429}


def class_refusals(classes: Sequence[RequestClass]) -> Iterator[tuple[str, Statement, Response]]:
    """Rules that refuse the classes which are shed, with `Retry-After`: the load balancer's own answer cannot say
    it."""
    for each in classes:
        if each.shed_seconds is None:
            continue
        for match in each.matches:
            response: Response = {
                "response_code": 503,
                "response_headers": [{"name": "retry-after", "value": str(each.shed_seconds)}],
            }
            yield _name("shed", each, match.name), all_of(parts_of(match)), response


def class_limits(classes: Sequence[RequestClass]) -> Iterator[RateLimit]:
    """A limit for each match of a class; sites that are wholly of one class share one, as there may be few."""
    for each in classes:
        whole = [match for match in each.matches if not match.paths]
        shared = whole if len(whole) > 1 else []
        for match in each.matches:
            if match not in shared:
                yield RateLimit(
                    name=_name("limit", each, match.name),
                    requests_per_ip=each.requests_per_ip,
                    scope=scope_down(parts_of(match)),
                )
        if shared:
            yield RateLimit(
                name=_name("limit", each, "sites"),
                requests_per_ip=each.requests_per_ip,
                scope=of_hosts([host for match in shared for host in match.hosts]),
                each_host=True,
            )


def everybody_else(classes: Sequence[RequestClass], requests_per_ip: int) -> ScopeDown | None:
    """What the limit for everything counts: not those that may send more; None if there are none.

    Raises:
        InvalidArgument: one of them shares its hosts with others.
    """
    above = [match for each in classes if each.requests_per_ip > requests_per_ip for match in each.matches]
    for match in above:
        if match.paths:
            raise InvalidArgument(
                f"a class may send more than {requests_per_ip} requests only on hosts of its own, and "
                f"{', '.join(match.hosts)} has other classes too; give it a site of its own, or a lower limit"
            )
    if not above:
        return None
    return scope_down([{"not_statement": {"statement": all_of(parts_of(match))}} for match in above])


def _name(what: str, each: RequestClass, match: str) -> str:
    return f"{what}-class-{each.name}-{match}"
