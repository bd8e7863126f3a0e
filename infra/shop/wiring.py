"""What a service uses: what its containers are told, which secrets they read, and what their role may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pulumi

from components.identity import Access, Grant
from components.secret import SecretOutputs
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.settings.shop_jobs import JobSettings, TableAccess
from infra.settings.use import Access as BucketUse
from infra.shop.infrastructure import Infrastructure
from infra.shop.stores import Stores

_BUCKET = {
    BucketUse.READ: Access.BUCKET_READ,
    BucketUse.READ_WRITE: Access.BUCKET_READ_WRITE,
    BucketUse.APPEND: Access.BUCKET_APPEND,
}
_TABLE = {TableAccess.READ: Access.TABLE_READ, TableAccess.READ_WRITE: Access.TABLE_READ_WRITE}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """What somebody who uses something is told of it, and may do with it."""

    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Variables of the container: endpoints and names, never a secret."""
    secrets: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Variable -> ARN of the secret that the container is given."""
    grants: tuple[Grant, ...] = ()


def joined(attachments: Iterable[Attachment]) -> Attachment:
    """All together, each right once."""
    listed = tuple(attachments)
    grants: dict[tuple[Access, int], Grant] = {}
    for each in listed:
        for grant in each.grants:
            grants.setdefault((grant.access, id(grant.arn)), grant)
    return Attachment(
        environment={key: value for each in listed for key, value in each.environment.items()},
        secrets={key: value for each in listed for key, value in each.secrets.items()},
        grants=tuple(grants.values()),
    )


def attached(
    service: ServiceSettings,
    settings: Settings,
    base: Infrastructure,
    stores: Stores,
    own: Mapping[str, SecretOutputs],
) -> Attachment:
    """Exactly what shop.yaml says the service uses of the stores, of messages and of other services."""
    secrets = _secrets(service, stores, own)
    return Attachment(
        environment=_environment(service, settings, stores),
        secrets=secrets,
        grants=_grants(service, base, stores, secrets),
    )


def job_attached(job: JobSettings, settings: Settings, base: Infrastructure, stores: Stores) -> Attachment:
    """Exactly what shop.yaml says a job uses; it reads no secrets and calls no services."""
    grants = (
        *(Grant(access=_TABLE[use], arn=stores.tables[table].table_arn) for table, use in job.tables.items()),
        *(Grant(access=_BUCKET[use], arn=stores.buckets[bucket].arn) for bucket, use in job.buckets.items()),
        *(Grant(access=Access.QUEUE_SEND, arn=stores.queues[queue].queue.arn) for queue in job.sends),
    )
    keys = ((bool(job.tables or job.buckets), base.keys.data), (bool(job.sends), base.keys.messages))
    return Attachment(
        environment={**_place(settings), **_stores_told(job.tables, job.buckets, job.sends, stores)},
        grants=(*grants, *(Grant(access=Access.KEY_USE, arn=key) for used, key in keys if used)),
    )


def variable(*words_: str) -> str:
    """`queue`, `payment-jobs` -> `QUEUE_PAYMENT_JOBS`."""
    return "_".join(words_).replace("-", "_").upper()


def identity_name(service: str) -> str:
    """The component with the role of a service."""
    return f"{service}-role"


def _environment(service: ServiceSettings, settings: Settings, stores: Stores) -> dict[str, pulumi.Input[str]]:
    """What the container is told: where everything is that it uses. Never a secret."""
    domain = settings.config.stack.domain
    told = _place(settings)
    for callee in service.calls:
        told[variable(callee, "URL")] = f"https://{callee}.svc.{domain}"
    if service.database:
        database = stores.databases[service.database]
        told["DATABASE_HOST"] = database.writer_endpoint
        told["DATABASE_READER_HOST"] = database.reader_endpoint
        told["DATABASE_PORT"] = database.port.apply(str)
        told["DATABASE_NAME"] = settings.shop.databases[service.database].schema_name
    if service.cache:
        told["CACHE_HOST"] = stores.caches[service.cache].endpoint
        told["CACHE_PORT"] = stores.caches[service.cache].port.apply(str)
    for queue in service.queues.replays:
        told[variable("queue", queue, "dead")] = stores.queues[queue].dead_letters.url
    queues = (*service.queues.sends, *service.queues.consumes)
    told |= _stores_told(service.tables, service.buckets, queues, stores)
    for topic in service.publishes:
        told[variable("topic", topic)] = stores.topics[topic].topic_arn
    return told


def _place(settings: Settings) -> dict[str, pulumi.Input[str]]:
    return {"ENVIRONMENT": settings.config.stack.environment.value, "REGION": settings.config.region}


def _stores_told(
    tables: Iterable[str], buckets: Iterable[str], queues: Iterable[str], stores: Stores
) -> dict[str, pulumi.Input[str]]:
    told: dict[str, pulumi.Input[str]] = {}
    for table in tables:
        told[variable("table", table)] = stores.tables[table].table_name
        told[variable("table", table, "endpoint")] = stores.tables[table].endpoint
    for bucket in buckets:
        told[variable("bucket", bucket)] = stores.buckets[bucket].name
    for queue in queues:
        told[variable("queue", queue)] = stores.queues[queue].queue.url
    return told


def _secrets(
    service: ServiceSettings, stores: Stores, own: Mapping[str, SecretOutputs]
) -> dict[str, pulumi.Input[str]]:
    """Secrets the instance reads at start, by name."""
    read: dict[str, pulumi.Input[str]] = {variable(name): secret.secret_arn for name, secret in own.items()}
    if service.database:
        read["DATABASE_CREDENTIALS"] = stores.databases[service.database].secret_arn
    if service.cache:
        read["CACHE_PASSWORD"] = stores.cache_passwords[service.cache].secret_arn
    return read


def _grants(
    service: ServiceSettings, base: Infrastructure, stores: Stores, secrets: Mapping[str, pulumi.Input[str]]
) -> tuple[Grant, ...]:
    """Exactly what shop.yaml says the service uses, and the keys behind it."""
    grants = [Grant(access=Access.SECRET_READ, arn=arn) for arn in secrets.values()]
    grants += [
        Grant(
            access=Access.TABLE_READ_WRITE if use.writes else Access.TABLE_READ,
            arn=stores.tables[table].table_arn,
        )
        for table, use in service.tables.items()
    ]
    grants += [
        Grant(access=_BUCKET[access], arn=stores.buckets[bucket].arn) for bucket, access in service.buckets.items()
    ]
    grants += [
        Grant(access=Access.QUEUE_SEND, arn=stores.queues[queue].queue.arn)
        for queue in dict.fromkeys((*service.queues.sends, *service.queues.replays))
    ]
    grants += [
        Grant(access=Access.QUEUE_REPLAY, arn=stores.queues[queue].dead_letters.arn)
        for queue in service.queues.replays
    ]
    grants += [
        Grant(access=Access.QUEUE_CONSUME, arn=stores.queues[queue].queue.arn) for queue in service.queues.consumes
    ]
    grants += [
        Grant(access=Access.TOPIC_PUBLISH, arn=stores.topics[topic].topic_arn) for topic in service.publishes
    ]
    messages = service.queues.sends or service.queues.consumes or service.publishes
    keys = (
        (bool(service.tables or service.buckets), base.keys.data),
        (bool(messages), base.keys.messages),
        (bool(secrets), base.keys.secrets),
    )
    return (*grants, *(Grant(access=Access.KEY_USE, arn=key) for used, key in keys if used))
