"""The name that Pulumi makes up where a program gives none.

As in the bridge behind pulumi-alicloud (`SetAutonaming(255, "-")`, `applyDefaults`): only for a property that is
called `name`, that is not deprecated, and beside which nothing is given that it conflicts with. `vpcName` and the
like are never made up.
"""

from __future__ import annotations

import hashlib
from itertools import count

from infra.local import schema
from infra.local.constraints.table import TABLE, read
from infra.local.contract import Inputs, Wanted
from infra.local.existing import Existing
from infra.local.schema import Kind

NAME = "name"
_RIVALRY = ("conflicts", "exactlyOneOf")


def named(wanted: Wanted, existing: Existing) -> Inputs:
    """The inputs with a name, `<logical name>-<7 hex>`, the same in every run; another one while something that is
    about to be replaced has that name."""
    if not is_named(wanted.type) or wanted.inputs.get(NAME) or _rival(wanted):
        return wanted.inputs
    digits = (hashlib.sha256(f"{wanted.urn}#{attempt}".encode()).hexdigest()[:7] for attempt in count())
    names = (f"{wanted.name}-{seven}" for seven in digits)
    return {
        **wanted.inputs,
        NAME: next(name for name in names if not existing.find(name, (wanted.type,), (NAME,))),
    }


def is_named(type_: str) -> bool:
    """Whether Pulumi names resources of a type."""
    shape = schema.arguments(type_)
    field = shape.fields.get(NAME) if shape else None
    return shape is not None and field is not None and field.kind is Kind.TEXT and NAME not in shape.deprecated


def _rival(wanted: Wanted) -> bool:
    rivals = {
        member
        for constraint in read(TABLE).get(wanted.type, ())
        if constraint.property == NAME and constraint.kind in _RIVALRY
        for member in constraint.value.split("|")
    }
    return any(wanted.inputs.get(rival) is not None for rival in rivals - {NAME})
