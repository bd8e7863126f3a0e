"""Faults put in on purpose, to see what a creation makes of them: `--fault throttling:2@orders-queue`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from infra.preview.plan import Resource


class FaultError(Exception):
    """A fault that cannot be put in."""


class Interruption(KeyboardInterrupt):
    """The command ends in the middle, as if somebody had pressed Ctrl-C."""


class Kind(StrEnum):
    """What goes wrong."""

    THROTTLING = "throttling"
    """The service answers that there are too many requests."""
    SERVER_ERROR = "server-error"
    """The service answers with HTTP status 503."""
    INSUFFICIENT_CAPACITY = "insufficient-capacity"
    """The zone has no machines of that class left."""
    CRASH = "crash"
    """The creation ends."""


REPEATED = (Kind.THROTTLING, Kind.SERVER_ERROR)
"""What botocore tries again."""
ANSWERS = 2
"""Of these in a row, if the fault does not say how many: one less than botocore's standard mode tries."""
_FORM = re.compile(r"(?P<kind>[a-z-]+)(:(?P<answers>[1-9]\d*))?(@(?P<resource>\S+))?")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault, at one resource."""

    kind: Kind
    answers: int = 1
    """How many answers in a row are wrong."""
    resource: str | None = None
    """Logical name; None: the one half-way, and for a lack of capacity the first that needs machines."""

    def __str__(self) -> str:
        return f"{self.kind}@{self.resource}" if self.resource else self.kind.value


def parse(text: str) -> Fault:
    """A fault as it is written: `KIND[:ANSWERS][@RESOURCE]`.

    Raises:
        FaultError: it is not written so.
    """
    match = _FORM.fullmatch(text)
    if match is None or match["kind"] not in list(Kind):
        raise FaultError(
            f"--fault {text}: must be KIND, KIND:ANSWERS, KIND@RESOURCE or KIND:ANSWERS@RESOURCE; "
            f"KIND is one of {', '.join(Kind)}, ANSWERS says how often in a row, RESOURCE is a logical name"
        )
    kind = Kind(match["kind"])
    if kind not in REPEATED and match["answers"]:
        raise FaultError(f"--fault {text}: {kind} happens once; leave out `:{match['answers']}`")
    answers = int(match["answers"] or ANSWERS) if kind in REPEATED else 1
    return Fault(kind=kind, answers=answers, resource=match["resource"])


@dataclass(kw_only=True)
class Injected:
    """A fault and what has become of it."""

    fault: Fault
    left: int
    """Answers that are still to be wrong."""
    resource: str = ""
    """Where it happened; empty if it has not."""
    call: str = ""
    """The call that was answered so: `sqs CreateQueue`; empty for what is no answer."""


class Faults:
    """Says what goes wrong at the resource that is being created."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self.injected = [Injected(fault=fault, left=fault.answers) for fault in faults]
        self._name = ""
        self._half = False

    def at(self, resource: Resource, before: int, total: int) -> None:
        """Hear which resource comes next, how many came before and how many there are.

        Raises:
            Interruption: here the creation ends.
        """
        self._name, self._half = resource.name, 2 * (before + 1) > total
        if crash := self.next(Kind.CRASH):
            crash.left, crash.resource = 0, self._name
            raise Interruption

    def next(self, *kinds: Kind, anywhere: bool = False) -> Injected | None:
        """A fault of these kinds that is due at this resource. `anywhere`: it need not wait until half-way."""
        for injected in self.injected:
            fault = injected.fault
            if fault.kind not in kinds or not injected.left or injected.resource not in ("", self._name):
                continue
            if fault.resource == self._name or (fault.resource is None and (anywhere or self._half)):
                return injected
        return None

    def happened(self, injected: Injected, call: str) -> bool:
        """Note that a call is answered wrong now; False if another call of the resource is the one to suffer."""
        if injected.call not in ("", call) or not injected.left:
            return False
        injected.left -= 1
        injected.resource, injected.call = self._name, call
        return True

    def check_all_happened(self) -> None:
        """Say so if a fault had no occasion.

        Raises:
            FaultError: one did not happen.
        """
        idle = [injected.fault for injected in self.injected if not injected.resource]
        if idle:
            raise FaultError(
                f"--fault {', '.join(map(str, idle))}: did not happen: no such resource was created, or it makes "
                "no call that could be answered so; `floodgate preview STACK --full` lists the names"
            )
