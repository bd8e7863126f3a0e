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
    for section in ("streams", "searches", "models", "mails"):
        for thing in getattr(service, section):
            yield (section, thing), thing, section
    for index, route in enumerate(service.public):
        yield ("public", index, "site"), route.site, "sites"


def jobs(draft: Draft) -> Iterator[Problem]:
    """What a job uses."""
    for name, job in draft.shop.jobs.items():
        for table in job.tables:
            yield from _defined(draft, ("jobs", name, "tables", table), table, "tables")
        for bucket in job.buckets:
            yield from _defined(draft, ("jobs", name, "buckets", bucket), bucket, "buckets")
        for index, queue in enumerate(job.sends):
            yield from _defined(draft, ("jobs", name, "sends", index), queue, "queues")


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


def streams(draft: Draft) -> Iterator[Problem]:
    """The bucket that keeps a stream."""
    for name, stream in draft.shop.streams.items():
        yield from _defined(draft, ("streams", name, "bucket"), stream.bucket, "buckets")


def shared_secrets(draft: Draft) -> Iterator[Problem]:
    """The service whose secret a partner has, too."""
    known = sorted(secret for service in draft.shop.services.values() for secret in service.secrets)
    for name in draft.shop.shared_secrets:
        if name not in known:
            yield draft.in_shop(
                ("shared_secrets", name),
                "is a secret of no service",
                given=name,
                allowed=", ".join(known),
                fix=did_you_mean(name, known, "list it under `secrets` of the service that reads it"),
            )


def sites(draft: Draft) -> Iterator[Problem]:
    """The bucket that holds a site's files."""
    for name, site in draft.shop.sites.items():
        if site.static_bucket:
            yield from _defined(draft, ("sites", name, "static_bucket"), site.static_bucket, "buckets")


def priorities(draft: Draft) -> Iterator[Problem]:
    """The services of a class."""
    for index, each in enumerate(draft.shop.priorities):
        for number, service in enumerate(each.services):
            yield from _defined(draft, ("priorities", index, "services", number), service, "services")


def buckets(draft: Draft) -> Iterator[Problem]:
    """The queue that hears of new objects which are looked through."""
    for name, bucket in draft.shop.buckets.items():
        if bucket.scan:
            yield from _defined(draft, ("buckets", name, "scan"), bucket.scan, "queues")


def replays(draft: Draft) -> Iterator[Problem]:
    """Who brings dead letters back is who works off the queue: it knows what to do with them."""
    for name, service in draft.shop.services.items():
        for index, queue in enumerate(service.queues.replays):
            if queue not in service.queues.consumes:
                yield draft.in_shop(
                    ("services", name, "queues", "replays", index),
                    "is no queue that the service consumes",
                    given=queue,
                    allowed=", ".join(service.queues.consumes) or "nothing, it consumes none",
                    fix="delete it, or consume the queue",
                )


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
