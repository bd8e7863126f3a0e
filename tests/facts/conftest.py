"""The provider facts, or a skip where this machine does not have them."""

from __future__ import annotations

import pytest

from tests.facts.facts import ABSENT, Facts, folder, load


@pytest.fixture(scope="session")
def facts() -> Facts:
    path = folder()
    if path is None:
        pytest.skip(ABSENT)
    return load(path)
