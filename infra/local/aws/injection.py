"""Answers in the place of a service, below botocore, so that botocore itself decides what to try again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.model import OperationModel, StructureShape

from infra.local.aws.client import Clients
from infra.local.faults import Faults, Kind

_THROTTLING = {"ec2": "RequestLimitExceeded", "s3": "SlowDown", "query": "Throttling", "rest-xml": "Throttling"}
"""Service or protocol -> the code it throttles with; all others say `ThrottlingException`. botocore knows them all
(botocore/retries/standard.py)."""

_NOWHERE = "http://fault.invalid/"


@dataclass(frozen=True, kw_only=True)
class _Answer:
    status: int
    code: str
    message: str


class Injection:
    """Stands between botocore and the emulator."""

    def __init__(self, clients: Clients, faults: Faults) -> None:
        self._faults = faults
        self._model: OperationModel | None = None
        clients.listen("before-call", self._called)
        clients.listen("before-send", self._sent)

    def _called(self, model: OperationModel, **_: Any) -> None:
        self._model = model

    def _sent(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
        """An answer in the emulator's place, or None to let the request through."""
        model = self._model
        assert model is not None
        answer = self._lack(model) or self._disturbance(model)
        if answer is None:
            return None
        service = model.service_model
        headers, body = _encoded(service.resolved_protocol or "", answer)
        # botocore asks everybody and takes the first answer: the emulator must not do it all the same. The next
        # try gets a request of its own
        request.url = _NOWHERE
        return AWSResponse(_NOWHERE, answer.status, HTTPHeaders.from_dict(headers), _Body(body))

    def _disturbance(self, model: OperationModel) -> _Answer | None:
        injected = self._faults.next(Kind.THROTTLING, Kind.SERVER_ERROR)
        if injected is None or not self._faults.happened(injected, _call(model)):
            return None
        if injected.fault.kind is Kind.SERVER_ERROR:
            return _Answer(status=503, code="ServiceUnavailable", message="The service is unavailable.")
        service = model.service_model
        code = _THROTTLING.get(service.service_name) or _THROTTLING.get(
            service.resolved_protocol or "", "ThrottlingException"
        )
        return _Answer(
            status=503 if code in ("RequestLimitExceeded", "SlowDown") else 400, code=code, message="Rate exceeded"
        )

    def _lack(self, model: OperationModel) -> _Answer | None:
        """The error that the service's own model has for it; a call without one buys no machines."""
        errors = [
            error.error_code
            for error in model.error_shapes
            if isinstance(error, StructureShape)
            and error.name.startswith("Insufficient")
            and "Capacity" in error.name
        ]
        injected = self._faults.next(Kind.INSUFFICIENT_CAPACITY, anywhere=True) if errors else None
        if injected is None or not self._faults.happened(injected, _call(model)):
            return None
        message = "We currently do not have sufficient capacity in the zone you requested."
        return _Answer(status=400, code=errors[0], message=message)


def _call(model: OperationModel) -> str:
    return f"{model.service_model.service_name} {model.name}"


class _Body:
    """What botocore expects of a connection."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: Any) -> list[bytes]:
        """All in one piece."""
        return [self._body]


def _encoded(protocol: str, answer: _Answer) -> tuple[dict[str, str], bytes]:
    """Headers and body of an error in a protocol of AWS."""
    fields = {"__type": answer.code, "message": answer.message}
    if protocol == "smithy-rpc-v2-cbor":
        pairs = b"".join(_cbor_text(text) for pair in fields.items() for text in pair)
        return {"smithy-protocol": "rpc-v2-cbor"}, bytes([0xA0 + len(fields)]) + pairs
    if protocol in ("json", "rest-json"):
        return {"x-amzn-errortype": answer.code}, json.dumps(fields).encode()
    error = f"<Error><Code>{answer.code}</Code><Message>{answer.message}</Message></Error>"
    if protocol == "ec2":
        return {}, f"<Response><Errors>{error}</Errors></Response>".encode()
    return {}, f"<ErrorResponse>{error}</ErrorResponse>".encode()


def _cbor_text(text: str) -> bytes:
    """A text of less than 256 bytes (RFC 8949, section 3.1: major type 3, one byte of length)."""
    data = text.encode()
    return bytes([0x78, len(data)]) + data
