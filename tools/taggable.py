"""Writes policies/taggable.csv: the resource types of both SDKs that take tags.

Usage: python -m tools.taggable
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from policies.reading.taggable import TABLE

_TOKEN = re.compile(r"super\(\w+, __self__\)\.__init__\(\s*'([^']+)'")
_ARGUMENTS = re.compile(r"def __init__\(__self__, \*,(.*?)\):", re.DOTALL)
_TAGS = re.compile(r"\btags: pulumi\.Input\[Optional\[Mapping\[str, ")
"""Optional: where a type demands `tags`, they select other resources."""


def main() -> None:
    """Write the table."""
    TABLE.write_text(table(), encoding="utf-8")


def table() -> str:
    """The table as text, from the source of the SDKs: importing all their classes would take a minute."""
    types = sorted(type_ for cloud in ("aws", "alicloud") for type_ in _taggable(cloud))
    return "\n".join(["type", *types]) + "\n"


def _taggable(cloud: str) -> Iterator[str]:
    spec = importlib.util.find_spec(f"pulumi_{cloud}")
    assert spec, f"pulumi_{cloud} is not installed"
    assert spec.origin
    for file in Path(spec.origin).parent.rglob("*.py"):
        if file.name.startswith("_"):
            continue
        source = file.read_text(encoding="utf-8")
        token = _TOKEN.search(source)
        arguments = _ARGUMENTS.search(source)
        if token and arguments and _TAGS.search(arguments[1]):
            yield token[1]


if __name__ == "__main__":
    main()
