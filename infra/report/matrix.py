"""Clauses of a framework against the components of a stack: the worst verdict where they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from policies.assessment import Assessment
from policies.controls import TABLED, Clause, Framework, clauses, controls
from policies.evaluate import Result
from policies.rule import STACK

WHOLE = "the stack"
"""Column of what a stack must have as a whole, and of resources outside a component."""

_WORST = ("fail", "waived", "not evaluated", "pass")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One clause."""

    clause: Clause
    rules: tuple[str, ...]
    """Ids of the rules that serve it and spoke about this stack."""
    cells: tuple[str, ...]
    """One per column: the worst verdict, empty where no rule applies."""
    worst: str
    """Over all columns."""


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """One framework."""

    framework: Framework
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    """Clauses with a rule that applies here."""
    quiet: tuple[Clause, ...]
    """Clauses that rules could show, but none applies to anything in this stack."""
    outside: tuple[Clause, ...]
    """Clauses out of reach of infrastructure as code."""


def matrices(assessment: Assessment) -> list[Matrix]:
    """One per framework that has something to say about the stack's cloud."""
    verdicts: defaultdict[tuple[Framework, str], list[tuple[Result, str]]] = defaultdict(list)
    waived = {id(result) for result, _ in assessment.excused}
    for result in assessment.results:
        verdict = "waived" if id(result) in waived else result.verdict.value
        for framework, served in controls()[result.rule.id].clauses.items():
            for clause in served:
                verdicts[framework, clause].append((result, verdict))
    columns = tuple(sorted({_column(result) for result in assessment.results}))
    found = [_matrix(framework, columns, verdicts) for framework in TABLED]
    return [matrix for matrix in found if matrix.rows and _speaks_about(matrix.framework, assessment.facts.cloud)]


def _speaks_about(framework: Framework, cloud: str) -> bool:
    """A benchmark of one cloud says nothing about the other."""
    only = {Framework.CIS_AWS: "aws", Framework.CIS_ALICLOUD: "alicloud"}
    return only.get(framework, cloud) == cloud


def _matrix(
    framework: Framework,
    columns: tuple[str, ...],
    verdicts: dict[tuple[Framework, str], list[tuple[Result, str]]],
) -> Matrix:
    rows: list[Row] = []
    quiet: list[Clause] = []
    outside: list[Clause] = []
    for clause in clauses(framework):
        results = verdicts.get((framework, clause.clause), [])
        if results:
            rows.append(_row(clause, columns, results))
        else:
            (outside if clause.outside else quiet).append(clause)
    return Matrix(
        framework=framework, columns=columns, rows=tuple(rows), quiet=tuple(quiet), outside=tuple(outside)
    )


def _row(clause: Clause, columns: tuple[str, ...], results: Sequence[tuple[Result, str]]) -> Row:
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for result, verdict in results:
        cells[_column(result)].append(verdict)
    worst = {column: min(found, key=_WORST.index) for column, found in cells.items()}
    return Row(
        clause=clause,
        rules=tuple(dict.fromkeys(result.rule.id for result, _ in results)),
        cells=tuple(worst.get(column, "") for column in columns),
        worst=min(worst.values(), key=_WORST.index),
    )


def _column(result: Result) -> str:
    resource = result.resource
    return WHOLE if resource.type == STACK else resource.component or WHOLE
