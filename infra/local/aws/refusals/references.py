"""References: what an input names must exist, and be of the right kind.

`references.csv`: in which property a type (`*`: every type that has it) names which type, and by what. `provided`
is a pattern of what AWS provides itself. Several rows for one property are alternatives. What no row is about is
judged by its form: an ARN of this account, or an id such as `sg-0123456789abcdef0`, must be something that exists.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from infra.local.aws.refusals.subject import Subject
from infra.local.contract import Finding
from infra.preview.paths import join

TABLE = Path(__file__).with_name("references.csv")
EVERY_TYPE = "*"
_ARN = re.compile(r"arn:aws[^:\s]*:[a-z0-9-]+:[^:\s]*:\d{12}:[^*?${}\s]+")
_ID = re.compile(r"(vpc|subnet|sg|rtb|igw|nat|eipalloc|lt|vpce|acl|eni|vol|i)-([0-9a-f]{8}|[0-9a-f]{17})")
_FREE_TEXT = ("tags", "tagsAll", "description", "comment")
_OF_EVERY_ACCOUNT = re.compile(
    r"arn:[^:]*:(iam::\d{12}:(root|role/aws-service-role/.*)|events:[^:]+:\d{12}:event-bus/default)"
)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One row of the table."""

    targets: tuple[str, ...]
    by: tuple[str, ...]
    provided: re.Pattern[str] | None


@cache
def table() -> Mapping[str, Mapping[str, tuple[Reference, ...]]]:
    """Type -> property -> alternatives."""
    found: defaultdict[str, defaultdict[str, tuple[Reference, ...]]] = defaultdict(lambda: defaultdict(tuple))
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["type"]][row["property"]] += (
                Reference(
                    targets=tuple(row["target"].split("|")),
                    by=tuple(row["by"].split("|")),
                    provided=re.compile(row["provided"]) if row["provided"] else None,
                ),
            )
    return found


@cache
def _of_type(type_: str) -> tuple[tuple[str, str, tuple[Reference, ...]], ...]:
    """Name of the input, path inside it, alternatives: of all rows that are about a type."""
    rows = {**table()[EVERY_TYPE], **table().get(type_, {})}
    return tuple((re.split(r"[.\[]", path)[0], path, alternatives) for path, alternatives in rows.items())


def named(subject: Subject) -> Iterator[Finding]:
    """Inputs that the table is about, and that name nothing, or the wrong thing."""
    given = subject.wanted.inputs
    for top, property_, alternatives in _of_type(subject.type):
        for place in subject.at(property_) if top in given else ():
            if not isinstance(place.value, str) or _known(subject, place.value, alternatives):
                continue
            kind = " or ".join(target.rpartition(":")[2] for target in alternatives[0].targets)
            by = alternatives[0].by[0]
            other = subject.existing.find(_plain(place.value))
            what = f"must be the {by} of a {kind}"
            what += f", but it is {other.type} {other.name}" if other else ", but none that exists has it"
            yield subject.finding(place, what, f"pass the {by} of a {kind} that is created before")


def unnamed(subject: Subject) -> Iterator[Finding]:
    """ARNs of this account and ids in any other input that nothing has."""
    for path, value in _texts(subject.wanted.inputs):
        if _OF_EVERY_ACCOUNT.fullmatch(value) or subject.existing.assumed(value):
            continue
        if _ARN.fullmatch(value):
            dangles = not subject.existing.foreign(value) and not _part_of_something(subject, value)
        else:
            dangles = bool(_ID.fullmatch(value)) and not subject.existing.made(value)
        if dangles:
            what = "names something that does not exist"
            yield subject.finding(path, what, "pass the output of a resource that is created before", given=value)


def _known(subject: Subject, value: str, alternatives: tuple[Reference, ...]) -> bool:
    if subject.existing.assumed(value) or (value.startswith("arn:") and subject.existing.foreign(value)):
        return True
    return any(
        (row.provided and row.provided.fullmatch(value))
        or subject.existing.find(value, row.targets, row.by)
        or subject.existing.find(_plain(value), row.targets, row.by)
        for row in alternatives
    )


def _plain(value: str) -> str:
    """Without what may follow an ARN: `:*` after a log group, a folder after a bucket."""
    if value.startswith("arn:") and ":s3:::" in value:
        return value.partition("/")[0]
    return value.removesuffix(":*")


def _part_of_something(subject: Subject, arn: str) -> bool:
    """The ARN, or what it is inside of (`.../index/by-date`, `...:log-stream:x`), was made here."""
    rest = arn
    while rest.count(":") >= 5:
        if subject.existing.made(rest):
            return True
        rest = rest[: max(rest.rfind(":"), rest.rfind("/"))]
    return False


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if path or key not in _FREE_TEXT:
                yield from _texts(item, join(path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
    elif isinstance(value, str):
        yield path, value
