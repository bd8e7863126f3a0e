"""Rules over more than one key of a scenario file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from infra.settings.document import Document
from infra.settings.problem import Path, Problem, did_you_mean, listed
from infra.settings.scenario_load import SHAPES, LoadSettings, PointSettings
from infra.settings.scenario_model import GroupSettings, ScenarioFile, ScenarioService, ServiceGroupSettings


def problems(file: ScenarioFile, document: Document) -> Iterator[Problem]:
    """Everything that is wrong with a file of which every key is valid by itself."""
    services, queues = file.services, file.queues
    for name, service in services.items():
        yield from _unknown(document, ("services", name, "calls"), service.calls, services, "service")
        yield from _unknown(document, ("services", name, "sends"), service.sends, queues, "queue")
        yield from _group(document, ("services", name, "scale"), service.scale, file.duration_seconds)
        yield from _target(document, ("services", name, "scale"), service.scale)
    for name, queue in queues.items():
        yield from _group(document, ("queues", name, "scale"), queue.scale, file.duration_seconds)
        if not any(name in service.sends for service in services.values()):
            fix = f"add `{name}` to the `sends` of a service, or delete the queue"
            yield document.problem(("queues", name), "nobody sends to it", fix=fix)
    yield from _circle(document, services)
    for index, load in enumerate(file.loads):
        yield from _load(document, ("loads", index), load, services, file.duration_seconds)
    for kind in ("zone_losses", "cdn_purges", "outages", "slow_downs"):
        for index, fault in enumerate(getattr(file.faults, kind)):
            place: Path = ("faults", kind, index)
            yield from _late(document, place, fault.at_second, file.duration_seconds)
            if kind in ("outages", "slow_downs"):
                yield from _known(document, (*place, "service"), fault.service, services)


def _unknown(
    document: Document, path: Path, names: Mapping[str, float], known: Mapping[str, object], noun: str
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield document.problem(
                (*path, name),
                f"there is no such {noun}",
                given=name,
                allowed=listed(known),
                fix=did_you_mean(name, known, f"describe it under `{noun}s`"),
            )


def _circle(document: Document, services: Mapping[str, ScenarioService]) -> Iterator[Problem]:
    calls = {name: [*service.calls] for name, service in services.items()}
    try:
        TopologicalSorter(calls).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        if len({*circle}) == 1:
            what, fix = "calls itself", "count what it does for itself in its service time"
        else:
            what, fix = "services call each other in a circle", "delete one of these calls"
        yield document.problem(
            ("services", circle[0], "calls", circle[1]), what, given=" -> ".join(circle), fix=fix
        )


def _group(document: Document, path: Path, scale: GroupSettings, duration: int) -> Iterator[Problem]:
    low, high = scale.min_instances, scale.max_instances
    if low > high:
        fix = "raise `max_instances` or lower `min_instances`"
        yield document.problem(
            (*path, "max_instances"),
            "is less than `min_instances`",
            given=f"{high}",
            allowed=f"at least {low}",
            fix=fix,
        )
        return
    desired = scale.desired_instances
    if desired is not None and not low <= desired <= high:
        yield document.problem(
            (*path, "desired_instances"), "is outside of the limits", given=f"{desired}", allowed=f"{low}..{high}"
        )
    pool = scale.warm_pool
    if pool.instances and pool.start_seconds > scale.boot_seconds:
        yield document.problem(
            (*path, "warm_pool", "start_seconds"),
            "is longer than a boot, so the pool would only be slower",
            given=f"{pool.start_seconds}",
            allowed=f"at most `boot_seconds`, {scale.boot_seconds}",
            fix="lower it, or delete the pool",
        )
    for index, action in sorted(enumerate(scale.scheduled), key=lambda each: each[1].at_second):
        place = (*path, "scheduled", index)
        sizes = (action.min_instances, action.max_instances, action.desired_instances)
        if sizes == (None, None, None):
            fix = "add `min_instances`, `max_instances` or `desired_instances`"
            yield document.problem(place, "changes nothing", fix=fix)
        yield from _late(document, place, action.at_second, duration)
        low = low if action.min_instances is None else action.min_instances
        high = high if action.max_instances is None else action.max_instances
        if low > high:
            yield document.problem(
                place,
                "leaves `min_instances` above `max_instances`",
                given=f"{low}..{high}",
                fix="change both limits, or another action before",
            )
            return


def _target(document: Document, path: Path, scale: ServiceGroupSettings) -> Iterator[Problem]:
    tracking = scale.target_tracking
    if tracking is not None and (tracking.requests_per_minute is None) == (tracking.cpu_ratio is None):
        yield document.problem(
            (*path, "target_tracking"),
            "needs exactly one target",
            allowed="requests_per_minute or cpu_ratio",
            fix="for sales take requests_per_minute: CPU cannot show more than 100 %",
        )


def _load(
    document: Document, path: Path, load: LoadSettings, services: Mapping[str, object], duration: int
) -> Iterator[Problem]:
    yield from _known(document, (*path, "to"), load.to, services)
    given = [shape for shape in SHAPES if getattr(load, shape) is not None]
    if len(given) != 1:
        yield document.problem(
            path,
            "needs exactly one shape",
            given=listed(given, "and") if given else "none",
            allowed=listed(SHAPES),
            fix="write one load for each shape: loads on one service add up" if given else "add one",
        )
    for shape in ("points", "steps"):
        yield from _order(document, (*path, shape), getattr(load, shape) or [])
    if load.day is not None and not any(load.day.hourly_weights):
        yield document.problem((*path, "day", "hourly_weights"), "are all 0", fix="give an hour a weight")
    for shape in ("surge", "countdown", "push", "send"):
        if (settings := getattr(load, shape)) is not None:
            yield from _late(document, (*path, shape), settings.at_second, duration)


def _known(document: Document, path: Path, name: str, services: Mapping[str, object]) -> Iterator[Problem]:
    if name not in services:
        yield document.problem(
            path,
            "there is no such service",
            given=name,
            allowed=listed(services),
            fix=did_you_mean(name, services, "describe it under `services`"),
        )


def _order(document: Document, path: Path, points: list[PointSettings]) -> Iterator[Problem]:
    for index in range(1, len(points)):
        before, after = points[index - 1].at_second, points[index].at_second
        if after <= before:
            yield document.problem(
                (*path, index, "at_second"),
                "is not after the one before",
                given=f"{after}",
                allowed=f"more than {before}",
                fix="sort them by time",
            )


def _late(document: Document, path: Path, second: int, duration: int) -> Iterator[Problem]:
    if second >= duration:
        yield document.problem(
            (*path, "at_second"),
            "is after the end of the scenario",
            given=f"{second}",
            allowed=f"less than {duration}",
            fix="make `duration_seconds` longer, or take an earlier second",
        )
