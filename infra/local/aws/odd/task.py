"""Task definitions: the containers are a JSON text in Pulumi and a list in the API, which completes each of
them."""

from __future__ import annotations

import json
from typing import Any

_LISTS = ("environment", "mountPoints", "portMappings", "systemControls", "volumesFrom")
_ADDED: dict[str, Any] = {"cpu": 0, "memory": None, **{name: [] for name in _LISTS}}
"""What ECS puts into every container that does not say it."""


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """Containers as a list."""
    said = inputs.get("containerDefinitions")
    return inputs | ({"containerDefinitions": json.loads(said)} if isinstance(said, str) else {})


def decode(record: dict[str, Any]) -> dict[str, Any]:
    """Containers as a text again, without what was added, in the order of their names."""
    containers = [
        {key: value for key, value in each.items() if key not in _ADDED or value != _ADDED[key]}
        for each in record.get("containerDefinitions") or ()
    ]
    return {**record, "containerDefinitions": json.dumps(containers)}
