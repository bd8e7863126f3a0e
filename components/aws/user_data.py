"""The script that turns a fresh instance into one server of a pool: EC2 user data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pulumi

from components.aws.connections import CONNECTIONS_METRIC, CONNECTIONS_NAMESPACE
from components.aws.context import AwsContext
from components.aws.image_registry import ecr_repository
from components.boot_script import rendered, user_data_of
from components.service_pool import ServicePoolArgs

READY_HOOK = "ready"
"""Lifecycle hook that holds an instance back until it serves."""
BOOT_TIMEOUT_SECONDS = 900
"""An instance that does not serve by then is replaced."""
_LIMIT_BYTES = 16_384
"""Source: EC2 user guide, "Run commands when you launch an EC2 instance": 16 KB before encoding, 2026-11."""
_RESERVED_MIB = 512
"""For Amazon Linux, docker and the Systems Manager agent. An assumption, not a measurement: a quarter of the
smallest instance type in the catalog, 3 % of one with 16 GiB."""

_FOLDER = Path(__file__).parent
OWN_VARIABLES = frozenset({"AWS_REGION", "TLS_CERT_FILE", "TLS_KEY_FILE"})
"""Variables that the script sets."""


def user_data(ctx: AwsContext, name: str, args: ServicePoolArgs) -> pulumi.Output[str]:
    """The script, base64-encoded as a launch template takes it."""
    script = partial(
        boot_script,
        ctx,
        name=name,
        image=args.image,
        port=args.port,
        health_path=args.health_path,
        counts_connections=args.performance.connections is not None,
    )
    environment, secrets = dict(args.environment), dict(args.secrets)
    return user_data_of({"environment": environment, "secrets": secrets, "log_group": args.log.name}, script)


def boot_script(
    ctx: AwsContext,
    *,
    name: str,
    image: str,
    port: int,
    health_path: str,
    counts_connections: bool = False,
    environment: Mapping[str, str],
    secrets: Mapping[str, str],
    log_group: str,
) -> str:
    """The script in clear.

    Raises:
        InvalidArgument: a value has several lines, or the script is longer than EC2 takes.
    """
    return rendered(
        _FOLDER / "user_data.sh.j2",
        name=name,
        limit_bytes=_LIMIT_BYTES,
        region=ctx.region,
        image=image,
        registry=ecr_repository(image),
        port=port,
        health_path=health_path,
        connections=(CONNECTIONS_NAMESPACE, CONNECTIONS_METRIC) if counts_connections else None,
        environment=environment,
        secrets=secrets,
        log_group=log_group,
        hook=READY_HOOK,
        boot_timeout_seconds=BOOT_TIMEOUT_SECONDS,
        reserved_mib=_RESERVED_MIB,
    )
