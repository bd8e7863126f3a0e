"""What docs/rehearse.md shows is what a reader gets; `python -m tests.docs.test_rehearse` writes it anew."""

from __future__ import annotations

import json
import re
from io import StringIO

from rich.console import Console

from infra.program import ROOT
from infra.rehearsal.faults import FAULTS
from infra.rehearsal.rehearse import WORST, Question
from infra.report.rehearsal_json import rehearsal_json
from infra.report.rehearsal_text import rehearsal_text
from tests.docs.markdown import rows, section, spans
from tests.rehearsal.plans import rehearsed

DOCUMENT = ROOT / "docs/rehearse.md"
BLOCK = re.compile(r"(?<=^```text\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
CAMPAIGN = "double-eleven"


def told(question: Question) -> str:
    """What the command prints, on a pipe."""
    out = StringIO()
    rehearsal = rehearsed("prod-aws", CAMPAIGN, question=question)
    Console(file=out, width=160, color_system=None, highlight=False).print(rehearsal_text(rehearsal))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def shown() -> list[str]:
    """The blocks as they must be: of the first all up to what it rests on, of the other the verdict."""
    lost = told(Question(lose_zone=WORST)).partition("\nAssumed:")[0]
    missed = told(Question(margin=False, faults=["schedule-missed"]))
    return [lost, "\n\n".join(missed.split("\n\n")[:2]) + "\n"]


def test_the_document_shows_what_the_command_prints():
    assert BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")) == shown(), (
        "run `python -m tests.docs.test_rehearse`"
    )


def test_every_fault_is_in_the_table():
    table = rows(section(DOCUMENT.read_text(encoding="utf-8"), "## What goes wrong on purpose"))
    assert [re.split(r"[\[@]", spans(row[0])[0])[0] for row in table] == list(FAULTS)


def test_every_field_of_the_json_is_in_the_table():
    table = rows(section(DOCUMENT.read_text(encoding="utf-8"), "## JSON"))
    named = {re.sub(r"\[\]|\.\*", "", span) for row in table for span in spans(row[0])}
    found = json.loads(rehearsal_json(rehearsed("prod-aws", CAMPAIGN)))
    assert set(found) - {"schema"} == named


def main() -> None:
    """Write the blocks anew."""
    blocks = iter(shown())
    text = re.sub(r"(?m)^```text\n```$", "```text\n\n```", DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(BLOCK.sub(lambda _: next(blocks), text), encoding="utf-8")


if __name__ == "__main__":
    main()
