"""Declared sales: those to come, those in preparation or under way, and which of them needs most of something."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from policies.facts import Facts, Needs, Sale
from policies.rule import NotApplicable

NO_SALE = NotApplicable("the stack has no declared sale in preparation")
NO_NEED = NotApplicable("no declared sale says what it needs of it")


@dataclass(frozen=True)
class Need:
    """The largest need of several sales."""

    value: float
    sale: str
    """Name of the sale."""


def ahead(facts: Facts) -> tuple[Sale, ...]:
    """The sales that have not ended, in the order declared; what nobody can change in time must hold for all."""
    return tuple(sale for sale in facts.sales if sale.end > facts.clock)


def upcoming(facts: Facts) -> tuple[Sale, ...]:
    """Those of them in preparation, for which everything must stand ready."""
    return tuple(sale for sale in ahead(facts) if sale.prepared)


def largest(sales: Iterable[Sale], need: Callable[[Needs], float]) -> Need | None:
    """The largest of their needs; `None` where nobody has worked them out, or nothing is needed."""
    found = [Need(need(sale.needs), sale.name) for sale in sales if sale.needs is not None]
    most = max(found, key=lambda each: each.value, default=None)
    return most if most is not None and most.value > 0 else None
