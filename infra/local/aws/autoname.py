"""Names that Pulumi generates where a program gives none."""

from __future__ import annotations

from hashlib import sha256
from itertools import count

from infra.local.contract import Inputs, Wanted
from infra.local.existing import Existing


def named(wanted: Wanted, property_: str, existing: Existing) -> Inputs:
    """The inputs with `<logical name>-<7 hex>` at this property, if it is not set.

    The digits come from the URN, so two runs give the same name; while something of that name exists, which is to
    be replaced, another one is taken. FIFO queues and topics end in `.fifo`.
    """
    inputs = dict(wanted.inputs)
    if not property_ or inputs.get(property_) or inputs.get(f"{property_}Prefix"):
        return inputs
    return inputs | {property_: _free(wanted, property_, f"{wanted.name}-", existing)}


def prefixed(wanted: Wanted, property_: str, existing: Existing) -> Inputs:
    """The inputs with a name that begins as the program says, if it says only that; the name is an output then."""
    prefix = wanted.inputs.get(f"{property_}Prefix")
    if not prefix or wanted.inputs.get(property_):
        return wanted.inputs
    rest = {key: value for key, value in wanted.inputs.items() if key != f"{property_}Prefix"}
    return rest | {property_: _free(wanted, property_, prefix, existing)}


def _free(wanted: Wanted, property_: str, start: str, existing: Existing) -> str:
    inputs = wanted.inputs
    suffix = ".fifo" if inputs.get("fifoQueue") or inputs.get("fifoTopic") else ""
    for attempt in count():
        digits = sha256(f"{wanted.urn}#{attempt}".encode()).hexdigest()[:7]
        name = f"{start}{digits}{suffix}"
        if existing.find(name, types=(wanted.type,), by=(property_,)) is None:
            return name
    raise AssertionError("unreachable: count() never ends")
