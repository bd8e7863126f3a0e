"""Senses in which what an API answers is the same as what it was sent, though it is written otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def _dotted(sent: Any, read: Any) -> bool:
    """Route 53 ends names with a dot."""
    return str(sent).removesuffix(".") == str(read).removesuffix(".")


def _tail(sent: Any, read: Any) -> bool:
    """The one is an ARN, the other the id or name that the ARN ends with."""
    longer, shorter = sorted((str(sent), str(read)), key=len, reverse=True)
    return longer.endswith((f"/{shorter}", f":{shorter}"))


def _enabled(sent: Any, read: Any) -> bool:
    """A switch that the API tells as a state."""
    return bool(sent) == (str(read).lower() in ("enabled", "enabling", "active", "true"))


def _statements(sent: Any, read: Any) -> bool:
    """The same policy, its statements in whatever order."""
    documents = [_document(str(each)) or {} for each in (sent, read)]
    ordered = [{**each, "Statement": sorted(map(json.dumps, each.get("Statement", ())))} for each in documents]
    return bool(ordered[0] == ordered[1])


def _internal(sent: Any, read: Any) -> bool:
    """A load balancer's scheme."""
    return bool(sent) is (str(read) == "internal")


SENSES: dict[str, Callable[[Any, Any], bool]] = {
    "dotted": _dotted,
    "tail": _tail,
    "enabled": _enabled,
    "internal": _internal,
    "statements": _statements,
}


def alike(sent: Any, read: Any) -> bool:
    """The same value, or the same JSON document in whatever form."""
    if sent == read:
        return type(sent) is type(read) or not isinstance(sent, bool)
    if isinstance(sent, str):
        document = _document(sent)
        return document is not None and document == (read if isinstance(read, dict | list) else _document(read))
    return False


def _document(value: Any) -> Any:
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None
