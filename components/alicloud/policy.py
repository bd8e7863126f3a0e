"""JSON policy documents of Alibaba Cloud (RAM)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

Statement = Mapping[str, Any]


def document(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """A policy document; values may be Outputs."""
    return pulumi.Output.json_dumps({"Version": "1", "Statement": list(statements)})


def trust(service: str) -> pulumi.Output[str]:
    """A trust policy that lets one service assume the role, for example `ecs.aliyuncs.com`."""
    return document(
        [{"Effect": "Allow", "Principal": {"Service": [service]}, "Action": "sts:AssumeRole"}],
    )
