"""Links, commands and paths in the documents lead somewhere."""

from __future__ import annotations

import functools
import re
import shlex
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from infra.cli import Format, app
from infra.program import ROOT
from infra.settings import stack_names
from policies.rules import RULES
from tests.docs.markdown import blocks, links, rows, section, spans

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "policies/README.md"])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
MANUALS = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/account.md",
    "docs/campaigns.md",
    "docs/capacity.md",
    "docs/engine.md",
    "docs/events.md",
    "docs/parity.md",
    "docs/plan.md",
    "docs/policies.md",
    "docs/simulate.md",
    "docs/up.md",
    "policies/README.md",
]
"""Documents whose commands exist; DESIGN.md says of each whether it does."""

COMMANDS = {(command.name or command.callback.__name__) for command in app.registered_commands if command.callback}
PLACEHOLDERS = {
    "STACK",
    "FILE",
    "PLAN",
    "PORT",
    "PLAN.json",
    "plan.json",
    "before.json",
    "STATE.json",
    "HOURS.csv",
    "SCENARIO.yaml",
    "TIME",
    "RULE",
    "report.html",
}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|Users|private|mnt)/|[A-Z]:\\")
PATH = re.compile(r"[\w.*-]+(/[\w.*-]+)+/?|[\w.-]+/")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str, program: str) -> Iterator[list[str]]:
    """The words of every command line of a document that calls the program, without its name."""
    lines = [line.strip() for block in blocks(text(name)) for line in block.splitlines()]
    for line in [*spans(text(name)), *lines]:
        # In a sentence a command may end in `...`
        words = shlex.split(line.split(" ...")[0]) if line.startswith((f"{program} ", f"./{program} ")) else []
        if words:
            yield words[1:]


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_files(name: str) -> None:
    targets = [link.partition("#")[0] for link in links(text(name)) if "://" not in link and link[0] != "#"]

    assert [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()] == []


@pytest.mark.parametrize("name", MANUALS)
def test_make_targets_exist(name: str) -> None:
    makefile = text("Makefile")
    for words in commands(name, "make"):
        for word in words:
            variable, equals, _ = word.partition("=")
            if equals:
                assert re.search(rf"\b{variable}\b", makefile), word
            else:
                assert re.search(rf"^{word}:", makefile, re.MULTILINE), word


@pytest.mark.parametrize("name", MANUALS)
def test_floodgate_commands_and_options_exist(name: str) -> None:
    for words in commands(name, "floodgate"):
        assert wrong_words(words) == [], " ".join(words)


def wrong_words(words: list[str]) -> list[str]:
    """What of a command line the `floodgate` command does not know."""
    command, *rest = words
    if words == ["--help"]:
        return []
    if command not in COMMANDS:
        return [command]
    known = {*options(command), *PLACEHOLDERS, *stack_names(ROOT)}
    known |= {form.value for form in Format} if "--format" in rest else set()
    known |= {word for word in rest if command == "simulate" and (ROOT / word).is_file()}
    known |= {rule.id for rule in RULES} if command == "explain" else set()
    return [word for word in rest if word not in known]


@functools.cache
def options(command: str) -> frozenset[str]:
    """The options that `--help` of a command shows."""
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    return frozenset(re.findall(r"--[a-z]+(?:-[a-z]+)*", shown.output))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("preview prod-aws --format json --output before.json", []),
        ("preview STACK --full", []),
        ("simulate examples/countdown.yaml --json", []),
        ("simulate examples/count-up.yaml", ["examples/count-up.yaml"]),
        ("stacks", []),
        ("previews STACK", ["previews"]),
        ("preview prod-azure", ["prod-azure"]),
        ("preview STACK --format xml", ["xml"]),
        ("preview STACK --complete", ["--complete"]),
    ],
)
def test_wrong_words_are_found(line: str, wrong: list[str]) -> None:
    assert wrong_words(line.split()) == wrong


def test_design_says_which_commands_are_there() -> None:
    table = rows(section(text("DESIGN.md"), "## 6. Commands"))

    assert {shlex.split(spans(row[0])[0].replace("\\|", "/"))[1] for row in table} == COMMANDS


@pytest.mark.parametrize("name", NAMES)
def test_paths_in_backticks_exist(name: str) -> None:
    top = {path.name for path in ROOT.iterdir()}
    paths = [span for span in spans(text(name)) if PATH.fullmatch(span) and span.partition("/")[0] in top]

    assert [path for path in paths if not list(ROOT.glob(path))] == []


def test_map_in_design_is_the_tree() -> None:
    map_ = next(blocks(section(text("DESIGN.md"), "## 3. Folders")))
    inside = re.search(r"^infra/.*\n((?: .*\n)*)", map_, re.MULTILINE)
    assert inside
    written = {line.split()[0].rstrip("/") for line in inside[1].splitlines() if re.match(r"  \w", line)}
    there = {path.name for path in (ROOT / "infra").iterdir() if path.is_dir() or path.suffix == ".py"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}

    assert written == there - {"__init__.py", "__pycache__"}
    assert [name for name in folders if not name.endswith(".egg-info") and f"{name}/" not in map_] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_document_contains_a_machine_path(name: str) -> None:
    assert MACHINE_PATH.findall(text(name)) == []


def test_all_documents_are_checked() -> None:
    found = {path for path in ROOT.rglob("*.md") if not path.relative_to(ROOT).parts[0].startswith(".")}

    assert set(DOCUMENTS) == found


@pytest.mark.parametrize(
    ("request_", "permission"),
    [
        ("_bulk", "`cluster_composite_ops`"),
        ("_msearch", "`cluster_composite_ops_ro`"),
        ("_mget", "`cluster_composite_ops_ro`"),
    ],
)
def test_owner_of_a_search_cluster_is_told_what_requests_of_many_documents_need(
    request_: str, permission: str
) -> None:
    """OpenSearch asks for them on the cluster, not on the index: a role with `read` and `write` alone gets 403."""
    (owner,) = re.findall(r"- \*\*Search, the owner:\*\*.*?(?=\n- \*\*)", text("docs/image.md"), re.DOTALL)
    assert permission in owner
    assert f"`{request_}`" in owner
