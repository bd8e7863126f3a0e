"""Samples of what visitors do: stream, lake, query workspace."""

from collections.abc import Callable
from typing import Any

from components.event_lake import EventColumn, EventLake, EventLakeArgs, FieldType
from components.event_stream import EventStream, EventStreamArgs
from components.label import DataClass
from components.query_workspace import QueryWorkspace, QueryWorkspaceArgs
from tests.components.harness import unknown
from tests.components.targets import bucket, stream


def event_samples() -> dict[type[Any], tuple[str, Callable[[], Any]]]:
    """The same on both clouds."""
    return {
        EventLake: (
            "clicks-lake",
            lambda: EventLakeArgs(
                table="clicks",
                columns=tuple(
                    EventColumn(name=f"a_{kind.value}", type=kind, description="of every event")
                    for kind in FieldType
                ),
                source=stream("clicks"),
                bucket=bucket("lake"),
                catalog=unknown(),
                expire_days=400,
                key_arn=unknown(),
                log_retention_days=90,
                log_key_arn=unknown(),
                notify=unknown(),
            ),
        ),
        EventStream: (
            "clicks-stream",
            lambda: EventStreamArgs(
                data=DataClass.CONFIDENTIAL,
                shards=6,
                max_shards=24,
                retention_hours=72,
                key_arn=unknown(),
                notify=unknown(),
            ),
        ),
        QueryWorkspace: (
            "analysis",
            lambda: QueryWorkspaceArgs(
                scan_limit_gib=100, network_id=unknown(), key_arn=unknown(), notify=unknown()
            ),
        ),
    }
