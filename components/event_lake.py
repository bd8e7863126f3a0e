"""The lake below a stream: every event in a bucket, in columns, by day and hour, and the table of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pulumi

from components.bucket import BucketTarget
from components.component import Component
from components.event_stream import EventStreamTarget


class FieldType(StrEnum):
    """Types of a field that both clouds write into columns. Times are integers: Unix milliseconds."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, kw_only=True)
class EventColumn:
    """One field of the events, one column of the table."""

    name: str
    type: FieldType
    description: str
    """What it belongs to and what must be kept in mind, for who reads the table; at most 255 characters."""


@dataclass(frozen=True, kw_only=True)
class EventLakeArgs:
    """What is delivered, where to, and how it is described."""

    table: str
    """Name of the table, and of the folder in the bucket: lower case, digits and `_`."""
    columns: tuple[EventColumn, ...]
    """Of the events; the partitions `day` (YYYY-MM-DD, UTC) and `hour` (00..23) come with every table."""
    source: EventStreamTarget
    bucket: BucketTarget
    catalog: pulumi.Input[str]
    """The workspace's catalog that the table belongs to."""
    expire_days: int
    """The bucket deletes events after this many days, so queries look no further back."""
    key_arn: pulumi.Input[str]
    """Encrypts the stream and the bucket."""
    log_retention_days: int
    log_key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class EventLakeOutputs:
    """How to ask for the events."""

    table: pulumi.Output[str]
    """Name of the table with its catalog in front."""
    statement: pulumi.Output[str] | None
    """Alibaba Cloud: the SQL that makes the table, run once by a person. AWS: None, the table exists."""


class EventLake(Component[EventLakeArgs, EventLakeOutputs]):
    """The delivery of one stream into its bucket, and its table."""

    token = "floodgate:index:EventLake"
