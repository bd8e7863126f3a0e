"""Everything defined is used: an unused store costs money and is one more thing to protect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem


def stores(draft: Draft) -> Iterator[Problem]:
    """Everything that keeps or knows something has a service, a job, a site or a stream that uses it."""
    draft.shop_file.require_all("services", "sites", "streams", "jobs")
    services, sites = draft.shop.services.values(), draft.shop.sites.values()
    used: dict[str, set[str | None]] = {
        "databases": {service.database for service in services},
        "caches": {service.cache for service in services},
        "tables": {table for service in services for table in service.tables},
        "buckets": {site.static_bucket for site in sites}
        | {stream.bucket for stream in draft.shop.streams.values()},
        **{
            section: {name for service in services for name in getattr(service, section)}
            for section in ("streams", "searches", "models", "mails")
        },
    }
    for service in services:
        used["buckets"].update(service.buckets)
    for job in draft.shop.jobs.values():
        used["buckets"].update(job.buckets)
        used["tables"].update(job.tables)
    for section, names in used.items():
        for name in _unused(draft, section, names):
            yield draft.in_shop(
                (section, name),
                "is used by no service",
                fix=f"name it in a service, or delete it: an unused one of `{section}:` only costs money",
            )


def queues(draft: Draft) -> Iterator[Problem]:
    """Every queue is filled by somebody and emptied by somebody."""
    draft.shop_file.require_all("services", "topics", "buckets", "jobs")
    services, topics = draft.shop.services.values(), draft.shop.topics.values()
    consumed = {queue for service in services for queue in service.queues.consumes}
    filled = {queue for service in services for queue in service.queues.sends} | {
        queue for topic in topics for queue in topic.subscribers
    }
    filled |= {bucket.scan for bucket in draft.shop.buckets.values() if bucket.scan}
    filled |= {queue for job in draft.shop.jobs.values() for queue in job.sends}
    for name in _unused(draft, "queues", consumed):
        yield draft.in_shop(
            ("queues", name),
            "is consumed by no service: messages pile up in it until they expire",
            fix="add it to `queues.consumes` of a service, or delete it",
        )
    for name in _unused(draft, "queues", filled):
        yield draft.in_shop(
            ("queues", name),
            "is filled by nobody: no service or job sends to it, no topic has it as subscriber, no bucket scans "
            "into it",
            fix="add it to `queues.sends` of a service, `sends` of a job or a topic's subscribers, or delete it",
        )


def topics(draft: Draft) -> Iterator[Problem]:
    """Every topic has a publisher."""
    draft.shop_file.require_all("services")
    published = {topic for service in draft.shop.services.values() for topic in service.publishes}
    for name in _unused(draft, "topics", published):
        yield draft.in_shop(
            ("topics", name), "is published by no service", fix="add it to `publishes` of a service, or delete it"
        )


def third_parties(draft: Draft) -> Iterator[Problem]:
    """Every third party is called."""
    draft.shop_file.require_all("services")
    called = {party for service in draft.shop.services.values() for party in service.third_parties}
    for name in _unused(draft, "third_parties", called):
        yield draft.in_shop(
            ("third_parties", name),
            "is called by no service",
            fix="add it to `third_parties` of a service, or delete it",
        )


def sites(draft: Draft) -> Iterator[Problem]:
    """Every site answers something."""
    draft.shop_file.require_all("services", "sites")
    answering = {route.site for service in draft.shop.services.values() for route in service.public}
    with_files = {name for name, site in draft.shop.sites.items() if site.static_paths}
    for name in _unused(draft, "sites", answering | with_files):
        yield draft.in_shop(
            ("sites", name),
            "answers nothing: no service has a public route on it and it has no files",
            fix="add a route under `public:` of a service, or delete it",
        )


def _unused(draft: Draft, section: str, used: Iterable[str | None]) -> frozenset[str]:
    """What nothing uses. Nothing, if a name in use is not defined: then a name is misspelt, not a thing unused."""
    defined, named = draft.shop_file.names(section), {name for name in used if name}
    return defined - named if named <= defined else frozenset()
