"""Looks at what was created from outside, through the services' own lists, as an operator would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import jmespath

from infra.local.aws.records import Records
from infra.local.aws.things import THINGS, Ask


class Operator:
    """Asks the services; what the reading back has asked in the same pass is not asked again."""

    def __init__(self, records: Records, region: str) -> None:
        self._records = records
        self._region = region
        self._things: dict[str, frozenset[str]] = {}

    def things(self, kind: str) -> frozenset[str]:
        """Ids, ARNs or names of all things of a kind, a key of THINGS."""
        if kind not in self._things:
            found = (thing for question in THINGS[kind] for thing in self.ask(question))
            self._things[kind] = frozenset(map(str, found))
        return self._things[kind]

    def ask(self, question: Ask) -> Iterator[Any]:
        """What the query finds in the answers, one after the other."""
        for _, found in self.asked(question):
            yield from found

    def asked(self, question: Ask) -> Iterator[tuple[str, list[Any]]]:
        """The same for each thing that is asked about (`Ask.each`), or once for ``."""
        name, kind = question.each or ("", "")
        query = jmespath.compile(question.query)
        for thing in sorted(self.things(kind)) if name else ("",):
            parameters = {**question.parameters, **({name: thing} if name else {})}
            yield thing, query.search(self._answer(question, parameters)) or []

    def pairs(self, question: Ask) -> dict[str, tuple[str, ...]]:
        """Owner -> what it names, for a query that gives pairs."""
        named: defaultdict[str, list[str]] = defaultdict(list)
        for owner, found in self.ask(question):
            names = found if isinstance(found, list) else [found]
            named[owner] += [name for name in names if name]
        return {owner: tuple(names) for owner, names in named.items()}

    def _answer(self, question: Ask, parameters: dict[str, Any]) -> dict[str, Any]:
        region = question.region or self._region
        _, answer = self._records.ask(question.service, region, question.operation, parameters, paged=True)
        return answer
