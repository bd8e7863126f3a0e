"""Just enough Markdown to check documents: sections, tables, code and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_SPAN = re.compile(r"`([^`]+)`")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of the same level."""
    level = heading.partition(" ")[0]
    found = re.search(rf"^{re.escape(heading)}$\n(.*?)(?=^{level} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {heading!r}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of all tables, without their headings."""
    lines = [line for line in prose(text).splitlines() if line.startswith("|")]
    heads = {index - 1 for index, line in enumerate(lines) if line.startswith("|--")}
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for index, line in enumerate(lines)
        if index not in heads and not line.startswith("|--")
    ]


def spans(text: str) -> list[str]:
    """Everything in backticks, outside of blocks."""
    return _SPAN.findall(prose(text))


def links(text: str) -> list[str]:
    """Targets of all links."""
    return _LINK.findall(_SPAN.sub("", prose(text)))


def blocks(text: str) -> Iterator[str]:
    """The fenced blocks."""
    for index, part in enumerate(re.split(r"^```.*$", text, flags=re.MULTILINE)):
        if index % 2:
            yield part


def prose(text: str) -> str:
    """The text without its fenced blocks."""
    return "".join(re.split(r"^```.*$", text, flags=re.MULTILINE)[::2])
