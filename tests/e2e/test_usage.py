"""What a user does besides bringing a stack to life."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from infra.program import ROOT
from tests.e2e.life import Life
from tests.e2e.own import own
from tests.e2e.project import Project

_DATA_SOURCE = """\
import pulumi
import pulumi_aws as aws

queue = aws.sqs.Queue("jobs")
pulumi.export("account", queue.arn.apply(lambda arn: aws.get_caller_identity().account_id))
"""
_BAD_QUEUE = """\
import pulumi_aws as aws

aws.sqs.Queue("jobs", visibility_timeout_seconds=50_000)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """One without a stack."""
    with Project.copied(tmp_path_factory.mktemp("usage")) as project:
        yield project


def test_the_stack_file_is_the_one_in_stacks(life: Life) -> None:
    assert life.initialised
    file = f"Pulumi.{life.stack}.yaml"

    assert "encryptionsalt" in (life.project.root / "stacks" / file).read_text(encoding="utf-8")
    assert [path for path in life.project.root.rglob(file) if path.parent.name != "stacks"] == []
    assert "encryptionsalt" not in (ROOT / "stacks" / file).read_text(encoding="utf-8")


def test_configuration_in_yaml_is_what_pulumi_shows(life: Life) -> None:
    assert life.initialised
    shown = life.project.pulumi("config", "--json", "--stack", life.stack).ok()

    network = json.loads(json.loads(shown.text)["floodgate:network"]["value"])
    assert network["cidr"] in (ROOT / "stacks" / f"Pulumi.{life.stack}.yaml").read_text(encoding="utf-8")


def test_pulumi_runs_the_projects_virtual_environment(project: Project) -> None:
    about = json.loads(project.pulumi("about", "--json").ok().text)

    assert about["runtime"]["language"] == "python"
    assert about["runtime"]["executable"].startswith(str(project.root / ".venv"))


def test_a_wrong_setting_is_one_clear_message(project: Project) -> None:
    project.pulumi("stack", "init", "staging-aws").ok()
    number = "floodgate:services.catalog.max_instances"
    project.pulumi("config", "set", "--path", number, "many", "--stack", "staging-aws").ok()

    preview = project.pulumi("preview", stack="staging-aws")

    assert preview.code != 0
    assert "stacks/Pulumi.staging-aws.yaml" in preview.text
    assert "services.catalog.max_instances" in preview.text
    assert "Traceback" not in preview.text


def test_what_the_real_cloud_would_refuse_is_an_error_at_its_resource(project: Project) -> None:
    bad = own(project, "bad-queue", _BAD_QUEUE)
    bad.pulumi("stack", "init", "dev-aws").ok()

    up = bad.pulumi("up", "--yes", "--skip-preview", stack="dev-aws")

    assert up.code != 0
    assert any("visibilityTimeoutSeconds" in error and "43200" in error for error in up.errors), up.told


def test_a_data_source_answers_for_the_account_of_the_stack(project: Project) -> None:
    asking = own(project, "data-source", _DATA_SOURCE)
    asking.pulumi("stack", "init", "dev-aws").ok()
    asking.pulumi("up", "--yes", "--skip-preview", stack="dev-aws").ok()

    (stack,) = [entry for entry in asking.exported("dev-aws") if entry["type"] == "pulumi:pulumi:Stack"]
    assert stack["outputs"] == {"account": "777788889999"}
