"""From planned groups and measured instances to the services that are played."""

from __future__ import annotations

import math

from infra.capacity.autoscaler import Group, Metric, Scheduled
from infra.capacity.lead_time import LATE_ACTION_SECONDS
from infra.capacity.plan.inputs import ServiceLimits
from infra.capacity.plan.station import station
from infra.capacity.scenario import CONNECTIONS, INSIDE, OUTSIDE, Service
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.planned import PlannedPool
from infra.rehearsal.queues import sent
from infra.rehearsal.stage import Stage
from infra.rehearsal.traffic import loads

_NEVER_SECONDS = 10**9
"""Boot time of instances that are replaced before they serve."""
_FIRST_SECONDS = 60
"""The load of the first minute says how large a group has become before the start."""


def services(stage: Stage) -> dict[str, Service]:
    """Every service of the shop.

    Raises:
        RehearsalError: the plan has no group for it, or one that cannot be.
    """
    found = {}
    for name, load in stage.shop.services.items():
        if name not in stage.planned.pools:
            raise RehearsalError(f"the plan has no scaling group for the service {name}")
        measured = stage.measured.services[name]
        found[name] = Service(
            station=station(measured),
            group=group(stage, name, stage.planned.pools[name], measured),
            calls=load.calls,
            sends=sent(stage, name, lambda rate: rate.per_request),
            latency_objective_seconds=measured.latency_objective_seconds,
            objective_with_calls=True,
        )
    return found


def group(stage: Stage, name: str, pool: PlannedPool, measured: ServiceLimits) -> Group:
    """The planned group, as it stands in the first second."""
    boot = max(pool.joins_after_seconds, measured.boot_seconds)
    if measured.boot_seconds > pool.gives_up_after_seconds:
        boot = _NEVER_SECONDS
    minimum, maximum, scheduled = _scheduled(stage, pool)
    return Group(
        minimum=minimum,
        maximum=maximum,
        desired=max(minimum, min(maximum, _grown(stage, name, pool, measured))),
        zones=max(1, len(pool.zones)),
        boot_seconds=boot,
        warm_up_seconds=pool.warm_up_seconds,
        warm_pool=pool.warm_pool,
        launch_rate_per_second=stage.measured.cloud.launch_rate_per_second,
        launch_burst=stage.measured.cloud.launch_burst,
        tracking=pool.tracking,
        step_down=pool.step_down,
        scheduled=scheduled,
    )


def _scheduled(stage: Stage, pool: PlannedPool) -> tuple[int, int, tuple[Scheduled, ...]]:
    """Minimum and maximum in the first second, and the actions to come: rises late, but before the next action.

    Raises:
        RehearsalError: a minimum above its maximum.
    """
    actions = pool.actions if stage.scheduled else ()
    floor, most = _limits(pool, "", pool.minimum, pool.maximum)
    minimum, maximum, scheduled = floor, most, list[Scheduled]()
    for index, action in enumerate(actions):
        raises = action.minimum is not None and action.minimum > floor
        floor, most = _limits(
            pool,
            f" after {action.name}",
            floor if action.minimum is None else action.minimum,
            most if action.maximum is None else action.maximum,
        )
        second = stage.second(action.at)
        if raises:
            later = [stage.second(other.at) - 1 for other in actions[index + 1 :]]
            second = max(second, min([second + LATE_ACTION_SECONDS, *later]))
        if second < 0:
            minimum, maximum = floor, most
        else:
            scheduled.append(
                Scheduled(at_second=second, minimum=action.minimum, maximum=action.maximum, desired=action.desired)
            )
    return minimum, maximum, tuple(scheduled)


def _limits(pool: PlannedPool, when: str, minimum: int, maximum: int) -> tuple[int, int]:
    if minimum > maximum:
        raise RehearsalError(f"{pool.name}: its minimum {minimum} is above its maximum {maximum}{when}")
    return minimum, maximum


def _grown(stage: Stage, name: str, pool: PlannedPool, measured: ServiceLimits) -> int:
    """Instances that the policies have made of the load of the first minute before it begins."""
    everything = float(stage.demand.service_rps[name][:_FIRST_SECONDS].mean())
    outside = loads(stage.traffic, stage.shop).get(name)
    from_outside = 0.0 if outside is None else float(outside[:_FIRST_SECONDS].mean())
    rates = {None: everything, OUTSIDE: from_outside, INSIDE: everything - from_outside}
    if measured.connections is not None:
        rates[CONNECTIONS] = float(stage.demand.connections[name][:_FIRST_SECONDS].mean())
    wanted = [
        60 * rates[policy.route] / policy.target
        if policy.metric is Metric.REQUESTS_PER_INSTANCE
        else everything / (measured.throughput_rps * policy.target)
        for policy in pool.tracking
    ]
    return math.ceil(max(wanted, default=0.0) * (1 - 1e-9))
