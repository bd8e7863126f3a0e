"""A rehearsal as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from infra.capacity.response import percentiles
from infra.capacity.verdict import OVERALL, Limit, by_minute, p99_by_minute, response_of, worst_minute
from infra.rehearsal.certainty import UNKNOWN
from infra.rehearsal.rehearse import Rehearsal
from infra.report import rehearsal_words as words
from infra.report.rehearsal_answer import sentences
from infra.report.rehearsal_figure import busiest, svg, whole
from infra.report.simulation_words import (
    amount_words,
    emptied,
    percentile_words,
    range_words,
    ratio_words,
    time_words,
    traffic_words,
)

_TEMPLATES = Environment(
    loader=PackageLoader("infra.report", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def rehearsal_page(rehearsal: Rehearsal) -> str:
    """Verdict, figures, tables, events, cost, and what all of it rests on; the same rehearsal, the same bytes."""
    overall = rehearsal.simulation.overall
    found = percentiles(overall.responses)
    services = rehearsal.simulation.services
    events = [(event, name) for name, played in services.items() for event in played.trajectory.events]
    events.sort(key=lambda each: each[0].second)
    part = busiest(rehearsal)
    return _TEMPLATES.get_template("rehearsal.html.j2").render(
        rehearsal=rehearsal,
        title=words.title(rehearsal),
        played=tuple(words.played(rehearsal)),
        verdict=words.verdict(rehearsal),
        answer=tuple(sentences(rehearsal)),
        tiles=(
            *(() if rehearsal.margin is None else (("carries", f"{rehearsal.margin.factor:.2f} x"),)),
            ("requests fail", ratio_words(overall.failed_ratio)),
            ("p99 from outside", "none" if found is None else time_words(found.p99_seconds)),
            ("requests", f"{overall.arrivals_rps.sum():,.0f}"),
            ("at the peak", f"{overall.arrivals_rps.max():,.0f}/s"),
            ("cost (EXAMPLE prices)", words.money(rehearsal.costs)),
        ),
        whole=Markup(svg(rehearsal, whole(rehearsal))),  # ours, with names as YAML rules allow them
        busiest=Markup(svg(rehearsal, part)),
        between=(words.moment(rehearsal, part.first), words.moment(rehearsal, part.end)),
        services=tuple(_services(rehearsal)),
        queues=tuple(_queues(rehearsal)),
        uses=words.uses(rehearsal),
        moment=lambda second: words.moment(rehearsal, second),
        ratio=ratio_words,
        amount=amount_words,
        events=[words.event_line(rehearsal, name, event) for event, name in events],
        unknown=UNKNOWN,
    )


def _services(rehearsal: Rehearsal) -> Iterator[dict[str, Any]]:
    overall = rehearsal.simulation.overall
    yield {
        "name": "from outside",
        "broken": _broken(rehearsal, OVERALL),
        "cells": (
            *traffic_words(overall.arrivals_rps, overall.failed_ratio),
            "",
            "",
            *percentile_words(percentiles(overall.responses)),
            "",
        ),
    }
    for name, played in rehearsal.simulation.services.items():
        response = response_of(rehearsal.simulation, name)
        p99 = p99_by_minute(response)
        minute = worst_minute(p99)
        yield {
            "name": name,
            "broken": _broken(rehearsal, name, Limit.FAILED, Limit.UTILISATION, Limit.LATENCY),
            "cells": (
                *traffic_words(played.arrivals_rps, played.failed_ratio),
                ratio_words(float(by_minute(played.flow.utilisation_ratio).max())),
                range_words(played),
                *percentile_words(response.percentiles()),
                f"{time_words(float(p99[minute]))} at {words.moment(rehearsal, 60 * minute)}",
            ),
        }


def _queues(rehearsal: Rehearsal) -> Iterator[dict[str, Any]]:
    for name, played in rehearsal.simulation.queues.items():
        waiting = played.backlog.messages
        again = emptied(waiting)
        total, peak, _ = traffic_words(played.arrivals_rps, 0.0)
        when = "not in time" if again is None else words.moment(rehearsal, again)
        yield {
            "name": name,
            "broken": _broken(rehearsal, name, Limit.AGE),
            "cells": (
                total,
                peak,
                f"{waiting.max():,.0f} at {words.moment(rehearsal, int(waiting.argmax()))}",
                time_words(float(played.backlog.oldest_age_seconds.max())),
                "never long" if waiting.max() < 1 else when,
            ),
        }


def _broken(rehearsal: Rehearsal, where: str, *limits: Limit) -> bool:
    return any(breach.where == where and (not limits or breach.limit in limits) for breach in rehearsal.breaches)
