"""A stream of events: many write, several read, and everything waits until it was read."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from components.component import Component
from components.label import DataClass


@dataclass(frozen=True, kw_only=True)
class EventStreamArgs:
    """What the stream takes and how long it waits for its readers."""

    data: DataClass
    shards: int
    """Parts that take events side by side, as planned for this day."""
    max_shards: int
    """Never more, whatever a campaign needs; at least `shards`."""
    retention_hours: int
    """How long events wait for who reads them, 24..168."""
    key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class EventStreamTarget:
    """A stream as a destination or a source."""

    name: pulumi.Output[str]
    """AWS: name of the stream. Alibaba Cloud: `project:logstore`, the provider's own id."""
    arn: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True)
class EventStreamOutputs:
    """How to reach the stream."""

    stream: EventStreamTarget
    endpoint: pulumi.Output[str]
    """HTTPS endpoint inside the network."""


class EventStream(Component[EventStreamArgs, EventStreamOutputs]):
    """One stream of events."""

    token = "floodgate:index:EventStream"
