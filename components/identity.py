"""One least-privilege role per service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component


class Access(StrEnum):
    """What a service may do with one resource."""

    SECRET_READ = "secret-read"
    TABLE_READ = "table-read"
    TABLE_READ_WRITE = "table-read-write"
    BUCKET_READ = "bucket-read"
    BUCKET_READ_WRITE = "bucket-read-write"
    BUCKET_APPEND = "bucket-append"
    """Put new objects into it; neither read nor delete."""
    BUCKET_AUDIT = "bucket-audit"
    """Read all versions of all objects, and how they are locked."""
    QUEUE_SEND = "queue-send"
    QUEUE_CONSUME = "queue-consume"
    QUEUE_REPLAY = "queue-replay"
    """Of a dead-letter queue: read it, and have its messages moved back. Needs QUEUE_SEND on the queue itself."""
    TOPIC_PUBLISH = "topic-publish"
    SEARCH_QUERY = "search-query"
    """Ask one index of a search cluster."""
    SEARCH_UPDATE = "search-update"
    """Write documents into one index of a search cluster."""
    SEARCH_OWN = "search-own"
    """Act as the owner of a search cluster: make its indexes, and let others in."""
    STREAM_WRITE = "stream-write"
    STREAM_READ = "stream-read"
    MODEL_INVOKE = "model-invoke"
    KEY_USE = "key-use"
    """Encrypt and decrypt with a key, because a store of the service is encrypted with it."""
    MAIL_SEND = "mail-send"
    SMS_SEND = "sms-send"
    KEY_READ = "key-read"
    """Decrypt only."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Access to exactly one resource."""

    access: Access
    arn: pulumi.Input[str]
    sender: pulumi.Input[str] | None = None
    """Address that mails may be from; MAIL_SEND only."""


@dataclass(frozen=True, kw_only=True)
class IdentityArgs:
    """What instances of one service may do; nothing else is allowed."""

    grants: tuple[Grant, ...]
    log_arn: pulumi.Input[str]
    """The stream it writes to."""
    image_repository: str
    """The repository it pulls its image from, without tag and digest."""
    reports_connections: bool = False
    """Instances say how many connections they hold (`Performance.connections`). Alibaba Cloud counts itself."""
    registry_id: str | None = None
    """Alibaba Cloud: the enterprise registry instance that holds it."""


@dataclass(frozen=True, kw_only=True)
class IdentityOutputs:
    """The role and how instances assume it."""

    role_arn: pulumi.Output[str]
    instance_role: pulumi.Output[str]
    """AWS: ARN of the instance profile. Alibaba Cloud: name of the RAM role."""


class Identity(Component[IdentityArgs, IdentityOutputs]):
    """The identity of one service."""

    token = "floodgate:index:Identity"
