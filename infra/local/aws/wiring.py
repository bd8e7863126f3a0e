"""Whether the connections between what was created lead where they should, seen from outside."""

from __future__ import annotations

from collections.abc import Iterator

from infra.local.aws.inspection import INSPECTIONS
from infra.local.aws.leads import LEADS, Lead
from infra.local.aws.operator import Operator
from infra.local.aws.records import Records
from infra.local.record import Creation
from infra.local.verify import Wire


def wires(records: Records, region: str, creation: Creation) -> tuple[Wire, ...]:
    """One for each connection; those of resources that nobody has created here (the account's own) too."""
    operator = Operator(records, region)
    found = [wire for lead in LEADS for wire in _followed(operator, lead, _names(creation))]
    return (*found, *(wire for inspect in INSPECTIONS for wire in inspect(operator, creation)))


def _followed(operator: Operator, lead: Lead, names: dict[str, str]) -> Iterator[Wire]:
    for owner, named in operator.pairs(lead.ask).items():
        for thing in named:
            there = any(thing in operator.things(kind) for kind in lead.to)
            yield Wire(
                resource=names.get(owner, owner),
                what=lead.what,
                found="" if there else f"names {thing}, and there is no such {' or '.join(lead.to)}",
            )


def _names(creation: Creation) -> dict[str, str]:
    """What the services call a resource -> its logical name."""
    names: dict[str, str] = {}
    for made in creation.created:
        assert made.created is not None
        outputs = made.created.outputs
        for known in (made.created.id, outputs.get("arn"), outputs.get("name")):
            if isinstance(known, str):
                names.setdefault(known, made.resource.name)
    return names
