"""Which declared sales are still to come."""

from __future__ import annotations

from policies.facts import Facts, Sale
from policies.rule import NotApplicable

NO_SALE = NotApplicable("the stack declares no sale that is still to come")


def upcoming(facts: Facts) -> tuple[Sale, ...]:
    """The sales that have not ended before today, in the order declared."""
    return tuple(sale for sale in facts.sales if sale.end.date() >= facts.today)
