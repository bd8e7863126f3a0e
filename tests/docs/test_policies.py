"""Documents and workflows about the policies say what is true."""

from __future__ import annotations

import json
import re
from importlib import resources

import jsonschema
import pytest
import yaml

from infra.program import ROOT
from infra.report.files import WRITERS
from policies.controls import TABLED, clauses, controls
from policies.facts import Environment
from policies.levels import FAIL_ON
from tests.docs.markdown import blocks, rows, section, spans
from tools.catalogue import documents

_POLICIES = (ROOT / "docs/policies.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", documents())
def test_generated_documents_are_fresh(path):
    assert (ROOT / path).read_text(encoding="utf-8") == documents()[path], "run `make policies`"


def test_every_clause_that_a_rule_serves_is_in_its_framework():
    for framework in TABLED:
        known = {clause.clause for clause in clauses(framework) if not clause.outside}
        served = {clause for each in controls().values() for clause in each.clauses.get(framework, ())}
        assert served <= known, framework


@pytest.mark.parametrize("framework", TABLED)
def test_clauses_are_unique_and_say_why_they_are_out_of_reach(framework):
    found = clauses(framework)
    assert len({clause.clause for clause in found}) == len(found) > 50
    assert all(clause.reason for clause in found if clause.outside)


def test_every_report_is_documented():
    table = rows(section(_POLICIES, "## Reports"))
    assert {spans(row[0])[0] for row in table} == set(WRITERS)


def test_levels_are_documented():
    table = rows(section(_POLICIES, "## Ask"))
    said = {row[0]: row[1] for row in table if len(row) == 2}
    assert said == {"prod, staging": FAIL_ON[Environment.PROD], "dev": FAIL_ON[Environment.DEV]}
    assert FAIL_ON[Environment.STAGING] is FAIL_ON[Environment.PROD]


def test_the_shown_data_is_json():
    shown = [block for block in blocks(_POLICIES) if block.lstrip().startswith("{")]
    assert [json.loads(block)["schema"] for block in shown] == ["floodgate.audit/1"]


@pytest.mark.parametrize(
    ("file", "schema"),
    [(".github/workflows/preview.yml", "github-workflows"), (".gitlab-ci.yml", "gitlab-ci")],
)
def test_workflows_are_valid(file, schema):
    """By the schemas that check-jsonschema carries."""
    text = (resources.files("check_jsonschema") / f"builtin_schemas/vendor/{schema}.json").read_text(
        encoding="utf-8"
    )
    found = yaml.load((ROOT / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    loaded = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    loaded = {"on" if key is True else key: value for key, value in loaded.items()}  # YAML 1.1 reads `on` as true
    jsonschema.Draft7Validator(json.loads(text)).validate(loaded)
    assert found
    assert "make reports" in (ROOT / file).read_text(encoding="utf-8")


def test_make_reports_writes_what_the_workflows_read():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^reports:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    assert {f".{ending}" for ending in re.findall(r"--report \$\$out\.(\w+)", recipe[1])} == set(WRITERS)
