"""Declared sales for the examples."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from policies.facts import Floor, Needs, Sale

START = datetime(2026, 11, 10, 16, tzinfo=UTC)
END = datetime(2026, 11, 11, 16, tzinfo=UTC)


def sale(*, prepared: bool = True, floors: tuple[Floor, ...] = (), **needs: Any) -> tuple[Sale, ...]:
    """One sale whose needs somebody has worked out: fields of `Needs`."""
    return (
        Sale(name="singles-day", start=START, end=END, prepared=prepared, floors=floors, needs=Needs(**needs)),
    )


DECLARED = (Sale(name="singles-day", start=START, end=END),)
"""One of which only the time is known."""
