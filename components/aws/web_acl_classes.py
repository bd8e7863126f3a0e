"""Classes of requests in a web application firewall: which requests belong to one, its limits, and its refusal.

Capacity: 13 units for each group of hosts and 23 more where paths are told apart, for each match and once more for
each refusal (a regular expression takes 3, each text transformation 10). Rules nest two levels below a limit, the
most that the provider takes. Source: AWS WAF developer guide, "AWS WAF web ACL capacity units", 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from pulumi_aws import wafv2

from components.errors import InvalidArgument
from components.request_class import Match, RequestClass

Scope = wafv2.WebAclRuleStatementRateBasedStatementScopeDownStatementArgsDict
Statement = wafv2.WebAclRuleStatementArgsDict
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
            yield _name("shed", each, match), _all_of(_parts(match)), response


def class_limits(classes: Sequence[RequestClass]) -> Iterator[tuple[str, int, Scope]]:
    """Names of the limits of all classes, requests of one address, and what they count."""
    for each in classes:
        for match in each.matches:
            yield _name("limit", each, match), each.requests_per_ip, _scope(_parts(match))


def everybody_else(classes: Sequence[RequestClass], requests_per_ip: int) -> Scope | None:
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
    return _scope([{"not_statement": {"statement": _all_of(_parts(match))}} for match in above])


def _scope(parts: list[Statement]) -> Scope:
    return cast("Scope", _all_of(parts))  # the same keys; the SDK has a class for each depth


def _name(what: str, each: RequestClass, match: Match) -> str:
    return f"{what}-class-{each.name}-{match.name}"


def _parts(match: Match) -> list[Statement]:
    # Names of hosts have no capitals and no small letters; paths are the same after decoding
    parts = [_regex({"single_header": {"name": "host"}}, [re.escape(host) for host in match.hosts], "LOWERCASE")]
    if match.paths:
        paths = _regex({"uri_path": {}}, [_pattern(path) for path in match.paths], "URL_DECODE", "NORMALIZE_PATH")
        parts.append({"not_statement": {"statement": paths}} if match.others else paths)
    return parts


def _all_of(parts: list[Statement]) -> Statement:
    return parts[0] if len(parts) == 1 else {"and_statement": {"statements": parts}}


def _pattern(path: str) -> str:
    """A pattern of the load balancer as a regular expression."""
    return "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in path)


def _regex(
    field: wafv2.WebAclRuleStatementRegexMatchStatementFieldToMatchArgsDict,
    choices: Sequence[str],
    *transformations: str,
) -> Statement:
    return {
        "regex_match_statement": {
            "regex_string": f"^({'|'.join(choices)})$",
            "field_to_match": field,
            "text_transformations": [
                {"priority": priority, "type": kind} for priority, kind in enumerate(transformations)
            ],
        }
    }
