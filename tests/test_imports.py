"""The parts of the program touch only what they may (DESIGN.md section 3), and every file stays readable."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

from components.cloud import Cloud
from tests.imports import MOST_LINES, builders, imported, violations

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("components", "infra", "policies", "tests", "tools")
    for path in (ROOT / folder).rglob("*.py")
)
DOCSTRING = '"""Something."""\n'


@pytest.mark.parametrize("path", FILES)
def test_file_keeps_the_rules(path: str) -> None:
    assert violations(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("capability", [field.name for field in dataclasses.fields(Cloud)])
@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_capability_has_its_file_and_one_builder(cloud: str, capability: str) -> None:
    """The path alone says where a capability of a cloud is."""
    source = (ROOT / "components" / cloud / f"{capability}.py").read_text(encoding="utf-8")

    assert (ROOT / "components" / f"{capability}.py").is_file()
    assert builders(source) == [f"build_{capability}"]


@pytest.mark.parametrize("cloud", ["aws", "alicloud"])
def test_only_capabilities_have_builders(cloud: str) -> None:
    """A builder that only one cloud has would be a capability outside the contract."""
    found = {
        path.stem
        for path in (ROOT / "components" / cloud).glob("*.py")
        if builders(path.read_text(encoding="utf-8"))
    }

    assert found == {field.name for field in dataclasses.fields(Cloud)}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("components/queue.py", "from infra.settings import Settings"),
        ("components/aws/queue.py", "import infra.program"),
        ("components/queue.py", "from pulumi_aws import sqs"),
        ("components/queue.py", "from components.aws.queue import build_queue"),
        ("components/queue.py", "from components import alicloud"),
        ("components/aws/queue.py", "from components.alicloud.queue import build_queue"),
        ("components/aws/queue.py", "import pulumi_alicloud as cloud"),
        ("components/alicloud/queue.py", "    from components.aws import queue"),
        ("components/alicloud/queue.py", "from pulumi_aws import sqs"),
        ("infra/program.py", "from components.aws.cloud import aws"),
        ("infra/shop/edge.py", "cloud = importlib.import_module('components.aws.cloud')"),
        ("infra/program.py", "import yaml"),
        ("infra/local/alicloud/cloud.py", "import yaml"),
        ("components/queue.py", "size = pulumi.Config().get('size')"),
        ("components/queue.py", "from pulumi import Config"),
        ("infra/shop/edge.py", "pulumi.runtime.config.CONFIG"),
        ("infra/capacity/demand.py", "import pulumi"),
        ("infra/capacity/demand.py", "from components.label import Label"),
        ("policies/database.py", "from pulumi_aws import rds"),
        ("infra/shop/edge.py", "found = cloud == 'aws'"),
        ("infra/shop/edge.py", "found = settings.cloud is CloudName.ALICLOUD"),
        ("infra/shop/edge.py", "found = cloud in ('aws', 'other')"),
        ("components/queue.py", "found = 'aws' == cloud"),
    ],
)
def test_forbidden_line_is_found(path: str, line: str) -> None:
    source = f"{DOCSTRING}if True:\n    {line.strip()}\n"

    found = violations(path, source)

    assert found
    assert [text for text in found if not text.startswith(f"{path}:3: ")] == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("components/aws/queue.py", "from pulumi_aws import sqs"),
        ("components/alicloud/queue.py", "from components.queue import QueueArgs"),
        ("components/component.py", "import pulumi"),
        ("infra/clouds.py", "from components.aws.cloud import aws"),
        ("infra/clouds.py", "found = cloud is CloudName.AWS"),
        ("infra/settings/load.py", "import yaml"),
        ("infra/local/alicloud/table.py", "import yaml"),
        ("infra/program.py", "pulumi.runtime.config.CONFIG"),
        ("infra/settings/cloud_facts.py", "facts = {CloudName.AWS: 1}"),
        ("policies/__main__.py", "from pulumi_policy import PolicyPack"),
        ("infra/capacity/demand.py", "from infra.capacity.queueing import wait"),
        ("components/aws/queue.py", "raise UnsupportedOnCloud('aws', 'x', 'why')"),
    ],
)
def test_allowed_line_passes(path: str, line: str) -> None:
    assert violations(path, f"{DOCSTRING}{line}\n") == []


def test_match_on_the_cloud_is_found() -> None:
    source = f"{DOCSTRING}match cloud:\n    case CloudName.AWS:\n        pass\n"

    assert len(violations("infra/shop/edge.py", source)) == 1


def test_missing_docstring_is_found() -> None:
    assert len(violations("infra/shop/edge.py", "X = 1\n")) == 1
    assert violations("tests/test_shop.py", "X = 1\n") == []


def test_long_file_is_found() -> None:
    assert violations("tests/test_shop.py", "X = 1\n" * MOST_LINES) == []
    assert len(violations("tests/test_shop.py", "X = 1\n" * (MOST_LINES + 1))) == 1


def test_builders_are_functions_of_the_module() -> None:
    source = "def build_queue(): ...\ndef _build_dead(): ...\nclass X:\n    def build_x(self): ...\n"

    assert builders(source) == ["build_queue"]


def test_imports_are_seen_wherever_they_stand() -> None:
    source = "import a.b\nfrom c import d\ndef f():\n    import e\n    pulumi.runtime.config.X\n    e.g()\n"

    assert {name for _, name in imported(ast.parse(source))} == {
        "a.b",
        "c",
        "c.d",
        "e",
        "pulumi.runtime",
        "pulumi.runtime.config",
        "pulumi.runtime.config.X",
    }
