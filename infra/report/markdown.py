"""The verdicts as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from infra.report.data import summary
from infra.report.origin import Origins
from policies.assessment import Assessment
from policies.evaluate import Result
from policies.levels import Level
from policies.rule import Rule

_MOST = 50
"""Resources named per rule: a comment may have 65,536 characters (GitHub)."""


def markdown(assessment: Assessment, origins: Origins) -> str:
    """A table of the violations by rule, worst first; everything else folded away."""
    return "\n".join(_lines(assessment, origins)) + "\n"


def _lines(assessment: Assessment, origins: Origins) -> Iterator[str]:
    facts, numbers = assessment.facts, summary(assessment)
    yield f"### `{facts.stack}`: {'✅ policies hold' if assessment.holds else '❌ policies are violated'}"
    yield ""
    failed = ", ".join(f"{count} {name}" for name, count in numbers["failed"].items() if count) or "no violations"
    yield (
        f"{failed}; {numbers['waived']} waived, {numbers['not_evaluated']} not evaluated, {numbers['passed']} "
        f"hold ({numbers['rules']} rules, {numbers['resources']} resources, coverage {assessment.coverage_shown})"
    )
    if assessment.failed:
        yield from ("", "| severity | rule | resource | what | fix |", "|---|---|---|---|---|")
        for rule in dict.fromkeys(result.rule for result in assessment.failed):
            yield from _rows(rule, assessment, origins)
    for fault in assessment.waived.faults:
        waiver = fault.waiver
        yield from (
            "",
            f"**Waiver {fault.fault}** `{waiver.file}:{waiver.line}` `{waiver.rule}`: {_cell(fault.message)}",
        )
    if assessment.excused:
        rows = [
            f"| `{result.rule.id}` | `{result.resource.name}` | {waiver.expires} | {_cell(waiver.owner)} "
            f"| {_cell(waiver.reason)} |"
            for result, waiver in assessment.excused
        ]
        head = ["| rule | resource | until | owner | reason |", "|---|---|---|---|---|"]
        yield from _folded(f"{len(rows)} waived", [*head, *rows])
    if assessment.pending:
        reasons: dict[tuple[str, str], int] = {}
        for result in assessment.pending:
            key = (result.rule.id, result.message)
            reasons[key] = reasons.get(key, 0) + 1
        rows = [f"| `{rule}` | {count} | {_cell(reason)} |" for (rule, reason), count in reasons.items()]
        head = ["| rule | resources | why |", "|---|---|---|"]
        yield from _folded(f"{len(assessment.pending)} not evaluated", [*head, *rows])


def _rows(rule: Rule, assessment: Assessment, origins: Origins) -> Iterator[str]:
    results = [result for result in assessment.failed if result.rule is rule]
    for result in results[:_MOST]:
        yield _row(result, assessment, origins)
    if len(results) > _MOST:
        yield f"| | `{rule.id}` | {len(results) - _MOST} more | | |"


def _row(result: Result, assessment: Assessment, origins: Origins) -> str:
    rule = result.rule
    severity = f"**{rule.severity}**" if assessment.level(result) is Level.MANDATORY else rule.severity.value
    place = origins.places(result.resource)[0]
    return (
        f"| {severity} | [`{rule.id}`]({rule.source}) | `{result.resource.name}` {place} "
        f"| {_cell(result.message)} | {_cell(rule.remediation)} |"
    )


def _folded(title: str, lines: list[str]) -> Iterator[str]:
    yield from ("", f"<details><summary>{title}</summary>", "", *lines, "", "</details>")


def _cell(text: str) -> str:
    """Text that breaks no table and mentions nobody."""
    return text.replace("|", "\\|").replace("\n", " ").replace("@", "&#64;").replace("<", "&lt;")
