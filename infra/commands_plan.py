"""What `floodgate plan` does, apart from how it is called."""

from __future__ import annotations

import sys
from pathlib import Path

from infra.capacity.plan.optimise import optimise
from infra.capacity.plan.plan import CapacityPlan
from infra.capacity.plan.series import peak
from infra.capacity.prices import Price, size_price
from infra.output import console, write
from infra.planning import demands, planned_capacity
from infra.program import ROOT
from infra.report.capacity_json import capacity_json
from infra.report.capacity_text import capacity_text
from infra.report.optimum_text import optimum_text
from infra.settings import Settings, load
from infra.settings.clock import clock_of, read_time
from infra.settings.stack_limits import stack_limits


def run(stack: str, at: str | None, output: Path | None, *, as_json: bool, cheapest: bool) -> bool:
    """Show the capacity plan of a stack; whether every limit is enough.

    Raises:
        SettingsError: the files or the time are wrong, or the calendar asks for more than there is.
        OutputError: the file cannot be written.
    """
    settings = load(stack, ROOT)
    clock = clock_of(settings, read_time(at))
    asked, limits = demands(settings, clock), stack_limits(settings)
    plan = planned_capacity(settings, clock, asked)
    visits = [peak(asked[each.name].sessions_rps, asked[each.name].start, each.name) for each in plan.ahead]
    found = tuple(optimise(plan, asked, settings.shop_load, limits)) if cheapest else None
    prices = _prices(settings)
    if as_json:
        write(capacity_json(stack, plan, settings.calendar, visits, limits.cloud, found, prices), output)
    else:
        with console(output) as out:
            out.print(capacity_text(stack, plan, settings.calendar, visits, limits.cloud))
            if found is not None:
                out.print()
                out.print(optimum_text(found, prices))
    if plan.shortfalls and (as_json or output is not None):
        print(_told(stack, plan), file=sys.stderr)
    return not plan.shortfalls and all(optimum.holds for optimum in found or ())


def _told(stack: str, plan: CapacityPlan) -> str:
    return f"{stack}: limits are too low: {', '.join(dict.fromkeys(check.where for check in plan.shortfalls))}"


def _prices(settings: Settings) -> dict[str, Price]:
    """Service -> price of an hour of one of its instances, as far as the table has one."""
    cloud, region = settings.config.stack.cloud.value, settings.config.region
    found = {}
    for name, service in settings.shop.services.items():
        price = size_price(cloud, region, service.instance.vcpu, service.instance.memory_gib)
        if price is not None:
            found[name] = price
    return found
