"""A stack in the simulator, created once for all tests, and small resources for single ones."""

from __future__ import annotations

import copy
import functools
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.local.alicloud.cloud import AlicloudCloud
from infra.local.contract import Created, RefusedError, Wanted
from infra.local.creation import create
from infra.local.record import Creation
from infra.program import ROOT
from infra.settings import load
from tests.stacks import EVE, capacity

ACCOUNT = "1111222233334444"
REGION = "cn-shanghai"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A stack that was created in a simulator of its own."""

    creation: Creation
    cloud: AlicloudCloud


def made(stack: str) -> Stack:
    """Create it as it is on the eve of a campaign, when it has everything."""
    settings = load(stack, ROOT)
    cloud = AlicloudCloud(region=settings.config.region, account=settings.config.account.id, now=EVE)
    return Stack(
        creation=create(settings, capacity(stack, EVE), cloud, lambda *_: None, keep_going=True), cloud=cloud
    )


@functools.cache
def shared(stack: str) -> Stack:
    """Created once for everybody, so read it only."""
    return made(stack)


def own(stack: str) -> Stack:
    """One that may be changed, for less than it takes to create it again."""
    created = shared(stack)
    return Stack(creation=created.creation, cloud=copy.deepcopy(created.cloud))


def empty() -> AlicloudCloud:
    """A simulator in November 2026."""
    return AlicloudCloud(region=REGION, account=ACCOUNT, now=NOW)


def wanted(
    type_: str, logical: str = "orders", /, *, secret: frozenset[str] = frozenset(), **inputs: Any
) -> Wanted:
    """A resource; its type without `alicloud:`."""
    token = f"alicloud:{type_}"
    return Wanted(
        urn=f"urn:pulumi:test::floodgate::{token}::{logical}",
        type=token,
        name=logical,
        inputs=inputs,
        secret=secret,
    )


def add(cloud: AlicloudCloud, type_: str, logical: str = "orders", /, **inputs: Any) -> Created:
    """Create it, as the engine would."""
    asked = wanted(type_, logical, **inputs)
    named, findings = cloud.check(asked)
    assert findings == ()
    return cloud.create(wanted(type_, logical, **named))


def refused(cloud: AlicloudCloud, type_: str, logical: str = "orders", /, **inputs: Any) -> dict[str, str]:
    """Path -> what is wrong there; nothing if it would be created."""
    try:
        made_ = cloud.create(wanted(type_, logical, **inputs))
    except RefusedError as error:
        return {finding.property: finding.what for finding in error.findings}
    cloud.existing.remove(f"alicloud:{type_}", made_.id)
    return {}
