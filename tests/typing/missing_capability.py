"""A cloud without topics."""

from __future__ import annotations

from components.cloud import Cloud
from tests.typing.complete import build

cloud = Cloud(  # refused: Missing named argument "topic" for "Cloud"  [call-arg]
    audit_trail=build,
    backup=build,
    bucket=build,
    budget=build,
    cache=build,
    dashboard=build,
    database=build,
    domain=build,
    edge=build,
    encryption_key=build,
    identity=build,
    load_balancer=build,
    logs=build,
    network=build,
    notifier=build,
    private_zone=build,
    queue=build,
    secret=build,
    security_group=build,
    service_pool=build,
    table=build,
)
