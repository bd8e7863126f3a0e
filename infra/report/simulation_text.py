"""A simulation as text that people read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infra.capacity.autoscaler import Event
from infra.capacity.response import Percentiles, percentiles
from infra.capacity.simulation import PlayedQueue, PlayedService, Simulation
from infra.capacity.verdict import (
    LARGEST_FACTOR,
    OVERALL,
    Breach,
    Limit,
    Margin,
    by_minute,
    p99_by_minute,
    worst_minute,
)

Series = NDArray[np.float64]

_BARS = " ▁▂▃▄▅▆▇█"
_COLUMNS = 30
"""Of one chart: three stand side by side."""
_MOST_EVENTS = 20


def simulation_text(
    name: str, simulation: Simulation, breaches: tuple[Breach, ...], margin: Margin
) -> RenderableType:
    """Verdict, figures, charts, and what the groups did."""
    seconds = simulation.scenario.duration_seconds
    parts: list[RenderableType] = [
        Text.assemble((name, "bold"), f": {clock(seconds)} from start to end"),
        "",
        *_verdict(breaches, margin),
        "",
        _services(simulation, breaches),
        "",
    ]
    if simulation.queues:
        parts += [_queues(simulation, breaches), ""]
    parts += [_charts(simulation), "", *_events(simulation)]
    return Group(*parts)


def clock(second: int) -> str:
    """`0:10:05` after the start."""
    return f"{second // 3600}:{second // 60 % 60:02}:{second % 60:02}"


def breach_text(breach: Breach) -> str:
    """`web: utilisation 98.2 %, at most 97 %, from 0:10:00`."""
    where = "from outside" if breach.where == OVERALL else breach.where
    value, allowed = _measure(breach.limit, breach.value), _measure(breach.limit, breach.allowed)
    return f"{where}: {breach.limit} {value}, at most {allowed}, from {clock(breach.second)}"


def bars(series: Series, most: float, *, least: bool = False) -> str:
    """The largest (or least) value of each part of the time, as a bar of one character; 0 is a blank."""
    parts = np.array_split(series, _COLUMNS)
    heights = [float(part.min() if least else part.max()) / most if most else 0.0 for part in parts]
    return "".join(
        _BARS[0 if height <= 0 else max(1, round(min(height, 1) * (len(_BARS) - 1)))] for height in heights
    )


def _verdict(breaches: tuple[Breach, ...], margin: Margin) -> Iterator[Text]:
    if breaches:
        yield Text("does not hold", "bold red")
        for index, breach in enumerate(breaches):
            yield Text(f"  {'first ' if index == 0 else ''}{breach_text(breach)}", "red")
        yield Text(f"  it holds up to {margin.factor:.2f} x this load")
    elif margin.breaks is None:
        yield Text.assemble(("holds", "bold green"), f" up to {LARGEST_FACTOR:g} x this load and beyond")
    else:
        yield Text.assemble(
            ("holds", "bold green"), f" up to {margin.factor:.2f} x this load; beyond, the first limit is"
        )
        yield Text(f"  {breach_text(margin.breaks)}")


def _services(simulation: Simulation, breaches: tuple[Breach, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("service")
    heads = (
        "requests",
        "peak/s",
        "failed",
        "busiest minute",
        "instances",
        "p50",
        "p95",
        "p99",
        "p99, worst minute",
    )
    for head in heads:
        table.add_column(head, justify="right")
    overall = simulation.overall
    table.add_row(
        "from outside",
        *_traffic(overall.arrivals_rps, overall.failed_ratio),
        "",
        "",
        *_times(percentiles(overall.responses)),
        "",
        style=_style(OVERALL, breaches),
    )
    for name, played in simulation.services.items():
        minute = worst_minute(played)
        worst = float(p99_by_minute(played)[minute])
        table.add_row(
            name,
            *_traffic(played.arrivals_rps, played.failed_ratio),
            _ratio(float(by_minute(played.flow.utilisation_ratio).max())),
            _range(played),
            *_times(played.response.percentiles()),
            f"{_time(worst)} at {clock(60 * minute)}" if worst else "",
            style=_style(name, breaches),
        )
    return table


def _queues(simulation: Simulation, breaches: tuple[Breach, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("queue")
    for head in ("messages", "peak/s", "lost", "most waiting", "oldest", "empty again", "instances"):
        table.add_column(head, justify="right")
    for name, played in simulation.queues.items():
        waiting, age = played.backlog.messages, played.backlog.oldest_age_seconds
        table.add_row(
            name,
            *_traffic(played.arrivals_rps, played.failed_ratio),
            f"{waiting.max():,.0f} at {clock(int(waiting.argmax()))}",
            _time(float(age.max())),
            _emptied(waiting),
            _range(played),
            style=_style(name, breaches),
        )
    return table


def _charts(simulation: Simulation) -> Table:
    seconds = simulation.scenario.duration_seconds // _COLUMNS
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(f"a bar is {clock(seconds)}", style="dim")
    for head in ("requests/s", "instances", "busy"):
        table.add_column(head, min_width=_COLUMNS, no_wrap=True)
    for name, played in _groups(simulation):
        instances = played.trajectory.in_service
        table.add_row(
            name,
            bars(played.arrivals_rps, float(played.arrivals_rps.max())),
            bars(instances, float(instances.max()), least=True),
            bars(by_minute(played.flow.utilisation_ratio).repeat(60), 1),
        )
    return table


def _events(simulation: Simulation) -> Iterator[Text]:
    found = [(event, name) for name, played in _groups(simulation) for event in played.trajectory.events]
    yield Text("What the groups did" if found else "The groups kept their size", style="bold")
    found.sort(key=lambda each: each[0].second)
    for event, name in found[:_MOST_EVENTS]:
        yield Text(f"  {clock(event.second)}  {name}: {_event(event)}")
    if len(found) > _MOST_EVENTS:
        yield Text(f"  and {len(found) - _MOST_EVENTS} more: --json has them all", style="dim")


def _groups(simulation: Simulation) -> Iterator[tuple[str, PlayedService | PlayedQueue]]:
    yield from simulation.services.items()
    yield from simulation.queues.items()


def _event(event: Event) -> str:
    return f"{event.what}, {event.before} -> {event.after}: {event.because}"


def _style(where: str, breaches: Iterable[Breach]) -> str:
    return "red" if any(breach.where == where for breach in breaches) else ""


def _traffic(arrivals: Series, failed_ratio: float) -> tuple[str, str, str]:
    return f"{arrivals.sum():,.0f}", f"{arrivals.max():,.0f}", _ratio(failed_ratio)


def _range(played: PlayedService | PlayedQueue) -> str:
    instances = played.trajectory.in_service
    return f"{instances.min():.0f}..{instances.max():.0f}"


def _emptied(waiting: Series) -> str:
    """When after its longest a queue was shorter than one message."""
    after = np.flatnonzero(waiting[waiting.argmax() :] < 1)
    if waiting.max() < 1:
        return "never long"
    return clock(int(waiting.argmax() + after[0])) if after.size else "not in time"


def _times(found: Percentiles | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    return _time(found.p50_seconds), _time(found.p95_seconds), _time(found.p99_seconds)


def _measure(limit: Limit, value: float) -> str:
    return _time(value) if limit in (Limit.LATENCY, Limit.AGE) else _ratio(value)


def _ratio(value: float) -> str:
    """Two digits that count, but never 0 for what is not."""
    if 0 < value < 0.0001:
        return "< 0.01 %"
    return f"{value:.2%}".replace("%", " %") if 0 < value < 0.01 else f"{value:.1%}".replace("%", " %")


def _time(seconds: float) -> str:
    if seconds >= 10:
        return f"{seconds:,.0f} s"
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2g} ms"
