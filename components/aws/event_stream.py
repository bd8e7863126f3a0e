"""Event streams: Kinesis Data Streams."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_aws import kinesis

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.event_stream import EventStreamArgs, EventStreamOutputs, EventStreamTarget
from components.options import extend

_SHARD_BYTES = 1024 * 1024
_SHARD_RECORDS = 1000
"""What one shard takes in a second. Source: Kinesis Data Streams developer guide, "Quotas and limits", 2026-11."""
_NEARLY_FULL_RATIO = 0.8
_MINUTE_SECONDS = 60
_LATE_MILLISECONDS = 15 * 60 * 1000
"""A healthy reader is seconds behind; the delivery to the lake, too, before it waits for a full file."""


@dataclass(frozen=True, kw_only=True)
class _Watched:
    role: str
    metric: str
    says: str
    threshold: float
    statistic: str = "Sum"


def build_event_stream(
    ctx: AwsContext, name: str, args: EventStreamArgs, opts: pulumi.ResourceOptions
) -> EventStreamOutputs:
    """A stream with the planned number of shards. Not on demand: that mode takes twice the peak of the last 30
    days, and a sale is a multiple of it.

    `max_shards` limits what is planned (settings); the stream itself has no such limit. One update at most doubles
    the shards, ten times a day, so a larger step takes several (docs/events.md).
    """
    stream = kinesis.Stream(
        f"{name}-stream",
        # Known, so that the policies of its writers are known before `up`
        name=ctx.label.physical(name, 128),
        stream_mode_details={"stream_mode": "PROVISIONED"},
        shard_count=args.shards,
        retention_period=args.retention_hours,
        encryption_type="KMS",
        kms_key_id=args.key_arn,
        enforce_consumer_deletion=not args.deletion_protected,
        tags=ctx.label.tags(name, args.data),
        opts=extend(opts, protect=args.deletion_protected or None),
    )
    for watched in _alarms(name, args):
        alarm(
            ctx,
            name,
            watched.role,
            opts,
            description=watched.says,
            namespace="AWS/Kinesis",
            metric=watched.metric,
            dimensions={"StreamName": stream.name},
            statistic=watched.statistic,
            threshold=watched.threshold,
            period_seconds=_MINUTE_SECONDS,
            notify=args.notify,
        )
    return EventStreamOutputs(
        stream=EventStreamTarget(
            name=stream.name, arn=stream.name.apply(lambda physical: ctx.arn("kinesis", f"stream/{physical}"))
        ),
        endpoint=pulumi.Output.from_input(f"https://kinesis.{ctx.region}.amazonaws.com"),
    )


def _alarms(name: str, args: EventStreamArgs) -> tuple[_Watched, ...]:
    full = args.shards * _MINUTE_SECONDS * _NEARLY_FULL_RATIO
    return (
        _Watched(
            role="writes-refused",
            metric="WriteProvisionedThroughputExceeded",
            says=f"Stream {name} refuses events: a shard is at its limit, or one key is too hot",
            threshold=0,
        ),
        _Watched(
            role="reads-refused",
            metric="ReadProvisionedThroughputExceeded",
            says=f"Readers of stream {name} ask for more than its shards give",
            threshold=0,
        ),
        _Watched(
            role="bytes",
            metric="IncomingBytes",
            says=f"Stream {name} takes {_NEARLY_FULL_RATIO:.0%} of the bytes that its shards can take",
            threshold=full * _SHARD_BYTES,
        ),
        _Watched(
            role="records",
            metric="IncomingRecords",
            says=f"Stream {name} takes {_NEARLY_FULL_RATIO:.0%} of the events that its shards can take",
            threshold=full * _SHARD_RECORDS,
        ),
        _Watched(
            role="late",
            metric="GetRecords.IteratorAgeMilliseconds",
            says=f"A reader of stream {name} is far behind; events are lost after {args.retention_hours} hours",
            threshold=_LATE_MILLISECONDS,
            statistic="Maximum",
        ),
    )
