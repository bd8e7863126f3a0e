"""Each report says what the assessment says, in the form that its readers need."""

from __future__ import annotations

import functools
import json
from datetime import date
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from rich.console import Console

from infra.output import OutputError
from infra.program import ROOT
from infra.report.data import audit_dict
from infra.report.files import WRITERS, check_endings, write_reports
from infra.report.matrix import matrices
from infra.report.origin import Origins
from infra.report.text import policy_text
from policies.assessment import assess
from policies.rules import RULES
from policies.waiver import Waiver
from tests.audit.broken import as_planned

_SARIF = Path(__file__).with_name("sarif-2.1.0-rtm.5.schema.json")
"""The schema that OASIS and Microsoft publish, as the npm package @microsoft/jest-sarif (MIT) carries it."""
both = pytest.mark.parametrize("name", ["prod-aws", "prod-alicloud"])


@functools.cache
def assessed(name):
    """A broken stack with one violation waived and one waiver that excuses nothing."""
    stack = as_planned(name)
    failed = assess(stack, RULES).failed[0]
    waivers = [
        waiver(failed.rule.id, failed.resource.name, 3),
        waiver(RULES[0].id, "nothing-of-this-name", 9),
    ]
    return assess(stack, RULES, waivers), Origins(ROOT, stack)


def waiver(rule, resource, line):
    return Waiver(
        rule=rule,
        stack="prod-*",
        resource=resource,
        reason="<b>accepted</b> | by the auditor",
        owner="auditor@example.net",
        expires=date(9999, 1, 1),
        file="stacks/waivers.yaml",
        line=line,
    )


@both
def test_sarif_is_valid_and_complete(name):
    assessment, origins = assessed(name)
    log = json.loads(WRITERS[".sarif"](assessment, origins))
    jsonschema.Draft4Validator(json.loads(_SARIF.read_text(encoding="utf-8"))).validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert {result["ruleId"] for result in run["results"]} <= set(rules)
    failed = [result for result in run["results"] if result["kind"] == "fail" and "suppressions" not in result]
    assert len(failed) == len(assessment.failed) + len(assessment.waived.faults)
    assert sum("suppressions" in result for result in run["results"]) == len(assessment.excused) == 1
    assert sum(result["kind"] == "open" for result in run["results"]) == len(assessment.pending)


@both
def test_sarif_points_at_lines_that_exist(name):
    assessment, origins = assessed(name)
    log = json.loads(WRITERS[".sarif"](assessment, origins))
    for result in log["runs"][0]["results"]:
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            place = location["physicalLocation"]
            file = ROOT / place["artifactLocation"]["uri"]
            if file.name != "waivers.yaml":
                assert place["region"]["startLine"] <= len(file.read_text(encoding="utf-8").splitlines())


@both
def test_junit_counts(name):
    assessment, origins = assessed(name)
    root = ET.fromstring(WRITERS[".xml"](assessment, origins))
    suites = root.findall("testsuite")
    assert sum(int(suite.get("tests")) for suite in suites) == len(assessment.results) + 1
    failures = len(assessment.failed) + len(assessment.waived.faults)
    assert sum(int(suite.get("failures")) for suite in suites) == len(root.findall(".//failure")) == failures
    skipped = len(assessment.pending) + len(assessment.excused)
    assert sum(int(suite.get("skipped")) for suite in suites) == len(root.findall(".//skipped")) == skipped


@both
def test_markdown_names_every_violated_rule_and_breaks_no_table(name):
    assessment, origins = assessed(name)
    text = WRITERS[".md"](assessment, origins)
    assert "❌" in text
    for result in assessment.failed:
        assert f"`{result.rule.id}`" in text
    rows = [line.replace("\\|", "") for line in text.splitlines() if line.startswith("| ")]
    assert {row.count("|") for row in rows} <= {4, 6}
    assert "<b>" not in text
    assert len(text) < 65_536


@both
def test_data_has_every_verdict_with_its_evidence(name):
    assessment, origins = assessed(name)
    data = json.loads(WRITERS[".json"](assessment, origins))
    assert data == json.loads(json.dumps(audit_dict(assessment, origins)))
    assert len(data["results"]) == len(assessment.results)
    assert set(data["rules"]) == {result["rule"] for result in data["results"]}
    assert data["holds"] is False
    assert [each["fault"] for each in data["waiver_faults"]] == ["unused"]
    failed = [each for each in data["results"] if each["verdict"] == "fail"]
    assert len(failed) == len(assessment.failed) == sum(data["summary"]["failed"].values())
    assert all(each["message"] and each["places"] for each in failed)


@both
def test_the_page_holds_every_rule_and_escapes(name):
    assessment, origins = assessed(name)
    text = WRITERS[".html"](assessment, origins)
    for rule in {result.rule for result in assessment.results}:
        assert f'id="{rule.id}"' in text
    assert text.count("data-verdict=") >= len(assessment.results)
    assert "<b>accepted</b>" not in text
    assert "http" not in text.split("<body>")[0]  # nothing is loaded from elsewhere


@both
def test_the_matrix_speaks_about_every_served_clause(name):
    assessment, _ = assessed(name)
    for matrix in matrices(assessment):
        for row in matrix.rows:
            assert len(row.cells) == len(matrix.columns)
            assert row.worst in row.cells
            assert not row.clause.outside


@both
def test_text_says_what_is_wrong_where_and_how_to_fix_it(name):
    assessment, origins = assessed(name)
    printed = StringIO()
    Console(width=160, file=printed).print(policy_text(assessment, origins, full=True))
    text = printed.getvalue()
    for result in assessment.failed:
        assert result.rule.id in text
        assert result.resource.name in text
    assert "waiver unused  stacks/waivers.yaml:9" in text
    assert "fix: " in text


def test_a_file_is_named_by_its_ending(tmp_path):
    assessment, origins = assessed("prod-aws")
    files = [tmp_path / f"report{ending}" for ending in WRITERS]
    check_endings(files)
    write_reports(assessment, origins, files)
    assert all(file.stat().st_size > 100 for file in files)
    with pytest.raises(OutputError, match=r"report.pdf: the ending says what to write"):
        check_endings([tmp_path / "report.pdf"])
