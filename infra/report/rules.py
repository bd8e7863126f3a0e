"""A rule, and the list of all rules, as text: what `floodgate explain` prints."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infra.report.stated import stated
from infra.report.text import STYLE
from policies.controls import controls
from policies.examples.example import Example, Unknown
from policies.rule import EVERYWHERE, Area, Rule
from policies.rules import RULES


class UnknownRuleError(Exception):
    """There is no rule with this id."""


def catalogue_text() -> RenderableType:
    """One line per rule, by area."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("severity")
    table.add_column("rule")
    table.add_column("what holds")
    for area in Area:
        for rule in sorted((r for r in RULES if r.area is area), key=lambda rule: rule.severity.rank):
            table.add_row(Text(rule.severity.value, STYLE[rule.severity]), rule.id, rule.title)
    return Group(table, "", f"{len(RULES)} rules; `floodgate explain RULE` says more about one")


def rule_text(rule_id: str) -> RenderableType:
    """Everything about one rule.

    Raises:
        UnknownRuleError: with the ids that are close.
    """
    rules = {rule.id: rule for rule in RULES}
    if rule_id not in rules:
        close = difflib.get_close_matches(rule_id, rules, n=3) or [key for key in rules if rule_id in key][:3]
        hint = f"did you mean {' or '.join(close)}?" if close else "`floodgate explain` lists all rules"
        raise UnknownRuleError(f"there is no rule {rule_id!r}; {hint}")
    return Group(*_lines(rules[rule_id]))


def _lines(rule: Rule) -> Iterator[RenderableType]:
    yield Text.assemble((rule.id, "bold"), "  ", (rule.severity.value, STYLE[rule.severity]), f"  {rule.area}")
    yield Text(rule.title)
    yield ""
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for key, text, style in _facts(rule):
        facts.add_row(key, Text(text, style))
    yield facts
    # All examples together take as long as the rules themselves; a preview has no use for them
    from policies.examples.catalogue import by_rule  # noqa: PLC0415

    examples = by_rule()[rule.id]
    for verdict, title in (("pass", "holds"), ("fail", "is violated")):
        example = next((each for each in examples if each.verdict == verdict), None)
        if example is not None:
            yield from _example(rule, example, title)


def _facts(rule: Rule) -> Iterator[tuple[str, str, str]]:
    """What is said, what it says, style."""
    yield "why", rule.why, ""
    yield "fix", rule.remediation, "green"
    yield "source", rule.source, ""
    if rule.environments != EVERYWHERE:
        yield "only in", ", ".join(sorted(rule.environments)), ""
    if not rule.waivable:
        yield "waiver", "never", ""
    served = controls()[rule.id]
    for framework, clauses in served.clauses.items():
        yield "control", f"{framework} {', '.join(clauses)}", ""
    if served.equivalents:
        yield "also", ", ".join(served.equivalents), "dim"
    yield "looks at", ", ".join(rule.checks), "dim"
    for cloud, reason in (rule.not_applicable or {}).items():
        yield f"not on {cloud}", reason, "dim"


def _example(rule: Rule, example: Example, title: str) -> Iterator[RenderableType]:
    message = example.verdict_of(rule)[1]
    yield ""
    yield Text(f"{title}{f': {message}' if message else ''}", style="bold")
    for type_, name, options, inputs in example.resources:
        yield Text(f"  {name}: {type_}", style="cyan")
        for key, value in {**inputs, **{f"({key})": value for key, value in options.items()}}.items():
            yield Text(f"    {key}: {_shown(value)}")
    if not example.resources:
        yield Text("  (nothing of the kind in the stack)")
    if example.facts:
        yield Text("  of the stack is known", style="cyan")
        for line in stated(example.facts):
            yield Text(f"    {line}")


def _shown(value: Any) -> str:
    return json.dumps(value, default=_unknown, ensure_ascii=False)


def _unknown(value: object) -> str:
    """Stands for a value that only the cloud knows."""
    assert isinstance(value, Unknown)
    return f"<of {value.of}>" if value.of else "<known after creation>"
