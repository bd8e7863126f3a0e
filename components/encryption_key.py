"""A customer-managed encryption key with yearly rotation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.component import Component


class Location(StrEnum):
    """Where a resource of the edge must live."""

    HOME = "home"
    """The stack's region."""
    EDGE = "edge"
    """Where the CDN keeps its certificates, WAF and metrics: us-east-1 on AWS, the stack's region on Alibaba."""


class KeyUser(StrEnum):
    """A cloud service that must be allowed to use the key on the shop's behalf."""

    LOGS = "logs"
    ALARMS = "alarms"
    """Alarms that publish to an encrypted topic."""
    TOPICS = "topics"
    """Topics that deliver to an encrypted queue."""
    AUTOSCALING = "autoscaling"
    """Instances launched with encrypted disks."""
    CDN = "cdn"
    """The CDN reading an encrypted bucket."""
    AUDIT = "audit"
    """The audit trail writing encrypted records."""
    BACKUP = "backup"
    EVENTS = "events"
    """Databases and backups that report failures to an encrypted topic."""
    BUDGETS = "budgets"
    EVENT_RULES = "event-rules"
    """Rules of the event bus that write into an encrypted queue."""
    QUERIES = "queries"
    """Queries of the lake, whose results are kept encrypted."""
    TASKS = "tasks"
    """Containers without instances, whose disks are encrypted."""


@dataclass(frozen=True, kw_only=True)
class EncryptionKeyArgs:
    """What the key protects and who may use it besides the account's own identities."""

    purpose: str
    """One sentence for the console, for example `Encrypts databases, caches and tables`."""
    users: tuple[KeyUser, ...] = ()
    location: Location = Location.HOME
    deletion_window_days: int = 30
    """How long a deleted key can be brought back, 7..30."""
    protected: bool = True
    """Refuse to delete the key: losing it loses everything it encrypts."""


@dataclass(frozen=True, kw_only=True)
class EncryptionKeyOutputs:
    """Names of the key."""

    key_id: pulumi.Output[str]
    key_arn: pulumi.Output[str]


class EncryptionKey(Component[EncryptionKeyArgs, EncryptionKeyOutputs]):
    """One customer-managed key."""

    token = "floodgate:index:EncryptionKey"
