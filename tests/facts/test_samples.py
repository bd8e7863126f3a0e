"""Every capability, with production arguments, passes the provider facts on both clouds."""

from __future__ import annotations

from tests.components.cases import Case, every_case, made
from tests.facts.checker import errors_of


@every_case
def test_capability_passes_the_provider_facts(case: Case) -> None:
    """Required, conflicting, misspelt, out-of-range and deprecated inputs: none."""
    assert errors_of(made(case).children) == []
