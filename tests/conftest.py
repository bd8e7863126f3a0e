"""What all tests share."""

from __future__ import annotations

import asyncio
import gc
from datetime import UTC, datetime

import pytest
from hypothesis import settings

from infra.settings import clock

# A plan is a million objects that live as long as the tests: looking through them for garbage took more than half
# of the time that a preview takes.
gc.set_threshold(200_000, 20, 100)

# The same examples at every run: what breaks a build is the change in it. `--hypothesis-profile=default` looks
# further.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
"""For everything that plans for the present: tests must not change with the calendar (tests/stacks.py)."""

_loop = pytest.StashKey[asyncio.AbstractEventLoop]()


def pytest_configure(config: pytest.Config) -> None:
    """Parametrised tests hold Outputs, which need an event loop when they are made: while tests are collected."""
    setattr(clock, "now", lambda: NOW)  # noqa: B010 - to mypy a function is not to be assigned
    config.stash[_loop] = asyncio.new_event_loop()
    asyncio.set_event_loop(config.stash[_loop])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close that loop."""
    config.stash[_loop].close()
