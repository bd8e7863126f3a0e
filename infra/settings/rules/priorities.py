"""What goes first in a flood: every service in one class, and classes that are shed exist."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from infra.settings.draft import Draft
from infra.settings.problem import Path, Problem, did_you_mean


def one_class(draft: Draft) -> Iterator[Problem]:
    """A class has a name of its own, and no pool serves two: shedding one must not take the other along."""
    names: set[str] = set()
    owners: dict[str, str] = {}
    for index, each in enumerate(draft.shop.priorities):
        if each.name in names:
            yield draft.in_shop(
                ("priorities", index, "name"), "is the name of a class above", given=each.name, fix="rename it"
            )
        names.add(each.name)
        for number, service in enumerate(each.services):
            if service in owners:
                yield draft.in_shop(
                    ("priorities", index, "services", number),
                    f"is in the class `{owners[service]}` already, and one pool cannot serve two",
                    given=service,
                    fix="delete one of the two, or split the service",
                )
            owners.setdefault(service, each.name)


def all_in_a_class(draft: Draft) -> Iterator[Problem]:
    """Whoever is asked from outside has a class; who takes work only from queues has nothing to refuse."""
    draft.shop_file.require_all("services", "priorities")
    if not draft.shop.priorities:
        return
    classified = {service for each in draft.shop.priorities for service in each.services}
    called = {callee for service in draft.shop.services.values() for callee in service.calls}
    for name, service in draft.shop.services.items():
        if service.public and name not in classified:
            yield draft.in_shop(
                ("services", name, "public"),
                "is asked from outside, and no class of `priorities:` has the service",
                fix="add the service to a class",
            )
    for index, each in enumerate(draft.shop.priorities):
        for number, name in enumerate(each.services):
            known = draft.shop.services.get(name)
            if known and not known.public and name not in called:
                yield draft.in_shop(
                    ("priorities", index, "services", number),
                    "is asked by nobody: it works off queues, which wait by themselves",
                    given=name,
                    fix="delete it from the class",
                )


def falling_limits(draft: Draft) -> Iterator[Problem]:
    """A lower class gets no more requests of one address than a higher one."""
    classes = draft.shop.priorities
    for index, (higher, lower) in enumerate(pairwise(classes), start=1):
        if lower.requests_per_ip > higher.requests_per_ip:
            yield draft.in_shop(
                ("priorities", index, "requests_per_ip"),
                f"is above that of `{higher.name}`, which goes first",
                given=str(lower.requests_per_ip),
                allowed=f"at most {higher.requests_per_ip}",
                fix="lower it, or move the class up",
            )


def shed(draft: Draft) -> Iterator[Problem]:
    """A stack sheds classes that there are, and never the first."""
    section = draft.config.shed
    if section is None:
        return
    draft.shop_file.require_all("priorities")
    names = [each.name for each in draft.shop.priorities]
    if (section.below is None) is (not section.classes):
        yield draft.in_stack(
            ("shed",),
            "must say either `below` or `classes`",
            given="both" if section.classes else "neither",
            fix="name the last class that is still answered as `below`",
        )
    places: list[tuple[Path, str]] = [
        (("shed", "classes", index), each) for index, each in enumerate(section.classes)
    ]
    if section.below is not None:
        places.append((("shed", "below"), section.below))
    for place, given in places:
        if given not in names:
            yield draft.in_stack(
                place,
                "is no class of `priorities:` in shop.yaml",
                given=given,
                allowed=", ".join(names) or "nothing, there are no priorities",
                fix=did_you_mean(given, names, "name a class of shop.yaml"),
            )
    if names and names[0] in section.classes:
        yield draft.in_stack(
            ("shed", "classes", section.classes.index(names[0])),
            "is the class that goes first: without it nobody buys anything",
            given=names[0],
            fix="delete it",
        )
