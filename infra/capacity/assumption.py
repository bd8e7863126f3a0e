"""How sure a number is, and the numbers that nobody gave: printed wherever something follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How sure a number is."""

    VERIFIED = "V"
    """Read in the text of the primary source."""
    SECONDARY = "S"
    """Only others say so."""
    DERIVED = "D"
    """Follows by arithmetic from verified numbers."""
    ASSUMPTION = "A"
    """A choice: measure it."""


@dataclass(frozen=True, kw_only=True)
class Default:
    """A number that is used where nobody gives one."""

    value: float
    mark: Mark
    basis: str
    """Where it comes from, in a few words."""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A default in use."""

    where: str
    """What it is about: `campaigns.black-friday.sources.newsletter`."""
    key: str
    """The key that replaces it, there or (`confidence_factors`) at the top of the calendar."""
    default: Default

    def __str__(self) -> str:
        default = self.default
        return f"{self.where}.{self.key} = {default.value:,g} [{default.mark}] {default.basis}"
