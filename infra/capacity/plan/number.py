"""A number of the plan with the sentence that explains it, and what is compared with a limit."""

from __future__ import annotations

from dataclasses import dataclass

_TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of the plan."""

    value: float
    unit: str
    reason: str
    """One sentence: the arithmetic, or who set it."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """What the calendar asks of something that has a limit."""

    where: str
    """`service catalog`, `table carts`, `CDN` ..."""
    need: Number
    limit: Number
    fix: str
    """What to do where it does not hold."""
    firm: bool = False
    """Nobody can raise the limit: a calendar that needs more is refused."""
    campaign: str = ""
    """The one that needs most."""

    @property
    def holds(self) -> bool:
        """Whether the limit is enough."""
        return self.need.value <= self.limit.value * (1 + _TOLERANCE)


@dataclass(frozen=True, kw_only=True)
class Quota:
    """A limit of the account that the plan cannot see; whoever is below asks the cloud for more in time."""

    where: str
    name: str
    """As the cloud calls it."""
    need: Number
    default: float | None
    """What a new account has; None where that is not published."""


def amount(value: float) -> str:
    """`7,800`, `0.85`, `1.3`: whole numbers as such, others with three digits that count."""
    if abs(value) >= 100 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"
