"""What the commands do, apart from how they are called."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from infra.audit.assess import assess_plan, assess_state
from infra.audit.state import StateError, read_state
from infra.capacity.plan.plan import CapacityPlan
from infra.forecast.hours import HoursError
from infra.local.faults import FaultError
from infra.local.ports import NotServableError, PortError
from infra.output import OutputError, console, write
from infra.planning import planned_capacity
from infra.preview.diff import diff
from infra.preview.freeze import freeze
from infra.preview.monitor import PreviewError
from infra.preview.plan import Plan, PlanError, from_json
from infra.preview.report import diff_dict
from infra.preview.run import plan_of
from infra.preview.text import diff_text, freeze_text, plan_text
from infra.program import ROOT, NotBuildableError, buildable
from infra.rehearsal.errors import RehearsalError
from infra.report.files import check_endings, write_reports
from infra.report.origin import Origins
from infra.report.rules import UnknownRuleError, catalogue_text, rule_text
from infra.report.text import policy_text
from infra.settings import Settings, SettingsError, load, stack_names
from infra.settings.clock import clock_of, read_time
from policies.assessment import Assessment
from policies.levels import Level
from policies.rule import Severity

BAD_INPUT = (
    SettingsError,
    NotBuildableError,
    PreviewError,
    PlanError,
    StateError,
    OutputError,
    PortError,
    FaultError,
    NotServableError,
    UnknownRuleError,
    RehearsalError,
    HoursError,
)
"""Errors whose text tells the user what to do; everything else is a defect of ours."""


@dataclass(frozen=True, kw_only=True)
class Judging:
    """How the policies are asked and where the reports go."""

    fail_on: Severity | None = None
    """Least severity that fails; None: what the environment demands (policies/levels.py)."""
    reports: Sequence[Path] = ()
    full: bool = False
    """Name every resource, and say what could not be judged."""


def preview(
    stack: str, format_: str, output: Path | None, base: Path | None, at: str | None, judging: Judging
) -> bool:
    """Plan the stack, compare it with `base` if given, and judge it; whether the policies hold and no change falls
    into a campaign that must not."""
    check_endings(judging.reports)
    settings = load(stack, ROOT)
    earlier = None if base is None else _read_plan(base, stack)
    capacity = planned_capacity(settings, clock_of(settings, read_time(at)))
    plan = _plan(settings, capacity)
    changes = None if earlier is None else diff(earlier, plan)
    frozen = None if changes is None else freeze(changes, settings.calendar, capacity.clock)
    judged, assessment = assess_plan(plan, settings, capacity, ROOT, judging.fail_on)
    origins = Origins(ROOT, judged)
    if format_ == "json":
        write(plan.to_json() if changes is None else _json(diff_dict(changes, frozen)), output)
    else:
        with console(output) as out:
            out.print(plan_text(plan, full=judging.full) if changes is None else diff_text(changes))
            out.print()
            if frozen is not None:
                out.print(freeze_text(frozen))
                out.print()
            out.print(policy_text(assessment, origins, full=judging.full))
    write_reports(assessment, origins, judging.reports)
    quiet = format_ == "json" or output is not None
    if quiet and frozen is not None:
        print(
            f"{stack}: frozen for {', '.join(frozen.campaigns)}: {len(frozen.refusals)} changes", file=sys.stderr
        )
    return _told(assessment, quiet=quiet) and frozen is None


def audit(state: Path, output: Path | None, judging: Judging) -> bool:
    """Judge an export of a stack; whether the policies hold."""
    check_endings(judging.reports)
    name, resources = read_state(_text(state, StateError), str(state))
    judged, assessment = assess_state(name, resources, ROOT, judging.fail_on)
    origins = Origins(ROOT, judged)
    with console(output) as out:
        out.print(f"{name}: {assessment.resources} resources in {state}")
        out.print()
        out.print(policy_text(assessment, origins, full=judging.full))
    write_reports(assessment, origins, judging.reports)
    return _told(assessment, quiet=output is not None)


def explain(rule: str | None) -> None:
    """One rule with its sources and examples, or the list of all."""
    with console(None) as out:
        out.print(catalogue_text() if rule is None else rule_text(rule))


def simulate(path: Path, output: Path | None, *, as_json: bool) -> bool:
    """Play a scenario; whether it holds."""
    # SciPy would take a tenth of the time of a preview, which has no use for it
    from infra.capacity.simulation import simulate as play  # noqa: PLC0415
    from infra.capacity.verdict import breaches, margin  # noqa: PLC0415
    from infra.report.simulation_json import simulation_json  # noqa: PLC0415
    from infra.report.simulation_text import simulation_text  # noqa: PLC0415
    from infra.report.simulation_words import breach_text  # noqa: PLC0415
    from infra.settings.scenario import load_scenario  # noqa: PLC0415

    named = load_scenario(path)
    simulation = play(named.scenario)
    broken, carries = breaches(simulation), margin(named.scenario)
    if as_json:
        write(simulation_json(named.name, simulation, broken, carries), output)
    else:
        with console(output) as out:
            out.print(simulation_text(named.name, simulation, broken, carries))
    if broken and (as_json or output is not None):
        print(f"{path}: does not hold: {breach_text(broken[0])}", file=sys.stderr)
    return not broken


def plugin(ports: Mapping[str, int]) -> None:
    """Serve the local clouds to the Pulumi engine, each package on its port, until somebody stops it."""
    # gRPC's server and the protocol of providers are for nobody else
    from infra.local.plugin.command import serve  # noqa: PLC0415

    serve(ports)


def stacks() -> None:
    """One line per stack; a stack that is not valid says so and does not hide the others."""
    table = Table("stack", "cloud", "region", "profile", "services", "instances", "databases", box=None)
    problems: list[SettingsError] = []
    for name in stack_names(ROOT):
        try:
            settings = load(name, ROOT)
        except SettingsError as error:
            problems.append(error)
            table.add_row(name, "not valid, see below")
            continue
        scales = [service.scale for service in settings.shop.services.values()]
        table.add_row(
            name,
            settings.config.stack.cloud.value,
            settings.config.region,
            settings.config.stack.profile.value,
            str(len(scales)),
            f"{sum(scale.min_instances for scale in scales)}..{sum(scale.max_instances for scale in scales)}",
            str(len(settings.shop.databases)),
        )
    with console(None) as out:
        out.print(table)
    if problems:
        raise SettingsError([problem for error in problems for problem in error.problems])


def _told(assessment: Assessment, *, quiet: bool) -> bool:
    """Where the verdicts are not on the terminal, an exit code alone would leave people guessing."""
    if quiet and not assessment.holds:
        found = {result.rule.id for result in assessment.failed if assessment.level(result) is Level.MANDATORY}
        found |= {f"waiver of {fault.waiver.rule} is {fault.fault}" for fault in assessment.waived.faults}
        print(f"{assessment.facts.stack}: policies are violated: {', '.join(sorted(found))}", file=sys.stderr)
    return assessment.holds


def _plan(settings: Settings, capacity: CapacityPlan) -> Plan:
    with buildable(settings.name):
        return plan_of(settings, capacity)


def _read_plan(path: Path, stack: str) -> Plan:
    plan = from_json(_text(path, PlanError), str(path))
    if plan.stack != stack:
        raise PlanError(f"{path} is a plan of {plan.stack}, not of {stack}; compare plans of one stack")
    return plan


def _text(path: Path, error: type[Exception]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as reason:
        raise error(f"{path} cannot be read: {reason.strerror}") from None
    except UnicodeDecodeError as reason:
        raise error(f"{path} is not JSON: {reason}") from None


def _json(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
