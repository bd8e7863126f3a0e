"""`python -m tests.facts PLAN.json`: prints what the provider facts say against a saved plan."""

from __future__ import annotations

import sys
from pathlib import Path

from infra.preview.plan import PlanError, from_json
from tests.facts.checker import check
from tests.facts.facts import ABSENT, folder, load
from tests.facts.problem import Severity


def main(arguments: list[str]) -> int:
    """Exit code: 0 without errors, 1 with errors, 2 when there is nothing to check or to check with."""
    path = folder()
    if len(arguments) != 1 or path is None:
        print("usage: python -m tests.facts PLAN.json" if path else ABSENT, file=sys.stderr)
        return 2
    try:
        plan = from_json(Path(arguments[0]).read_text(encoding="utf-8"), arguments[0])
    except (OSError, PlanError) as error:
        print(error, file=sys.stderr)
        return 2
    facts = load(path)
    problems = check(plan.resources, facts)
    for found in problems:
        print(found)
    errors = sum(found.severity is Severity.ERROR for found in problems)
    used = {resource.type for resource in plan.custom}
    skipped = sum(token in used for token, _ in facts.uncheckable)
    print(
        f"{len(plan.custom)} resources of {len(used)} types: {errors} errors, {len(problems) - errors} warnings; "
        f"{skipped} rules of these types cannot be checked here"
    )
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
