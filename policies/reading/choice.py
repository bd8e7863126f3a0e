"""One good resource among several is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from policies.view import NotEvaluated, View


def one_is_good(candidates: Iterable[View], wrong_with: Callable[[View], str | None]) -> list[str] | None:
    """What is wrong with each candidate; `None` as soon as nothing is wrong with one.

    Raises:
        NotEvaluated: none is good for sure, and one may be.
    """
    unsure: NotEvaluated | None = None
    faults: list[str] = []
    for candidate in candidates:
        try:
            fault = wrong_with(candidate)
        except NotEvaluated as reason:
            unsure = unsure or reason
            continue
        if fault is None:
            return None
        faults.append(fault)
    if unsure:
        raise unsure
    return faults
