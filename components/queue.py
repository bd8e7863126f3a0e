"""A work queue with a dead-letter queue: nothing is lost, and a backlog is noticed."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class QueueArgs:
    """How the queue treats its messages. At most 64 KiB each, the lower limit of the two clouds."""

    key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]
    visibility_timeout_seconds: int = 60
    """How long a worker has before the message is handed out again, 1..43,200."""
    retention_days: int = 7
    """1..7 (Alibaba Cloud keeps 7 at most); the dead-letter queue keeps its maximum."""
    max_receives: int = 5
    """Deliveries before a message goes to the dead-letter queue, 3..10."""
    max_age_seconds: int = 300
    """Alarm when the oldest message has waited this long."""
    from_event_rules: bool = False
    """Rules of the event bus may write into it, too. The key's users must include EVENT_RULES."""


@dataclass(frozen=True, kw_only=True)
class QueueTarget:
    """A queue as a destination."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]
    url: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True)
class QueueOutputs:
    """The queue and its dead-letter queue."""

    queue: QueueTarget
    dead_letters: QueueTarget


class Queue(Component[QueueArgs, QueueOutputs]):
    """One work queue."""

    token = "floodgate:index:Queue"
