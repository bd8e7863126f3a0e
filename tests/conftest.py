"""What all tests share."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import settings

# The same examples at every run: what breaks a build is the change in it. `--hypothesis-profile=default` looks
# further.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")

_loop = pytest.StashKey[asyncio.AbstractEventLoop]()


def pytest_configure(config: pytest.Config) -> None:
    """Parametrised tests hold Outputs, which need an event loop when they are made: while tests are collected."""
    config.stash[_loop] = asyncio.new_event_loop()
    asyncio.set_event_loop(config.stash[_loop])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close that loop."""
    config.stash[_loop].close()
