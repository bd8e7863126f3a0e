"""Load balancers: one switch is a scheme, and a condition says its own kind."""

from __future__ import annotations

from typing import Any

_FIELDS = {
    "hostHeader": "host-header",
    "httpHeader": "http-header",
    "httpRequestMethod": "http-request-method",
    "pathPattern": "path-pattern",
    "queryStrings": "query-string",
    "sourceIp": "source-ip",
}


def encode_balancer(inputs: dict[str, Any]) -> dict[str, Any]:
    """`internal` as the scheme."""
    internal = inputs.pop("internal", None)
    return inputs | ({} if internal is None else {"scheme": "internal" if internal else "internet-facing"})


def encode_rule(inputs: dict[str, Any]) -> dict[str, Any]:
    """Each condition with the name of its field."""
    conditions = [
        {**condition, "field": field}
        for condition in inputs.get("conditions", ())
        for kind, field in _FIELDS.items()
        if condition.get(kind)
    ]
    return inputs | {"conditions": conditions}
