"""From a scenario file to the scenario that `infra/capacity/` plays."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from infra.capacity.autoscaler import Group, Metric, Scheduled, TargetTracking, ZoneLoss
from infra.capacity.flow import Station
from infra.capacity.scenario import Disturbance, Scenario, Service, Workers
from infra.settings import scenario_rules
from infra.settings.document import Document, check
from infra.settings.problem import SettingsError
from infra.settings.scenario_model import (
    FaultSettings,
    GroupSettings,
    Routing,
    ScenarioFile,
    ScenarioQueue,
    ScenarioService,
    ServiceGroupSettings,
    TargetTrackingSettings,
)
from infra.settings.scenario_series import loads
from infra.settings.yaml_source import read


@dataclass(frozen=True, kw_only=True)
class NamedScenario:
    """A scenario and what it is about."""

    name: str
    scenario: Scenario


def load_scenario(path: FilePath) -> NamedScenario:
    """Read a scenario file.

    Raises:
        SettingsError: with everything that is wrong with it.
    """
    source = read(FilePath(), path.as_posix())
    document = Document(source=source, value=source.value, place=lambda place: place)
    checked = check(ScenarioFile, document)
    found = [*source.problems, *checked.problems]
    if checked.whole is not None:
        found += scenario_rules.problems(checked.whole, document)
    if found or checked.whole is None:
        raise SettingsError(found)
    return NamedScenario(name=checked.whole.name, scenario=_scenario(checked.whole))


def _scenario(file: ScenarioFile) -> Scenario:
    return Scenario(
        services={name: _service(service) for name, service in file.services.items()},
        queues={name: _workers(queue) for name, queue in file.queues.items()},
        loads=loads(file),
        losses=tuple(
            ZoneLoss(at_second=loss.at_second, detect_seconds=loss.detect_seconds)
            for loss in file.faults.zone_losses
        ),
        disturbances=tuple(_disturbances(file.faults)),
        failed_ratio_objective=file.failed_ratio_objective,
    )


def _disturbances(faults: FaultSettings) -> Iterator[Disturbance]:
    for outage in faults.outages:
        yield Disturbance(service=outage.service, at_second=outage.at_second, seconds=outage.duration_seconds)
    for slow in faults.slow_downs:
        yield Disturbance(
            service=slow.service,
            at_second=slow.at_second,
            seconds=slow.duration_seconds,
            slowness=slow.slowness,
        )


def _service(service: ScenarioService) -> Service:
    objective = service.latency_objective_ms
    return Service(
        station=_station(service, service.timeout_seconds, pooled=service.routing is Routing.LEAST_OUTSTANDING),
        group=_group(service.scale, service.scale.target_tracking),
        calls=service.calls,
        sends=service.sends,
        latency_objective_seconds=None if objective is None else objective / 1000,
    )


def _workers(queue: ScenarioQueue) -> Workers:
    return Workers(
        station=_station(queue, math.inf, pooled=True),  # workers take from one queue
        group=_group(queue.scale, None),
        age_objective_seconds=queue.age_objective_seconds,
    )


def _station(work: ScenarioService | ScenarioQueue, timeout_seconds: float, *, pooled: bool) -> Station:
    return Station(
        service_time_seconds=work.service_time_ms / 1000,
        workers_per_instance=work.worker_slots,
        timeout_seconds=timeout_seconds,
        arrival_scv=work.arrival_scv,
        service_scv=work.service_scv,
        pooled=pooled,
    )


def _group(scale: GroupSettings | ServiceGroupSettings, tracking: TargetTrackingSettings | None) -> Group:
    desired = scale.min_instances if scale.desired_instances is None else scale.desired_instances
    return Group(
        minimum=scale.min_instances,
        maximum=scale.max_instances,
        desired=desired,
        zones=scale.zones,
        boot_seconds=scale.boot_seconds,
        warm_up_seconds=scale.warm_up_seconds,
        warm_pool=scale.warm_pool.instances,
        warm_start_seconds=scale.warm_pool.start_seconds,
        launch_rate_per_second=scale.launches_per_second,
        launch_burst=scale.launch_burst,
        tracking=() if tracking is None else (_tracking(tracking),),
        scheduled=tuple(
            Scheduled(
                at_second=action.at_second,
                minimum=action.min_instances,
                maximum=action.max_instances,
                desired=action.desired_instances,
            )
            for action in sorted(scale.scheduled, key=lambda action: action.at_second)
        ),
    )


def _tracking(tracking: TargetTrackingSettings) -> TargetTracking:
    by_requests = tracking.requests_per_minute
    return TargetTracking(
        metric=Metric.CPU if by_requests is None else Metric.REQUESTS_PER_INSTANCE,
        target=(tracking.cpu_ratio or 0) if by_requests is None else by_requests,
        period_seconds=tracking.period_seconds,
        high_datapoints=tracking.high_datapoints,
        low_datapoints=tracking.low_datapoints,
        metric_delay_seconds=tracking.metric_delay_seconds,
        scale_in=tracking.scale_in,
    )
