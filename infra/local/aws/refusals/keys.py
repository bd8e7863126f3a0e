"""Keys, their aliases, and secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_ALIAS = "aws:kms/alias:Alias"
_SECRET_BYTES = 65536


def key(subject: Subject) -> Iterator[Finding]:
    """Only a symmetric key is rotated."""
    if subject.get("rotationPeriodInDays") is not None and not subject.get("enableKeyRotation"):
        yield subject.finding("rotationPeriodInDays", "needs enableKeyRotation")
    usage, spec = subject.text("keyUsage"), subject.text("customerMasterKeySpec") or "SYMMETRIC_DEFAULT"
    if subject.get("enableKeyRotation") and (spec != "SYMMETRIC_DEFAULT" or usage not in ("", "ENCRYPT_DECRYPT")):
        yield subject.finding("enableKeyRotation", f"is not possible for {spec} keys")


def alias(subject: Subject) -> Iterator[Finding]:
    """The name is free, and not one that AWS keeps for itself."""
    name = subject.text("name")
    if name and not re.fullmatch(r"alias/[A-Za-z0-9/_-]{1,250}", name):
        yield subject.finding("name", "must be alias/ and letters, digits, /, _ and -")
    if name.startswith("alias/aws/"):
        yield subject.finding("name", "must not begin with alias/aws/")
    for other in subject.others(_ALIAS):
        if other.get("name") == name and other.inputs.get("region") == subject.wanted.inputs.get("region"):
            yield subject.finding("name", f"is the alias {other.name} already")


def secret_value(subject: Subject) -> Iterator[Finding]:
    """One value, and not too much of it."""
    given = [path for path in ("secretString", "secretBinary", "secretStringWo") if subject.get(path)]
    if len(given) != 1:
        yield subject.finding("secretString", "must be given, or secretBinary, and not both")
    length = len(subject.text("secretString").encode())
    if length > _SECRET_BYTES:
        yield subject.finding("secretString", f"must have at most {_SECRET_BYTES} bytes, has {length}")


RULES: Rules = {
    "aws:kms/key:Key": (key,),
    _ALIAS: (alias,),
    "aws:secretsmanager/secretVersion:SecretVersion": (secret_value,),
}
