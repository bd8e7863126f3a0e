"""The script that turns a fresh instance into one server of a pool: EC2 user data."""

from __future__ import annotations

import base64
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from components.aws.context import AwsContext
from components.aws.image_registry import ecr_repository
from components.errors import InvalidArgument
from components.service_pool import ServicePoolArgs

READY_HOOK = "ready"
"""Lifecycle hook that holds an instance back until it serves."""
BOOT_TIMEOUT_SECONDS = 900
"""An instance that does not serve by then is replaced."""
STOP_SECONDS = 30
"""What the container gets to finish its requests after the load balancer has stopped sending new ones."""

_LIMIT_BYTES = 16_384
"""Source: EC2 user guide, "Run commands when you launch an EC2 instance": 16 KB before encoding, 2026-11."""
_RESERVED_MIB = 512
"""For Amazon Linux, docker and the Systems Manager agent. An assumption, not a measurement: a quarter of the
smallest instance type in the catalog, 3 % of one with 16 GiB."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_OWN_VARIABLES = frozenset({"AWS_REGION", "TLS_CERT_FILE", "TLS_KEY_FILE"})

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # a shell script: the filter below quotes
)
_templates.filters["quote"] = shlex.quote


def user_data(ctx: AwsContext, name: str, args: ServicePoolArgs) -> pulumi.Output[str]:
    """The script, base64-encoded as a launch template takes it."""

    def encoded(values: dict[str, Any]) -> str:
        script = boot_script(
            ctx, name=name, image=args.image, port=args.port, health_path=args.health_path, **values
        )
        return base64.b64encode(script.encode()).decode()

    values: dict[str, pulumi.Input[Any]] = {
        "environment": dict(args.environment),
        "secrets": dict(args.secrets),
        "log_group": args.log.name,
    }
    return pulumi.Output.all(**values).apply(encoded)


def check_variables(args: ServicePoolArgs) -> None:
    """Refuse names that the container or the script could not take.

    Raises:
        ValueError: a variable has no proper name, or is given twice.
    """
    names = [*args.environment, *args.secrets]
    for name in names:
        if not _VARIABLE.fullmatch(name):
            raise InvalidArgument(f"variable must be upper-case letters, digits and underscores, got {name!r}")
        if name in _OWN_VARIABLES or names.count(name) > 1:
            raise InvalidArgument(
                f"variable {name} is set twice: by environment, secrets or the boot script itself"
            )


def boot_script(
    ctx: AwsContext,
    *,
    name: str,
    image: str,
    port: int,
    health_path: str,
    environment: Mapping[str, str],
    secrets: Mapping[str, str],
    log_group: str,
) -> str:
    """The script in clear.

    Raises:
        ValueError: a value has several lines, or the script is longer than EC2 takes.
    """
    for key, value in environment.items():
        if "\n" in value:
            raise InvalidArgument(f"environment variable {key} of {name} must be one line")
    script = _templates.get_template("user_data.sh.j2").render(
        name=name,
        region=ctx.region,
        image=image,
        registry=ecr_repository(image),
        port=port,
        health_path=health_path,
        environment=environment,
        secrets=secrets,
        log_group=log_group,
        hook=READY_HOOK,
        boot_timeout_seconds=BOOT_TIMEOUT_SECONDS,
        stop_seconds=STOP_SECONDS,
        reserved_mib=_RESERVED_MIB,
    )
    size = len(script.encode())
    if size > _LIMIT_BYTES:
        raise InvalidArgument(
            f"the boot script of {name} must be at most {_LIMIT_BYTES} bytes, got {size}; shorten environment"
        )
    return script
