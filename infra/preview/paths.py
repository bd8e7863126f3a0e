"""Paths of properties in a plan, as docs/plan.md describes them: `ingress[0].groupId`, `tags["a.b"]`."""

from __future__ import annotations

import re

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


def join(path: str, key: str) -> str:
    """The path of a field of the object at `path`; of the inputs themselves that is empty."""
    if not _PLAIN_KEY.match(key):
        return f'{path}["{key}"]'
    return f"{path}.{key}" if path else key


def within(path: str, outer: str) -> bool:
    """The path is `outer` or lies inside it."""
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def top(path: str) -> str:
    """The property of the resource itself that the path lies in: `ingress` of `ingress[0].groupId`."""
    return path.replace("[", ".").partition(".")[0]
