"""Credentials that stand in clear in a text: a boot script, an environment variable."""

from __future__ import annotations

import base64
import binascii
import gzip
import re
from collections.abc import Iterator

from policies.resource import HIDDEN

_GZIP = b"\x1f\x8b"


def decoded(text: str) -> str:
    """User data as the instance sees it: it may be base64, and compressed below that."""
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
        if raw.startswith(_GZIP):
            raw = gzip.decompress(raw)
        return raw.decode()
    except (binascii.Error, ValueError, OSError, EOFError):
        return text


def found_in(text: str) -> str | None:
    """What kind of credential stands in a text, and where; never the credential itself."""
    kinds = [(kind, pattern) for kind, parts, pattern in _KINDS if any(part in text for part in parts)]
    for number, line in enumerate(text.splitlines(), 1):
        for kind, pattern in kinds:
            if pattern.search(line):
                return f"{kind} in line {number}"
        for name, value in _assigned(line):
            if is_literal(value):
                return f"a value for `{name}` in line {number}"
    return None


def hidden_in(text: str) -> str | None:
    """The first name of a credential whose value nobody knows yet; none where all are known."""
    if _HIDES not in text:
        return None
    assigned = (pair for line in text.splitlines() for pair in _assigned(line))
    return next((name for name, value in assigned if value.strip("\"'").startswith(_HIDES)), None)


def _assigned(line: str) -> Iterator[tuple[str, str]]:
    """Names of credentials, and what stands for their values."""
    lower = line.lower()
    if not any(part in lower for part in _PARTS):  # most lines, and the expressions below are slow
        return
    for pattern in _ASSIGNMENTS:
        for match in pattern.finditer(line):
            yield match["name"], match["value"]


def is_credential(name: str) -> bool:
    """Whether a variable of this name holds a credential: `DB_PASSWORD`, not `DB_PASSWORD_ARN`."""
    return _NAME.fullmatch(name) is not None


def is_literal(value: str) -> bool:
    """Whether a value is the credential itself: not a reference, a path, a placeholder or a switch."""
    value = value.strip().strip("\"'")
    return len(value) >= _SHORTEST and not _NOT_LITERAL.match(value)


_SHORTEST = 6
_HIDES = HIDDEN.split(maxsplit=1)[0]
"""How a value begins that only the cloud can know: a bare one ends at its first blank."""
_NOT_LITERAL = re.compile(
    r"[$`%<{\[(/~.]|(arn|acs|resolve|ssm|secretsmanager|https?|file|env|vault|ref\+\w+):|.*[][{}()]"
    r"|(true|false|null|none|required|optional|disabled|enabled|unset|stdin|literal)$|[*xX.-]+$",
    re.IGNORECASE,
)
_WORD = (
    r"(?:pass(?:word|wd|phrase)|pwd|(?:access|auth|api|bearer|session|refresh)[_-]?token|(?:api|signing)[_-]?key"
    r"|(?:secret|private|encryption)[_-]?(?:access[_-]?)?key|access[_-]?key[_-]?secret"
    r"|(?:app|client|consumer|jwt|session|shared|webhook)[_-]?secret)"
)
"""How names of credentials end. A bare `secret` is not among them: it is often the name of one."""
_PARTS = ("pass", "pwd", "token", "key", "secret")
"""One of them is in each of these words."""
_NAME = re.compile(rf"[\w.-]*{_WORD}", re.IGNORECASE)
_VALUE = r"(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"';|&,]+)"
_ASSIGNMENTS = (
    re.compile(rf"(?<![\w.-])(?P<name>[\w.-]*?{_WORD})[\"']?\s*[=:]\s*{_VALUE}", re.IGNORECASE),
    re.compile(rf"(?<!\S)(?P<name>--[\w-]*?{_WORD})\s+{_VALUE}", re.IGNORECASE),
)
"""`NAME=value`, `"name": "value"`, `--name value`."""
_KINDS = (
    (
        "an AWS access key",
        ("AKIA", "ASIA"),
        re.compile(r"(?<![A-Z0-9])(?:AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}(?![A-Z0-9])"),
    ),
    (
        "an Alibaba Cloud access key",
        ("LTAI",),
        re.compile(r"(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{12,26}(?![A-Za-z0-9])"),
    ),
    (
        "a GitHub token",
        ("gh", "github_pat_"),
        re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{36,})"),
    ),
    ("a Stripe key", ("k_live_",), re.compile(r"\b[rs]k_live_[A-Za-z0-9]{16,}")),
    ("a private key", ("PRIVATE KEY",), re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----")),
    (
        "a password in a URL",
        ("://",),
        re.compile(r"(?<=[a-z0-9+.-])://[^\s/:@$\"']+:[^\s/@$\"'{<]{3,}@", re.IGNORECASE),
    ),
)
"""What it is, texts of which one is always in it (most scripts have none, and expressions are slow), its form."""
