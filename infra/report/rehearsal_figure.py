"""A rehearsal as one figure: load against capacity of every service, and what waits in the queues."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from infra.capacity.lines import Series
from infra.rehearsal.rehearse import Rehearsal
from infra.report import rehearsal_words as words

_LOAD, _CAPACITY, _FAILED, _LINE = "#0b57d0", "#81c995", "#b3261e", "#5f6368"
_COLUMNS = 2
_WIDTH_INCHES, _ROW_INCHES, _HEAD_INCHES = 12.0, 1.9, 1.25
_AROUND_SECONDS, _FINE_SECONDS = 900, 5
_STEPS_SECONDS, _MOST_TICKS = (300, 900, 1800, 3600, 7200, 14_400), 8
_DPI = 110
_LONG = 1.0
"""Messages: a queue that never holds more is not drawn."""
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#dadce0",
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "xtick.color": _LINE,
    "ytick.color": _LINE,
    "svg.hashsalt": "floodgate",  # the same rehearsal gives the same ids
    "svg.fonttype": "none",  # text stays text: it can be found and copied
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """What of the rehearsal is drawn, and how finely."""

    first: int
    end: int
    step: int
    """Seconds that one point stands for."""


def whole(rehearsal: Rehearsal) -> Part:
    """All of it, by the minute."""
    return Part(first=0, end=rehearsal.stage.seconds, step=60)


def busiest(rehearsal: Rehearsal) -> Part:
    """A quarter of an hour before and after the lost zone, or the most requests."""
    lost = rehearsal.stage.zone_lost_at
    middle = int(rehearsal.simulation.overall.arrivals_rps.argmax()) if lost is None else lost
    first = max(0, min(middle - _AROUND_SECONDS, rehearsal.stage.seconds - 2 * _AROUND_SECONDS))
    return Part(first=first, end=min(first + 2 * _AROUND_SECONDS, rehearsal.stage.seconds), step=_FINE_SECONDS)


def svg(rehearsal: Rehearsal, part: Part) -> str:
    """To put into a page; text is drawn with the page's fonts."""
    with mpl.rc_context(_STYLE | {"svg.hashsalt": f"floodgate {part.step}"}):
        out = StringIO()
        _figure(rehearsal, part, head=False).savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    drawn = out.getvalue()
    return drawn[drawn.index("<svg") :]


def png(rehearsal: Rehearsal) -> bytes:
    """A picture with its title and verdict."""
    with mpl.rc_context(_STYLE):
        out = BytesIO()
        _figure(rehearsal, whole(rehearsal), head=True).savefig(
            out, format="png", dpi=_DPI, metadata={"Software": None}
        )
    return out.getvalue()


def _figure(rehearsal: Rehearsal, part: Part, *, head: bool) -> Figure:
    played_services = rehearsal.simulation.services
    # who only works off queues is seen there; where nobody asks for anything at all, everybody is shown idle
    asked = [name for name, played in played_services.items() if played.arrivals_rps.any()]
    services = asked or list(played_services)
    queues = [
        name
        for name, played in rehearsal.simulation.queues.items()
        if float(played.backlog.messages.max()) > _LONG
    ]
    rows = -(-(len(services) + len(queues)) // _COLUMNS)
    above = _HEAD_INCHES if head else 0.45
    figure = Figure(figsize=(_WIDTH_INCHES, rows * _ROW_INCHES + above), facecolor="white")
    grid = figure.subplots(rows, _COLUMNS, sharex=True, squeeze=False)
    axes = list(grid.flat)
    for axis, name in zip(axes, services, strict=False):
        _service(axis, rehearsal, part, name)
    for axis, name in zip(axes[len(services) :], queues, strict=False):
        _queue(axis, rehearsal, part, name)
    drawn = len(services) + len(queues)
    for axis in axes[drawn:]:
        axis.set_visible(False)
    for axis in axes[max(0, drawn - _COLUMNS) : drawn]:
        axis.tick_params(labelbottom=True)
    if head:
        _head(figure, rehearsal)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="upper right", ncols=len(labels), frameon=False)
    figure.subplots_adjust(left=0.055, right=0.985, bottom=0.35 / figure.get_figheight(), hspace=0.38, wspace=0.12)
    figure.subplots_adjust(top=1 - (above + 0.12) / figure.get_figheight())
    return figure


def _head(figure: Figure, rehearsal: Rehearsal) -> None:
    height = figure.get_figheight()
    color = "#1e7b34" if rehearsal.holds else _FAILED
    says = "holds" if rehearsal.holds else "does not hold"
    lines = words.verdict(rehearsal)
    more = f" (and {len(lines) - 2} more)" if not rehearsal.holds and len(lines) > 2 else ""
    says += f" {' '.join(lines[:2])}" if rehearsal.holds else f": {next(iter(lines), '')}{more}"
    figure.text(0.01, 1 - 0.28 / height, words.title(rehearsal), fontsize=13, weight="bold")
    figure.text(0.01, 1 - 0.52 / height, ", ".join(words.played(rehearsal)), color=_LINE)
    figure.text(0.01, 1 - 0.8 / height, says, weight="bold", color=color)


def _service(axis: Axes, rehearsal: Rehearsal, part: Part, name: str) -> None:
    played = rehearsal.simulation.services[name]
    times = _times(part)
    capacity = _extreme(words.capacity_rps(rehearsal, name), part, least=True)
    load = _extreme(played.arrivals_rps, part)
    axis.fill_between(times, 0, capacity, step="post", color=_CAPACITY, alpha=0.45, linewidth=0, label="capacity")
    axis.plot(times, load, color=_LOAD, linewidth=1.1, label="load, the worst second")
    failed = _extreme(played.flow.failed_rps, part)
    axis.plot(times, np.where(failed > 0, failed, np.nan), color=_FAILED, linewidth=1.4, label="failed requests")
    axis.set_title(f"{name}, requests/s")
    _finish(axis, rehearsal, part)


def _queue(axis: Axes, rehearsal: Rehearsal, part: Part, name: str) -> None:
    backlog = rehearsal.simulation.queues[name].backlog
    times, waiting = _times(part), _extreme(backlog.messages, part)
    axis.fill_between(times, 0, waiting, color=_LOAD, alpha=0.25, linewidth=0)
    axis.plot(times, waiting, color=_LOAD, linewidth=1.1)
    oldest = float(backlog.oldest_age_seconds.max())
    axis.set_title(f"queue {name}, messages waiting, the oldest {oldest:,.0f} s")
    _finish(axis, rehearsal, part)


def _finish(axis: Axes, rehearsal: Rehearsal, part: Part) -> None:
    axis.set_ylim(bottom=0)
    axis.margins(x=0)
    axis.grid(axis="y", color="#eceff1", linewidth=0.8)
    axis.set_axisbelow(True)
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ticks = _ticks(rehearsal, part)
    axis.set_xticks(ticks, [f"{rehearsal.local(second):%H:%M}" for second in ticks])
    marks = [fault.at_second for fault in rehearsal.faults if fault.timed]
    if rehearsal.stage.zone_lost_at is not None:
        marks.append(rehearsal.stage.zone_lost_at)
    for second in marks:
        if part.first <= second < part.end:
            axis.axvline(second, color=_LINE, linewidth=0.9, linestyle=":", zorder=0)


def _ticks(rehearsal: Rehearsal, part: Part) -> list[int]:
    """Seconds at which clocks show round times."""
    length = part.end - part.first
    step = next((step for step in _STEPS_SECONDS if length / step <= _MOST_TICKS), _STEPS_SECONDS[-1])
    begins = rehearsal.local(part.first)
    since_midnight = begins.hour * 3600 + begins.minute * 60 + begins.second
    return list(range(part.first + -since_midnight % step, part.end, step))


def _times(part: Part) -> Series:
    """The second at which each point begins."""
    return np.arange(part.first, part.end, part.step, dtype=np.float64)


def _extreme(series: Series, part: Part, *, least: bool = False) -> Series:
    """The worst second of each point."""
    points = series[part.first : part.end].reshape(-1, part.step)
    found: Series = points.min(axis=1) if least else points.max(axis=1)
    return found
