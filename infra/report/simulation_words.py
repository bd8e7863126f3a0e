"""Numbers of a simulation as people read them: times, shares, bars of one line."""

from __future__ import annotations

from math import inf

import numpy as np
from numpy.typing import NDArray

from infra.capacity.response import Percentiles
from infra.capacity.simulation import PlayedQueue, PlayedService
from infra.capacity.verdict import OVERALL, Breach, Limit

Series = NDArray[np.float64]

_BARS = " ▁▂▃▄▅▆▇█"
_NOTHING_SECONDS = 5e-6
COLUMNS = 30
"""Of one chart: three stand side by side."""


def clock(second: int) -> str:
    """`0:10:05` after the start."""
    return f"{second // 3600}:{second // 60 % 60:02}:{second % 60:02}"


def breach_words(breach: Breach) -> str:
    """`web: utilisation 98.2 %, at most 97 %`."""
    where = "from outside" if breach.where == OVERALL else breach.where
    if breach.limit is Limit.CAPACITY:
        return f"{where}: {amount_words(breach.value)}{breach.unit}, at most {amount_words(breach.allowed)}"
    return f"{where}: {breach.limit} {_measure(breach, breach.value)}, at most {_measure(breach, breach.allowed)}"


def breach_text(breach: Breach) -> str:
    """The same with the time: `..., from 0:10:00`."""
    return f"{breach_words(breach)}, from {clock(breach.second)}"


def bars(series: Series, most: float, *, least: bool = False, columns: int = COLUMNS) -> str:
    """The largest (or least) value of each part of the time, as a bar of one character; 0 is a blank."""
    parts = np.array_split(series, columns)
    heights = [float(part.min() if least else part.max()) / most if most else 0.0 for part in parts]
    return "".join(
        _BARS[0 if height <= 0 else max(1, round(min(height, 1) * (len(_BARS) - 1)))] for height in heights
    )


def traffic_words(arrivals: Series, failed_ratio: float) -> tuple[str, str, str]:
    """In all, at the peak, and the share that fails."""
    return f"{arrivals.sum():,.0f}", f"{arrivals.max():,.0f}", ratio_words(failed_ratio)


def range_words(played: PlayedService | PlayedQueue) -> str:
    """Fewest and most instances."""
    instances = played.trajectory.in_service
    return f"{instances.min():.0f}..{instances.max():.0f}"


def percentile_words(found: Percentiles | None) -> tuple[str, str, str]:
    """Blank without responses."""
    if found is None:
        return "", "", ""
    return time_words(found.p50_seconds), time_words(found.p95_seconds), time_words(found.p99_seconds)


def emptied(waiting: Series) -> int | None:
    """The second after its longest at which a queue was shorter than one message."""
    after = np.flatnonzero(waiting[waiting.argmax() :] < 1)
    return int(waiting.argmax() + after[0]) if after.size else None


def amount_words(value: float) -> str:
    """`12,970`, `95.9`, `0.89`: three digits that count, more only where they are before the point."""
    if value == inf:
        return "no limit"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def ratio_words(value: float) -> str:
    """Two digits that count, but never 0 for what is not."""
    if 0 < value < 0.0001:
        return "< 0.01 %"
    return f"{value:.2%}".replace("%", " %") if 0 < value < 0.01 else f"{value:.1%}".replace("%", " %")


def time_words(seconds: float) -> str:
    """`12 ms`, `3,210 ms`, `45 s`; `0 ms` for what only rounding leaves."""
    if seconds >= 10:
        return f"{seconds:,.0f} s"
    if seconds < _NOTHING_SECONDS:
        return "0 ms"
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2g} ms"


def _measure(breach: Breach, value: float) -> str:
    return time_words(value) if breach.limit in (Limit.LATENCY, Limit.AGE) else ratio_words(value)
