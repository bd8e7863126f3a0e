"""Every cloud x capability, built once with the arguments of samples.py."""

from __future__ import annotations

import dataclasses
import functools
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from components.component import Component
from infra.preview.plan import Resource
from tests.components.harness import ALICLOUD, AWS, provision
from tests.components.samples import samples
from tests.components.values import values

CONTEXTS: dict[str, Any] = {"aws": AWS, "alicloud": ALICLOUD}
UNSUPPORTED = {("alicloud", "broadcast"), ("alicloud", "budget"), ("alicloud", "sms_sender")}
"""What a cloud does not have at all; its builder raises UnsupportedOnCloud."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One capability on one cloud."""

    cloud: str
    kind: type[Component[Any, Any]]

    def __str__(self) -> str:
        return f"{self.cloud}-{self.kind.__name__}"

    @property
    def capability(self) -> str:
        """The field of `Cloud` and the name of the files: `service_pool`."""
        return self.kind.__module__.rpartition(".")[2]

    @property
    def name(self) -> str:
        """The component's name in the sample."""
        return samples(self.cloud)[self.kind][0]

    @property
    def build(self) -> Callable[..., Any]:
        """The cloud's builder."""
        module = importlib.import_module(f"components.{self.cloud}.{self.capability}")
        return partial(getattr(module, f"build_{self.capability}"), CONTEXTS[self.cloud])


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a builder registered and returned."""

    component: Resource
    children: tuple[Resource, ...]
    outputs: Any


@functools.cache
def made(case: Case) -> Made:
    """The sample of one case, built once for all tests."""
    name, args = samples(case.cloud)[case.kind]
    (component, *children), outputs = provision(case.kind, name, args, case.build)
    return Made(component=component, children=tuple(children), outputs=outputs)


def _all() -> list[Case]:
    return [Case(cloud=cloud, kind=kind) for cloud in CONTEXTS for kind in samples(cloud)]


def build_sample(
    cloud: str, kind: type[Component[Any, Any]], change: Callable[[Any], Any] = lambda args: args
) -> tuple[list[Resource], Any]:
    """The sample of a capability with changed arguments: all resources (the component first) and its outputs."""
    case = Case(cloud=cloud, kind=kind)
    name, args = samples(cloud)[kind]
    return provision(kind, name, lambda: change(args()), case.build)


def resources_of(cloud: str, kind: type[Component[Any, Any]], **changes: Any) -> list[Resource]:
    """All that the sample of a capability registers, with changed arguments."""
    return build_sample(cloud, kind, lambda args: dataclasses.replace(args, **changes))[0]


def outputs_of(cloud: str, kind: type[Component[Any, Any]]) -> dict[str, Any]:
    """The outputs of the sample of a capability as plain values."""
    name, args = samples(cloud)[kind]
    return values(kind, name, args, Case(cloud=cloud, kind=kind).build)


CASES = [case for case in _all() if (case.cloud, case.capability) not in UNSUPPORTED]
MISSING = [case for case in _all() if (case.cloud, case.capability) in UNSUPPORTED]
every_case = pytest.mark.parametrize("case", CASES, ids=str)
"""Runs a test over everything that both clouds offer; ids like `aws-Queue`."""
