"""The part of `make bench` about capacity: plans, a simulation of four hours, and the rehearsal of a campaign."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import UTC, datetime
from typing import NoReturn

import numpy as np

from infra.capacity.autoscaler import Group, Metric, Scheduled, TargetTracking
from infra.capacity.flow import Station
from infra.capacity.scenario import Scenario, Service
from infra.capacity.simulation import simulate
from infra.capacity.verdict import breaches
from infra.program import ROOT
from tools.yardstick import Time, timed

CLOCK = datetime(2026, 11, 26, tzinfo=UTC)
"""All campaigns are ahead."""
STACK, CAMPAIGN = "prod-aws", "live-sale"
SERVICES, HOURS = 15, 4
LIMIT_SIMULATION_SECONDS, LIMIT_SIMULATION_MIB = 0.5, 300
"""Issue 5: four hours of 15 services, second by second."""
LIMIT_REHEARSAL_SECONDS = 1.5
"""A campaign of about four hours after its plan is there, without the margin: all of it, forecast to verdict."""
LIMIT_PLAN_SECONDS = 0.5
"""All campaigns of the calendar, from settings to plan: every preview and every `pulumi up` waits for it."""
LIMIT_OPTIMUM_SECONDS = 5
"""Issue 5: the cheapest plan of production."""
_RUNS = 5


def scenario() -> Scenario:
    """A chain of services under a rise within a second, with policies and a schedule."""
    seconds = np.arange(HOURS * 3600)
    load = 1000 + 20_000 * np.exp(-np.maximum(seconds - 3600, 0) / 900) * (seconds >= 3600)
    group = Group(
        minimum=6,
        maximum=400,
        desired=6,
        zones=3,
        boot_seconds=70,
        warm_up_seconds=45,
        launch_rate_per_second=2,
        launch_burst=1000,
        tracking=(
            TargetTracking(metric=Metric.REQUESTS_PER_INSTANCE, target=22_680),
            TargetTracking(metric=Metric.CPU, target=0.6),
        ),
        scheduled=(Scheduled(at_second=3000, minimum=100), Scheduled(at_second=12_000, minimum=6)),
    )
    station = Station(service_time_seconds=0.018, workers_per_instance=8, timeout_seconds=5)
    names = [f"service-{index}" for index in range(SERVICES)]
    return Scenario(
        services={
            name: Service(station=station, group=group, calls={after: 0.8} if after else {})
            for name, after in zip(names, [*names[1:], None], strict=True)
        },
        loads={names[0]: load},
    )


def measured(what: str) -> tuple[Time, float]:
    """Time, at best of a few, and MiB of a new process."""
    answer = subprocess.run(
        [sys.executable, "-m", "tools.bench_capacity", what],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    seconds, slowness, mib = map(float, answer.stdout.split())
    return Time(seconds, slowness), mib


def problems() -> list[str]:
    """Prints the figures; what is too slow or too large."""
    simulation, mib = measured("simulation")
    print(f"simulation: {HOURS} hours of {SERVICES} services in {simulation} and {mib:.0f} MiB")
    rehearsal, _ = measured("rehearsal")
    print(f"rehearsal: {CAMPAIGN} on {STACK} in {rehearsal} after its plan")
    plan, _ = measured("plan")
    optimum, _ = measured("optimum")
    print(f"plan: {STACK} in {plan}, its cheapest floors in {optimum} more")
    limits = (
        ("the capacity plan", plan, LIMIT_PLAN_SECONDS),
        ("the cheapest plan", optimum, LIMIT_OPTIMUM_SECONDS),
        ("the simulation", simulation, LIMIT_SIMULATION_SECONDS),
        ("the rehearsal", rehearsal, LIMIT_REHEARSAL_SECONDS),
    )
    found = [f"{what} takes {took}, more than {most} s" for what, took, most in limits if took.normal > most]
    if mib > LIMIT_SIMULATION_MIB:
        found.append(f"the simulation takes {mib:.0f} MiB, more than {LIMIT_SIMULATION_MIB}")
    return found


def _simulation() -> Time:
    played = scenario()
    breaches(simulate(played))  # the tables of the queues are made once
    return timed(lambda: breaches(simulate(played)), _RUNS)


def _rehearsal() -> Time:
    from infra.planning import planned_capacity  # noqa: PLC0415 - the simulation must not pay for it
    from infra.preview.run import plan_of  # noqa: PLC0415
    from infra.rehearsal.rehearse import Question, rehearse  # noqa: PLC0415
    from infra.rehearsal.window import eve  # noqa: PLC0415
    from infra.settings import load  # noqa: PLC0415

    settings = load(STACK, ROOT)
    campaign = settings.calendar.campaigns[CAMPAIGN]
    clock = eve(campaign)
    plan = plan_of(settings, planned_capacity(settings, clock))
    return timed(lambda: rehearse(settings, campaign, plan, clock, Question(margin=False)), _RUNS)


def _plan() -> Time:
    from infra.planning import planned_capacity  # noqa: PLC0415
    from infra.settings import load  # noqa: PLC0415

    settings = load(STACK, ROOT)
    return timed(lambda: planned_capacity(settings, CLOCK), _RUNS)


def _optimum() -> Time:
    from infra.capacity.plan.optimise import optimise  # noqa: PLC0415
    from infra.planning import demands, planned_capacity  # noqa: PLC0415
    from infra.settings import load  # noqa: PLC0415
    from infra.settings.stack_limits import stack_limits  # noqa: PLC0415

    settings = load(STACK, ROOT)
    plan, asked = planned_capacity(settings, CLOCK), demands(settings, CLOCK)
    shop, limits = settings.shop_load, stack_limits(settings)
    return timed(lambda: tuple(optimise(plan, asked, shop, limits)), 1)  # its tables of queues are made once


def main(what: str) -> NoReturn:
    """Print the seconds, the machine's slowness and the MiB of one of them."""
    runs = {"simulation": _simulation, "rehearsal": _rehearsal, "plan": _plan, "optimum": _optimum}
    took = runs[what]()
    print(took.seconds, took.slowness, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
    os._exit(0)  # as the command does


if __name__ == "__main__":
    main(sys.argv[1])
