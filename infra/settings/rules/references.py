"""Every name that something refers to is defined."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Path, Problem, did_you_mean
from infra.settings.shop import ServiceSettings


def services(draft: Draft) -> Iterator[Problem]:
    """What a service calls, uses, sends to and answers for."""
    for name, service in draft.shop.services.items():
        for path, target, section in _uses(service):
            place = ("services", name, *path)
            yield from _defined(draft, place, target, section)
            if section == "services" and target == name:
                yield draft.in_shop(
                    place, "is the service itself, which needs no network for that", given=target, fix="delete it"
                )


def _uses(service: ServiceSettings) -> Iterator[tuple[Path, str, str]]:
    """Where in the service a name stands, the name, and the section that defines it."""
    for callee in service.calls:
        yield ("calls", callee), callee, "services"
    if service.database:
        yield ("database",), service.database, "databases"
    if service.cache:
        yield ("cache",), service.cache, "caches"
    for table in service.tables:
        yield ("tables", table), table, "tables"
    for bucket in service.buckets:
        yield ("buckets", bucket), bucket, "buckets"
    for key, queues in (("sends", [*service.queues.sends]), ("consumes", [*service.queues.consumes])):
        for queue in queues:
            yield ("queues", key, queue), queue, "queues"
    for topic in service.publishes:
        yield ("publishes", topic), topic, "topics"
    for party in service.third_parties:
        yield ("third_parties", party), party, "third_parties"
    for index, route in enumerate(service.public):
        yield ("public", index, "site"), route.site, "sites"


def journey(draft: Draft) -> Iterator[Problem]:
    """The site of requests, and the service that answers them."""
    for name, each in draft.shop.journey.requests.items():
        place = ("journey", "requests", name)
        yield from _defined(draft, (*place, "site"), each.site, "sites")
        if each.entry:
            yield from _defined(draft, (*place, "entry"), each.entry, "services")


def topics(draft: Draft) -> Iterator[Problem]:
    """The queues that subscribe to a topic."""
    for name, topic in draft.shop.topics.items():
        for index, queue in enumerate(topic.subscribers):
            yield from _defined(draft, ("topics", name, "subscribers", index), queue, "queues")


def sites(draft: Draft) -> Iterator[Problem]:
    """The bucket that holds a site's files."""
    for name, site in draft.shop.sites.items():
        if site.static_bucket:
            yield from _defined(draft, ("sites", name, "static_bucket"), site.static_bucket, "buckets")


def _defined(draft: Draft, place: Path, target: str, section: str) -> Iterator[Problem]:
    known = sorted(draft.shop_file.names(section))
    if target not in known:
        yield draft.in_shop(
            place,
            f"is not defined under `{section}:`",
            given=target,
            allowed=", ".join(known) or f"nothing, `{section}:` is empty",
            fix=did_you_mean(target, known, f"define it under `{section}:`"),
        )
