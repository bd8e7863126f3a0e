"""A local cloud in a few lines, for what works with any: it keeps what it is given and adds an id and an ARN."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from infra.local.contract import CloudError, Created, Difference, Finding, Inputs, NotEmulated, Reading, Wanted


class FakeCloud:
    """Everything works, unless `refuse` or `check_refuses` says otherwise."""

    package = "aws"

    def __init__(
        self,
        *,
        refuse: Callable[[Wanted], None] = lambda wanted: None,
        findings: Callable[[Wanted], tuple[Finding, ...]] = lambda wanted: (),
        outputs: Callable[[Wanted], dict[str, Any]] = lambda wanted: {},
        simulated: bool = False,
    ) -> None:
        self.simulated = simulated
        self.wanted: list[Wanted] = []
        """In the order of their creation."""
        self.kept: dict[str, dict[str, Any]] = {}
        """Id -> what a reading gives; tests change it to what an emulator would have made of it."""
        self.unread: set[str] = set()
        self.not_emulated: dict[str, str] = {}
        """Property -> why; whatever resource has it."""
        self._refuse = refuse
        self._findings = findings
        self._outputs = outputs

    def check(self, wanted: Wanted) -> tuple[Inputs, tuple[Finding, ...]]:
        """Fill in the name."""
        return {"name": f"{wanted.name}-1234567"} | wanted.inputs, self._findings(wanted)

    def create(self, wanted: Wanted) -> Created:
        """The id is the logical name."""
        self._refuse(wanted)
        self.wanted.append(wanted)
        id_ = f"{wanted.name}-id"
        outputs = wanted.inputs | {"arn": f"arn:aws:fake:::{wanted.name}"} | self._outputs(wanted)
        outputs = {key: value for key, value in outputs.items() if value is not None}
        self.kept[id_] = outputs
        lost = tuple(
            NotEmulated(path=path, why=why) for path, why in self.not_emulated.items() if path in wanted.inputs
        )
        return Created(id=id_, outputs=outputs, not_emulated=lost)

    def read(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> Reading | None:
        """All that is kept."""
        if id_ not in self.kept:
            return None
        read = frozenset(self.kept[id_]) - self.unread
        return Reading(outputs=dict(outputs) | {key: self.kept[id_].get(key) for key in read}, read=read)

    def difference(self, type_: str, old_inputs: Inputs, news: Inputs) -> Difference:
        """Every change is one in place."""
        keys = sorted(old_inputs.keys() | news.keys())
        return Difference(updates=tuple(key for key in keys if old_inputs.get(key) != news.get(key)))

    def update(self, wanted: Wanted, id_: str, old_inputs: Inputs, outputs: Mapping[str, Any]) -> Created:
        """As if it had been created so."""
        return replace(self.create(wanted), id=id_)

    def delete(self, type_: str, id_: str, outputs: Mapping[str, Any]) -> str:
        """Forget it."""
        self.kept.pop(id_, None)
        return ""

    def invoke(self, token: str, arguments: Inputs) -> dict[str, Any]:
        """It knows nothing that could be asked for."""
        raise CloudError(f"{token} is not here")
