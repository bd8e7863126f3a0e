"""`floodgate up` as a person meets it; tests/local/test_processes.py has what takes a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from infra.cli import app
from tests.stacks import planned


def floodgate(*arguments):
    return CliRunner().invoke(app, ["up", *map(str, arguments)])


def refused(*arguments):
    """The message of a refusal; nothing else is printed, and no traceback."""
    result = floodgate(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert isinstance(result.exception, SystemExit)
    return result.stderr


def test_all_is_well():
    result = floodgate("dev-alicloud")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line for line in result.stdout.splitlines() if line.strip()]
    assert [line for line in lines if not line.startswith(("simulated", " "))] == []
    created = len(planned("dev-alicloud").custom)
    assert re.match(rf"simulated +{created} resources created, \d+ properties verified, \d+ not", lines[-1])


def test_data_in_a_file(tmp_path):
    file = tmp_path / "up.json"
    assert floodgate("dev-alicloud", "--json", "--output", file).stdout == ""
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["summary"]["created"] == len(planned("dev-alicloud").custom)
    assert {resource["outcome"] for resource in data["resources"]} == {"created"}


@pytest.mark.parametrize("fault", ["insufficient-capacity", "crash"])
def test_what_is_not_created_ends_with_1(fault):
    result = floodgate("dev-alicloud", "--fault", fault)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "exists until this process ends: " in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("prod-asw",), r"did you mean `prod-aws`\?"),
        (("dev-aws", "--fault", "flood"), r"--fault flood: must be KIND, .*KIND is one of throttling, "),
        (
            ("dev-alicloud", "--fault", "throttling"),
            r"no service is called .*; take insufficient-capacity or crash",
        ),
        (("dev-alicloud", "--fault", "crash@nobody"), r"--fault crash@nobody: did not happen: no such resource"),
        (("dev-alicloud", "--serve"), r"--serve: Alibaba Cloud is simulated, .* leave out --serve"),
        (("dev-aws", "--port", "5000"), r"--port 5000: there is nothing to serve; give --serve too"),
        (("dev-aws", "--serve", "--port", "70000"), r"Usage: "),
    ],
)
def test_bad_input_is_refused(arguments, message):
    assert re.search(message, refused(*arguments))


@pytest.mark.parametrize(
    ("modules", "others"),
    [
        ("infra.commands, infra.clouds", {"botocore", "boto3", "moto", "flask", "jmespath"}),
        ("infra.local.command", {"botocore", "boto3", "moto", "flask", "jmespath", "policies"}),
        ("infra.local.alicloud.emulation", {"botocore", "boto3", "moto", "flask"}),
        ("infra.local.aws.emulation", {"flask"}),
    ],
)
def test_nobody_waits_for_what_he_does_not_use(modules, others):
    code = f"import sys, {modules}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert others & set(loaded) == set()
