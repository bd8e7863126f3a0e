"""The rules' tables name types and properties that the SDK has, and every reference that the stacks make."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from infra.local import schema
from infra.local.aws.refusals import documented, documents, grants, judge, placement, references
from infra.local.aws.refusals.subject import Subject
from infra.local.contract import Wanted
from infra.local.existing import Existing
from tests.stacks import STACKS, planned

AWS = [stack for stack in STACKS if stack.endswith("-aws")]
_INDEX = re.compile(r"\[\d+\]")

NOT_IN_THE_TABLE = {
    ("aws:autoscaling/group:Group", "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.version"): (
        "scaling.template_version"
    ),
    ("aws:ec2/launchTemplate:LaunchTemplate", "userData"): "a script",
    (
        "aws:ecs/taskDefinition:TaskDefinition",
        "containerDefinitions",
    ): "a document that ECS reads",
    ("aws:route53/record:Record", "aliases[].zoneId"): "records.alias",
    ("aws:route53/record:Record", "name"): "a name",
    ("aws:secretsmanager/secretRotation:SecretRotation", "secretId"): "an ARN, judged by its form",
    ("aws:autoscaling/policy:Policy", "targetTrackingConfiguration"): "metrics may be of things that do not exist",
    ("aws:cloudfront/distribution:Distribution", "origins[].domainName"): "any host name is an origin",
    ("aws:cloudwatch/dashboard:Dashboard", "dashboardBody"): "metrics may be of things that do not exist",
    ("aws:cloudwatch/metricAlarm:MetricAlarm", "dimensions"): "metrics may be of things that do not exist",
    ("aws:cloudwatch/metricAlarm:MetricAlarm", "metricQueries"): "metrics may be of things that do not exist",
    ("aws:elasticache/replicationGroup:ReplicationGroup", "finalSnapshotIdentifier"): "a name for later",
    ("aws:rds/cluster:Cluster", "finalSnapshotIdentifier"): "a name for later",
    ("aws:route53/record:Record", "records[]"): "any value is a record",
    ("aws:scheduler/schedule:Schedule", "target.input"): "words for the target",
    ("aws:sfn/stateMachine:StateMachine", "definition"): "a document whose states are found missing when they run",
}
"""Inputs that come from other resources, and why they are not in the table: AWS takes them as they are, or another
rule checks them."""


def paths() -> Iterator[tuple[str, str]]:
    """Every type and path that a table of the rules names."""
    for type_, properties in references.table().items():
        for path in properties if type_ != references.EVERY_TYPE else ():
            yield type_, path
    for table in (documented.SETS, documented.RANGES, documented.FORMS):
        for type_, by_path in table.items():
            for path in by_path:
                yield type_, path
    for type_, each in placement.PLACEMENTS.items():
        yield from ((type_, path) for path in (each.subnets, each.vpc, each.security_groups) if path)
        if each.subnet_group:
            yield type_, each.subnet_group[0]
    for type_, held in documents.DOCUMENTS.items():
        yield from ((type_, document.path) for document in held)
    for type_, assumed in grants.ROLES.items():
        yield type_, assumed.path


@pytest.mark.parametrize(("type_", "path"), sorted(set(paths())))
def test_the_sdk_has_the_property(type_: str, path: str) -> None:
    shape = schema.arguments(type_)

    assert shape
    assert shape.at(path), f"{type_} has no {path}"


def test_the_sdk_has_every_type() -> None:
    targets = {
        target
        for properties in references.table().values()
        for alternatives in properties.values()
        for row in alternatives
        for target in row.targets
    }

    assert {type_ for type_ in targets | set(judge.rules()) if not schema.arguments(type_)} == set()


def test_the_sdk_has_what_targets_are_known_by() -> None:
    for properties in references.table().values():
        for row in (row for alternatives in properties.values() for row in alternatives):
            known = [{"id", *getattr(schema.outputs(target), "fields", ())} for target in row.targets]
            assert set(row.by) <= set().union(*known), row


@pytest.mark.parametrize("stack", AWS)
def test_every_reference_of_the_stacks_is_checked(stack: str) -> None:
    """An input that comes from another resource is in the table, or has a form that is checked, or a reason here.

    In a preview ids, ARNs and names that the cloud makes are unknown: those paths are the references.
    """
    unchecked = {
        (resource.type, path)
        for resource in planned(stack).custom
        for path in {_INDEX.sub("[]", path) for path in resource.unknown}
        if not _checked(resource.type, path)
    }

    assert unchecked == set()


def _checked(type_: str, path: str) -> bool:
    tables = references.table()
    if path in tables[references.EVERY_TYPE] or path in tables.get(type_, {}):
        return True
    top = re.split(r"[.\[]", path)[0]
    return (
        (type_, path) in NOT_IN_THE_TABLE
        or (type_, top) in NOT_IN_THE_TABLE
        or any(document.path == path for document in documents.DOCUMENTS.get(type_, ()))
        or bool(re.search(r"[Aa]rn", path.rpartition(".")[2]))  # judged by its form
    )


def test_a_property_that_any_type_may_have_is_judged_in_a_type_without_rules() -> None:
    wanted = Wanted(urn="u", type="aws:lambda/function:Function", name="f", inputs={"kmsKeyId": "missing"})

    found = list(references.named(Subject(wanted, Existing())))

    assert [finding.property for finding in found] == ["kmsKeyId"]
