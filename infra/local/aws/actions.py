"""Performs the calls of the tables for one resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from botocore.model import Shape

from infra.local.aws import template
from infra.local.aws.client import Clients
from infra.local.aws.convert import Converter
from infra.local.aws.outputs import described
from infra.local.aws.refusals.model import model_findings
from infra.local.aws.secrets import mask
from infra.local.aws.table import Call, Kind, Service
from infra.local.contract import RefusedError, Wanted


@dataclass(kw_only=True)
class Actions:
    """The calls for one resource; collects what they could not carry."""

    clients: Clients
    service: Service
    kind: Kind
    region: str
    wanted: Wanted
    homeless: set[str] = field(default_factory=set)
    """Paths of properties that a call was to carry and has no parameter for."""

    def call(self, call: Call, known: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
        """Call it with what the table says and these properties, and return the answer.

        Raises:
            RefusedError: a parameter is outside of what the service's model allows.
            CloudError: the service refused it.
        """
        for question in call.asking:
            answer = self._once(question, known, {})
            known = {**known, **described(question.outputs, {**known, "answer": answer})}
        if call.each:
            for item in properties.get(call.each) or ():
                self._once(call, {**known, "item": item}, item if isinstance(item, dict) else {})
            return {}
        return self._once(call, known, properties)

    def judged(self, call: Call, known: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of a call.

        Raises:
            RefusedError: one is outside of what the service's model allows.
        """
        parameters = self.parameters(call, known, properties)
        found = model_findings(self.wanted, self.shape(call), parameters)
        if found:
            raise RefusedError(found)
        return parameters

    def parameters(self, call: Call, known: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of a call."""
        shape = self.shape(call)
        if shape is None:
            return {}
        converter = self._converter(call)
        said = converter.value(template.fill(call.with_, known) or {}, shape)
        result = converter.parameters(shape, properties, under=call.under, into=said)
        self.homeless |= set(converter.homeless)
        return result

    def carried(self, call: Call, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the properties that this call carries: what it takes, or else what no later call takes."""
        said = said_in(call)
        if call.takes:
            return {name: value for name, value in properties.items() if name in call.takes and name not in said}
        taken = {name for each in self.kind.after for name in each.takes}
        return {name: value for name, value in properties.items() if name not in taken and name not in said}

    def placed(self, call: Call, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the properties that this call carries and has a parameter for."""
        shape = self.shape(call)
        if shape is None:
            return {}
        converter = self._converter(call)
        return {
            name: value
            for name, value in self.carried(call, properties).items()
            if converter.place(shape, name, call.under) is not None
        }

    def shape(self, call: Call) -> Shape | None:
        """Of the parameters of a call; None if it has none."""
        return self.clients.operation(self.service.name, self.region, call.call).input_shape

    def _once(self, call: Call, known: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
        parameters = self.judged(call, known, properties)
        return self.clients.call(self.service.name, self.region, call.call, parameters, self._masked)

    def _converter(self, call: Call) -> Converter:
        return Converter({**self.kind.names, **call.names})

    @cached_property
    def _masked(self) -> Any:
        return mask(self.wanted.inputs, self.wanted.secret)


def said_in(call: Call) -> set[str]:
    """The properties that the parameters of a call name."""
    return {path.split(".")[0].split("[")[0] for path in template.fields(call.with_)}
