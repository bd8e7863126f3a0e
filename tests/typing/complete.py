"""A cloud with every capability."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

import pulumi

from components.cloud import Cloud
from components.queue import Queue, QueueArgs, QueueOutputs


def build(name: str, args: Any, opts: pulumi.ResourceOptions) -> Any:
    raise NotImplementedError(name, args, opts)


def build_queue(region: str, name: str, args: QueueArgs, opts: pulumi.ResourceOptions) -> QueueOutputs:
    raise NotImplementedError(region, name, args, opts)


cloud = Cloud(
    audit_trail=build,
    auditor=build,
    backup=build,
    broadcast=build,
    bucket=build,
    budget=build,
    cache=build,
    dashboard=build,
    database=build,
    domain=build,
    edge=build,
    encryption_key=build,
    event_lake=build,
    event_stream=build,
    identity=build,
    load_balancer=build,
    load_generator=build,
    logs=build,
    mail_sender=build,
    model_endpoint=build,
    network=build,
    notifier=build,
    private_zone=build,
    query_workspace=build,
    queue=partial(build_queue, "eu-central-1"),
    reminder=build,
    search_cluster=build,
    scheduled_job=build,
    secret=build,
    security_group=build,
    service_pool=build,
    sms_sender=build,
    table=build,
    topic=build,
)


def use(args: QueueArgs) -> pulumi.Output[str]:
    return Queue("work", args, dataclasses.replace(cloud, topic=build).queue).outputs.queue.arn
