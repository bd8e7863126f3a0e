"""A cloud without topics."""

from __future__ import annotations

from components.cloud import Cloud
from tests.typing.complete import build

cloud = Cloud(  # refused: Missing named argument "topic" for "Cloud"  [call-arg]
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
    queue=build,
    reminder=build,
    search_cluster=build,
    scheduled_job=build,
    secret=build,
    security_group=build,
    service_pool=build,
    sms_sender=build,
    table=build,
)
