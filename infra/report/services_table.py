"""The services of a simulation as a table: the same for a scenario and for a rehearsal."""

from __future__ import annotations

from collections.abc import Callable

from rich.table import Table

from infra.capacity.response import percentiles
from infra.capacity.simulation import Simulation
from infra.capacity.verdict import OVERALL, by_minute, p99_by_minute, response_of, worst_minute
from infra.report.simulation_words import percentile_words, range_words, ratio_words, time_words, traffic_words

_HEADS = ("requests", "peak/s", "failed", "busiest minute", "instances", "p50", "p95", "p99", "p99, worst minute")


def services_table(simulation: Simulation, moment: Callable[[int], str], style: Callable[[str], str]) -> Table:
    """A row for those outside and one for each service.

    Args:
        simulation: what was played.
        moment: a second of it, as people read it.
        style: of the row of a service, or of OVERALL.
    """
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("service")
    for head in _HEADS:
        table.add_column(head, justify="right")
    overall = simulation.overall
    table.add_row(
        "from outside",
        *traffic_words(overall.arrivals_rps, overall.failed_ratio),
        "",
        "",
        *percentile_words(percentiles(overall.responses)),
        "",
        style=style(OVERALL),
    )
    for name, played in simulation.services.items():
        response = response_of(simulation, name)
        p99 = p99_by_minute(response)
        minute = worst_minute(p99)
        worst = float(p99[minute])
        table.add_row(
            name,
            *traffic_words(played.arrivals_rps, played.failed_ratio),
            ratio_words(float(by_minute(played.flow.utilisation_ratio).max())),
            range_words(played),
            *percentile_words(response.percentiles()),
            f"{time_words(worst)} at {moment(60 * minute)}" if worst else "",
            style=style(name),
        )
    return table
