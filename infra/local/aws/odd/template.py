"""Launch templates: moto mixes a template's own tags into those that it gives to what is launched."""

from __future__ import annotations

from typing import Any


def decode(record: dict[str, Any]) -> dict[str, Any]:
    """Without the template's own tags."""
    if "TagSpecifications" not in record:
        return record
    specifications = record["TagSpecifications"]
    return {
        **record,
        "TagSpecifications": [each for each in specifications if each["ResourceType"] != "launch-template"],
    }
