"""What promotion does with sites: files that never change, redirects, queues before a site, experiments,
channels."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem, counted
from infra.settings.rules.cloud_facts import facts
from infra.settings.settings import site_in_stack
from infra.settings.shop_sites import SiteOverride, SiteSettings

_EVERYTHING = "/*"
_MOST_PREFIXES = 24
"""Beside the default one. Source: CloudFront developer guide, "Quotas", cache behaviours of a distribution,
2026-11."""


def wholly_files(site: SiteSettings) -> bool:
    """No service answers for the site."""
    return _EVERYTHING in site.static_paths


def long_cached(draft: Draft) -> Iterator[Problem]:
    """What is kept for a year is a file, below a path prefix."""
    for name, site in draft.shop.sites.items():
        for index, path in enumerate(site.long_cached_paths):
            place = ("sites", name, "long_cached_paths", index)
            if not path.endswith("/*") or "*" in path[:-1] or "?" in path:
                yield draft.in_shop(
                    place,
                    "is not a path prefix",
                    given=path,
                    allowed="a path that ends in /* and has no other wildcard",
                    fix="write it like /images/*",
                )
            elif not site.cached and not any(path.startswith(files[:-1]) for files in site.static_paths):
                yield draft.in_shop(
                    place,
                    "would keep answers of a service, on a site that is never cached",
                    given=path,
                    allowed="a path below static_paths",
                    fix="add it to `static_paths:`, or write `cached: true`",
                )
        prefixes = {*site.static_paths, *site.long_cached_paths}
        if len(prefixes) > _MOST_PREFIXES:
            yield draft.in_shop(
                ("sites", name),
                "has too many path prefixes for the CDN",
                given=counted(len(prefixes), "prefix"),
                allowed=f"at most {_MOST_PREFIXES}",
                fix="put files together below fewer prefixes",
            )


def bots(draft: Draft) -> Iterator[Problem]:
    """Apps, partners and marketplaces are no browsers."""
    for name, site in draft.shop.sites.items():
        if site.bots_filtered and not site.cached:
            yield draft.in_shop(
                ("sites", name, "bots_filtered"),
                "would keep apps and partners out: what is never cached is an API",
                given="true",
                fix="delete it; `requests_per_ip:` limits who asks too often",
            )


def redirects(draft: Draft) -> Iterator[Problem]:
    """From one page of files to another, in one step."""
    for name, site in draft.shop.sites.items():
        for old, new in site.redirects.items():
            place = ("sites", name, "redirects", old)
            if not wholly_files(site):
                yield draft.in_shop(
                    place,
                    "belongs to a site whose pages a service answers",
                    given=old,
                    fix="let the service redirect, or serve the whole site from files",
                )
            for path in (old, new):
                if "*" in path or "?" in path:
                    yield draft.in_shop(
                        place, "has a wildcard", given=path, allowed="one page", fix="write one line for each page"
                    )
            if new in site.redirects:
                yield draft.in_shop(
                    place,
                    "leads to a page that is redirected itself",
                    given=new,
                    fix=f"write {site.redirects[new]}" if site.redirects[new] != old else "delete one of the two",
                )


def preloaded(draft: Draft) -> Iterator[Problem]:
    """Only what the CDN keeps can be fetched beforehand."""
    for name, site in draft.shop.sites.items():
        if site.preload and not site.cached:
            yield draft.in_shop(("sites", name, "preload"), "is of a site that is never cached", fix="delete it")


def waiting_rooms(draft: Draft) -> Iterator[Problem]:
    """A service stands behind the queue, and the cloud has what lets people queue."""
    for name, site in draft.shop.sites.items():
        if site.waiting_room and wholly_files(site):
            yield draft.in_shop(
                ("sites", name, "waiting_room"),
                "protects nothing: the CDN answers the whole site from files",
                fix="delete it",
            )
        override = draft.config.sites.get(name, SiteOverride())
        if override != SiteOverride() and site.waiting_room is None:
            yield draft.in_stack(
                ("sites", name),
                "changes a waiting room that the site does not have",
                fix="delete it, or add `waiting_room:` to the site in shop.yaml",
            )
        room = site_in_stack(site, override).waiting_room
        if room is None or not room.enabled:
            continue
        for key in facts(draft).waiting_room_keys:
            if getattr(draft.config.account, key) is None:
                yield draft.in_stack(
                    ("account", key),
                    f"is missing, and the waiting room of `{name}` needs it on {facts(draft).title}",
                    fix=f"add `{key}:`, or write `waiting_room: false` under `floodgate:sites` for `{name}`",
                )


def experiments(draft: Draft) -> Iterator[Problem]:
    """Visitors take part where a service answers, in proportions that say something."""
    for name, experiment in draft.shop.experiments.items():
        place = ("experiments", name)
        for index, site_name in enumerate(experiment.sites):
            site = draft.shop.sites.get(site_name)
            if site is None:
                yield draft.in_shop(
                    (*place, "sites", index),
                    "is not defined under `sites`",
                    given=site_name,
                    allowed=", ".join(sorted(draft.shop.sites)),
                )
            elif wholly_files(site) or not site.cached:
                yield draft.in_shop(
                    (*place, "sites", index),
                    "has no pages that could differ: an API, or files",
                    given=site_name,
                    allowed="a site with `cached: true` and a service behind it",
                    fix="name the site that shows the pages",
                )
        for index, path in enumerate(experiment.paths):
            if not path.endswith("/*") or "*" in path[:-1] or "?" in path:
                yield draft.in_shop(
                    (*place, "paths", index),
                    "is not a path prefix",
                    given=path,
                    allowed="a path that ends in /* and has no other wildcard",
                    fix="write it like /products/*",
                )
        if not sum(experiment.variants.values()):
            yield draft.in_shop(
                (*place, "variants"),
                "has no weight above 0",
                fix="give every variant its share, such as 50 and 50",
            )


def broadcasts(draft: Draft) -> Iterator[Problem]:
    """A channel stands where the cloud has channels."""
    regions = facts(draft).broadcast_regions
    for name, broadcast in draft.shop.broadcasts.items():
        override = draft.config.broadcasts.get(name)
        enabled = broadcast.enabled if override is None or override.enabled is None else override.enabled
        if enabled and draft.config.region not in regions:
            yield draft.in_stack(
                ("broadcasts", name),
                "asks for a channel that this region cannot have"
                if regions
                else f"asks for a channel that Pulumi cannot make on {facts(draft).title}",
                given=draft.config.region,
                allowed=", ".join(sorted(regions)) or "none",
                fix=f"write `{name}: {{ enabled: false }}` under `floodgate:broadcasts`",
            )
