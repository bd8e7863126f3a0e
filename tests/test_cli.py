"""The command as a person meets it: what it prints, what it writes, and how it refuses."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from infra import commands
from infra.capacity.plan.plan import CapacityPlan
from infra.cli import app
from infra.preview.plan import from_json
from infra.program import ROOT
from infra.settings import Settings
from tests.stacks import STACKS, planned

CORE = "    core:   { vcpu: 2, memory_gib: 16, max_connections: 1000 }"


def floodgate(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(*arguments: object) -> str:
    """The message of a refusal; nothing else is printed, and no traceback."""
    result = floodgate(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.fixture(autouse=True)
def shared_plans(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans of the real stacks are those that the other tests have made already."""
    if "project" in request.fixturenames:
        return

    def plan_of(settings: Settings, capacity: CapacityPlan):
        return planned(settings.name)

    monkeypatch.setattr(commands, "plan_of", plan_of)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the stacks, to be changed by a test."""
    shutil.copytree(ROOT / "stacks", tmp_path / "stacks")
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    return tmp_path


def change(project: Path, stack: str, old: str, new: str) -> str:
    """Replace a text in the file of a stack; gives its place as messages name it."""
    file = project / "stacks" / f"Pulumi.{stack}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return f"stacks/{file.name}:{text[: text.index(old)].count(chr(10)) + 1}"


def test_help_names_every_command_and_every_option_is_explained() -> None:
    names = {"up", "preview", "audit", "explain", "stacks"}
    assert names <= set(re.findall(r"(?m)^  (\w+)  ", floodgate("--help").stdout))
    for command in names:
        result = floodgate(command, "--help")
        assert result.exit_code == 0
        assert re.findall(r"(?m)^  --\S+( \S+)?\s*$", result.stdout) == []


def test_stacks_lists_all_with_cloud_region_and_size() -> None:
    result = floodgate("stacks")
    head, *lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert head.split() == ["stack", "cloud", "region", "profile", "services", "instances", "databases"]
    assert [line.split()[0] for line in lines] == STACKS
    assert "prod-aws aws eu-central-1 highly-available 17 71..1000 2" in [" ".join(line.split()) for line in lines]


def test_stacks_shows_the_others_beside_a_broken_one(project: Path) -> None:
    place = change(project, "dev-aws", "aws:region: ap-southeast-1", "aws:region: mars")
    result = floodgate("stacks")
    assert result.exit_code == 2
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == STACKS
    assert re.search(r"(?m)^ dev-aws +not valid, see below", result.stdout)
    assert result.stderr.startswith(f"{place}: aws:region: is not a region of AWS\n")


def test_preview_prints_the_plan() -> None:
    result = floodgate("preview", "dev-aws")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"dev-aws: {len(planned('dev-aws').custom)} resources in ")


def test_json_is_a_valid_plan() -> None:
    result = floodgate("preview", "dev-alicloud", "--format", "json")
    assert result.exit_code == 0
    assert from_json(result.stdout, "stdout") == planned("dev-alicloud")


def test_an_unknown_stack_is_refused_with_the_nearest_name() -> None:
    message = refused("preview", "prod-asw")
    assert "there is no such stack\n  given:   prod-asw\n" in message
    assert all(stack in message for stack in STACKS)
    assert message.endswith("did you mean `prod-aws`?\n")


def test_a_broken_stack_file_is_refused_with_its_line(project: Path) -> None:
    place = change(project, "dev-aws", "profile: cheap\n", "profile: cheep\n")
    message = refused("preview", "dev-aws")
    assert message.startswith(f"{place}: floodgate:stack.profile: ")
    assert "did you mean `cheap`?" in message


@pytest.mark.parametrize(
    ("stack", "old", "new", "message"),
    [
        (
            "dev-aws",
            "orders:     { min_instances: 1, max_instances: 2, vcpu: 2, memory_gib: 4 }",
            "orders:     { min_instances: 1, max_instances: 2, vcpu: 3, memory_gib: 7 }",
            "dev-aws: ServicePool orders: vcpu and memory_gib must be .*, got 3 vCPU with 7 GiB; the nearest are ",
        ),
        (
            "dev-alicloud",
            CORE,
            CORE.replace("1000", "15999"),
            "dev-alicloud: Database core-db: max_connections=15999 is not supported on alicloud: .*; ask for ",
        ),
    ],
    ids=["no such instance type", "too many connections"],
)
def test_what_the_cloud_does_not_have_is_refused_with_stack_component_and_way_out(
    project: Path, stack: str, old: str, new: str, message: str
) -> None:
    change(project, stack, old, new)
    told = refused("preview", stack)
    assert re.match(message, told)
    assert told.count("\n") == 1


def test_output_is_the_same_as_on_the_terminal(tmp_path: Path) -> None:
    for format_ in ("json", "text"):
        file = tmp_path / format_
        assert floodgate("preview", "dev-aws", "--format", format_, "--output", file).stdout == ""
        assert file.read_text(encoding="utf-8") == floodgate("preview", "dev-aws", "--format", format_).stdout


@pytest.mark.parametrize(("fails", "written"), [("write_bytes", None), ("write_bytes", b"hal"), ("replace", None)])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    fails: str, written: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.json"
    file.write_text("old", encoding="utf-8")
    original = Path.write_bytes

    def full(path: Path, *given: object, **named: object):
        if written is not None:
            original(path, written)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, fails, full)
        message = refused("preview", "dev-aws", "--format", "json", "--output", file)
    assert message == f"{file} cannot be written: No space left on device\n"
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing/plan.json", "No such file or directory"), ("", "Is a directory"), ("file/plan", "Not a directory")],
)
def test_a_place_that_cannot_be_written_is_refused(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    target = tmp_path / name
    assert refused("preview", "dev-aws", "--output", target) == f"{target} cannot be written: {reason}\n"


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """`/dev/null`, a pipe or a link would be gone otherwise."""
    link, file = tmp_path / "link", tmp_path / "plan.txt"
    link.symlink_to(file)
    assert floodgate("preview", "dev-aws", "--output", link).exit_code == 0
    assert link.is_symlink()
    assert file.is_file()
    assert floodgate("preview", "dev-aws", "--output", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()


@pytest.fixture
def bases(tmp_path: Path) -> Path:
    """Files that somebody may give as the base."""
    (tmp_path / "same.json").write_text(planned("dev-aws").to_json(), encoding="utf-8")
    (tmp_path / "other.json").write_text(planned("dev-alicloud").to_json(), encoding="utf-8")
    (tmp_path / "text.json").write_text("dev-aws: 578 resources", encoding="utf-8")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder.json").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("other.json", "is a plan of dev-alicloud, not of dev-aws; compare plans of one stack"),
        ("missing.json", "cannot be read: No such file or directory"),
        ("folder.json", "cannot be read: Is a directory"),
        ("text.json", "is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("bytes.json", "is not JSON: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ],
)
def test_a_base_that_is_no_plan_of_this_stack_is_refused(base: str, message: str, bases: Path) -> None:
    assert refused("preview", "dev-aws", "--base", bases / base) == f"{bases / base} {message}\n"


def test_a_base_shows_what_changed(bases: Path) -> None:
    same = floodgate("preview", "dev-aws", "--base", bases / "same.json")
    changes, _, _ = same.stdout.partition("\n\nPolicies\n")
    assert changes.splitlines()[-1] == f"no changes; {len(planned('dev-aws').custom)} unchanged"

    smaller = replace(planned("dev-aws"), resources=planned("dev-aws").resources[1:])
    (bases / "smaller.json").write_text(smaller.to_json(), encoding="utf-8")
    result = floodgate("preview", "dev-aws", "--base", bases / "smaller.json", "--format", "json")
    assert result.exit_code == 0
    assert [(step["action"], step["urn"]) for step in json.loads(result.stdout)["steps"]] == [
        ("create", planned("dev-aws").resources[0].urn)
    ]


@pytest.mark.parametrize("arguments", [("preview",), ("preview", "dev-aws", "--format", "xml"), ("deploy",)])
def test_wrong_usage_is_bad_input_too(arguments: tuple[str, ...]) -> None:
    assert "Usage: " in refused(*arguments)
