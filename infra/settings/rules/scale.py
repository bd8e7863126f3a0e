"""Sizes: what shop.yaml says, the profile and the stack change, must still make sense."""

from __future__ import annotations

from collections.abc import Iterator

from infra.settings.draft import Draft
from infra.settings.problem import Problem, did_you_mean

_OVERRIDDEN = (
    *("services", "databases", "caches", "tables", "streams", "searches", "models", "mails", "jobs"),
    *("sites", "experiments", "broadcasts"),
)


def overrides_exist(draft: Draft) -> Iterator[Problem]:
    """A stack overrides what shop.yaml has; new things belong there."""
    for section in _OVERRIDDEN:
        known = sorted(draft.shop_file.names(section))
        for name in draft.stack_file.names(section) - set(known):
            yield draft.in_stack(
                (section, name),
                "overrides something that shop.yaml does not have",
                allowed=", ".join(known),
                fix=did_you_mean(name, known, "delete it, or add it to shop.yaml first"),
            )


def shop_limits(draft: Draft) -> Iterator[Problem]:
    """Minimum and maximum of shop.yaml itself."""
    for name, service in draft.shop.services.items():
        if service.scale.min_instances > service.scale.max_instances:
            yield draft.in_shop(
                ("services", name, "scale", "min_instances"),
                "is above max_instances",
                given=str(service.scale.min_instances),
                allowed=f"at most {service.scale.max_instances}",
                fix="lower it, or raise max_instances",
            )
    for name, database in draft.shop.databases.items():
        if database.readers > database.max_readers:
            yield draft.in_shop(
                ("databases", name, "readers"),
                "is above max_readers",
                given=str(database.readers),
                allowed=f"at most {database.max_readers}",
                fix="lower it, or raise max_readers",
            )


def limits(draft: Draft) -> Iterator[Problem]:
    """Minimum and maximum after the stack's overrides; one of them alone can cross the other of shop.yaml."""
    for name, service in draft.services():
        scale = service.scale
        if scale.min_instances > scale.max_instances and _overridden(draft, name):
            key = "min_instances" if draft.overrides("services", name, "min_instances") else "max_instances"
            yield draft.in_stack(
                ("services", name, key),
                "puts min_instances above max_instances, counting what shop.yaml says",
                given=f"{scale.min_instances} to {scale.max_instances}",
                fix="give both min_instances and max_instances here",
            )


def _overridden(draft: Draft, service: str) -> bool:
    return any(draft.overrides("services", service, key) for key in ("min_instances", "max_instances"))


def one_in_every_zone(draft: Draft) -> Iterator[Problem]:
    """Highly available: the loss of a zone leaves instances of every service running."""
    zones = len(draft.config.network.zones)
    if not draft.highly_available:
        return
    for name, service in draft.services():
        if service.scale.min_instances < zones:
            yield draft.in_effect(
                "services",
                name,
                "min_instances",
                "is below the number of zones of the profile highly-available",
                given=str(service.scale.min_instances),
                allowed=f"at least {zones}, one in every zone",
                fix=f"write `min_instances: {zones}`",
            )


def measured_throughput(draft: Draft) -> Iterator[Problem]:
    """Little's law: requests at work = rate x time; more than there are slots cannot have been measured."""
    for name, service in draft.shop.services.items():
        performance = service.performance
        busy = performance.throughput_rps * performance.service_time_ms / 1000
        if busy > performance.worker_slots:
            yield draft.in_shop(
                ("services", name, "performance", "throughput_rps"),
                f"is impossible: {performance.throughput_rps:g} requests a second that take "
                f"{performance.service_time_ms:g} ms each keep {busy:.1f} worker slots busy",
                given=f"worker_slots: {performance.worker_slots}",
                allowed=f"at most {1000 * performance.worker_slots / performance.service_time_ms:.1f} "
                "requests a second with these slots",
                fix="correct the three numbers from one load test",
            )


def readers(draft: Draft) -> Iterator[Problem]:
    """Readers after profile and overrides: not above their maximum, and one for fail-over."""
    for name, database in draft.databases():
        if database.readers > database.max_readers and _reader_keys(draft, name):
            yield draft.in_stack(
                ("databases", name, _reader_keys(draft, name)[0]),
                "puts readers above max_readers, counting the profile and shop.yaml",
                given=f"{database.readers} of at most {database.max_readers}",
                fix="give both readers and max_readers here",
            )
        if database.readers == 0 and database.max_readers > 0:
            yield draft.in_effect(
                "databases",
                name,
                "max_readers",
                "adds readers under load, but the clouds add them only beside at least one",
                given=f"{database.max_readers} with readers: 0",
                allowed="0, or readers: 1 or more",
                fix="raise readers, or write `max_readers: 0`",
            )
        if draft.highly_available and database.readers < 1:
            yield draft.in_effect(
                "databases",
                name,
                "readers",
                "leaves the profile highly-available without fail-over",
                given=str(database.readers),
                allowed="at least 1, in another zone than the writer",
                fix="write `readers: 1`",
            )


def _reader_keys(draft: Draft, database: str) -> list[str]:
    return [key for key in ("readers", "max_readers") if draft.overrides("databases", database, key)]


def shards(draft: Draft) -> Iterator[Problem]:
    """Shards after profile and overrides are not above their maximum."""
    for name, cache in draft.caches():
        if cache.shards > cache.max_shards:
            key = "shards" if draft.overrides("caches", name, "shards") else "max_shards"
            yield draft.in_effect(
                "caches",
                name,
                key,
                "puts shards above max_shards",
                given=f"{cache.shards} of at most {cache.max_shards}",
                fix="give both shards and max_shards here",
            )


def stream_shards(draft: Draft) -> Iterator[Problem]:
    """Shards of streams, after the stack's overrides, are not above their maximum."""
    for name, stream in draft.shop.streams.items():
        given = draft.config.streams.get(name)
        shards, most = (
            getattr(given, key) or getattr(stream, key) if given else getattr(stream, key)
            for key in ("shards", "max_shards")
        )
        if shards > most:
            key = "shards" if draft.overrides("streams", name, "shards") else "max_shards"
            yield draft.in_effect(
                "streams",
                name,
                key,
                "puts shards above max_shards",
                given=f"{shards} of at most {most}",
                fix="give both shards and max_shards here",
            )


def model_instances(draft: Draft) -> Iterator[Problem]:
    """Instances of models, after the stack's overrides, are not above their maximum."""
    for name, model in draft.shop.models.items():
        given = draft.config.models.get(name)
        least, most = (
            getattr(given, key) or getattr(model, key) if given else getattr(model, key)
            for key in ("min_instances", "max_instances")
        )
        if least > most:
            key = "min_instances" if draft.overrides("models", name, "min_instances") else "max_instances"
            yield draft.in_effect(
                "models",
                name,
                key,
                "puts min_instances above max_instances",
                given=f"{least} to {most}",
                fix="give both min_instances and max_instances here",
            )


def replicas(draft: Draft) -> Iterator[Problem]:
    """Highly available: every shard of a cache has a copy in another zone."""
    if not draft.highly_available:
        return
    for name, cache in draft.caches():
        if cache.replicas < 1:
            yield draft.in_effect(
                "caches",
                name,
                "replicas",
                "leaves the profile highly-available without a copy of each shard",
                given=str(cache.replicas),
                allowed="at least 1, in another zone",
                fix="write `replicas: 1`",
            )
