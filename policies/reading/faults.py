"""Every one of several things must be good."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from policies.view import NotEvaluated

_Thing = TypeVar("_Thing")


def first_fault(things: Iterable[_Thing], wrong_with: Callable[[_Thing], str | None]) -> str | None:
    """The first thing that is wrong for certain, even behind one that nobody can judge yet.

    Raises:
        NotEvaluated: nothing is wrong for certain, and something may be.
    """
    unsure: NotEvaluated | None = None
    for thing in things:
        try:
            fault = wrong_with(thing)
        except NotEvaluated as reason:
            unsure = unsure or reason
            continue
        if fault is not None:
            return fault
    if unsure:
        raise unsure
    return None
