"""A simulation as text that people read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infra.capacity.autoscaler import Event
from infra.capacity.simulation import PlayedQueue, PlayedService, Simulation
from infra.capacity.verdict import (
    LARGEST_FACTOR,
    Breach,
    Margin,
    by_minute,
)
from infra.report.services_table import services_table
from infra.report.simulation_words import (
    COLUMNS,
    bars,
    breach_text,
    clock,
    emptied,
    range_words,
    time_words,
    traffic_words,
)

Series = NDArray[np.float64]

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
    return services_table(simulation, clock, lambda name: _style(name, breaches))


def _queues(simulation: Simulation, breaches: tuple[Breach, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("queue")
    for head in ("messages", "peak/s", "lost", "most waiting", "oldest", "empty again", "instances"):
        table.add_column(head, justify="right")
    for name, played in simulation.queues.items():
        waiting, age = played.backlog.messages, played.backlog.oldest_age_seconds
        table.add_row(
            name,
            *traffic_words(played.arrivals_rps, played.failed_ratio),
            f"{waiting.max():,.0f} at {clock(int(waiting.argmax()))}",
            time_words(float(age.max())),
            _emptied(waiting),
            range_words(played),
            style=_style(name, breaches),
        )
    return table


def _charts(simulation: Simulation) -> Table:
    seconds = simulation.scenario.duration_seconds // COLUMNS
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(f"a bar is {clock(seconds)}", style="dim")
    for head in ("requests/s", "instances", "busy"):
        table.add_column(head, min_width=COLUMNS, no_wrap=True)
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


def _emptied(waiting: Series) -> str:
    if waiting.max() < 1:
        return "never long"
    second = emptied(waiting)
    return "not in time" if second is None else clock(second)
