"""Asks the emulator what a resource is now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.aws import odd, paths, tags, template
from infra.local.aws.outputs import described
from infra.local.aws.readback import Reader
from infra.local.aws.records import Record, Records
from infra.local.aws.table import Kind, Read, Service
from infra.local.contract import CloudError, NotEmulated, Reading

_GONE = re.compile(r"NotFound|NoSuch|NotExist|NonExist|DoesNotExist|\A404\Z", re.IGNORECASE)
_NOT_READ = "no call of the table reads it"


def is_gone(error: CloudError) -> bool:
    """Whether an answer says that the resource does not exist."""
    return bool(_GONE.search(error.code))


@dataclass(kw_only=True)
class Observation:
    """One resource, asked about with the calls that its table names."""

    records: Records
    table: Service
    kind: Kind
    region: str
    known: Mapping[str, Any]
    """What the templates of the calls may name."""

    def read(self, sent: Mapping[str, Any], outputs: Mapping[str, Any]) -> Reading | None:
        """What the resource is now, of what was sent and came out; None: it is gone."""
        left = self._readable(sent)
        read: dict[str, Any] = {}
        unread: dict[str, str] = {}
        more: dict[str, Any] = {}
        for position, call in enumerate(self.kind.read):
            record = self._record(call)
            if position == 0 and (record is None or _over(call, record.value)):
                return None
            if record is None:
                continue
            more |= described(call.outputs, {**self.known, "answer": record.answer})
            found, lost = self._properties(call, record, left)
            read |= found
            unread |= lost
            left = {name: value for name, value in left.items() if name not in found and name not in lost}
        if isinstance(left.get("tags"), dict):
            read |= self._listed_tags()
        unread |= {name: self.kind.unread.get(name, _NOT_READ) for name in left if name not in read}
        every_tag = {"tagsAll": read["tags"]} if isinstance(read.get("tags"), dict) else {}
        return Reading(
            outputs=odd.finish(self.kind.odd, {**outputs, **more, **read, **every_tag}),
            read=frozenset(read),
            not_emulated=tuple(NotEmulated(path=path, why=unread[path]) for path in sorted(unread)),
        )

    def _readable(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        unsent = {path for path in self.kind.unsent if "." not in path} | {"region"}
        return {name: value for name, value in sent.items() if name not in unsent and value is not None}

    def _properties(
        self, call: Read, record: Record, left: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """Those of the properties left that this record tells, and those that the table says it does not."""
        names = {**self.kind.names, **call.names}
        mine = {name: value for name, value in left.items() if not call.takes or name in call.takes}
        # What the record was found by is read by finding it
        found_by = set(template.fields([call.with_, call.match]))
        found = {name: value for name, value in mine.items() if name in found_by}
        if isinstance(mine.get("tags"), dict) and "tags" not in self.kind.unread:
            del mine["tags"]
            told = None if self.kind.tags_listed else tags.tags_in(record.value, record.shape, names)
            found |= {} if told is None else {"tags": told}
        reader = Reader(names, {**self.kind.unsent, **self.kind.unread}, self.kind.same)
        rest = {name: value for name, value in mine.items() if name not in found}
        found |= reader.properties(rest, odd.decode(self.kind.odd, record.value), record.shape)
        return found, reader.unread

    def _listed_tags(self) -> dict[str, Any]:
        tagging = self.kind.tagging or self.table.tags
        if tagging is None or tagging.list is None or "tags" in self.kind.unread:
            return {}
        told = self.records.tags(str(self.known.get("arn")), self.region)
        if told is not None:
            return {"tags": told}
        tagged = template.text(self.kind.tagged, self.known)
        record = self.records.find(self.table.name, tagging.list, self.region, {**self.known, "tagged": tagged})
        return {"tags": tags.listed(record.value, record.shape) if record else {}}

    def _record(self, call: Read) -> Record | None:
        try:
            return self.records.find(self.table.name, call, self.region, self.known)
        except CloudError as error:
            if is_gone(error):
                return None
            raise


def _over(call: Read, record: Any) -> bool:
    """Whether the record tells of something that does not exist any more."""
    for at, ends in call.gone.items():
        value = paths.get(record, paths.parse(at))
        if value is not None and (not ends or str(value) in ends):
            return True
    return False
