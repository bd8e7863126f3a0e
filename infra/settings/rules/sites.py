"""Public host names and paths: every request has exactly one place to go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from components.label import DataClass
from infra.settings.draft import Draft
from infra.settings.problem import Path, Problem, counted

_RESERVED_HOSTS = {
    "origin": "the load balancer behind the CDN",
    "svc": "calls between services",
}
"""Names below the domain that the program itself gives away (components/edge.py, infra/shop/infrastructure.py)."""

_VALUES_PER_RULE = 5
"""Hosts, paths and the CDN's token together. Source: Elastic Load Balancing, "Quotas for your Application Load
Balancers", condition values per rule, 2026-11."""


class _Claim(NamedTuple):
    """One path of one site that a service answers."""

    rule_order: int
    service: str
    site: str
    pattern: str
    place: Path


def hosts(draft: Draft) -> Iterator[Problem]:
    """Every site has a host name of its own."""
    seen: dict[str, str] = {}
    for name, site in draft.shop.sites.items():
        place = ("sites", name, "host")
        if site.host in _RESERVED_HOSTS:
            yield draft.in_shop(
                place,
                f"is taken by {_RESERVED_HOSTS[site.host]}",
                given=site.host,
                allowed="anything but " + " and ".join(_RESERVED_HOSTS),
                fix="choose another name",
            )
        if site.host in seen:
            yield draft.in_shop(
                place, f"is the host of `{seen[site.host]}` too", given=site.host, fix="choose another name"
            )
        seen.setdefault(site.host, name)


def one_apex(draft: Draft) -> Iterator[Problem]:
    """The domain itself leads to one site."""
    apex = [name for name, site in draft.shop.sites.items() if site.apex]
    for name in apex[1:]:
        yield draft.in_shop(
            ("sites", name, "apex"),
            f"is true for `{apex[0]}` already, and the domain itself can lead to one site only",
            given="true",
            fix="delete one of the two",
        )


def static_files(draft: Draft) -> Iterator[Problem]:
    """Files come from a bucket that may be public, below whole path prefixes."""
    for name, site in draft.shop.sites.items():
        place = ("sites", name)
        if site.static_paths and not site.static_bucket:
            yield draft.in_shop(
                (*place, "static_paths"), "needs a bucket to read from", fix="add `static_bucket:`"
            )
        if site.static_bucket and not site.static_paths:
            yield draft.in_shop(
                (*place, "static_bucket"), "is never read", fix="add `static_paths:`, such as [/assets/*]"
            )
        for index, path in enumerate(site.static_paths):
            if not path.endswith("/*") or "*" in path[:-1] or "?" in path:
                yield draft.in_shop(
                    (*place, "static_paths", index),
                    "is not a path prefix",
                    given=path,
                    allowed="a path that ends in /* and has no other wildcard",
                    fix="write it like /assets/*",
                )
        bucket = draft.shop.buckets.get(site.static_bucket or "")
        if bucket and bucket.data is not DataClass.PUBLIC:
            yield draft.in_shop(
                (*place, "static_bucket"),
                f"would publish a bucket whose data is {bucket.data.value}",
                given=site.static_bucket,
                allowed=f"a bucket with `data: {DataClass.PUBLIC.value}`",
                fix="take another bucket, or correct its data class",
            )


def sensitive_paths(draft: Draft) -> Iterator[Problem]:
    """Prefixes are compared letter by letter."""
    for index, path in enumerate(draft.shop.sensitive_paths):
        if "*" in path or "?" in path:
            yield draft.in_shop(
                ("sensitive_paths", index),
                "is a prefix, in which a wildcard would be taken literally",
                given=path,
                allowed="a path without * and ?",
                fix=f"write {path.partition('*')[0].partition('?')[0]}",
            )


def routes_per_site(draft: Draft) -> Iterator[Problem]:
    """Every route of a service has a name of its own, that of the site unless it says another: its rule on the
    load balancer is called so."""
    for name, service in draft.shop.services.items():
        labels = [route.label for route in service.public]
        for index, label in enumerate(labels):
            if label in labels[:index]:
                yield draft.in_shop(
                    ("services", name, "public", index, "name" if service.public[index].name else "site"),
                    "has a route above already",
                    given=label,
                    fix="put all paths into one route, with wildcards if there are more than 3, or add a `name`",
                )


def claimed_once(draft: Draft) -> Iterator[Problem]:
    """No two services answer the same path of a site, so `/*` is there once at most."""
    first: dict[tuple[str, str], _Claim] = {}
    for claim in _claims(draft):
        owner = first.setdefault((claim.site, claim.pattern), claim)
        if owner is not claim:
            yield draft.in_shop(
                claim.place,
                f"is answered by `{owner.service}` already",
                given=claim.pattern,
                fix="leave the path to one of the two",
            )


def reached(draft: Draft) -> Iterator[Problem]:
    """Neither the site's files nor a service that is asked earlier take all requests of a path."""
    claims = sorted(_claims(draft), key=lambda claim: claim.rule_order)
    for index, claim in enumerate(claims):
        for path in draft.shop.sites[claim.site].static_paths if claim.site in draft.shop.sites else ():
            if path == claim.pattern or covers(path, claim.pattern):
                yield draft.in_shop(
                    claim.place,
                    f"never reaches the service: the CDN answers {path} of `{claim.site}` from its bucket",
                    given=claim.pattern,
                    fix="choose another path",
                )
        for earlier in claims[:index]:
            other = earlier.service != claim.service and earlier.rule_order < claim.rule_order
            if other and earlier.site == claim.site and covers(earlier.pattern, claim.pattern):
                yield draft.in_shop(
                    claim.place,
                    f"never reaches the service: {earlier.pattern} of `{earlier.service}` is asked first",
                    given=f"{claim.pattern} with rule_order {claim.rule_order}",
                    allowed=f"a rule_order below {earlier.rule_order}",
                    fix="give the service with the wider path the higher rule_order",
                )


def paths_per_rule(draft: Draft) -> Iterator[Problem]:
    """A site with the apex has two hosts, and a signature is a value too: each leaves one path less."""
    for name, service in draft.shop.services.items():
        for index, route in enumerate(service.public):
            site = draft.shop.sites.get(route.site)
            most = _VALUES_PER_RULE - 1 - (2 if site and site.apex else 1) - (route.signed_by is not None)
            if len(route.paths) > most:
                yield draft.in_shop(
                    ("services", name, "public", index, "paths"),
                    "has too many paths: with the hosts of the site, the CDN's token and a signature a rule takes "
                    f"{_VALUES_PER_RULE} values",
                    given=counted(len(route.paths), "path"),
                    allowed=f"at most {most}",
                    fix="join paths with a wildcard",
                )


def _claims(draft: Draft) -> list[_Claim]:
    return [
        _Claim(service.rule_order, name, route.site, path, ("services", name, "public", index, "paths", number))
        for name, service in draft.shop.services.items()
        for index, route in enumerate(service.public)
        for number, path in enumerate(route.paths)
    ]


def covers(wide: str, narrow: str) -> bool:
    """Whether every request of one pattern matches another, wider one; only a last `*` counts as a wildcard."""
    prefix = wide[:-1]
    return wide.endswith("*") and not {"*", "?"} & set(prefix) and narrow != wide and narrow.startswith(prefix)
