"""A topic that fans events out to queues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component
from components.queue import QueueTarget


@dataclass(frozen=True, kw_only=True)
class TopicSubscriber:
    """One queue that receives a copy of every event."""

    queue: QueueTarget
    dead_letters: QueueTarget
    """Events that cannot be delivered to the queue go here."""


@dataclass(frozen=True, kw_only=True)
class TopicArgs:
    """Who listens."""

    key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]
    subscribers: Mapping[str, TopicSubscriber]
    """Queue name -> where to deliver."""


@dataclass(frozen=True, kw_only=True)
class TopicOutputs:
    """How to publish."""

    topic_arn: pulumi.Output[str]
    topic_name: pulumi.Output[str]


class Topic(Component[TopicArgs, TopicOutputs]):
    """One topic and its subscriptions."""

    token = "floodgate:index:Topic"
