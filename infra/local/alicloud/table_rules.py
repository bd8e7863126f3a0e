"""What the tables say is wrong with a resource: what its inputs show alone, and what shows beside others."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from infra.local.alicloud.case import Case, as_number
from infra.local.alicloud.places import concrete
from infra.local.alicloud.table import Need, forms, resource_types
from infra.local.alicloud.ways import Link
from infra.local.contract import Finding


def alone(case: Case) -> Iterator[Finding]:
    """Forms, limits, choices, and properties that need or exclude each other."""
    for path, name in case.type.forms.items():
        form = forms()[name]
        for place in case.places(path):
            if not form.matches(str(place.value)):
                yield case.refuse(place.path, f"must be {form.words}", place.value)
    for path, (least, most) in case.type.limits.items():
        for place in case.places(path):
            number = as_number(place.value)
            if number is None or not least <= number <= most:
                yield case.refuse(place.path, f"must be between {least:g} and {most:g}", place.value)
    for path, allowed in case.type.choices.items():
        for place in case.places(path):
            if place.value not in allowed:
                words = ", ".join(map(str, allowed))
                yield case.refuse(place.path, f"must be one of {words}", place.value)
    for need in case.type.needs:
        if not any(">" in way for way in need.when):
            yield from _need(case, need)


def together(case: Case) -> Iterator[Finding]:
    """References, what must agree across them, and what no two resources may share."""
    for link in case.ways.links(case.wanted.type, case.wanted.inputs):
        yield from _reference(case, link)
    for agreement in case.type.agrees:
        for place in case.places(agreement.at):
            wanted = case.values(agreement.same, place.path)
            if wanted and place.value not in wanted:
                is_, must = f"it is {place.value}", " or ".join(map(str, dict.fromkeys(wanted)))
                path = place.path
                yield case.refuse(path, f"{agreement.what}: {is_}, must be {must}", case.value(path))
    for need in case.type.needs:
        if any(">" in way for way in need.when):
            yield from _need(case, need)
    for unique in case.type.unique:
        given = [case.value(path) for path in unique.of]
        if None not in given:
            for other in case.others():
                if [other.get(path) for path in unique.of] == given:
                    yield case.refuse(unique.of[-1], f"{unique.what}: {other.name}", given[-1])
                    break


def _need(case: Case, need: Need) -> Iterator[Finding]:
    for beside in case.ways.holds(case.wanted.type, case.wanted.inputs, need.when):
        given = [
            place for path in need.any_of for place in case.places(path, beside) if place.value not in ([], {}, "")
        ]
        if need.any_of and not given:
            names = ", ".join(need.any_of[1:])
            or_one = f" (or {names})" if names else ""
            yield case.refuse(concrete(need.any_of[0], beside), f"is required{or_one}: {need.what}")
        for path in need.none_of:
            for place in case.places(path, beside):
                yield case.refuse(place.path, need.what, place.value)


def _reference(case: Case, link: Link) -> Iterator[Finding]:
    path, text = link.place.path, link.text
    if link.region not in (None, "", "*", case.region):
        yield case.refuse(path, f"is in region {link.region}, must be in {case.region}", text)
    if case.account is not None and link.account not in (None, case.account):
        yield case.refuse(path, f"is of account {link.account}, must be of {case.account}", text)
    if case.ways.target(link) or case.existing.assumed(text):
        return
    if link.reference.outside and re.fullmatch(link.reference.outside, link.id):
        return
    title = " or ".join(_title(type_) for type_ in link.reference.to)
    other = case.existing.find(text, by=("id", "arn"))
    if other is not None and other.type not in link.reference.to:
        what = f"must name {_article(title)} {title}, names the {_title(other.type)} {other.name}"
    else:
        what = f"names no {title} that exists"
    yield case.refuse(path, what, text, _nearest(case, link))


def _nearest(case: Case, link: Link) -> str:
    """The ids, or other names, that the cloud does have, if one is nearly this."""
    known = [
        _known(resource.get(name))
        for resource in case.existing.of_type(*link.reference.to)
        for name in link.reference.by
    ]
    near = difflib.get_close_matches(link.id, known, n=1, cutoff=0.8)
    return f"did you mean {near[0]}?" if near else ""


def _known(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _article(title: str) -> str:
    return "an" if title[0].lower() in "aeiou" else "a"


def _title(type_: str) -> str:
    known = resource_types().get(type_)
    return known.title if known else type_
