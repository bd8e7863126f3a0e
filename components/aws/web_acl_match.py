"""Which requests a rule of a web application firewall is about: hosts and their paths, by regular expressions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from pulumi_aws import wafv2

from components.request_class import Match

ScopeDown = wafv2.WebAclRuleStatementRateBasedStatementScopeDownStatementArgsDict
Statement = wafv2.WebAclRuleStatementArgsDict

_MOST_CHARACTERS = 200
"""Of one regular expression. Source: AWS WAF developer guide, "AWS WAF quotas", 2026-11."""


def of_hosts(hosts: Sequence[str]) -> ScopeDown:
    """Requests to one of the hosts, however they are written."""
    return scope_down([_hosts(hosts)])


def parts_of(match: Match) -> list[Statement]:
    """What all must hold of a request to it."""
    parts = [_hosts(match.hosts)]
    if match.paths:
        # Paths are the same after decoding
        patterns = [_pattern(path) for path in match.paths]
        listed = _regexes({"uri_path": {}}, patterns, "URL_DECODE", "NORMALIZE_PATH")
        parts += (
            [{"not_statement": {"statement": paths}} for paths in listed] if match.others else [_any_of(listed)]
        )
    return parts


def scope_down(parts: list[Statement]) -> ScopeDown:
    """The same as a part of a limit."""
    return cast("ScopeDown", all_of(parts))  # the same keys; the SDK has a class for each depth


def all_of(parts: list[Statement]) -> Statement:
    """One statement that holds if all do."""
    return parts[0] if len(parts) == 1 else {"and_statement": {"statements": parts}}


def _any_of(parts: list[Statement]) -> Statement:
    return parts[0] if len(parts) == 1 else {"or_statement": {"statements": parts}}


def _hosts(hosts: Sequence[str]) -> Statement:
    # Names of hosts have no capitals and no small letters
    return _any_of(_regexes({"single_header": {"name": "host"}}, [re.escape(host) for host in hosts], "LOWERCASE"))


def _pattern(path: str) -> str:
    """A pattern of the load balancer as a regular expression."""
    return "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in path)


def _regexes(
    field: wafv2.WebAclRuleStatementRegexMatchStatementFieldToMatchArgsDict,
    choices: Sequence[str],
    *transformations: str,
) -> list[Statement]:
    """What matches one of the choices, in as few regular expressions as hold them."""
    lists: list[list[str]] = [[]]
    for choice in choices:
        if lists[-1] and len(_one_of([*lists[-1], choice])) > _MOST_CHARACTERS:
            lists.append([])
        lists[-1].append(choice)
    return [
        {
            "regex_match_statement": {
                "regex_string": _one_of(listed),
                "field_to_match": field,
                "text_transformations": [
                    {"priority": priority, "type": kind} for priority, kind in enumerate(transformations)
                ],
            }
        }
        for listed in lists
    ]


def _one_of(choices: Sequence[str]) -> str:
    return f"^({'|'.join(choices)})$"
