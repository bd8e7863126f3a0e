"""Reads a capability's outputs as plain values."""

from collections.abc import Callable
from typing import Any

import pulumi

from components.component import Component, properties
from infra.preview.engine import run


def values(
    kind: type[Component[Any, Any]], name: str, args: Callable[[], Any], build: Callable[..., Any]
) -> dict[str, Any]:
    """Build one component; its outputs by their camelCase names; `None` for what only the cloud can know."""

    def program() -> None:
        for key, value in properties(kind(name, args(), build).outputs).items():
            pulumi.export(key, value)

    return run(program, project="floodgate", stack="prod-test").outputs
