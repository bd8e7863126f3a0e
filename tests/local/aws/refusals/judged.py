"""Judges small resources beside a few others."""

from __future__ import annotations

from typing import Any

from infra.local.aws.refusals import refusals
from infra.local.contract import Created, Wanted
from infra.local.existing import Existing

ACCOUNT = "111122223333"
REGION = "eu-central-1"
MADE_BY_AWS = ("arn", "masterUserSecrets")
GONE = object()
"""In the place of a value: the property is left out."""


def beside(*resources: tuple[str, str, dict[str, Any]]) -> Existing:
    """What exists: type without the package, id and properties of each. The first has the ARN of a VPC, so region
    and account are known."""
    existing = Existing()
    vpc = (
        "ec2/vpc:Vpc",
        "vpc-1",
        {"arn": f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc/vpc-1", "cidrBlock": "10.0.0.0/16"},
    )
    for type_, id_, properties in (vpc, *resources):
        inputs = {key: value for key, value in properties.items() if key not in MADE_BY_AWS}
        wanted = Wanted(urn=f"urn:{type_}:{id_}", type=f"aws:{type_}", name=id_, inputs=inputs)
        existing.add(wanted, Created(id=id_, outputs=properties))
    return existing


def refused(type_: str, inputs: dict[str, Any], existing: Existing) -> dict[str, str]:
    """Property -> what is wrong with it."""
    kept = {key: value for key, value in inputs.items() if value is not GONE}
    wanted = Wanted(urn="urn:subject", type=f"aws:{type_}", name="subject", inputs=kept)
    return {finding.property: finding.what for finding in refusals(wanted, existing)}
