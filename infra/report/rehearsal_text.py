"""A rehearsal as text that people read in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infra.capacity.verdict import OVERALL, Breach, Limit, by_minute
from infra.rehearsal.certainty import UNKNOWN
from infra.rehearsal.rehearse import Rehearsal
from infra.report import rehearsal_words as words
from infra.report.rehearsal_answer import sentences
from infra.report.services_table import services_table
from infra.report.simulation_words import (
    COLUMNS,
    amount_words,
    bars,
    clock,
    emptied,
    ratio_words,
    time_words,
    traffic_words,
)

_MOST_EVENTS = 12
_SHOWN_RATIO = 0.5
"""Limits that are used less are only counted."""


def rehearsal_text(rehearsal: Rehearsal) -> RenderableType:
    """Verdict, figures, charts, what the groups did, cost, and what all of it rests on."""
    when, *others = words.played(rehearsal)
    parts: list[RenderableType] = [
        Text.assemble((words.title(rehearsal), "bold"), f": {when}"),
        *(Text(f"  {line}") for line in others),
        "",
        *_verdict(rehearsal),
        "",
        _answer(rehearsal),
        "",
        _services(rehearsal),
        "",
    ]
    if rehearsal.simulation.queues:
        parts += [_queues(rehearsal), ""]
    parts += [*_limits(rehearsal), "", _charts(rehearsal), "", *_events(rehearsal), "", *_costs(rehearsal)]
    return Group(*parts, "", *_certainty(rehearsal))


def _verdict(rehearsal: Rehearsal) -> Iterator[Text]:
    first, *others = words.verdict(rehearsal) or ("",)
    if rehearsal.holds:
        yield Text.assemble(("holds", "bold green"), f" {first}" if first else "")
        yield from (Text(f"  {line}") for line in others)
        return
    yield Text("does not hold", "bold red")
    yield from (Text(f"  {line}", "red") for line in (first, *others))


def _answer(rehearsal: Rehearsal) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for each in sentences(rehearsal):
        table.add_row(each.about, each.says, style="" if each.good else "red")
    return table


def _services(rehearsal: Rehearsal) -> Table:
    def style(name: str) -> str:
        limits = () if name == OVERALL else (Limit.FAILED, Limit.UTILISATION, Limit.LATENCY)
        return _style(rehearsal.breaches, name, *limits)

    return services_table(rehearsal.simulation, lambda second: words.moment(rehearsal, second), style)


def _queues(rehearsal: Rehearsal) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("queue")
    for head in ("messages", "peak/s", "most waiting", "oldest", "empty again"):
        table.add_column(head, justify="right")
    for name, played in rehearsal.simulation.queues.items():
        waiting, age = played.backlog.messages, played.backlog.oldest_age_seconds
        again = emptied(waiting)
        when = "not in time" if again is None else words.moment(rehearsal, again)
        total, peak, _ = traffic_words(played.arrivals_rps, 0.0)
        table.add_row(
            name,
            total,
            peak,
            f"{waiting.max():,.0f} at {words.moment(rehearsal, int(waiting.argmax()))}",
            time_words(float(age.max())),
            "never long" if waiting.max() < 1 else when,
            style=_style(rehearsal.breaches, name, Limit.AGE),
        )
    return table


def _limits(rehearsal: Rehearsal) -> Iterator[RenderableType]:
    uses = words.uses(rehearsal)
    shown = [use for use in uses if use.ratio >= _SHOWN_RATIO]
    if shown:
        table = Table(box=None, padding=(0, 2, 0, 0))
        table.add_column("limit")
        for head in ("used", "of", "share", "at"):
            table.add_column(head, justify="right")
        for use in shown:
            share = Text(ratio_words(use.ratio), "red" if use.ratio > 1 else "")
            when = words.moment(rehearsal, use.second)
            table.add_row(use.name, f"{amount_words(use.used)}{use.unit}", amount_words(use.limit), share, when)
        yield table
    rest = len(uses) - len(shown)
    if rest:
        yield Text(f"{rest} other limits are never used beyond {_SHOWN_RATIO:.0%}".replace("%", " %"), "dim")


def _charts(rehearsal: Rehearsal) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(f"a bar is {clock(rehearsal.stage.seconds // COLUMNS)}", style="dim")
    for head in ("load", "capacity, on the same scale", "busy"):
        table.add_column(head, min_width=COLUMNS, no_wrap=True)
    for name, played in rehearsal.simulation.services.items():
        capacity = words.capacity_rps(rehearsal, name)
        most = max(float(capacity.max()), float(played.arrivals_rps.max()))
        table.add_row(
            name,
            bars(played.arrivals_rps, most),
            bars(capacity, most, least=True),
            bars(by_minute(played.flow.utilisation_ratio).repeat(60), 1),
        )
    for name, queue in rehearsal.simulation.queues.items():
        waiting = queue.backlog.messages
        if waiting.max() >= 1:
            table.add_row(f"{name}, waiting", bars(waiting, float(waiting.max())), "", "")
    return table


def _events(rehearsal: Rehearsal) -> Iterator[Text]:
    services = rehearsal.simulation.services
    found = [(event, name) for name, played in services.items() for event in played.trajectory.events]
    found.sort(key=lambda each: each[0].second)
    yield Text("What the groups did" if found else "The groups kept their size", style="bold")
    for event, name in found[:_MOST_EVENTS]:
        yield Text(f"  {words.event_line(rehearsal, name, event)}")
    if len(found) > _MOST_EVENTS:
        yield Text(f"  and {len(found) - _MOST_EVENTS} more: --json and the reports have them all", style="dim")


def _costs(rehearsal: Rehearsal) -> Iterator[Text]:
    hours = rehearsal.stage.seconds / 3600
    yield Text.assemble(
        ("Cost", "bold"),
        f" of these {hours:.1f} hours: {words.money(rehearsal.costs)}, at the prices of "
        "infra/capacity/prices.csv (EXAMPLE numbers)",
    )
    unknown = [cost.what for cost in rehearsal.costs if cost.each is None]
    if unknown:
        yield Text(f"  without a price: {', '.join(unknown)}", style="dim")


def _certainty(rehearsal: Rehearsal) -> Iterator[Text]:
    yield Text("Assumed: [V] verified, [S] secondary source, [D] derived, [A] assumption", style="bold")
    yield from (Text(f"  {assumption}", style="dim") for assumption in rehearsal.assumptions)
    yield from (Text(f"  not played: {each}", style="dim") for each in rehearsal.stage.planned.unplayed)
    yield Text("What this cannot know", style="bold")
    yield from (Text(f"  {each}", style="dim") for each in UNKNOWN)


def _style(breaches: Iterable[Breach], where: str, *limits: Limit) -> str:
    broken = any(breach.where == where and (not limits or breach.limit in limits) for breach in breaches)
    return "red" if broken else ""
