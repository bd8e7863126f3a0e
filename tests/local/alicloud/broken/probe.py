"""Tries every broken variation at the moment at which a real creation of the stack reaches its resource."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass, replace

from infra.local.alicloud.cloud import AlicloudCloud
from infra.local.contract import Finding, RefusedError, Wanted
from infra.local.creation import create
from infra.local.record import Creation
from infra.program import ROOT
from infra.settings import load
from tests.local.alicloud.broken import BROKEN
from tests.local.variation import Broken
from tests.stacks import LIVE_EVE, capacity

STACK = "prod-alicloud"
STRANGERS = (
    ("vpc/network:Network", {"cidrBlock": "172.16.0.0/12"}),
    ("vpc/switch:Switch", {"vpcId": "network", "cidrBlock": "172.16.0.0/24", "zoneId": "cn-shanghai-m"}),
    ("ecs/securityGroup:SecurityGroup", {"vpcId": "network"}),
    ("ecs/eipAddress:EipAddress", {}),
    (
        "alb/serverGroup:ServerGroup",
        {
            "vpcId": "network",
            "serverGroupName": "stranger",
            "healthCheckConfig": {"healthCheckEnabled": False},
        },
    ),
)
"""Another network in the same account, with something of each kind in it."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of one variation."""

    broken: Broken
    findings: tuple[Finding, ...]

    @property
    def noticed(self) -> bool:
        """The right resource and property are blamed."""
        blamed = f"alicloud:{self.broken.type} {self.broken.name}"
        path = self.broken.blamed
        return any(found.resource == blamed and found.property == path for found in self.findings)


class Probe(AlicloudCloud):
    """Before it creates a resource it tries the broken variations of it; what is refused leaves no trace."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.tried: list[Tried] = []
        self._variations: defaultdict[str, list[Broken]] = defaultdict(list)
        for broken in BROKEN:
            self._variations[f"alicloud:{broken.type} {broken.name}"].append(broken)
        ids: dict[str, str] = {}
        for type_, inputs in STRANGERS:
            known = {
                key: ids.get(value, value) if isinstance(value, str) else value for key, value in inputs.items()
            }
            wanted = Wanted(urn=f"urn:{type_}", type=f"alicloud:{type_}", name="stranger", inputs=known)
            ids[type_.split("/")[1].split(":")[0]] = super().create(wanted).id

    def create(self, wanted: Wanted):
        for broken in self._variations.pop(f"{wanted.type} {wanted.name}", ()):
            self._try(broken, replace(wanted, inputs=broken.inputs(wanted.inputs, self.existing)))
        return super().create(wanted)

    def _try(self, broken: Broken, wanted: Wanted) -> None:
        try:
            made = super().create(wanted)
        except RefusedError as error:
            self.tried.append(Tried(broken=broken, findings=error.findings))
        else:
            self.existing.remove(wanted.type, made.id)
            self.tried.append(Tried(broken=broken, findings=()))


@functools.cache
def probed() -> tuple[Creation, Probe]:
    """The stack before a live sale, when it has everything, created with all variations tried on the way."""
    settings = load(STACK, ROOT)
    cloud = Probe(region=settings.config.region, account=settings.config.account.id, now=LIVE_EVE)
    return create(settings, capacity(settings.name, LIVE_EVE), cloud, lambda *_: None, keep_going=True), cloud
