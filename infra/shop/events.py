"""What visitors do: the streams of events, their delivery into the lake, and where the lake is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from components.cloud import Cloud
from components.event_lake import EventColumn, EventLake, EventLakeArgs, EventLakeOutputs
from components.event_stream import EventStream, EventStreamArgs, EventStreamOutputs
from components.identity import Access, Grant
from components.query_workspace import QueryWorkspace, QueryWorkspaceArgs, QueryWorkspaceOutputs
from infra.capacity.plan.plan import CapacityPlan
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.settings.shop_events import SchemaSettings
from infra.shop.infrastructure import Infrastructure
from infra.shop.stores import Stores
from infra.shop.wiring import Attachment, variable


@dataclass(frozen=True, kw_only=True)
class Events:
    """Streams by their name in shop.yaml, what keeps them, and the workspace that asks."""

    streams: Mapping[str, EventStreamOutputs]
    lakes: Mapping[str, EventLakeOutputs]
    workspace: QueryWorkspaceOutputs
    key_arn: pulumi.Output[str]

    def attached(self, service: ServiceSettings) -> Iterator[Attachment]:
        """Where the streams are that a service writes to, and the right to write."""
        for name in service.streams:
            made = self.streams[name]
            yield Attachment(
                environment={
                    variable("stream", name): made.stream.name,
                    variable("stream", name, "endpoint"): made.endpoint,
                },
                grants=(
                    Grant(access=Access.STREAM_WRITE, arn=made.stream.arn),
                    Grant(access=Access.KEY_USE, arn=self.key_arn),
                ),
            )


def events(
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    stores: Stores,
    opts: pulumi.ResourceOptions,
) -> Events:
    """All streams of the shop, each with its delivery and its table."""
    workspace = QueryWorkspace(
        "analysis",
        QueryWorkspaceArgs(
            scan_limit_gib=settings.shop.analysis.scan_limit_gib,
            network_id=base.network.network_id,
            key_arn=base.keys.data,
            notify=base.alerts,
            disposable=settings.disposable,
        ),
        cloud.query_workspace,
        opts,
    ).outputs
    streams = {name: _stream(name, cloud, settings, plan, base, opts) for name in settings.shop.streams}
    lakes = {
        name: _lake(name, stream, workspace, cloud, settings, base, stores, opts)
        for name, stream in streams.items()
    }
    pulumi.export("query_workspace", workspace.name)
    pulumi.export("event_tables", {name: lake.table for name, lake in lakes.items()})
    if statements := {name: lake.statement for name, lake in lakes.items() if lake.statement is not None}:
        pulumi.export("event_table_statements", statements)  # run once by a person
    return Events(streams=streams, lakes=lakes, workspace=workspace, key_arn=base.keys.data)


def _stream(
    name: str,
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    opts: pulumi.ResourceOptions,
) -> EventStreamOutputs:
    stream = settings.shop.streams[name]
    args = EventStreamArgs(
        data=stream.data,
        shards=int(plan.streams[name].shards.value),
        max_shards=stream.max_shards,
        retention_hours=stream.retention_hours,
        key_arn=base.keys.data,
        notify=base.alerts,
        deletion_protected=not settings.disposable,
    )
    return EventStream(f"{name}-stream", args, cloud.event_stream, opts).outputs


def _lake(
    name: str,
    stream: EventStreamOutputs,
    workspace: QueryWorkspaceOutputs,
    cloud: Cloud,
    settings: Settings,
    base: Infrastructure,
    stores: Stores,
    opts: pulumi.ResourceOptions,
) -> EventLakeOutputs:
    words = settings.shop.streams[name]
    bucket = settings.shop.buckets[words.bucket]
    if bucket.expire_days is None:
        raise ValueError(f"{words.bucket} keeps events for ever")  # refused by the settings
    args = EventLakeArgs(
        table=name.replace("-", "_"),
        columns=columns(words.events),
        source=stream.stream,
        bucket=stores.buckets[words.bucket],
        catalog=workspace.catalog,
        expire_days=bucket.expire_days,
        key_arn=base.keys.data,
        log_retention_days=settings.config.retention.logs_days,
        log_key_arn=base.keys.logs,
        notify=base.alerts,
    )
    return EventLake(f"{name}-lake", args, cloud.event_lake, opts).outputs


def columns(schema: SchemaSettings) -> tuple[EventColumn, ...]:
    """The fields of every event first, then those of each kind; one that several kinds have is one column."""
    kinds: dict[str, list[str]] = {}
    fields = dict(schema.common)
    for kind, its in schema.types.items():
        for field in its:
            kinds.setdefault(field, []).append(kind)
        fields |= its
    marks = {schema.visitor: "pseudonym of the visitor", schema.consent: "whether the visitor agreed"}
    return tuple(
        EventColumn(
            name=field,
            type=its.type,
            description="; ".join(
                part
                for part in (
                    "of " + (", ".join(kinds[field]) if field in kinds else "every event"),
                    marks.get(field),
                    "personal" if its.personal else None,
                )
                if part
            ),
        )
        for field, its in fields.items()
    )
