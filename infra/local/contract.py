"""What a local cloud can do with a resource: the same on both clouds, for `floodgate up` and for the engine.

Values are plain JSON data under the SDK's camelCase names; secrets are plain too, their paths stand beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Inputs = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A resource to create, all its inputs known."""

    urn: str
    type: str
    name: str
    """Logical name."""
    inputs: Inputs
    secret: frozenset[str] = frozenset()
    """Paths of secret inputs, for example `masterPassword`: never printed."""


@dataclass(frozen=True, kw_only=True)
class NotEmulated:
    """A property that was asked for and that the local cloud does not do."""

    path: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Created:
    """What a cloud answered."""

    id: str
    outputs: dict[str, Any]
    """All inputs, with everything that the cloud adds: ARNs, endpoints, generated names."""
    not_emulated: tuple[NotEmulated, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a cloud says of a resource when asked again."""

    outputs: dict[str, Any]
    """Those of the creation, overlaid with what was really read."""
    read: frozenset[str]
    """Top-level input properties that were really read back: only these can be verified."""
    not_emulated: tuple[NotEmulated, ...] = ()
    """Sent, but not kept by the emulator."""

    def asked(self, name: str, sent: Any, known: Mapping[str, Any]) -> Any:
        """What the cloud says now of an input, without what it has made inside it.

        `known` are the outputs of the creation: what stands in them inside an input, and was not sent, is made by
        the cloud (the tokens of `dkimSigningAttributes`). It is no input and no difference; a tag that somebody
        has added since is.
        """
        return _without_made(sent, self.outputs.get(name), known.get(name))


def _without_made(sent: Any, now: Any, known: Any) -> Any:
    if not (isinstance(sent, Mapping) and isinstance(now, Mapping) and isinstance(known, Mapping)):
        return now
    return {
        key: _without_made(sent[key], value, known.get(key)) if key in sent else value
        for key, value in now.items()
        if key in sent or key not in known
    }


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What a change of inputs does."""

    updates: tuple[str, ...] = ()
    """Top-level properties that change in place."""
    replaces: tuple[str, ...] = ()
    """Top-level properties whose change replaces the resource."""
    delete_before_replace: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that the real cloud would refuse."""

    resource: str
    """Type and logical name: `aws:sqs/queue:Queue orders-queue`."""
    property: str
    """Path of the input, or `` for the resource as a whole."""
    what: str
    """One clause, lower case: `must be between 0 and 43200`."""
    given: str
    """The value as shown to people; `[secret]` if it is one."""
    fix: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One API call as it is shown to people."""

    service: str
    operation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """Secrets masked."""


class CloudError(Exception):
    """The cloud refused a call; the text is its answer."""

    def __init__(self, answer: str, *, code: str = "", call: Call | None = None) -> None:
        super().__init__(answer)
        self.code = code
        self.call = call


class RefusedError(Exception):
    """The emulator would take it, the real cloud would not."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{found.property or found.resource} {found.what}" for found in findings))
        self.findings = findings


class LocalCloud(Protocol):
    """One emulated cloud with everything that was created in it."""

    package: str
    """Of the provider: `aws` or `alicloud`."""
    simulated: bool
    """True: no API is called at all, and every line about it must say so."""

    def check(self, wanted: Wanted) -> tuple[Inputs, tuple[Finding, ...]]:
        """The inputs with generated names filled in, and what is wrong with them taken alone."""
        ...

    def create(self, wanted: Wanted) -> Created:
        """Create it.

        Raises:
            RefusedError: the real cloud would refuse it.
            CloudError: the emulated cloud refused it.
        """
        ...

    def read(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> Reading | None:
        """Ask for it again; None: it is gone. `outputs` are those of the creation."""
        ...

    def difference(self, type_: str, old_inputs: Inputs, news: Inputs) -> Difference:
        """Which properties change, and which changes replace."""
        ...

    def update(self, wanted: Wanted, id_: str, old_inputs: Inputs, outputs: Mapping[str, Any]) -> Created:
        """Change it in place to what is wanted now; raises as `create`."""
        ...

    def delete(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> str:
        """Delete it; what is gone already is no error.

        What the emulator cannot delete counts as done, and the answer says why it still exists; else it is empty.
        """
        ...

    def invoke(self, token: str, arguments: Inputs) -> dict[str, Any]:
        """Answer a data source; raises CloudError for one it does not know."""
        ...
