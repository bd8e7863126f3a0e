"""The verdicts as text that people read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from infra.preview.text import short_type
from infra.report.origin import Origins
from policies.assessment import Assessment
from policies.evaluate import Result
from policies.levels import Level
from policies.rule import STACK, Rule, Severity

STYLE = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}


def policy_text(assessment: Assessment, origins: Origins, *, full: bool) -> RenderableType:
    """Violations by rule, worst first, and a summary; `full` also says what could not be judged, and why."""
    lines: list[RenderableType] = [Text("Policies", style="bold")]
    for rule, results in _by_rule(assessment.failed):
        lines += _violation(rule, results, assessment, origins)
    for fault in assessment.waived.faults:
        waiver = fault.waiver
        lines.append(Text(f"  waiver {fault.fault}  {waiver.file}:{waiver.line}: {waiver.rule}", style="red"))
        lines.append(_in(4, fault.message))
    if full:
        lines += _waived(assessment)
        lines += _pending(assessment)
    return Group(*lines, *_summary(assessment))


def _in(columns: int, text: str, style: str = "") -> RenderableType:
    """Indented, also where it goes on in the next line."""
    return Padding(Text(text, style), (0, 0, 0, columns), expand=False)


def _by_rule(results: list[Result]) -> Iterator[tuple[Rule, list[Result]]]:
    rules = dict.fromkeys(result.rule for result in results)
    return ((rule, [result for result in results if result.rule is rule]) for rule in rules)


def _violation(
    rule: Rule, results: list[Result], assessment: Assessment, origins: Origins
) -> Iterator[RenderableType]:
    level = "" if assessment.level(results[0]) is Level.MANDATORY else " (advisory)"
    yield Text.assemble("  ", (rule.severity.value, STYLE[rule.severity]), f"{level}  ", (rule.id, "bold"))
    yield Text(f"    {rule.title}: violated", style="dim")
    for result in results:
        resource = result.resource
        kind = "the stack" if resource.type == STACK else short_type(resource.type)
        place = origins.places(resource)[0]
        yield Text.assemble("    ", (resource.name, "cyan"), f"  {kind}  ", (str(place), "dim"))
        yield _in(6, result.message)
    yield _in(4, f"fix: {rule.remediation}", "green")


def _waived(assessment: Assessment) -> Iterator[RenderableType]:
    for result, waiver in assessment.excused:
        yield _in(2, f"waived  {result.rule.id}  {result.resource.name}: {result.message}")
        yield _in(4, f"until {waiver.expires}, {waiver.owner}: {waiver.reason}", "dim")


def _pending(assessment: Assessment) -> Iterator[RenderableType]:
    for rule, results in _by_rule(assessment.pending):
        yield Text(f"  not evaluated  {rule.id}")
        for result in results:
            yield _in(4, f"{result.resource.name}: {result.message}", "dim")


def _summary(assessment: Assessment) -> Iterator[RenderableType]:
    rules = len({result.rule.id for result in assessment.results})
    counts = ", ".join(f"{count} {severity}" for severity, count in assessment.by_severity.items() if count)
    verdict = Text("  ")
    if assessment.failed or assessment.waived.faults:
        faults = len(assessment.waived.faults)
        found = [counts] if counts else []
        found += [f"{faults} waiver{'s' if faults > 1 else ''} to put right"] if faults else []
        verdict.append(f"violations: {', '.join(found)}", "bold red" if not assessment.holds else "yellow")
    else:
        verdict.append("no violations", "bold green")
    judged = f"{rules} rule{'s' if rules != 1 else ''} on {assessment.resources} resources"
    pending = f"{len(assessment.pending)} not evaluated (coverage {assessment.coverage_shown})"
    verdict.append(f"; {judged}: {len(assessment.passed)} hold, {len(assessment.excused)} waived, {pending}")
    yield verdict
    if not assessment.facts.known:
        yield Text(f"  stacks/ has no file for {assessment.facts.stack}: judged as production", style="yellow")
