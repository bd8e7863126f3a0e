"""Documents made from the rules: policies/README.md (every rule) and docs/controls.md (every clause)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from infra.program import ROOT
from policies.controls import TABLED, Clause, Framework, clauses, controls
from policies.rule import EVERY_TYPE, EVERYWHERE, STACK, Area, Rule
from policies.rules import RULES

_NAMES: Mapping[str, str] = {"aws": "AWS", "alicloud": "Alibaba Cloud"}

_RULES_HEAD = """# The policy pack

{count} rules about security, resilience and capacity, the same for AWS and Alibaba Cloud. This page is made from
the rules by `make policies`; a test keeps it fresh.

- `floodgate preview STACK` judges a stack before it exists, `floodgate audit --state STATE.json` what
  `pulumi stack export` has written, and `pulumi preview --policy-pack policies` every run of Pulumi: the same
  rules, the same verdicts. [docs/policies.md](../docs/policies.md) says how.
- `floodgate explain RULE` shows a rule with an example that holds it and one that does not.
- Exceptions are in `stacks/waivers.yaml`. Which clause of which framework a rule serves is in
  [docs/controls.md](../docs/controls.md).
- A verdict is pass, fail or **not evaluated**, with the reason. Where a rule is not demanded in every environment,
  the last column says where it is. Severity and environment decide whether a violation stops a deployment
  (`policies/levels.py`).

"""

_CONTROLS_HEAD = """# Controls

Every clause of the frameworks that the [policy pack](../policies/README.md) serves, with its rules, and what is
out of reach of infrastructure as code. This page is made from the rules by `make policies`; a test keeps it fresh.
The HTML report of a stack (`floodgate preview STACK --report report.html`) has the same tables with verdicts.

Titles are paraphrases, not the standards' words. The mapping is by clause and **has not been reviewed by an
assessor**: a rule that holds is evidence for a clause, not proof of it.

| framework | clauses | with rules | could have rules, none yet | out of reach |
|---|---|---|---|---|
"""


def documents() -> dict[str, str]:
    """Path from the project's folder -> text."""
    return {"policies/README.md": "".join(_rules_page()), "docs/controls.md": "".join(_controls_page())}


def _rules_page() -> Iterator[str]:
    yield _RULES_HEAD.format(count=len(RULES))
    for area in Area:
        rules = sorted(
            (rule for rule in RULES if rule.area is area), key=lambda rule: (rule.severity.rank, rule.id)
        )
        yield f"## {area.value.replace('-', ' ').capitalize()}\n\n"
        yield "| rule | severity | what holds | clouds | only in |\n|---|---|---|---|---|\n"
        for rule in rules:
            never = "" if rule.waivable else ", never waived"
            where = "" if rule.environments == EVERYWHERE else ", ".join(sorted(rule.environments))
            yield f"| `{rule.id}` | {rule.severity}{never} | {rule.title} | {clouds(rule)} | {where} |\n"
        yield "\n"
        reasons = [
            f"- `{rule.id}` not on {_NAMES[cloud]}: {reason}\n"
            for rule in rules
            for cloud, reason in (rule.not_applicable or {}).items()
        ]
        yield "".join([*reasons, "\n"] if reasons else [])


def clouds(rule: Rule) -> str:
    """The clouds that a rule speaks about."""
    found = {type_.split(":")[0] for type_ in rule.checks if type_ not in {STACK, EVERY_TYPE}}
    if {STACK, EVERY_TYPE} & rule.checks.keys():
        found = {"aws", "alicloud"}
    return ", ".join(name for cloud, name in _NAMES.items() if cloud in found - set(rule.not_applicable or {}))


def _controls_page() -> Iterator[str]:
    served = {framework: _served(framework) for framework in TABLED}
    yield _CONTROLS_HEAD
    for framework in TABLED:
        all_ = clauses(framework)
        outside = [clause for clause in all_ if clause.outside]
        with_rules = [clause for clause in all_ if clause.clause in served[framework]]
        none_yet = len(all_) - len(outside) - len(with_rules)
        yield f"| {framework} | {len(all_)} | {len(with_rules)} | {none_yet} | {len(outside)} |\n"
    for framework in TABLED:
        yield f"\n## {framework}\n\n| clause | about | rules |\n|---|---|---|\n"
        for clause in clauses(framework):
            yield f"| {clause.clause} | {clause.title} | {_cell(clause, served[framework])} |\n"


def _served(framework: Framework) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for rule, each in sorted(controls().items()):
        for clause in each.clauses.get(framework, ()):
            found[clause].append(rule)
    return found


def _cell(clause: Clause, served: Mapping[str, list[str]]) -> str:
    if clause.outside:
        return f"*out of reach: {clause.reason}*"
    rules = ", ".join(f"`{rule}`" for rule in served.get(clause.clause, ())) or "none yet"
    return f"{rules} ({clause.reason})" if clause.reason else rules


def main() -> None:
    """Write the documents."""
    for path, text in documents().items():
        (ROOT / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
