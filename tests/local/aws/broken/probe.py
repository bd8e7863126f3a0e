"""Tries every broken variation at the moment at which a real creation of the stack reaches its resource."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from string import ascii_lowercase, digits
from typing import Any

from infra.local import constraints, schema_check
from infra.local.aws.cloud import AwsCloud
from infra.local.aws.refusals import refusals
from infra.local.aws.table import service, services
from infra.local.contract import CloudError, Created, Finding, RefusedError, Wanted
from infra.local.creation import create
from infra.local.record import Creation
from infra.program import ROOT
from infra.settings import load
from tests.local.aws.broken import BROKEN
from tests.local.variation import Broken
from tests.stacks import LIVE_EVE, capacity

STACK = "prod-aws"
STRANGERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ec2/vpc:Vpc", {"cidrBlock": "172.16.0.0/16"}),
    ("ec2/subnet:Subnet", {"vpcId": "vpc", "cidrBlock": "172.16.0.0/24", "availabilityZone": "eu-central-1b"}),
    ("ec2/securityGroup:SecurityGroup", {"vpcId": "vpc", "description": "stranger", "name": "stranger"}),
    ("ec2/routeTable:RouteTable", {"vpcId": "vpc"}),
    (
        "iam/role:Role",
        {
            "name": "stranger",
            "assumeRolePolicy": '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", '
            '"Principal": {"Service": "ecs.amazonaws.com"}}}',
        },
    ),
    (
        "rds/clusterParameterGroup:ClusterParameterGroup",
        {"family": "aurora-postgresql16", "name": "stranger", "description": "stranger"},
    ),
    (
        "elasticache/parameterGroup:ParameterGroup",
        {"family": "redis7", "name": "stranger", "description": "stranger"},
    ),
)
"""Another network in the same account, a role for another service, what suits other engines; `vpc` stands for the
id of the first."""


class Finder(StrEnum):
    """Who notices, in the order in which they look."""

    SCHEMA = "the SDK's schema"
    PROVIDER = "the provider's rules"
    RULES = "our rules"
    MODEL = "botocore's model"
    MOTO = "moto"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of one variation."""

    broken: Broken
    finder: Finder
    findings: tuple[Finding, ...] = ()
    answer: str = ""
    """Of moto."""

    @property
    def right(self) -> bool:
        """The right resource and property are blamed; moto, which knows no properties, must quote the value."""
        if self.finder is Finder.MOTO:
            return str(self.broken.value) in self.answer
        blamed = f"aws:{self.broken.type} {self.broken.name}"
        return any(found.resource == blamed and found.property == self.broken.blamed for found in self.findings)


class Probe(AwsCloud):
    """Before it creates a resource it tries the broken variations of it; what is created is deleted again."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tried: list[Tried] = []
        self._variations: defaultdict[str, list[Broken]] = defaultdict(list)
        for broken in BROKEN:
            self._variations[f"aws:{broken.type} {broken.name}"].append(broken)
        vpc = ""
        for type_, inputs in STRANGERS:
            known = {key: vpc if value == "vpc" else value for key, value in inputs.items()}
            created = super().create(
                Wanted(urn=f"urn:{type_}", type=f"aws:{type_}", name="stranger", inputs=known)
            )
            vpc = vpc or created.id

    def create(self, wanted: Wanted) -> Created:
        for broken in self._variations.pop(f"{wanted.type} {wanted.name}", ()):
            self.tried.append(
                self._try(broken, replace(wanted, inputs=broken.inputs(wanted.inputs, self.existing)))
            )
        return super().create(wanted)

    def _try(self, broken: Broken, wanted: Wanted) -> Tried:
        for finder, findings in (
            (Finder.SCHEMA, schema_check.findings(wanted)),
            (Finder.PROVIDER, constraints.findings(wanted)),
            (Finder.RULES, refusals(wanted, self.existing)),
        ):
            if findings:
                return Tried(broken=broken, finder=finder, findings=findings)
        wanted = self._under_another_name(wanted)
        try:
            created = super().create(wanted)
        except RefusedError as error:
            return Tried(broken=broken, finder=Finder.MODEL, findings=error.findings)
        except CloudError as error:
            return Tried(broken=broken, finder=Finder.MOTO, answer=str(error))
        self.delete(wanted.type, created.id, created.outputs)
        return Tried(broken=broken, finder=Finder.NOBODY)

    def _under_another_name(self, wanted: Wanted) -> Wanted:
        """What is left of a creation that fails half-way must not stand in the way of the good resource."""
        property_ = service(services()[wanted.type]).types[wanted.type].autoname
        name = wanted.inputs.get(property_)
        if not name:
            return wanted
        before = sum(
            (each.broken.type, each.broken.name) == (wanted.type.removeprefix("aws:"), wanted.name)
            for each in self.tried
        )
        last = [letter for letter in ascii_lowercase + digits if letter != name[-1]]
        other = name[:-1] + last[before % len(last)]  # no longer than the name, and another one each time
        return replace(wanted, inputs=wanted.inputs | {property_: other})


@functools.cache
def probed() -> tuple[Creation, Probe]:
    """The stack before a live sale, when it has everything, created with all variations tried on the way."""
    settings = load(STACK, ROOT)
    account = settings.config.account
    assert account.zone_id
    cloud = Probe(
        region=settings.config.region, account=account.id, zones={account.zone_id: settings.config.stack.domain}
    )
    try:
        return create(settings, capacity(settings.name, LIVE_EVE), cloud, lambda *_: None, keep_going=True), cloud
    finally:
        cloud.close()
