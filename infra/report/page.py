"""The verdicts as one page of HTML that needs nothing else: for auditors, to read, to filter, to print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from infra.preview.text import short_type
from infra.report.data import summary
from infra.report.matrix import matrices
from infra.report.origin import Origins
from policies.assessment import Assessment
from policies.controls import controls
from policies.evaluate import Result, Verdict
from policies.rule import STACK, Rule
from policies.waiver import Waiver

_TEMPLATES = Environment(
    loader=PackageLoader("infra.report", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Line:
    """One verdict."""

    verdict: str
    name: str
    kind: str
    urn: str
    message: str
    place: str
    evidence: tuple[tuple[str, str], ...]
    waiver: Waiver | None


@dataclass(frozen=True, kw_only=True)
class Section:
    """One rule with its verdicts, worst first."""

    rule: Rule
    controls: tuple[str, ...]
    equivalents: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def worst(self) -> str:
        """The worst verdict."""
        return self.lines[0].verdict

    def count(self, verdict: str) -> int:
        """How many there are."""
        return sum(line.verdict == verdict for line in self.lines)


VERDICTS = ("fail", "waived", "not evaluated", "pass")


def page(assessment: Assessment, origins: Origins) -> str:
    """Summary, filters, rules with the evidence of each verdict, waivers, and the matrix of each framework."""
    return _TEMPLATES.get_template("page.html.j2").render(
        assessment=assessment,
        facts=assessment.facts,
        numbers=summary(assessment),
        sections=sorted(_sections(assessment, origins), key=_order),
        matrices=matrices(assessment),
        verdicts=VERDICTS,
    )


def _order(section: Section) -> tuple[int, int]:
    return VERDICTS.index(section.worst), section.rule.severity.rank


def _sections(assessment: Assessment, origins: Origins) -> Iterator[Section]:
    waivers = {id(result): waiver for result, waiver in assessment.excused}
    by_rule: dict[Rule, list[Line]] = {}
    for result in assessment.results:
        by_rule.setdefault(result.rule, []).append(_line(result, origins, waivers.get(id(result))))
    for rule, lines in by_rule.items():
        served = controls()[rule.id]
        yield Section(
            rule=rule,
            controls=tuple(served.listed()),
            equivalents=served.equivalents,
            lines=tuple(sorted(lines, key=lambda line: VERDICTS.index(line.verdict))),
        )


def _line(result: Result, origins: Origins, waiver: Waiver | None) -> Line:
    resource = result.resource
    return Line(
        verdict="waived" if waiver else result.verdict.value,
        name=resource.name,
        kind="the stack" if resource.type == STACK else short_type(resource.type),
        urn=resource.urn,
        message=result.message,
        place="" if result.verdict is Verdict.PASS else str(origins.places(resource)[0]),
        evidence=tuple((path, _shown(value)) for path, value in result.evidence.items()),
        waiver=waiver,
    )


def _shown(value: Any) -> str:
    text = "not set" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
