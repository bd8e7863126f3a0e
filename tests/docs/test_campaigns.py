"""What docs/campaigns.md shows is what the code assumes; `python -m tests.docs.test_campaigns` writes it anew."""

from __future__ import annotations

import re

import pytest

from infra.capacity import kinds
from infra.capacity.assumption import Default
from infra.capacity.sources import Kind
from infra.program import ROOT
from infra.settings import load
from infra.settings.calendar_model import AnySource, ShapeName
from tests.settings.project import project

DOCUMENT = ROOT / "docs/campaigns.md"
BLOCK = re.compile(r"(?<=^<!-- )(\w+)( -->\n)(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def tables() -> dict[str, str]:
    """Name of a table -> its text."""
    return {
        "kinds": _table(
            ("kind", "what it is, and what its reach counts", "key", "default", "basis"),
            [row for kind in Kind for row in _kind(kind)],
        ),
        "shapes": _table(
            ("shape", "what it is", "key", "default", "basis"),
            [row for shape in ShapeName for row in _shape(shape)],
        ),
        "others": _table(
            ("key", "default", "basis"),
            [
                _default("prepare_days", kinds.PREPARE_DAYS),
                _default("headroom_ratio", kinds.HEADROOM),
                _default("headroom_ratio", kinds.FIRST_TIME_HEADROOM),
                *(_default(f"confidence_factors.{name}", each) for name, each in kinds.CONFIDENCE.items()),
            ],
        ),
    }


def _kind(kind: Kind) -> list[tuple[str, ...]]:
    meaning = (AnySource.model_fields[kind.value].description or "").rstrip(".")
    shape = f"; comes as `{kinds.SHAPE_OF[kind]}`" if kind in kinds.SHAPE_OF else ""
    first = (f"`{kind}`", f"{meaning}{shape}")
    defaults = [_default(key, each) for key, each in kinds.KINDS[kind].items()]
    return [(*(first if not index else ("", "")), *row) for index, row in enumerate(defaults)]


def _shape(shape: ShapeName) -> list[tuple[str, ...]]:
    first = (f"`{shape}`", MEANING[shape])
    defaults = [_default(key, each) for key, each in kinds.SHAPES[shape].items()] or [
        ("`minutes`", "the rest", "")
    ]
    return [(*(first if not index else ("", "")), *row) for index, row in enumerate(defaults)]


MEANING = {
    ShapeName.COUNTDOWN: "everybody waits for the moment `at`: some come early and reload, the others in a crowd",
    ShapeName.RAMP: "attention rises in a straight line, then decays",
    ShapeName.DAY: "as ordinary visitors come over the hours",
    ShapeName.EVEN: "the same all the time",
}


def _default(key: str, default: Default) -> tuple[str, ...]:
    return f"`{key}`", f"{default.value:,g} [{default.mark}]", default.basis


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("--" for _ in head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def test_the_tables_are_what_the_code_assumes():
    found = {name: text.strip() for name, _, text in BLOCK.findall(DOCUMENT.read_text(encoding="utf-8"))}
    assert found == {name: text.strip() for name, text in tables().items()}, "python -m tests.docs.test_campaigns"


def test_the_campaign_in_the_document_is_good(tmp_path):
    (example,) = EXAMPLE.findall(DOCUMENT.read_text(encoding="utf-8"))
    path = project(tmp_path) / "stacks/campaigns.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("campaigns:")[0] + example, encoding="utf-8")
    assert [*load("prod-aws", tmp_path).calendar.campaigns] == ["summer-sale"]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_what_its_reach_counts(kind):
    assert "reach: " in (AnySource.model_fields[kind.value].description or "")


def main() -> None:
    """Write the tables anew."""
    new = tables()
    text = DOCUMENT.read_text(encoding="utf-8")
    text = BLOCK.sub(lambda found: f"{found[1]}{found[2]}\n{new[found[1]]}\n", text)
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
