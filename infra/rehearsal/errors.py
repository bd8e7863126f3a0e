"""What cannot be rehearsed, said to whoever asked for it."""

from __future__ import annotations


class RehearsalError(Exception):
    """A plan, a campaign or an option that cannot be played; the text says what to do."""
