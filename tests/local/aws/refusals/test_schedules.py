"""Which schedules AWS takes."""

from __future__ import annotations

import pytest

from infra.local.aws.refusals.schedules import problem, unix_problem


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 18 * * ? *)",
        "cron(0/15 8-18 ? * MON-FRI *)",
        "cron(0 2 1 * ? *)",
        "cron(30 4 L * ? 2026-2030)",
        "cron(0 9 ? * 6#3 *)",
        "cron(0 9 15W * ? *)",
        "cron(0,30 * ? JAN,JUL 5L *)",
        "rate(1 day)",
        "rate(5 minutes)",
        "at(2026-11-11T00:00:00)",
    ],
)
def test_good_expressions(expression: str) -> None:
    assert problem(expression) is None


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("cron(0 18 * * * *)", "must have ?"),
        ("cron(0 18 ? * ? *)", "must have ?"),
        ("cron(0 18 * * ?)", "must have 6 fields"),
        ("cron(60 18 * * ? *)", "has 60 as minutes"),
        ("cron(0 24 * * ? *)", "has 24 as hours"),
        ("cron(0 1 0 * ? *)", "has 0 as day of the month"),
        ("cron(0 1 1 13 ? *)", "has 13 as month"),
        ("cron(0 1 ? * MOO *)", "has MOO as day of the week"),
        ("cron(0/0 1 * * ? *)", "has 0/0 as minutes"),
        ("cron(0-5-9 1 * * ? *)", "has 0-5-9 as minutes"),
        ("rate(1 days)", "must say day"),
        ("rate(5 minute)", "must say minutes"),
        ("rate(0 days)", "must be like rate(5 minutes)"),
        ("rate(1.5 hours)", "must be like rate(5 minutes)"),
        ("at(2026-11-31T00:00:00)", "must be like at("),
        ("every day", "must be cron(...) or rate(...) or at(...)"),
        ("cron(0 1 * * ? *", "must be cron(...)"),
    ],
)
def test_bad_expressions(expression: str, what: str) -> None:
    found = problem(expression)

    assert found
    assert found.startswith(what)


def test_a_kind_that_the_service_does_not_take() -> None:
    assert problem("rate(1 day)", ("cron",)) == "must be cron(...)"


@pytest.mark.parametrize("line", ["0 8 * * *", "*/5 0-6 1,15 JAN 0", "30 9 * * MON-FRI"])
def test_good_cron_lines(line: str) -> None:
    assert unix_problem(line) is None


@pytest.mark.parametrize(
    ("line", "what"), [("0 8 * *", "must have 5 fields"), ("0 8 * * 8", "has 8 as"), ("61 8 * * *", "has 61 as")]
)
def test_bad_cron_lines(line: str, what: str) -> None:
    found = unix_problem(line)

    assert found
    assert found.startswith(what)
