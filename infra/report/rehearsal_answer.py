"""The short answer of a rehearsal in plain words, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from infra.capacity.journey import OWN
from infra.rehearsal.answer import Contacts, Part
from infra.rehearsal.rehearse import Rehearsal
from infra.report.rehearsal_words import breach_line, moment
from infra.report.simulation_words import amount_words, ratio_words, time_words

_HOUR = 3_600
_MINUTE = 60
_MOST_QUEUES = 2
"""Named of one part; the table has them all."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One line of the answer."""

    about: str
    good: bool
    says: str
    """After the name: `keep up: ...`."""


def sentences(rehearsal: Rehearsal) -> Iterator[Sentence]:
    """The burst, every part of an order's way, and what breaks first."""
    found = rehearsal.answer
    yield Sentence(about="burst", good=True, says=_burst(rehearsal))
    for part in found.parts:
        yield Sentence(about=part.name, good=part.keeps_up, says=_part(rehearsal, part))
    yield Sentence(about="first to break", good=rehearsal.holds, says=_first(rehearsal))


def answer_data(rehearsal: Rehearsal) -> dict[str, Any]:
    """As JSON: numbers, and the same sentences."""
    found = rehearsal.answer

    def at(second: int | None) -> str | None:
        return None if second is None else rehearsal.local(second).isoformat()

    return {
        "sentences": [f"{each.about}: {each.says}" for each in sentences(rehearsal)],
        "burst": {"at": at(found.burst.second), "orders_rps": dict(found.burst.orders_rps)},
        "parts": {
            part.name: {
                "keeps_up": part.keeps_up,
                "broken": [breach.where for breach in part.breaches],
                "emptied": at(part.emptied),
                "waits": [
                    {
                        "queue": wait.queue,
                        "most": wait.most,
                        "oldest_seconds": wait.oldest_seconds,
                        "empty": at(wait.empty_second),
                    }
                    for wait in part.waits
                ],
                "contacts": None
                if part.contacts is None
                else {**asdict(part.contacts), "at": at(part.contacts.second)},
            }
            for part in found.parts
        },
        "first_to_break": None if found.first is None else found.first.where,
        "holds_up_to": found.factor,
    }


def _burst(rehearsal: Rehearsal) -> str:
    burst = rehearsal.answer.burst
    places = [
        f"{amount_words(orders)}/s {'on our own sites' if place == OWN else f'on {place}'}"
        for place, orders in burst.orders_rps.items()
    ]
    total = sum(burst.orders_rps.values())
    return f"{amount_words(total)} orders/s at {moment(rehearsal, burst.second)}: {', '.join(places)}"


def _part(rehearsal: Rehearsal, part: Part) -> str:
    if not part.keeps_up:
        more = f", and {len(part.breaches) - 1} more" if len(part.breaches) > 1 else ""
        return f"does not keep up: {breach_line(rehearsal, part.breaches[0])}{more}"
    said = [*_waiting(rehearsal, part), *([] if part.contacts is None else [_asking(rehearsal, part.contacts)])]
    return f"keeps up: {'; '.join(said) or 'nothing waits'}"


def _waiting(rehearsal: Rehearsal, part: Part) -> Iterator[str]:
    for wait in part.waits[:_MOST_QUEUES]:
        words = f"{wait.queue} waits {_lasting(wait.oldest_seconds)} at most"
        if wait.empty_second is None:
            yield f"{words} and is not empty before the end"
        else:
            yield f"{words} and is empty {_after(rehearsal, wait.empty_second)}"
    if len(part.waits) > _MOST_QUEUES and part.emptied is not None:
        yield f"all its queues are empty {_after(rehearsal, part.emptied)}"


def _asking(rehearsal: Rehearsal, contacts: Contacts) -> str:
    when, many = _after(rehearsal, contacts.second), amount_words(contacts.most_rps * _MINUTE)
    words = f"most customers ask {when}, {many} a minute"
    if contacts.connections is None:
        return words
    share = ratio_words(contacts.connections_ratio)
    return f"{words}; {amount_words(contacts.connections)} connections at most, {share} of what the instances hold"


def _after(rehearsal: Rehearsal, second: int) -> str:
    """`at 00:38:13, 38 min after the burst`."""
    since = second - rehearsal.answer.burst.second
    return f"at {moment(rehearsal, second)}" + (f", {_lasting(since)} after the burst" if since > 0 else "")


def _lasting(seconds: float) -> str:
    """`12 s`, `38 min`, `2.1 h`."""
    if seconds < 2 * _MINUTE:
        return time_words(seconds)
    return f"{seconds / _MINUTE:.0f} min" if seconds < 2 * _HOUR else f"{seconds / _HOUR:.1f} h"


def _first(rehearsal: Rehearsal) -> str:
    found = rehearsal.answer
    if rehearsal.breaches and found.first is not None:
        return f"{breach_line(rehearsal, found.first)}; under the forecast itself"
    if found.factor is None:
        return "nothing under the forecast; beyond it nobody looked"
    if found.first is None:
        return f"nothing up to {found.factor:g} x the forecast"
    return f"{breach_line(rehearsal, found.first)}; above {found.factor:.2f} x the forecast"
