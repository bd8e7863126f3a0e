"""The script that turns a fresh instance into one server of a pool: ECS user data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pulumi

from components.alicloud.context import AlicloudContext
from components.boot_script import rendered, user_data_of
from components.service_pool import ServicePoolArgs

_LIMIT_BYTES = 32_768
"""Source: ECS API reference, RunInstances, `UserData`: 32 KB before encoding, 2026-08."""
_RESERVED_MIB = 512
"""For the system, docker and the log agent (384 MiB at most, its default). An assumption, not a measurement."""
_DOCKER_KEY = "060A61C51B558A7F742B77AAC52FEB6B621E9F35"
"""Fingerprint of the key that signs Docker's packages.
Source: Docker documentation "Install Docker Engine on CentOS", 2026-08."""

OWN_VARIABLES = frozenset({"ALIBABA_CLOUD_REGION_ID", "TLS_CERT_FILE", "TLS_KEY_FILE"})
"""Variables that the script sets."""

_FOLDER = Path(__file__).parent


def user_data(ctx: AlicloudContext, name: str, args: ServicePoolArgs) -> pulumi.Output[str]:
    """The script, base64-encoded as a launch template takes it."""
    script = partial(boot_script, ctx, name=name, image=args.image, registry_id=args.registry_id, port=args.port)
    return user_data_of({"environment": dict(args.environment), "secrets": dict(args.secrets)}, script)


def machine_id(ctx: AlicloudContext, name: str) -> str:
    """By what the log service knows the machines of a pool."""
    return ctx.label.physical(name, 64)


def boot_script(
    ctx: AlicloudContext,
    *,
    name: str,
    image: str,
    registry_id: str | None,
    port: int,
    environment: Mapping[str, str],
    secrets: Mapping[str, str],
) -> str:
    """The script in clear; `secrets` maps variables to ARNs, of which KMS takes the part after `secret/`.

    Raises:
        InvalidArgument: a value has several lines, or the script is longer than ECS takes.
    """
    return rendered(
        _FOLDER / "user_data.sh.j2",
        name=name,
        limit_bytes=_LIMIT_BYTES,
        region=ctx.region,
        image=image,
        registry_id=registry_id,
        registry_host=image.partition("/")[0],
        port=port,
        environment=environment,
        secrets={key: arn.rpartition(":secret/")[2] for key, arn in secrets.items()},
        call=(_FOLDER / "instance_call.py").read_text(encoding="utf-8").rstrip(),
        machine_id=machine_id(ctx, name),
        docker_key=_DOCKER_KEY,
        reserved_mib=_RESERVED_MIB,
    )
