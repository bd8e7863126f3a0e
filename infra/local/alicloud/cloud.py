"""Alibaba Cloud in memory. No API is called and nothing is emulated: what it says is simulated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.local import constraints, schema, schema_check
from infra.local.alicloud import data_sources, table_rules
from infra.local.alicloud.autoname import NAME, is_named, named
from infra.local.alicloud.case import Case
from infra.local.alicloud.made_up import MakeUp, names_in
from infra.local.alicloud.rules import EVERY, RULES
from infra.local.alicloud.table import ResourceType, resource_types
from infra.local.alicloud.ways import Ways
from infra.local.contract import (
    CloudError,
    Created,
    Difference,
    Finding,
    Inputs,
    Reading,
    RefusedError,
    Wanted,
)
from infra.local.difference import difference
from infra.local.existing import CreatedResource, Existing

SOMEBODYS_ACCOUNT = "1000000000000001"
"""Stands in made-up ARNs where nobody has said which account it is."""


class AlicloudCloud:
    """Everything that was created in one simulated account and region."""

    package = "alicloud"
    simulated = True

    def __init__(self, *, region: str, account: str | None = None, now: datetime | None = None) -> None:
        """An empty cloud.

        Args:
            region: of everything in it.
            account: id of 16 digits; without one ARNs may name any account.
            now: the time in it, for tests; otherwise the time it is made.
        """
        self.region = region
        self.existing = Existing()
        self._account = account
        self._now = now or datetime.now(UTC)
        self.ways = Ways(self.existing)
        self.held: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
        """What each resource keeps from being deleted."""
        self._made: dict[str, int] = {}
        """How often a URN was created: a replacement gets another id."""

    def check(self, wanted: Wanted) -> tuple[Inputs, tuple[Finding, ...]]:
        """The inputs with a generated name, and what they show alone; values must not be unknown."""
        inputs = named(wanted, self.existing)
        case = self._case(replace(wanted, inputs=inputs))
        return inputs, tuple(self._alone(case))

    def create(self, wanted: Wanted) -> Created:
        """Create it."""
        case = self._case(wanted)
        self._refuse(case)
        made: dict[str, Any] = {}
        make_up = MakeUp(self._seed(wanted.urn), self.region, self._known(wanted, made))
        later = {name for name, template in case.type.outputs.items() if "id" in names_in(template)}
        self._fill(made, case.type, make_up, [name for name in case.type.outputs if name not in later])
        made["id"] = make_up.fill(case.type.id, "id")
        self._fill(made, case.type, make_up, [name for name in case.type.outputs if name in later])
        id_ = made.pop("id")
        if other := self.existing.get(wanted.type, id_):
            path = case.type.names[-1]
            what = f"would make it the same {case.type.title} as {other.name}, which exists already"
            raise RefusedError((case.refuse(path, what, case.value(path)),))
        self._made[wanted.urn] = self._made.get(wanted.urn, 0) + 1
        return self._keep(wanted, Created(id=id_, outputs={**made, **_given(wanted.inputs)}))

    def read(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> Reading | None:
        """What is in memory; nothing but this program can have changed it."""
        found = self.existing.get(type_, id_)
        if found is None:
            return None
        return Reading(outputs=dict(outputs) | found.outputs, read=frozenset(found.inputs))

    def difference(self, type_: str, old_inputs: Inputs, news: Inputs) -> Difference:
        """Which properties change, and which changes replace."""
        return difference(type_, NAME if is_named(type_) else "", old_inputs, news)

    def update(self, wanted: Wanted, id_: str, old_inputs: Inputs, outputs: Mapping[str, Any]) -> Created:
        """Change it in place."""
        case = self._case(wanted, own_id=id_)
        self._refuse(case)
        kept = {name: value for name, value in outputs.items() if name not in old_inputs}
        if case.type.counts and case.type.counts in kept:
            kept[case.type.counts] += 1
        return self._keep(wanted, Created(id=id_, outputs={**kept, **_given(wanted.inputs)}))

    def delete(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> str:
        """Delete it; nothing is ever left behind.

        Raises:
            CloudError: something that exists still needs it, or it is protected.
        """
        found, known = self.existing.get(type_, id_), resource_types().get(type_)
        if found is None or known is None:
            return ""
        if known.protected and self.ways.holds(type_, found.inputs, known.protected):
            raise CloudError(
                f"{known.title} {found.name} is protected by `{next(iter(known.protected))}` (simulated); "
                "switch that off first",
                code="DeletionProtected",
            )
        if holder := next(self._holders(type_, id_), None):
            title = resource_types()[holder.type].title
            raise CloudError(
                f"{known.title} {found.name} is in use by the {title} {holder.name} (simulated)",
                code="DependencyViolation",
            )
        self.existing.remove(type_, id_)
        del self.held[type_, id_]
        return ""

    def invoke(self, token: str, arguments: Inputs) -> dict[str, Any]:
        """Answer a data source."""
        account = self._account or SOMEBODYS_ACCOUNT
        return data_sources.answer(token, arguments, region=self.region, account=account)

    def _case(self, wanted: Wanted, own_id: str = "") -> Case:
        known = resource_types().get(wanted.type)
        if known is None:
            raise CloudError(
                f"the simulator of Alibaba Cloud does not know {wanted.type}; it is described by a few lines in "
                "infra/local/alicloud/types",
                code="NotSimulated",
            )
        return Case(
            wanted=wanted,
            type=known,
            region=self.region,
            account=self._account,
            now=self._now,
            existing=self.existing,
            ways=self.ways,
            own_id=own_id,
        )

    def _alone(self, case: Case) -> Iterator[Finding]:
        misfits = schema_check.findings(case.wanted)
        yield from misfits
        shape = schema.arguments(case.wanted.type)
        if misfits or shape is None:
            return  # the rules rely on the types of values
        yield from constraints.findings(case.wanted)
        for name, message in shape.deprecated.items():
            if name in case.wanted.inputs:
                yield case.refuse(name, "is deprecated", case.wanted.inputs[name], message)
        yield from table_rules.alone(case)

    def _refuse(self, case: Case) -> None:
        found = tuple(self._alone(case))
        if not found:
            rules = (table_rules.together, *EVERY, *RULES.get(case.wanted.type, ()))
            found = tuple(finding for rule in rules for finding in rule(case))
        if found:
            raise RefusedError(found)

    def _seed(self, urn: str) -> str:
        return f"{urn}#{self._made.get(urn, 0)}"

    def _known(self, wanted: Wanted, made: Mapping[str, Any]) -> Any:
        fixed = {
            "region": self.region,
            "account": self._account or SOMEBODYS_ACCOUNT,
            "now": self._now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "next_year": (self._now + timedelta(days=365)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "epoch": int(self._now.timestamp()),
        }

        def known(name: str) -> Any:
            if name in made or name in fixed:
                return made.get(name, fixed.get(name))
            found = self.ways.follow(wanted.type, wanted.inputs, name)
            return next((place.value for place in found), None)

        return known

    def _fill(self, made: dict[str, Any], type_: ResourceType, make_up: MakeUp, names: list[str]) -> None:
        for name in names:
            made[name] = make_up.fill(type_.outputs[name], name)

    def _keep(self, wanted: Wanted, created: Created) -> Created:
        self.existing.add(wanted, created)
        links = self.ways.links(wanted.type, wanted.inputs)
        found = (self.ways.target(link) for link in links if link.reference.holds)
        self.held[wanted.type, created.id] = frozenset((item.type, item.id) for item in found if item)
        return created

    def _holders(self, type_: str, id_: str) -> Iterator[CreatedResource]:
        for (holder_type, holder_id), held in self.held.items():
            if (type_, id_) in held:
                holder = self.existing.get(holder_type, holder_id)
                if holder is not None:
                    yield holder


def _given(inputs: Inputs) -> Inputs:
    return {name: value for name, value in inputs.items() if value is not None}
