"""A fixed piece of work beside each measured one: it tells slow code from a machine that is slow or busy.

Limits in seconds are meant for the machine they were set on; the yardstick's own time makes them ratios.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

REFERENCE_SECONDS = 0.05
"""What the yardstick takes where the limits were set: two cores of a shared machine, otherwise idle, 2026-11."""
_WORD = re.compile(r"[a-z]+-(\d+)")


@dataclass(frozen=True)
class Time:
    """Of the quickest of some runs."""

    seconds: float
    slowness: float
    """How many times as long as its reference the yardstick took between the runs."""

    @property
    def normal(self) -> float:
        """Seconds where limits were set; a faster machine gets no stricter limit."""
        return self.seconds / max(1.0, self.slowness)

    def __str__(self) -> str:
        """The figure that limits are about, and the clock's where that is another."""
        measured = f" (measured {self.seconds:.2f} s)" if self.slowness > 1 else ""
        return f"{self.normal:.2f} s{measured}"


def timed(run: Callable[[], object], runs: int) -> Time:
    """The least time of some runs, and of the yardstick in turn with them."""
    before = _seconds(_work)
    ours, yardsticks = zip(*((_seconds(run), _seconds(_work)) for _ in range(runs)), strict=True)
    return Time(min(ours), min(before, *yardsticks) / REFERENCE_SECONDS)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _work() -> int:
    """What the measured parts do: small objects in dictionaries, texts, and arrays of seconds."""
    things = {f"service-{n}": {"name": f"service-{n}", "paths": [f"/{n}/*"] * 4} for n in range(9_000)}
    found = json.loads(json.dumps(things))
    total = sum(int(match[1]) for name in found if (match := _WORD.fullmatch(name)))
    load = np.linspace(0, 1, 14_400)
    for _ in range(300):
        load = np.minimum(load * 1.01, np.cumsum(load) / 7_200)
    return total + int(load.sum())
