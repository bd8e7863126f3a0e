"""Every stack on Alibaba Cloud can be created, changed and deleted in the simulator."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from infra.local.alicloud.table import resource_types
from tests.local.alicloud.made import made, own, shared
from tests.stacks import EVE, STACKS, of_cloud, planned

ALICLOUD = [stack for stack in STACKS if stack.endswith("-alicloud")]
every_stack = pytest.mark.parametrize("stack", ALICLOUD)
IDS = {
    "alb/listener:Listener": r"lsn-[a-z0-9]{18}",
    "alb/loadBalancer:LoadBalancer": r"alb-[a-z0-9]{18}",
    "ecs/securityGroup:SecurityGroup": r"sg-[a-z0-9]{20}",
    "ecs/securityGroupRule:SecurityGroupRule": r"sg-\w+:(in|e)gress:\w+:[-\d/]+:(intranet|<nil>):[^:]+:\w+:\d+",
    "ess/notification:Notification": r"asg-\w{20}:acs:ess:[a-z0-9-]+:\d{16}:cloudmonitor",
    "hbr/policyBinding:PolicyBinding": r"po-\w{21}:(OSS|OTS):[a-z0-9-]+",
    "log/logTailConfig:LogTailConfig": r"[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]+",
    "oss/bucketWorm:BucketWorm": r"[a-z0-9-]+:[0-9a-f]{32}",
    "polardb/cluster:Cluster": r"pc-[a-z0-9]{17}",
    "polardb/primaryEndpoint:PrimaryEndpoint": r"pc-[a-z0-9]{17}:pe-[a-z0-9]{17}",
    "ram/rolePolicyAttachment:RolePolicyAttachment": r"role:[A-Za-z0-9-]+:Custom:[A-Za-z0-9-]+",
    "vpc/network:Network": r"vpc-[a-z0-9]{21}",
    "vpc/snatEntry:SnatEntry": r"stb-[a-z0-9]{21}:snat-[a-z0-9]{21}",
    "vpc/switch:Switch": r"vsw-[a-z0-9]{21}",
}


@every_stack
def test_every_resource_is_created_without_a_finding(stack):
    creation = shared(stack).creation
    assert [(item.resource.name, item.failure) for item in creation.failed] == []
    assert (creation.complete, len(creation.created)) == (True, len(of_cloud(stack, EVE)))


@every_stack
def test_everything_reads_back(stack):
    created = shared(stack)
    for item in created.creation.created:
        reading = created.cloud.read(item.resource.type, item.created.id, item.created.outputs)
        assert reading.read == set(item.wanted.inputs)
        assert item.wanted.inputs.items() <= reading.outputs.items()


@every_stack
def test_ids_have_the_form_of_the_cloud(stack):
    ids = {}
    for item in shared(stack).creation.created:
        ids.setdefault(item.resource.type.removeprefix("alicloud:"), []).append(item.created.id)
    for type_, form in IDS.items():
        assert all(re.fullmatch(form, id_) for id_ in ids.get(type_, ())), (type_, ids[type_][:2])
    assert all(len(found) == len(set(found)) for found in ids.values())


def test_ids_and_end_points_reach_what_needs_them():
    created = {
        (item.resource.type[9:], item.resource.name): item for item in shared("prod-alicloud").creation.created
    }

    def of(type_, name):
        return created[type_, name].created

    network = of("vpc/network:Network", "network-vpc")
    balancer = created["alb/loadBalancer:LoadBalancer", "public-lb-alb"]
    record = created["dns/alidnsRecord:AlidnsRecord", "edge-origin"]
    endpoint = of("polardb/primaryEndpoint:PrimaryEndpoint", "core-db-primary")
    assert balancer.wanted.inputs["vpcId"] == network.id
    assert record.wanted.inputs["value"] == balancer.created.outputs["dnsName"]
    assert endpoint.outputs["sslConnectionString"].startswith(of("polardb/cluster:Cluster", "core-db-cluster").id)


def test_two_runs_give_the_same():
    first, second = shared("dev-alicloud").creation, made("dev-alicloud").creation
    ids = [{item.resource.urn: item.created.id for item in creation.created} for creation in (first, second)]
    assert ids[0] == ids[1]


@every_stack
def test_it_can_be_deleted_once_protection_is_off(stack):
    """In the order in which an engine deletes: what came last goes first."""
    created = own(stack)
    for item in reversed(created.creation.created):
        type_, id_, outputs = item.resource.type, item.created.id, item.created.outputs
        protected = [name for name in resource_types()[type_].protected if item.wanted.inputs.get(name)]
        if protected:
            inputs = item.wanted.inputs | {name: off(item.wanted.inputs[name]) for name in protected}
            created.cloud.update(replace(item.wanted, inputs=inputs), id_, item.wanted.inputs, outputs)
        created.cloud.delete(type_, id_, outputs)
    assert len(created.cloud.existing) == 0


def off(value):
    """The opposite of `true`, 1 or `Enabled`."""
    return "Disabled" if isinstance(value, str) else type(value)(0)


@every_stack
def test_what_holds_a_resource_also_depends_on_it(stack):
    """Otherwise an engine, which knows dependencies only, would try to delete the resource first."""
    created = shared(stack)
    cloud = created.cloud
    urns = {(item.resource.type, item.created.id): item.resource.urn for item in created.creation.created}
    needs = {item.resource.urn: _needs(item.resource) for item in created.creation.created}
    parents = {resource.urn: resource for resource in planned(stack, EVE).resources}
    for holder, held in cloud.held.items():
        reached = _reached(urns[holder], needs, parents)
        for other in held:
            assert urns[other] in reached, (urns[holder], urns[other])


def _needs(resource):
    return {*resource.depends_on, *(urn for urns in resource.property_dependencies.values() for urn in urns)}


def _reached(urn, needs, parents):
    found, left = set(), [urn]
    while left:
        for other in needs.get(left.pop(), ()):
            if other not in found:
                found.add(other)
                left.append(other)
    return found
