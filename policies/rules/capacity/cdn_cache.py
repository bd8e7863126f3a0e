"""The cache of the CDN: one copy of a page, whoever sent its visitors."""

from __future__ import annotations

from policies.reading.esa import ESA_CACHE
from policies.reading.sites import DCDN, functions
from policies.rule import LIVE, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_POLICY = "aws:cloudfront/cachePolicy:CachePolicy"
_CAMPAIGN = "utm_source"
"""What every mailing and every ad puts on its links; who leaves it out leaves out the others."""
_KEY = "parametersInCacheKeyAndForwardedToOrigin.queryStringsConfig"
_LISTING = {"exclude_query_string": True, "include_query_string": False}
"""Modes with a list -> whether the parameter must be on it."""


def _policy(policy: View) -> Outcome:
    if not float(policy.get("maxTtl", 1)):
        return NotApplicable("it keeps nothing")
    behavior = policy.get(f"{_KEY}.queryStringBehavior")
    listed = _CAMPAIGN in policy.values(f"{_KEY}.queryStrings.items")
    if behavior == "none" or (behavior == "allExcept" and listed) or (behavior == "whitelist" and not listed):
        return None
    return f"every value of {_CAMPAIGN} is another page to it (`queryStringBehavior` is {behavior!r})"


def _domain(domain: View) -> Outcome:
    routes = list(functions(domain, "dynamic"))
    if not any(route.arg("enable") == "off" or route.arg("static_route_path") for route in routes):
        return NotApplicable("it keeps nothing")
    for function in functions(domain, "ali_remove_args"):
        if _CAMPAIGN in str(function.arg("ali_remove_args")).split():
            return None
    if any(function.arg("disable") == "on" for function in functions(domain, "set_hashkey_args")):
        return None
    return f"every value of {_CAMPAIGN} is another page to it: no function ali_remove_args leaves it out"


def _esa(rule: View) -> Outcome:
    mode = rule.get("queryStringMode", "reserve_all")
    listed = mode in _LISTING and _CAMPAIGN in str(rule.get("queryString", "")).split()
    if mode == "ignore_all" or (mode in _LISTING and listed is _LISTING[mode]):
        return None
    return f"`queryStringMode` is {mode!r}: every value of {_CAMPAIGN} is another page"


RULES = (
    Rule(
        id="capacity-cdn-one-copy",
        title="What campaigns put on links is no part of a page's name in the CDN's cache",
        area=Area.CAPACITY,
        severity=Severity.HIGH,
        why="A mailing with a number of its own for each recipient makes every one of a million visits a request "
        "to the services, which are sized for what the cache lets through.",
        remediation="name the parameters in `ignored_query` of Edge (shop.yaml: `ignored_query`)",
        source="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/QueryStringParameters.html",
        checks={_POLICY: _policy, DCDN: _domain, ESA_CACHE: _esa},
        scope=Scope.STACK,
        environments=LIVE,
    ),
)
