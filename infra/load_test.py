"""The script of a load test: the busiest part of a campaign, as k6 plays it. The same settings give the same."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.capacity.busiest import busiest
from infra.capacity.calendar import Campaign
from infra.capacity.demand import demand
from infra.settings import Settings
from infra.settings.problem import Problem, SettingsError
from infra.settings.stack import LoadTestSection
from infra.settings.stack_file import stack_file

_STEPS = 360
"""Stages of k6, at most: containers are handed a script of at most 32 KiB. Each asks for its highest second, so
that the twenty seconds of a drop are not averaged away; in an hour a stage is ten seconds long."""
_MARK = "load-test"
_ERRORS_RATIO = 0.01
_HIT_PATHS = 8
"""Pages that all visitors ask for: what the CDN answers itself."""


_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    autoescape=False,
).get_template("load_test.js.j2")


@dataclass(frozen=True, kw_only=True)
class RequestScript:
    """Requests of one class."""

    name: str
    url: str
    """In front of what tells one page from another."""
    per_minute: tuple[int, ...]
    """Of one task, by step."""
    cdn_hit_ratio: float
    objective_ms: float | None
    """Of the service that answers; None: files."""


def script(settings: Settings, campaign: Campaign, minutes: int, tasks: int) -> str:
    """What each of so many tasks plays."""
    return render(
        f"{settings.name}: {minutes} minutes of {campaign.name}, one of {tasks} equal parts",
        tuple(requests(settings, campaign, minutes, tasks)),
        step_seconds(minutes),
    )


def step_seconds(minutes: int) -> int:
    """How long a stage is, for so many minutes."""
    return max(10, math.ceil(minutes * 60 / _STEPS))


def requests(settings: Settings, campaign: Campaign, minutes: int, tasks: int) -> Iterator[RequestScript]:
    """Every class of requests that the campaign's busiest minutes bring to the CDN."""
    length = step_seconds(minutes)
    calendar, shop = settings.calendar, settings.shop_load
    window = busiest(calendar, campaign.window, shop, minutes * 60)
    edge_rps = demand(calendar, window, shop, settings.config.traffic.share_ratio).edge_rps
    for name, each in settings.shop.journey.requests.items():
        series = edge_rps[name]
        steps = [series[first : first + length] for first in range(0, len(series), length)]
        entry = settings.shop.services[each.entry] if each.entry else None
        yield RequestScript(
            name=name,
            url=f"https://{settings.hosts(each.site)[0]}{_path(settings, each.site, each.entry)}",
            per_minute=tuple(math.ceil(float(step.max()) * 60 / tasks) for step in steps),
            cdn_hit_ratio=each.cdn_hit_ratio,
            objective_ms=entry.performance.latency_objective_ms if entry else None,
        )


def _path(settings: Settings, site: str, entry: str | None) -> str:
    """The first path of the service on the site, or of the site's files, up to its wildcard."""
    if entry is None:
        patterns = settings.shop.sites[site].static_paths
    else:
        patterns = [
            path for route in settings.shop.services[entry].public if route.site == site for path in route.paths
        ]
    return (patterns[0] if patterns else "/").partition("*")[0]


def render(title: str, classes: Sequence[RequestScript], stage_seconds: int) -> str:
    """The script itself."""
    told = [
        {
            "name": each.name,
            "url": each.url,
            "hit": each.cdn_hit_ratio,
            "objective": each.objective_ms,
            "rates": each.per_minute,
        }
        for each in classes
        if any(each.per_minute)
    ]
    lines = ",\n".join(f"  {json.dumps(each, separators=(',', ':'))}" for each in told)
    return _TEMPLATE.render(
        title=title,
        classes=lines,
        stage_seconds=stage_seconds,
        mark=_MARK,
        errors_ratio=_ERRORS_RATIO,
        hit_paths=_HIT_PATHS,
    )


def agreed(settings: Settings, test: LoadTestSection, clock: datetime) -> tuple[datetime, datetime]:
    """The window of the load test.

    Raises:
        SettingsError: it is not open at that time.
    """
    start, end = (datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (test.start, test.end))
    if start <= clock < end:
        return start, end
    when = "has not begun" if clock < start else "is over"
    raise SettingsError(
        [
            Problem(
                file=stack_file(settings.name),
                line=None,
                path="floodgate:load_test",
                what=f"the agreed window of the load test {when}: the stack is refused with its generator",
                given=f"{clock:%Y-%m-%d %H:%M} UTC",
                allowed=f"{test.start} to {test.end} UTC",
                fix="delete the section, or agree on another window",
            )
        ]
    )
