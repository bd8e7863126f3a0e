"""Sites at the edge (ESA): hosts, expressions, moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from infra.local.alicloud.case import Case
from infra.local.alicloud.rules.dns import is_address, is_name
from infra.local.contract import Finding


def host(case: Case) -> Iterator[Finding]:
    """A record is one of its site, and holds what its type says."""
    site, name = case.value("siteId>siteName"), str(case.value("recordName"))
    if site and name != site and not name.endswith(f".{site}"):
        yield case.refuse("recordName", f"must be a name of the site, {site}", name)
    kind, given = case.value("recordType"), case.value("data.value")
    if kind == "CNAME" and not is_name(str(given)):
        yield case.refuse("data.value", "must be a name in a record of type CNAME", given)
    if kind == "A/AAAA" and not all(map(is_address, str(given).split(","))):
        yield case.refuse("data.value", "must be addresses in a record of type A/AAAA", given)


def expression(case: Case) -> Iterator[Finding]:
    """A condition closes what it opens. Source: ESA documentation, "Rule expressions", 2026-11."""
    for path in ("rule", "config.expression"):
        for place in case.places(path):
            text = _without_texts(str(place.value))
            if text is None:
                yield case.refuse(place.path, 'has a " that is not closed', place.value)
            elif text.count("(") != text.count(")") or text.count("{") != text.count("}"):
                yield case.refuse(place.path, "has brackets that do not match", place.value)


def _without_texts(text: str) -> str | None:
    """What stands outside of quotes; None if one is not closed."""
    parts = text.replace('\\"', "").split('"')
    return "".join(parts[::2]) if len(parts) % 2 else None


def event_moments(case: Case) -> Iterator[Finding]:
    """People queue before the event, and the event ends after it has begun."""
    yield from _in_order(case, "preQueueStartTime", "startTime", blamed="preQueueStartTime")
    yield from _in_order(case, "startTime", "endTime", blamed="endTime")


def _in_order(case: Case, first: str, second: str, *, blamed: str) -> Iterator[Finding]:
    earlier, later = case.number(first), case.number(second)
    if earlier is not None and later is not None and earlier >= later:
        what = f"must be after `{first}`" if blamed == second else f"must be before `{second}`"
        yield case.refuse(blamed, what, case.value(blamed))


def preload_moments(case: Case) -> Iterator[Finding]:
    """Pages are fetched from one time to another."""
    found: dict[str, datetime] = {}
    for path in ("startTime", "endTime"):
        given = case.value(path)
        try:
            found[path] = datetime.fromisoformat(str(given).replace("Z", "+00:00"))
        except ValueError:
            yield case.refuse(path, "must be a time such as 2027-03-08T17:00:00.000+00:00", given)
    zones = {each.tzinfo is None for each in found.values()}
    if len(found) > 1 and len(zones) == 1 and found["startTime"] >= found["endTime"]:
        yield case.refuse("endTime", "must be after `startTime`", case.value("endTime"))
