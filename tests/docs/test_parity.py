"""docs/parity.md says what the code does: resources, arguments without effect, refusals."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re

import pytest

from components.cloud import Cloud
from infra.program import ROOT
from tests.components.cases import CASES, MISSING, Case, made
from tests.docs.markdown import rows, section, spans

TEXT = (ROOT / "docs/parity.md").read_text(encoding="utf-8")
COLUMNS = {"aws": 1, "alicloud": 2}
CAPABILITIES = [field.name for field in dataclasses.fields(Cloud)]
RESOURCES = {row[0].strip("`"): row for row in rows(section(TEXT, "## Capabilities and their main resources"))}


def classes(case: Case) -> list[str]:
    """The classes that the table names: `ec2.Vpc`."""
    return spans(RESOURCES[case.capability][COLUMNS[case.cloud]])


def test_every_capability_has_one_row() -> None:
    table = rows(section(TEXT, "## Capabilities and their main resources"))

    assert [row[0].strip("`") for row in table] == sorted(CAPABILITIES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_named_classes_exist_and_are_what_the_builder_makes(case: Case) -> None:
    types = set()
    for name in classes(case):
        module, _, class_ = name.partition(".")
        resource = getattr(importlib.import_module(f"pulumi_{case.cloud}.{module}"), class_)
        types.add(resource.pulumi_type)

    assert types
    assert types <= {child.type for child in made(case).children}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_named_classes_stand_in_the_source_of_the_builder(case: Case) -> None:
    source = "\n".join(sources(case.cloud, case.capability).values())

    assert [name for name in classes(case) if not re.search(rf"\b{re.escape(name)}\(", source)] == []


@pytest.mark.parametrize("case", MISSING, ids=str)
def test_what_a_cloud_does_not_have_says_none(case: Case) -> None:
    assert RESOURCES[case.capability][COLUMNS[case.cloud]] == "none"


def test_every_difference_belongs_to_a_capability() -> None:
    table = rows(section(TEXT, "## What differs"))
    named = [row[0].strip("`") for row in table]

    assert set(named) == set(CAPABILITIES)
    assert [row for row in table if len(row) != 4 or not all(row)] == []


def test_arguments_without_effect_are_all_there() -> None:
    table = rows(section(TEXT, "## Arguments without effect"))
    written = [(row[0], row[1].strip("`")) for row in table]

    assert written == sorted(written, key=lambda row: (row[0] != "aws", row[1]))
    assert set(written) == {
        (case.cloud, f"{case.capability}.{argument}") for case in CASES for argument in without_effect(case)
    }


def test_every_refusal_is_in_the_table_and_the_other_way_round() -> None:
    table = rows(section(TEXT, "## What a cloud refuses"))
    written = [(row[0], row[3].strip("`"), row[1].strip("`")) for row in table]
    raised = list(refusals())

    def fits(row: tuple[str, str, str], refusal: tuple[str, str, str]) -> bool:
        return row[:2] == refusal[:2] and re.fullmatch(refusal[2], row[2]) is not None

    assert raised
    assert written == sorted(written, key=lambda row: (row[0] != "aws", row[2]))
    assert [row for row in written if not any(fits(row, refusal) for refusal in raised)] == []
    assert [refusal for refusal in raised if not any(fits(row, refusal) for row in written)] == []
    assert {row[2].removesuffix("=N") for row in written if row[1].endswith("alicloud/cache.py")} == set(
        limits(ast.parse((ROOT / "components/alicloud/cache.py").read_text(encoding="utf-8")))
    )


def sources(cloud: str, name: str, known: dict[str, str] | None = None) -> dict[str, str]:
    """The source of a file of a cloud's folder, and of all files of the folder that it imports."""
    known = {} if known is None else known
    file = ROOT / "components" / cloud / f"{name}.py"
    if name in known:
        return known
    known[name] = file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(known[name])):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"components.{cloud}."):
            sources(cloud, str(node.module).rpartition(".")[2], known)
    return known


def without_effect(case: Case) -> list[str]:
    """Arguments of a capability that the cloud's code never reads: neither as an attribute nor by name."""
    module = importlib.import_module(f"components.{case.capability}")
    source = "\n".join(sources(case.cloud, case.capability).values())
    return [
        field.name
        for field in dataclasses.fields(getattr(module, f"{case.kind.__name__}Args"))
        if not re.search(rf'args\.{field.name}\b|"{field.name}"', source)
    ]


def refusals() -> list[tuple[str, str, str]]:
    """Cloud, file, and the argument as a pattern, of every `raise UnsupportedOnCloud(...)`."""
    return [
        (
            str(ast.literal_eval(call.args[0])),
            path.relative_to(ROOT).as_posix(),
            pattern(call.args[1], limits(tree)),
        )
        for path in sorted((ROOT / "components").rglob("*.py"))
        for tree in [ast.parse(path.read_text(encoding="utf-8"))]
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and isinstance(call := node.exc, ast.Call)
        if ast.unparse(call.func) == "UnsupportedOnCloud"
    ]


def limits(tree: ast.Module) -> list[str]:
    """The arguments that a file checks in a loop over its dictionary `limits`."""
    return [
        str(ast.literal_eval(key))
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "limits"
        if isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if key is not None
    ]


def pattern(argument: ast.expr, names: list[str]) -> str:
    """`f"max_readers={most}"` -> `max_readers=N`, as in the document; `{argument}` is any of the names."""
    if isinstance(argument, ast.JoinedStr):
        return "".join(pattern(part, names) for part in argument.values)
    if isinstance(argument, ast.FormattedValue):
        return f"({'|'.join(names)})" if ast.unparse(argument.value) == "argument" else "N"
    return re.escape(str(ast.literal_eval(argument)))
