"""A resource that was not created: the call, what was sent, and the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rich.text import Text

from infra.local.record import Failure, Made
from infra.local.show import finding_text
from infra.preview.plan import Resource
from infra.preview.text import short_type

Lines = Iterator[tuple[int, Text]]
"""Each with the columns that it is indented by."""
MOST = 10
"""Names on a list that is not the point, without --full."""
_LONGEST = 1500
"""Characters of a call's parameters, without --full."""


def failure_lines(made: Made, *, full: bool) -> Lines:
    """The resource and why it failed."""
    yield 0, Text.assemble(("failed  ", "bold red"), named(made.resource))
    if made.failure is not None:
        yield from ((2, line) for line in _reasons(made.failure, full=full))


def _reasons(failure: Failure, *, full: bool) -> Iterator[Text]:
    if failure.findings:
        yield Text("the real cloud would refuse it:")
        yield from (Text(f"  {finding_text(finding)}", "red") for finding in failure.findings)
        return
    code = f"{failure.code}: " if failure.code and failure.code not in failure.answer else ""
    if failure.call is not None:
        yield Text.assemble("call    ", (f"{failure.call.service} {failure.call.operation}", "bold"))
        sent = json.dumps(failure.call.parameters, ensure_ascii=False, default=str)
        cut = sent if full or len(sent) <= _LONGEST else f"{sent[:_LONGEST]}… (--full shows all)"
        yield Text(f"sent    {cut}")
    yield Text.assemble("answer  ", (f"{code}{failure.answer}", "red"))


def more(count: int, *, full: bool) -> Lines:
    """How many names are not on a list."""
    if count > MOST and not full:
        yield 2, Text(f"and {count - MOST} more: --full names them", "dim")


def named(resource: Resource) -> Text:
    """`orders-queue  sqs.Queue`."""
    return Text.assemble((resource.name, "cyan"), f"  {short_type(resource.type)}")


def counted(number: int, thing: str = "resource") -> str:
    """`1 resource`, `2 resources`."""
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else plural}"
