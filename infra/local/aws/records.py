"""Finds the record of one resource in what an API answers, for many resources in one answer while a pass lasts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from botocore.model import Shape

from infra.local.aws import paths, shapes, template
from infra.local.aws.client import Clients
from infra.local.aws.convert import Converter
from infra.local.aws.table import Read

_Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Record:
    """What an API says of one resource."""

    value: Any
    shape: Shape | None
    answer: dict[str, Any]
    """The whole answer that it is from."""


class Records:
    """What an emulator answers; remembers it while a pass lasts."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._answers: dict[_Key, dict[str, Any]] | None = None
        """What was asked in this pass -> the answer."""
        self._tags: dict[str, dict[str, dict[str, str]]] = {}
        """Region -> ARN -> tags, while a pass lasts."""
        self._indexes: dict[_Key, dict[_Key, Any]] = {}
        """The same and what records are matched by -> the records by that."""

    @contextmanager
    def one_pass(self) -> Iterator[None]:
        """Ask once for what tells about several resources."""
        self._answers = {}
        try:
            yield
        finally:
            self._answers = None
            self._indexes = {}
            self._tags = {}

    def find(self, service: str, call: Read, region: str, known: Mapping[str, Any]) -> Record | None:
        """The record that a call tells of; None if there is none.

        Raises:
            CloudError: the call was refused, perhaps because there is no such resource.
        """
        asked, answer = self._answer(service, call, region, known)
        if call.needs and not paths.get(answer, paths.parse(call.needs)):
            return None
        path = paths.parse(call.record)
        shape = shapes.at(self._clients.operation(service, region, call.call).output_shape, path)
        if call.match:
            wanted = tuple(str(template.fill(text, known)) for text in call.match.values())
            value, shape = self._index(asked, call, answer).get(wanted), shapes.element(shape)
        else:
            value = paths.get(answer, path)
        return None if value is None else Record(value=value, shape=shape, answer=answer)

    def _answer(
        self, service: str, call: Read, region: str, known: Mapping[str, Any]
    ) -> tuple[_Key, dict[str, Any]]:
        said = call.with_ if self._answers is not None else {**call.with_, **call.one}
        shape = self._clients.operation(service, region, call.call).input_shape
        parameters = Converter({}).value(template.fill(said, known) or {}, shape) if shape else {}
        return self.ask(service, region, call.call, parameters, paged=bool(call.match))

    def ask(
        self, service: str, region: str, operation: str, parameters: dict[str, Any], *, paged: bool
    ) -> tuple[_Key, dict[str, Any]]:
        """What names the question, and the answer; while a pass lasts each question is asked once.

        Raises:
            CloudError: the call was refused.
        """
        asked = (service, region, operation, json.dumps(parameters, sort_keys=True, default=str))
        if self._answers is not None and asked in self._answers:
            return asked, self._answers[asked]
        call = self._clients.call
        if paged and self._clients.pages(service, region, operation):
            call = self._clients.all_pages
        answer = call(service, region, operation, parameters, lambda value: value)
        if self._answers is not None:
            self._answers[asked] = answer
        return asked, answer

    def tags(self, arn: str, region: str) -> dict[str, str] | None:
        """The tags of a resource as all services together list them, which saves a call for each resource; None
        outside of a pass, and for what is not on that list: without tags, or of a kind that it leaves out."""
        if self._answers is None:
            return None
        if region not in self._tags:
            said = {"ResourcesPerPage": 100}
            listed = self._clients.all_pages(
                "resourcegroupstaggingapi", region, "GetResources", said, lambda it: it
            )
            self._tags[region] = {
                found["ResourceARN"]: {tag["Key"]: tag["Value"] for tag in found["Tags"]}
                for found in listed["ResourceTagMappingList"]
            }
        return self._tags[region].get(arn)

    def _index(self, asked: _Key, call: Read, answer: dict[str, Any]) -> dict[_Key, Any]:
        key = (*asked, call.record, *call.match)
        if key not in self._indexes:
            keys = [paths.parse(at) for at in call.match]
            records = paths.get(answer, paths.parse(call.record)) or []
            index = {tuple(str(paths.get(record, key)) for key in keys): record for record in reversed(records)}
            if self._answers is None:
                return index
            self._indexes[key] = index
        return self._indexes[key]
