"""Which types take tags, in an argument `tags` that maps keys to values: the SDKs know it, rules read a table."""

from __future__ import annotations

from pathlib import Path

from policies.twins import TWINS

TABLE = Path(__file__).parent.parent / "taggable.csv"
"""One type a line. Made by `python -m tools.taggable`; a test keeps it fresh."""

TAGGABLE: frozenset[str] = frozenset(TABLE.read_text(encoding="utf-8").splitlines()[1:]) - TWINS.keys()
"""Canonical type tokens of both clouds."""
