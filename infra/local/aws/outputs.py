"""Outputs as the tables describe them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.local.aws import template
from infra.local.contract import Inputs


def described(wanted: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs that a table describes, as far as they are known; each may name those before it."""
    result: dict[str, Any] = {}
    for name, source in wanted.items():
        value = template.fill(source, {**known, **result})
        if value is not None:
            result[name] = camel(value)
    return result


def with_inputs(inputs: Inputs, made: Mapping[str, Any]) -> dict[str, Any]:
    """All outputs of a resource: its inputs, and what the cloud has made of them."""
    result = {**made, **{name: value for name, value in inputs.items() if value is not None}}
    if isinstance(inputs.get("tags"), dict):
        result["tagsAll"] = inputs["tags"]
    return result


def camel(value: Any) -> Any:
    """Data of an API in the spelling of the SDK: `DnsName` becomes `dnsName`."""
    if isinstance(value, dict):
        return {f"{name[:1].lower()}{name[1:]}": camel(item) for name, item in value.items()}
    if isinstance(value, list):
        return [camel(item) for item in value]
    return value
