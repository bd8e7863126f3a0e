"""An experiment (A/B test) on the pages of a site: who sees what is decided at the edge, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VISITOR_COOKIE = "shop_visitor"
"""Holds a random id, nothing about the person; a variant follows from it and from the experiment's name, so it
stays the same as long as the cookie and the weights do."""

EXPERIMENTS_HEADER = "x-experiments"
"""Tells the service which variants the visitor sees, `name=variant` joined by `;`. What a visitor sends under
this name never gets there on a site whose pages are cached."""
NO_EXPERIMENTS = "off"
"""What the header may say where none runs; it may be missing, too."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """One experiment. Switching it off, and other weights, change data at the edge and no code."""

    name: str
    enabled: bool
    """Without it everybody sees the first variant, and the service is told nothing."""
    prefixes: tuple[str, ...]
    """Paths that begin like this are pages that differ; they are cached once for each variant."""
    variants: Mapping[str, int]
    """Variant -> weight, in order."""
