"""The emulated AWS as a local cloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

from infra.local import constraints, schema_check
from infra.local.aws import lifecycle, odd, tags, template
from infra.local.aws.actions import Actions
from infra.local.aws.autoname import named, prefixed
from infra.local.aws.client import Clients
from infra.local.aws.observe import Observation, is_gone
from infra.local.aws.outputs import described, with_inputs
from infra.local.aws.prune import without
from infra.local.aws.records import Records
from infra.local.aws.refusals import refusals
from infra.local.aws.same import alike
from infra.local.aws.table import Kind, Service, service, services
from infra.local.contract import (
    CloudError,
    Created,
    Difference,
    Finding,
    Inputs,
    NotEmulated,
    Reading,
    RefusedError,
    Wanted,
)
from infra.local.difference import difference
from infra.local.existing import Existing

_NO_PARAMETER = "the call that the table names has no parameter for it"
_NO_CHANGE = "no call of the table changes it in place"


class AwsCloud:
    """Everything that was created in one emulated AWS account."""

    package = "aws"
    simulated = False

    def __init__(
        self,
        *,
        region: str,
        account: str = "123456789012",
        endpoint: str | None = None,
        zones: Mapping[str, str] | None = None,
    ) -> None:
        """Start it.

        Args:
            region: of everything whose inputs name no other.
            account: id of the account that the stack is for, 12 digits.
            endpoint: URL of an emulator that runs already; without one moto is started in this process.
            zones: the public hosted zones that the account has before: id -> domain.
        """
        self.region = region
        self.existing = Existing()
        self.clients = Clients(account=account, endpoint=endpoint)
        self.clients.open()
        self.records = Records(self.clients)
        self._moved: dict[tuple[str, str], str] = {}
        """Id under which the program knows what had to be made anew -> its id now."""
        for zone, domain in (zones or {}).items():
            odd.assume_zone(self.clients, zone, domain, region)
            self.existing.assume(zone)

    def close(self) -> None:
        """Stop the emulator if it was started here."""
        self.clients.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read many resources in one pass, asking once for all of a kind. Nothing may change meanwhile."""
        with self.records.one_pass():
            yield

    def check(self, wanted: Wanted) -> tuple[Inputs, tuple[Finding, ...]]:
        """The inputs with a generated name where the type has one, free of what exists, and what the SDK and the
        provider would refuse in them."""
        _, kind = _entry(wanted.type)
        wanted = replace(wanted, inputs=named(wanted, kind.autoname, self.existing))
        return wanted.inputs, schema_check.findings(wanted) or constraints.findings(wanted)

    def create(self, wanted: Wanted) -> Created:
        """Create it."""
        _refuse(wanted, self.existing)
        created = self._create(wanted)
        self.existing.add(wanted, created)
        return created

    def read(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> Reading | None:
        """Ask for it again."""
        table, kind = _entry(type_)
        if kind.create is None:
            missing = _not_emulated({"": kind.placeholder})
            return Reading(outputs=dict(outputs), read=frozenset(), not_emulated=missing)
        existing = self.existing.get(type_, id_)
        sent = existing.inputs if existing else outputs
        return Observation(
            records=self.records,
            table=table,
            kind=kind,
            region=self._region(outputs),
            known=self._known(outputs, self._now(type_, id_)),
        ).read(sent, outputs)

    def difference(self, type_: str, old_inputs: Inputs, news: Inputs) -> Difference:
        """Which properties change, and which changes replace."""
        _, kind = _entry(type_)
        return difference(type_, kind.autoname, old_inputs, news, same=alike)

    def update(self, wanted: Wanted, id_: str, old_inputs: Inputs, outputs: Mapping[str, Any]) -> Created:
        """Change it in place."""
        _refuse(wanted, self.existing)
        updated = self._update(wanted, id_, old_inputs, outputs)
        self.existing.add(wanted, updated)
        return updated

    def delete(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> str:
        """Delete it."""
        table, kind = _entry(type_)
        actions = self._actions(table, kind, Wanted(urn="", type=type_, name=id_, inputs=dict(outputs)))
        known = self._known(outputs, self._now(type_, id_))
        left = kind.kept
        try:
            odd.prepare_deletion(kind.odd, actions, outputs)
            lifecycle.delete(actions, known, dict(outputs))
            left = "" if odd.settle_deletion(kind.odd, actions, known["id"]) else left
        except CloudError as error:
            if not is_gone(error) and self.read(type_, id_, outputs) is not None:
                raise
        self._moved.pop((type_, id_), None)
        self.existing.remove(type_, id_)
        return left

    def invoke(self, token: str, arguments: Inputs) -> dict[str, Any]:
        """Answer the data sources that are about the account itself."""
        return odd.invoke(self.clients, self.region, token, arguments)

    def _create(self, wanted: Wanted) -> Created:
        table, kind = _entry(wanted.type)
        inputs = prefixed(wanted, kind.autoname, self.existing)
        known = self._known(inputs)
        if kind.create is None:
            lifecycle.judge(self._actions(table, kind, wanted), known)
            id_ = template.text(kind.id, known)
            made = described(kind.outputs, {**known, "id": id_})
            missing = {"": kind.placeholder}
        else:
            said, missing = _said(kind, inputs)
            actions = self._actions(table, kind, wanted)
            id_, made = lifecycle.create(actions, kind.create, known, said)
            missing |= dict.fromkeys(actions.homeless, _NO_PARAMETER)
        outputs = odd.finish(kind.odd, with_inputs({**inputs, **wanted.inputs}, made))
        return Created(id=id_, outputs=outputs, not_emulated=_not_emulated(missing))

    def _update(self, wanted: Wanted, id_: str, old_inputs: Inputs, outputs: Mapping[str, Any]) -> Created:
        table, kind = _entry(wanted.type)
        said, missing = _said(kind, wanted.inputs)
        before, _ = _said(kind, old_inputs)
        changed = {name for name in {*before, *said} if not alike(before.get(name), said.get(name))}
        made = {name: value for name, value in outputs.items() if name not in old_inputs}
        if kind.create is None:
            lifecycle.judge(self._actions(table, kind, wanted), self._known(outputs))
            missing = {"": kind.placeholder}
        elif kind.recreate and changed - {"tags"}:
            self.delete(wanted.type, id_, outputs)
            created = self._create(wanted)
            self._moved[wanted.type, id_] = created.id
            return replace(created, id=id_)
        else:
            actions = self._actions(table, kind, wanted)
            deltas = lifecycle.delta(before, said)
            known = {**self._known(outputs, self._now(wanted.type, id_)), **wanted.inputs, **deltas}
            old, new = before.get("tags") or {}, said.get("tags") or {}
            if isinstance(new, dict) and old != new and tags.change(actions, known, old, new):
                changed.remove("tags")
            more, undone = lifecycle.update(actions, known, said, changed)
            made |= more
            missing |= {name: _why_not(kind, name) for name in undone | (changed & set(kind.fixed))}
        outputs = odd.finish(kind.odd, with_inputs(wanted.inputs, made))
        return Created(id=id_, outputs=outputs, not_emulated=_not_emulated(missing))

    def _actions(self, table: Service, kind: Kind, wanted: Wanted) -> Actions:
        region = self._region(wanted.inputs)
        return Actions(clients=self.clients, service=table, kind=kind, region=region, wanted=wanted)

    def _region(self, inputs: Mapping[str, Any]) -> str:
        return str(inputs.get("region") or self.region)

    def _now(self, type_: str, id_: str) -> str:
        return self._moved.get((type_, id_), id_)

    def _known(self, properties: Mapping[str, Any], id_: str | None = None) -> dict[str, Any]:
        """What templates may name."""
        region = str(properties.get("region") or self.region)
        # us-east-1 is the one region that S3 does not want to be named
        elsewhere = {} if region == "us-east-1" else {"elsewhere": region}
        identity = {} if id_ is None else {"id": id_}
        common = {"account": self.clients.account, "unique": uuid4().hex}
        return {**common, **elsewhere, **properties, "region": region, **identity}


def _entry(type_: str) -> tuple[Service, Kind]:
    """The table's entry of a type.

    Raises:
        CloudError: there is none.
    """
    if type_ not in services():
        raise CloudError(
            f"the local cloud has no entry for {type_}; docs/up.md says how to add one to "
            "infra/local/aws/services",
            code="NotInTable",
        )
    table = service(services()[type_])
    return table, table.types[type_]


def _refuse(wanted: Wanted, existing: Existing) -> None:
    found = refusals(wanted, existing)
    if found:
        raise RefusedError(found)


def _said(kind: Kind, inputs: Inputs) -> tuple[Inputs, dict[str, str]]:
    """The inputs that are sent, and the paths of the others with the reason."""
    said, unsent = without(inputs, kind.unsent)
    return said, {path: kind.unsent[path] for path in unsent}


def _why_not(kind: Kind, name: str) -> str:
    """Why a change of a property does not reach the emulator."""
    return kind.fixed.get(name) or kind.unread.get(name) or kind.fixed.get("*") or _NO_CHANGE


def _not_emulated(missing: Mapping[str, str]) -> tuple[NotEmulated, ...]:
    return tuple(NotEmulated(path=path, why=missing[path]) for path in sorted(missing))
