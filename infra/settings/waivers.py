"""Waivers: `stacks/waivers.yaml`, the exceptions to the rules of the policy pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from infra.settings import form
from infra.settings.document import Document, check
from infra.settings.load import stack_names
from infra.settings.model import Email, Model
from infra.settings.problem import Problem, SettingsError, did_you_mean, listed
from infra.settings.yaml_source import read
from policies.waiver import Waiver

WAIVERS_FILE = "stacks/waivers.yaml"
LONGEST_DAYS = 366
"""A waiver is reviewed at least once a year."""

Pattern = Annotated[str, StringConstraints(pattern=form.NAME_PATTERN)]
"""A name; `*` in it stands for any characters. Not `*` alone: a waiver says what it is for."""


class WaiverSettings(Model):
    """One exception."""

    rule: str
    """Id of the rule, as `floodgate explain` lists them."""
    stack: Pattern
    """Name of the stack, or a pattern such as `prod-*`."""
    resource: Pattern
    """Logical name of the resource, or a pattern; for a rule about the stack as a whole, the name of the stack."""
    reason: Annotated[str, StringConstraints(min_length=20)]
    """Why the violation is right, or bearable until the waiver ends; at least 20 characters."""
    owner: Email
    """Who answers for it."""
    expires: Annotated[str, StringConstraints(pattern=form.DAY)]
    """The last day on which it holds, `"2027-06-30"`, at most a year ahead."""


class WaiversFile(Model):
    """The whole file."""

    waivers: list[WaiverSettings] = Field(default_factory=list)


def load_waivers(root: Path, rules: Mapping[str, bool], today: date) -> tuple[Waiver, ...]:
    """The waivers of a project, none where it has no such file; `rules`: id -> whether it may be waived.

    Raises:
        SettingsError: with everything that is wrong with the file.
    """
    if not (root / WAIVERS_FILE).exists():
        return ()
    source = read(root, WAIVERS_FILE)
    document = Document(source=source, value=source.value, place=lambda path: path)
    checked = check(WaiversFile, document)
    found = [*source.problems, *checked.problems]
    if checked.whole is not None:
        stacks = stack_names(root)
        for index, waiver in enumerate(checked.whole.waivers):
            found += _problems(document, index, waiver, rules, stacks, today)
    if found or checked.whole is None:
        raise SettingsError(found)
    return tuple(
        Waiver(
            rule=waiver.rule,
            stack=waiver.stack,
            resource=waiver.resource,
            reason=waiver.reason,
            owner=waiver.owner,
            expires=date.fromisoformat(waiver.expires),
            file=WAIVERS_FILE,
            line=source.line(("waivers", index)) or 1,
        )
        for index, waiver in enumerate(checked.whole.waivers)
    )


def _problems(
    document: Document,
    index: int,
    waiver: WaiverSettings,
    rules: Mapping[str, bool],
    stacks: list[str],
    today: date,
) -> Iterator[Problem]:
    place = ("waivers", index)
    if waiver.rule not in rules:
        fix = did_you_mean(waiver.rule, rules, "`floodgate explain` lists the rules")
        yield document.problem((*place, "rule"), "there is no such rule", given=waiver.rule, fix=fix)
    elif not rules[waiver.rule]:
        fix = "delete the waiver and put the violation right; `floodgate explain` says how"
        yield document.problem((*place, "rule"), "must never be waived", given=waiver.rule, fix=fix)
    if not any(fnmatchcase(stack, waiver.stack) for stack in stacks):
        fix = did_you_mean(waiver.stack, stacks, "delete the waiver")
        yield document.problem(
            (*place, "stack"), "there is no such stack", given=waiver.stack, allowed=listed(stacks), fix=fix
        )
    try:
        expires = date.fromisoformat(waiver.expires)
    except ValueError:
        yield document.problem((*place, "expires"), "is not a day", given=waiver.expires, fix="write YYYY-MM-DD")
        return
    last = today + timedelta(days=LONGEST_DAYS)
    if expires > last:
        yield document.problem(
            (*place, "expires"),
            "is more than a year ahead",
            given=waiver.expires,
            allowed=f"until {last}",
            fix="take an earlier day, and look at the reason again then",
        )
