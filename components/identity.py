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
    QUEUE_SEND = "queue-send"
    QUEUE_CONSUME = "queue-consume"
    TOPIC_PUBLISH = "topic-publish"
    KEY_USE = "key-use"
    """Encrypt and decrypt with a key, because a store of the service is encrypted with it."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Access to exactly one resource."""

    access: Access
    arn: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class IdentityArgs:
    """What instances of one service may do; nothing else is allowed."""

    grants: tuple[Grant, ...]
    log_arn: pulumi.Input[str]
    """The stream it writes to."""
    image_repository: str
    """The repository it pulls its image from, without tag and digest."""
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
