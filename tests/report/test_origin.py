"""Where a resource comes from: a key that a person changes, and the line that builds it."""

from __future__ import annotations

import re

import pytest

from infra.program import ROOT
from infra.report.origin import Origins
from policies.resource import Resource
from tests.policies.deployed import deployed


def line(place):
    return (ROOT / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]


@pytest.mark.parametrize("name", ["prod-aws", "prod-alicloud", "dev-aws"])
def test_every_resource_has_places_that_speak_of_it(name):
    stack = deployed(name)
    origins = Origins(ROOT, stack)
    for resource in stack.resources.values():
        if resource.custom:
            built = [place for place in origins.places(resource) if place.file.startswith("components/")]
            assert len(built) == 1, resource.urn
            provider = resource.type.startswith("pulumi:providers:")
            assert f"{'Provider' if provider else resource.type.rsplit(':', 1)[-1]}(" in line(built[0])


@pytest.mark.parametrize(
    ("name", "resource", "key", "file"),
    [
        ("prod-aws", "core-db-cluster", "core:", "components/aws/database.py"),
        ("prod-aws", "core-db-in-pool", "core:", "components/aws/store_firewall.py"),
        ("prod-aws", "orders-template", "orders:", "components/aws/service_pool_launch.py"),
        ("prod-aws", "network-vpc", "floodgate:network:", "components/aws/network.py"),
        ("prod-aws", "audit-trail", "floodgate:retention:", "components/aws/audit_trail.py"),
        ("prod-alicloud", "sessions-table-instance", "sessions:", "components/alicloud/table.py"),
    ],
)
def test_places(name, resource, key, file):
    stack = deployed(name)
    found = next(each for each in stack.resources.values() if each.custom and each.name == resource)
    first, built = Origins(ROOT, stack).places(found)
    assert re.match(rf"\s*{re.escape(key)}", line(first))
    assert built.file == file


def test_a_foreign_resource_leads_to_the_stack_file():
    stack = deployed("prod-aws")
    resource = Resource(
        urn="urn:pulumi:prod-aws::x::aws:mq/broker:Broker::b", type="aws:mq/broker:Broker", name="b", inputs={}
    )
    assert [str(place) for place in Origins(ROOT, stack).places(resource)] == ["stacks/Pulumi.prod-aws.yaml:1"]
