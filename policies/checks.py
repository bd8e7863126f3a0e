"""The checks that many rules share: one property that must have, or not have, a value."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from policies.rule import Check, Outcome
from policies.view import View


def is_true(path: str, *, default: bool = False) -> Check:
    """The property is true; `default` is what the provider takes where it is not set."""

    def check(resource: View) -> Outcome:
        return None if resource.get(path, default) is True else f"`{path}` is not true"

    return check


def is_not_true(path: str) -> Check:
    """The property is false or not set, which the provider takes as false."""

    def check(resource: View) -> Outcome:
        return f"`{path}` is true" if resource.get(path, False) is True else None

    return check


def is_set(path: str) -> Check:
    """The program gives the property a value, even one that only the cloud will know."""

    def check(resource: View) -> Outcome:
        return None if resource.has(path) else f"`{path}` is not set"

    return check


def is_one_of(path: str, allowed: Collection[Any], *, default: Any = None) -> Check:
    """The property has one of the values; `default` is what the provider takes where it is not set."""

    def check(resource: View) -> Outcome:
        value = resource.get(path, default)
        if value in allowed:
            return None
        return f"`{path}` is {shown(value)}, allowed: {', '.join(map(shown, allowed))}"

    return check


def at_least(path: str, least: float, *, default: float = 0) -> Check:
    """The number is not below `least`; `default` is what the provider takes where it is not set."""

    def check(resource: View) -> Outcome:
        value = resource.get(path, default)
        return None if float(value) >= least else f"`{path}` is {value}, at least {least} is needed"

    return check


def shown(value: Any) -> str:
    """A value in a message."""
    return "not set" if value is None else repr(value)
