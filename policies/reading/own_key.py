"""Whether a key is ours, so that we can rotate it, refuse it and revoke it, or one that the cloud keeps for us."""

from __future__ import annotations

import re

from policies.checks import shown
from policies.resource import HIDDEN
from policies.rule import Check, Outcome
from policies.view import UnknownValue, View

FROM_A_RESOURCE = HIDDEN
"""Stands for a key that is not known yet. What is unknown comes from a resource of the program, and none gives out
a key of the cloud's own: it is one that the program makes."""
_OF_THE_CLOUD = re.compile(r"(.*:)?alias/(aws|acs)/.*|ServiceKey|disabled")
"""Aliases of keys that AWS and Alibaba Cloud keep, and what ApsaraDB RDS writes instead of a key."""


def key_at(view: View, path: str) -> str | None:
    """The key that is named at `path`, `None` where none is."""
    if not view.has(path):
        return None
    try:
        return str(view.get(path))
    except UnknownValue:
        return FROM_A_RESOURCE


def not_own(view: View, path: str) -> str | None:
    """Why the key at `path` is not ours, `None` where it is."""
    key = key_at(view, path)
    full = f"{view.path}.{path}" if view.path else path
    if key is None:
        return f"`{full}` is not set, so it is no key of ours"
    return f"`{full}` is {shown(key)}, no key of ours" if _OF_THE_CLOUD.fullmatch(key) else None


def own_key(path: str) -> Check:
    """A key of ours is named at `path`."""

    def check(resource: View) -> Outcome:
        return not_own(resource, path)

    return check
