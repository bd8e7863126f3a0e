"""Policies as a person meets them on the command line: exit codes, where verdicts go, and refusals."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from infra import commands
from infra.cli import app
from policies.rules import RULES
from tests.audit.broken import as_created
from tests.audit.engine import export
from tests.policies.deployed import deployed
from tests.stacks import planned

_SUBNET = "aws:ec2/subnet:Subnet"


def floodgate(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def shared_plans(monkeypatch):
    monkeypatch.setattr(commands, "plan_of", lambda settings, capacity: planned(settings.name))


@pytest.fixture
def open_subnet(monkeypatch):
    """A stack with one violation of severity high."""

    def plan_of(settings, capacity):
        plan, first = planned(settings.name), [True]
        resources = []
        for resource in plan.resources:
            if resource.type == _SUBNET and first:
                first.clear()
                resources.append(replace(resource, inputs={**resource.inputs, "mapPublicIpOnLaunch": True}))
            else:
                resources.append(resource)
        return replace(plan, resources=tuple(resources))

    monkeypatch.setattr(commands, "plan_of", plan_of)


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_a_good_stack_exits_with_0(stack):
    result = floodgate("preview", stack)
    assert result.exit_code == 0, result.stdout[-3000:]
    assert "not evaluated (coverage" in result.stdout


@pytest.mark.usefixtures("open_subnet")
def test_a_violation_exits_with_1_and_says_what_where_and_how():
    result = floodgate("preview", "prod-aws")
    assert result.exit_code == 1
    told = result.stdout.partition("\nPolicies\n")[2]
    for part in (
        "high  network-subnet-no-auto-public-ip",
        "`mapPublicIpOnLaunch` is true",
        "stacks/Pulumi.prod-aws.yaml:",
        "fix: ",
        "violations: 1 high",
    ):
        assert part in told


@pytest.mark.usefixtures("open_subnet")
@pytest.mark.parametrize(
    ("stack", "asked", "code"),
    [
        ("prod-aws", None, 1),
        ("prod-aws", "critical", 0),
        ("prod-aws", "high", 1),
        ("dev-aws", None, 0),
        ("dev-aws", "high", 1),
    ],
)
def test_what_fails_is_said_by_the_environment_or_by_the_user(stack, asked, code):
    assert floodgate("preview", stack, *(["--fail-on", asked] if asked else [])).exit_code == code


@pytest.mark.usefixtures("open_subnet")
def test_what_is_not_on_the_terminal_is_told_beside_it(tmp_path):
    """`--format json` and `--output` would leave only an exit code."""
    result = floodgate("preview", "prod-aws", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["schema"] == "floodgate.plan/1"
    assert "prod-aws: policies are violated: network-subnet-no-auto-public-ip" in result.stderr
    assert "policies are violated" in floodgate("preview", "prod-aws", "--output", tmp_path / "plan.txt").stderr


def test_reports_are_written_beside_the_plan(tmp_path):
    files = [tmp_path / f"report{ending}" for ending in (".json", ".sarif", ".xml", ".md", ".html")]
    arguments = [argument for file in files for argument in ("--report", file)]
    assert floodgate("preview", "dev-alicloud", *arguments).exit_code == 0
    assert all(file.stat().st_size > 100 for file in files)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(file.name for file in files)


def test_a_report_of_no_known_kind_is_refused_before_anything_is_done(tmp_path):
    result = floodgate("preview", "prod-aws", "--report", tmp_path / "report.pdf")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the ending says what to write, allowed: .json, .sarif, .xml, .md, .html" in result.stderr


def test_an_export_is_judged(tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(export(deployed("prod-aws")), encoding="utf-8")
    bad.write_text(export(as_created("prod-aws")), encoding="utf-8")
    result = floodgate("audit", "--state", good)
    assert result.exit_code == 0, result.stdout[-3000:]
    assert result.stdout.startswith(f"prod-aws: {len(planned('prod-aws').custom)} resources in ")
    assert floodgate("audit", "--state", bad, "--report", tmp_path / "bad.md").exit_code == 1
    assert "❌" in (tmp_path / "bad.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing.json", "cannot be read"), ("text.json", "is not JSON"), ("other.json", "is not an export")],
)
def test_what_is_no_export_is_refused(tmp_path: Path, name, says):
    (tmp_path / "text.json").write_text("hello", encoding="utf-8")
    (tmp_path / "other.json").write_text(planned("dev-aws").to_json(), encoding="utf-8")
    result = floodgate("audit", "--state", tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_explained(rule):
    result = floodgate("explain", rule.id)
    assert result.exit_code == 0
    for part in (rule.title, rule.source, "is violated"):
        assert part in " ".join(result.stdout.split())


def test_what_an_example_knows_of_sales_is_shown():
    """Without it one and the same resources hold the rule and violate it."""
    shown = floodgate("explain", "capacity-nat-addresses").stdout
    assert shown.count("sale singles-day, ahead: 2026-11-10 16:00 to 2026-11-11 16:00 UTC") == 2
    assert shown.count("needs nat_addresses: 2") == 2
    shown = floodgate("explain", "stack-peak-event-schedule").stdout
    assert "needs 60 orders from 2026-11-10 16:00" in shown
    assert 'max_connections: {"orders": 4000}' in floodgate("explain", "capacity-database-connections").stdout


def test_the_list_of_rules_names_all():
    lines = floodgate("explain").stdout.splitlines()
    assert {rule.id for rule in RULES} <= {word for line in lines for word in line.split()}


def test_an_unknown_rule_is_refused_with_a_hint():
    result = floodgate("explain", "stack-vpc-flow-log")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("there is no rule 'stack-vpc-flow-log'; did you mean stack-vpc-flow-logs")
