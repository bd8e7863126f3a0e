"""Reads back everything that was created and compares it with what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from infra.local.contract import CloudError, LocalCloud, NotEmulated
from infra.local.record import Creation, Made
from infra.local.show import show
from infra.preview.paths import within
from infra.preview.plan import SECRET


@dataclass(frozen=True, kw_only=True)
class Unequal:
    """A property that is not what was sent; values as shown to people."""

    property: str
    sent: str
    read: str


@dataclass(frozen=True, kw_only=True)
class ReadBack:
    """What the cloud says of one resource when asked again. All properties are top-level inputs."""

    made: Made
    exists: bool
    problem: str = ""
    """The cloud's answer if it could not be asked."""
    verified: tuple[str, ...] = ()
    unequal: tuple[Unequal, ...] = ()
    unread: tuple[str, ...] = ()
    """Sent, but the cloud does not tell: nobody can say whether they are right."""
    not_emulated: tuple[NotEmulated, ...] = ()
    """Not sent, or not kept; whole properties or parts of one."""


@dataclass(frozen=True, kw_only=True)
class Wire:
    """A connection between resources that was looked at from outside, as an operator would."""

    resource: str
    """Logical name, or the cloud's own where nobody has made it."""
    what: str
    """What should be: `its instances are in the zones asked for`."""
    found: str = ""
    """What is instead; empty if all is well."""


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Whether what was created is what was asked for."""

    read_back: tuple[ReadBack, ...]
    wires: tuple[Wire, ...] = ()

    @property
    def missing(self) -> tuple[ReadBack, ...]:
        """What is not there, or could not be asked for."""
        return tuple(item for item in self.read_back if not item.exists)

    @property
    def unequal(self) -> tuple[tuple[ReadBack, Unequal], ...]:
        """Every property that differs."""
        return tuple((item, unequal) for item in self.read_back for unequal in item.unequal)

    @property
    def loose(self) -> tuple[Wire, ...]:
        """Connections that lead nowhere, or elsewhere."""
        return tuple(wire for wire in self.wires if wire.found)

    @property
    def verified(self) -> int:
        """Properties that read back as they were sent."""
        return sum(len(item.verified) for item in self.read_back)

    @property
    def sent(self) -> int:
        """Properties that a call carried."""
        return sum(len(item.verified) + len(item.unequal) + len(item.unread) for item in self.read_back)

    @property
    def not_emulated(self) -> int:
        """Properties, or parts of one, that the local cloud does not do."""
        return sum(len(item.not_emulated) for item in self.read_back)

    @property
    def holds(self) -> bool:
        """Everything exists, nothing differs, every connection leads where it should."""
        return not (self.missing or self.unequal or self.loose)


def read_back(creation: Creation, cloud: LocalCloud) -> tuple[ReadBack, ...]:
    """Ask for everything that was created."""
    return tuple(_read(made, cloud) for made in creation.created)


def _read(made: Made, cloud: LocalCloud) -> ReadBack:
    assert made.created is not None
    assert made.wanted is not None
    created, wanted = made.created, made.wanted
    try:
        reading = cloud.read(wanted.type, created.id, created.outputs)
    except CloudError as error:
        return ReadBack(made=made, exists=False, problem=str(error), not_emulated=created.not_emulated)
    if reading is None:
        return ReadBack(made=made, exists=False, not_emulated=created.not_emulated)
    unsent = {one.path for one in created.not_emulated}
    sent = [name for name in wanted.inputs if name not in unsent and "" not in unsent]
    read = [name for name in sent if name in reading.read]
    now = {name: reading.asked(name, wanted.inputs[name], created.outputs) for name in read}
    unequal = [name for name in read if now[name] != wanted.inputs[name]]
    return ReadBack(
        made=made,
        exists=True,
        verified=tuple(name for name in read if name not in unequal),
        unequal=tuple(_unequal(made, name, now[name]) for name in unequal),
        unread=tuple(name for name in sent if name not in reading.read),
        not_emulated=_once([*created.not_emulated, *reading.not_emulated]),
    )


def _unequal(made: Made, name: str, read: object) -> Unequal:
    assert made.wanted is not None
    if any(within(path, name) for path in made.wanted.secret):
        return Unequal(property=name, sent=SECRET, read=SECRET)
    return Unequal(property=name, sent=show(made.wanted.inputs[name]), read=show(read))


def _once(found: Iterable[NotEmulated]) -> tuple[NotEmulated, ...]:
    """By path, with the first reason of each: what was not sent is not kept either."""
    reasons: dict[str, NotEmulated] = {}
    for one in found:
        reasons.setdefault(one.path, one)
    return tuple(reasons[path] for path in sorted(reasons))
