"""What a plain YAML word means, if all readers agree on it."""

from __future__ import annotations

import re

_NULL = re.compile(r"(|~|null|Null|NULL)\Z")
_BOOLEAN = re.compile(r"(true|True|TRUE|false|False|FALSE)\Z")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE][-+]?[0-9]{1,2})?\Z")
_AMBIGUOUS = (
    (re.compile(r"(y|n|yes|no|on|off)\Z", re.IGNORECASE), "write true or false, or put text in quotes"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?\Z"), "a date is text here: put it in quotes"),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\Z"), "put text in quotes"),
    (re.compile(r"[-+]?(0[xX][0-9a-fA-F_]+|0[oO][0-7]+|0b[01_]+)\Z"), "write the number in decimal digits"),
    (re.compile(r"[-+]?\.(inf|nan)\Z", re.IGNORECASE), "write a number"),
    (
        re.compile(r"[-+]?(\.[0-9]|[0-9])[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?\Z"),
        "write a number in at most 17 plain digits without leading zeros, put text in quotes",
    ),
)
"""What YAML 1.1 and 1.2 readers understand differently, and the way out."""


def plain(text: str) -> tuple[str | int | float | bool | None, str | None]:
    """The value of a word without quotes, and what to write instead if readers differ."""
    if _NULL.match(text):
        return None, None
    if _BOOLEAN.match(text):
        return text[0] in "tT", None
    if _INTEGER.match(text):
        return int(text), None
    if _NUMBER.match(text):
        return float(text), None
    return text, next((fix for pattern, fix in _AMBIGUOUS if pattern.match(text)), None)
