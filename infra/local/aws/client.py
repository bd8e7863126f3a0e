"""Connections to the emulated AWS: moto in this process, or an endpoint that is running already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import botocore.session
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.model import OperationModel, ServiceModel
from botocore.response import StreamingBody

from infra.local.aws.swift import swift
from infra.local.contract import Call, CloudError

_CONFIG: Any = {
    "core": {"mock_credentials": False},
    "iam": {"load_aws_managed_policies": True},
}
"""Of moto. The policies that AWS manages are attached by name, so they must be there."""


_CREDENTIAL = "local"
_ACCOUNT = "x-moto-account-id"
"""A header of moto."""


class Clients:
    """One client for each service and region, made when it is first used."""

    def __init__(self, *, account: str, endpoint: str | None = None) -> None:
        self.account = account
        self.endpoint = endpoint
        self._clients: dict[tuple[str, str], Any] = {}
        self._opened = ExitStack()
        self.session: Any = None

    def open(self) -> None:
        """Start moto in this process, unless there is an endpoint."""
        self._opened.enter_context(_environment(self.account))
        loader = self._start() if self.endpoint is None else None
        # Not before: a session takes over moto's hook when it is made
        self.session = botocore.session.Session()
        if loader is not None:
            self.session.register_component("data_loader", loader)
        # First, as moto answers at the same event
        self.session.get_component("event_emitter").register_first("before-send", self._say_account)

    def _start(self) -> Any:
        # Not at the top: nobody should wait for moto who has an endpoint
        from moto import mock_aws, settings  # noqa: PLC0415
        from moto.core.loaders import create_loader  # noqa: PLC0415

        # A certificate is issued at once, not after a minute
        self._opened.enter_context(patch.object(settings, "ACM_VALIDATION_WAIT", 0))
        self._opened.enter_context(mock_aws(config=_CONFIG))
        loader = create_loader()
        self._opened.enter_context(_accounts_apart())
        self._opened.enter_context(swift(loader))
        return loader

    def close(self) -> None:
        """Stop moto and forget everything in it; an endpoint is left as it is."""
        self._clients.clear()
        self._opened.close()

    def listen(self, event: str, hear: Callable[..., Any]) -> None:
        """Be asked at an event of botocore before the emulator is, in every client."""
        self.session.get_component("event_emitter").register_first(event, hear)
        for client in self._clients.values():
            client.meta.events.register_first(event, hear)

    def client(self, service: str, region: str) -> Any:
        """The client of a service (`ec2`) in a region."""
        key = service, region
        if key not in self._clients:
            self._clients[key] = self.session.create_client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                aws_access_key_id=_CREDENTIAL,
                aws_secret_access_key=_CREDENTIAL,
                config=Config(
                    s3={"addressing_style": "path"},
                    retries={"mode": "standard"},
                    # A server learns from the signature which service is meant. In this process only S3 looks at
                    # it, and the region is found in the name of the client
                    signature_version=UNSIGNED if self.endpoint is None and service != "s3" else None,
                    user_agent_extra=f"region/{region} local",
                ),
            )
        return self._clients[key]

    def operation(self, service: str, region: str, name: str) -> OperationModel:
        """What botocore knows of an operation (`CreateVpc`)."""
        model: ServiceModel = self.client(service, region).meta.service_model
        return model.operation_model(name)

    def call(
        self, service: str, region: str, name: str, parameters: dict[str, Any], masked: Callable[[Any], Any]
    ) -> dict[str, Any]:
        """Call an operation and return its answer.

        Raises:
            CloudError: it was refused, or the emulator failed. `masked` hides secrets in the parameters shown.
        """
        method = getattr(self.client(service, region), botocore.xform_name(name))
        with _explained(Call(service=service, operation=name, parameters=parameters), masked):
            answer: dict[str, Any] = method(**parameters)
        answer.pop("ResponseMetadata", None)
        return {
            name: value.read() if isinstance(value, StreamingBody) else value for name, value in answer.items()
        }

    def all_pages(
        self, service: str, region: str, name: str, parameters: dict[str, Any], masked: Callable[[Any], Any]
    ) -> dict[str, Any]:
        """The answer to a call with the lists of all its pages put together; raises as `call`."""
        paginator = self.client(service, region).get_paginator(botocore.xform_name(name))
        with _explained(Call(service=service, operation=name, parameters=parameters), masked):
            answer: dict[str, Any] = paginator.paginate(**parameters).build_full_result()
        return answer

    def pages(self, service: str, region: str, name: str) -> bool:
        """Whether an operation gives its answer in pages."""
        return bool(self.client(service, region).can_paginate(botocore.xform_name(name)))

    def _say_account(self, request: Any, **_: Any) -> None:
        request.headers[_ACCOUNT] = self.account


@contextmanager
def _environment(account: str) -> Iterator[None]:
    """Nothing of what is set up for a real account, so that no call can ever go there, and what moto reads."""
    ours = {
        "MOTO_ACCOUNT_ID": account,
        "MOTO_EC2_LOAD_DEFAULT_AMIS": "false",  # 2,600 images that nobody starts
        "AWS_ACCESS_KEY_ID": _CREDENTIAL,
        "AWS_SECRET_ACCESS_KEY": _CREDENTIAL,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    with patch.dict(os.environ, {**others, **ours}, clear=True):
        yield


@contextmanager
def _accounts_apart() -> Iterator[None]:
    """Let the header of a request decide which account is meant, even if the environment names one.

    So the clouds of two stacks may live in one process. Who sends no header means the one that was opened last.
    """
    from moto.core.responses import BaseResponse  # noqa: PLC0415

    named = BaseResponse.get_current_account

    def meant(response: BaseResponse) -> str:
        return response.headers.get(_ACCOUNT) or named(response)

    with patch.object(BaseResponse, "get_current_account", meant):
        yield


@contextmanager
def _explained(call: Call, masked: Callable[[Any], Any]) -> Iterator[None]:
    """Turn whatever goes wrong into the service's answer."""

    def explained(text: str, code: str) -> CloudError:
        shown = Call(service=call.service, operation=call.operation, parameters=masked(call.parameters))
        return CloudError(str(masked(text)), code=code, call=shown)

    try:
        yield
    except ClientError as error:
        said = error.response.get("Error", {})
        raise explained(said.get("Message") or str(error), str(said.get("Code", ""))) from None
    except BotoCoreError as error:
        raise explained(str(error), type(error).__name__) from None
    except Exception as error:  # moto runs in this process, and what it raises is not always an answer
        text = f"the emulator failed, which says nothing about the stack: {type(error).__name__}: {error}"
        raise explained(text, "EmulatorFailure") from error
