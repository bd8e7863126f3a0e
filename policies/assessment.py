"""Everything the rules say about one stack: what the reports are made of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policies.evaluate import Result, Verdict, evaluate
from policies.facts import Facts
from policies.levels import Level, level
from policies.rule import EVERY_TYPE, Rule, Severity
from policies.stack import Stack
from policies.waiver import Waived, Waiver, waive


@dataclass(frozen=True)
class Assessment:
    """The results of all rules on one stack, with the waivers applied."""

    facts: Facts
    results: Sequence[Result]
    waived: Waived
    waivers: tuple[Waiver, ...]
    """The waivers that speak about the stack."""
    resources: int
    """How many custom resources there are."""
    uncovered: tuple[tuple[str, int], ...]
    """Types of resources without a rule of their own, with how many there are; tags are judged for all."""
    fail_on: Severity | None = None
    """Asked for instead of what the environment demands."""

    @cached_property
    def failed(self) -> list[Result]:
        """Violations without a waiver, worst first."""
        found = [result for index, result in self._failures() if index not in self.waived.by_result]
        return sorted(found, key=lambda result: result.rule.severity.rank)

    @cached_property
    def excused(self) -> list[tuple[Result, Waiver]]:
        """Violations with a waiver that holds."""
        by_result = self.waived.by_result
        return [(result, by_result[index]) for index, result in self._failures() if index in by_result]

    @cached_property
    def pending(self) -> list[Result]:
        """What nobody can judge yet, with the reason."""
        return [result for result in self.results if result.verdict is Verdict.NOT_EVALUATED]

    @cached_property
    def passed(self) -> list[Result]:
        """Where the rules hold."""
        return [result for result in self.results if result.verdict is Verdict.PASS]

    @property
    def coverage(self) -> float:
        """Share of what the rules apply to that they could judge, 0..1."""
        return 1 - len(self.pending) / len(self.results) if self.results else 1.0

    @property
    def coverage_shown(self) -> str:
        """The same for people, rounded down: 100 % is said only of everything."""
        return f"{math.floor(1000 * self.coverage) / 10:g} %"

    @property
    def by_severity(self) -> dict[Severity, int]:
        """Violations without a waiver by severity, worst first."""
        counts = Counter(result.rule.severity for result in self.failed)
        return {severity: counts[severity] for severity in Severity}

    def level(self, result: Result) -> Level:
        """What a violation does here."""
        return level(self.facts.environment, result.rule.severity, self.fail_on)

    @property
    def holds(self) -> bool:
        """Nothing stops a deployment: no mandatory violation, and no waiver to put right."""
        return not self.waived.faults and all(self.level(result) is Level.ADVISORY for result in self.failed)

    def _failures(self) -> Iterator[tuple[int, Result]]:
        return ((i, result) for i, result in enumerate(self.results) if result.verdict is Verdict.FAIL)


def assess(
    stack: Stack, rules: Sequence[Rule], waivers: Iterable[Waiver] = (), fail_on: Severity | None = None
) -> Assessment:
    """Run the rules over a stack and apply the waivers."""
    results = evaluate(stack, rules)
    facts = stack.facts
    own = tuple(waiver for waiver in waivers if waiver.speaks_about(facts))
    spoken = {type_ for rule in rules for type_ in rule.checks} - {EVERY_TYPE}
    custom = Counter(resource.type for resource in stack.resources.values() if resource.custom)
    return Assessment(
        facts=facts,
        results=results,
        waived=waive(results, own, facts),
        waivers=own,
        resources=custom.total(),
        uncovered=tuple(sorted((type_, count) for type_, count in custom.items() if type_ not in spoken)),
        fail_on=fail_on,
    )
