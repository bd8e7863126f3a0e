"""The cache of the CDN."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "capacity-cdn-one-copy"
_POLICY = "aws:cloudfront/cachePolicy:CachePolicy"
_DCDN = "alicloud:dcdn/domain:Domain"
_CONFIG = "alicloud:dcdn/domainConfig:DomainConfig"
_ESA = "alicloud:esa/cacheRule:CacheRule"


def _policy(behavior: Any, *names: str, seconds: int = 86_400) -> Res:
    config: dict[str, Any] = {"queryStringBehavior": behavior}
    if names:
        config["queryStrings"] = {"items": list(names)}
    return res(_POLICY, maxTtl=seconds, parametersInCacheKeyAndForwardedToOrigin={"queryStringsConfig": config})


def _function(name: str, **args: Any) -> Res:
    pairs = [{"argName": key, "argValue": value} for key, value in args.items()]
    return res(_CONFIG, name, domainName=ref("www"), functionName=name, functionArgs=pairs)


def _examples() -> Iterator[Example]:
    yield passes(_RULE, _policy("allExcept", "utm_source", "gclid"))
    yield fails(_RULE, _policy("all"), says="is 'all'")
    yield fails(_RULE, _policy("allExcept", "gclid"), says="utm_source")
    yield passes(_RULE, _policy("none"))
    yield passes(_RULE, _policy("whitelist", "page"))
    yield fails(_RULE, _policy("whitelist", "page", "utm_source"), says="is 'whitelist'")
    yield unknown(_RULE, _policy(UNKNOWN))
    yield skips(_RULE, _policy("all", seconds=0))

    www, pages = res(_DCDN, "www"), _function("dynamic", enable="on", static_route_path="/*")
    ignoring = _function("ali_remove_args", ali_remove_args="utm_source gclid", keep_oss_args="on")
    yield passes(_RULE, www, pages, ignoring)
    yield fails(_RULE, www, pages, says="no function ali_remove_args")
    yield fails(_RULE, www, pages, _function("ali_remove_args", ali_remove_args="gclid", keep_oss_args="on"))
    yield unknown(_RULE, www, pages, _function("ali_remove_args", ali_remove_args=UNKNOWN), says="not known")
    yield skips(_RULE, www, _function("dynamic", enable="on"))
    files = _function("dynamic", enable="off")
    yield passes(_RULE, www, files, _function("set_hashkey_args", disable="on", keep_oss_args="off"))
    yield fails(_RULE, www, files, _function("set_hashkey_args", disable="off", keep_oss_args="off"))

    yield passes(_RULE, res(_ESA, queryStringMode="exclude_query_string", queryString="utm_source"))
    yield fails(_RULE, res(_ESA, queryStringMode="exclude_query_string", queryString="gclid"))
    yield passes(_RULE, res(_ESA, queryStringMode="include_query_string", queryString="page size"))
    yield fails(_RULE, res(_ESA, queryStringMode="include_query_string", queryString="page utm_source"))
    yield fails(_RULE, res(_ESA, edgeCacheMode="follow_origin"), says="'reserve_all'")
    yield unknown(_RULE, res(_ESA, queryStringMode=UNKNOWN))


EXAMPLES: tuple[Example, ...] = tuple(_examples())
