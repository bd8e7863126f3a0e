"""Auto scaling groups: subnets are one text, and a tag names its group."""

from __future__ import annotations

from typing import Any


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """The subnets with commas between them, each tag with the group that has it."""
    if "vpcZoneIdentifiers" in inputs:
        inputs["vpcZoneIdentifiers"] = ",".join(inputs["vpcZoneIdentifiers"])
    if "tags" in inputs:
        named = {"resourceId": inputs["name"], "resourceType": "auto-scaling-group"}
        inputs["tags"] = [{**tag, **named} for tag in inputs["tags"]]
    return inputs


def decode(record: dict[str, Any]) -> dict[str, Any]:
    """The subnets as a list."""
    if "VPCZoneIdentifier" not in record:
        return record
    return {**record, "VPCZoneIdentifier": [each for each in record["VPCZoneIdentifier"].split(",") if each]}
