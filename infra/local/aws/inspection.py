"""What takes more than following a name: instances in their groups and zones, members of clusters, queues.

Each inspection compares what the program asked for with what the services say of it now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.local.aws.operator import Operator
from infra.local.aws.things import ALL_ATTRIBUTES, QUEUE_URL, ask
from infra.local.record import Creation
from infra.local.verify import Wire

Inspection = Callable[[Operator, Creation], Iterator[Wire]]

SUBNETS = ask("ec2", "DescribeSubnets", "Subnets[].[SubnetId, VpcId, AvailabilityZone]")
INSTANCES = ask(
    "ec2",
    "DescribeInstances",
    "Reservations[].Instances[?State.Name=='running'][].[InstanceId, SubnetId, Placement.AvailabilityZone]",
)
GROUPS = ask(
    "autoscaling",
    "DescribeAutoScalingGroups",
    "AutoScalingGroups[].[AutoScalingGroupName, Instances[].InstanceId]",
)
CLUSTERS = ask(
    "rds", "DescribeDBClusters", "DBClusters[].[DBClusterIdentifier, DBClusterMembers[].DBInstanceIdentifier]"
)
QUEUES = ask("sqs", "GetQueueAttributes", "[Attributes]", each=QUEUE_URL, **ALL_ATTRIBUTES)


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where an instance runs."""

    subnet: str
    zone: str


def _groups(operator: Operator, creation: Creation) -> Iterator[Wire]:
    """Instances run, as many as asked for, in the subnets and zones asked for, and get traffic."""
    subnets = {subnet: (vpc, zone) for subnet, vpc, zone in operator.ask(SUBNETS)}
    zones = {subnet: zone for subnet, (_, zone) in subnets.items()}
    running = {instance: _Place(subnet=subnet, zone=zone) for instance, subnet, zone in operator.ask(INSTANCES)}
    members = operator.pairs(GROUPS)
    own = {id_ for _, id_, _ in _of_type(creation, "aws:ec2/vpc:Vpc")}
    for name, id_, inputs in _of_type(creation, "aws:autoscaling/group:Group"):
        asked: list[str] = inputs.get("vpcZoneIdentifiers", [])
        instances = members.get(id_, ())
        places = [running[instance] for instance in instances if instance in running]
        wanted = inputs.get("desiredCapacity", inputs["minSize"])
        strange = [subnet for subnet in asked if subnet not in subnets or subnets[subnet][0] not in own]
        yield Wire(
            resource=name,
            what="has its subnets in the stack's VPC",
            found=f"{', '.join(strange)} are elsewhere" if strange else "",
        )
        yield Wire(
            resource=name,
            what="runs as many instances as it should",
            found="" if len(places) == wanted else f"{len(places)} run, {wanted} should",
        )
        yield Wire(resource=name, what="runs them in the zones asked for", found=_strange(places, asked, zones))
        yield from _traffic(operator, name, instances, inputs.get("targetGroupArns", []))


def _strange(places: Sequence[_Place], asked: Sequence[str], zones: Mapping[str, str]) -> str:
    """Where instances of a group run and should not. Whether they are spread evenly cannot be seen: moto starts
    all instances of a group in one subnet."""
    wanted = {zones[subnet] for subnet in asked if subnet in zones}
    strange = {place.zone for place in places} - wanted | {place.subnet for place in places} - set(asked)
    return f"some run in {', '.join(sorted(strange))}" if strange else ""


def _traffic(operator: Operator, name: str, instances: Sequence[str], groups: Sequence[str]) -> Iterator[Wire]:
    for group in groups:
        targets = ask(
            "elbv2", "DescribeTargetHealth", "TargetHealthDescriptions[].Target.Id", TargetGroupArn=group
        )
        absent = set(instances) - set(operator.ask(targets))
        yield Wire(
            resource=name,
            what="has all of its instances in its target groups",
            found=f"{len(absent)} of {len(instances)} are not in {group}" if absent else "",
        )


def _clusters(operator: Operator, creation: Creation) -> Iterator[Wire]:
    """A database cluster has exactly the members that the program has given it."""
    members = operator.pairs(CLUSTERS)
    instances = list(_of_type(creation, "aws:rds/clusterInstance:ClusterInstance"))
    for name, id_, _ in _of_type(creation, "aws:rds/cluster:Cluster"):
        wanted = {instance for _, instance, inputs in instances if inputs["clusterIdentifier"] == id_}
        found = set(members.get(id_, ()))
        yield Wire(
            resource=name,
            what="has its instances",
            found="" if found == wanted else f"has {_list(found)}, should have {_list(wanted)}",
        )


def _queues(operator: Operator, creation: Creation) -> Iterator[Wire]:
    """A queue's policy speaks of that queue, and what it gives up goes to a queue that exists."""
    by_url = {url: found for url, (found,) in operator.asked(QUEUES)}
    for name, _, inputs in _of_type(creation, "aws:sqs/queuePolicy:QueuePolicy"):
        queue = by_url.get(inputs["queueUrl"], {})
        statements = json.loads(queue.get("Policy") or "{}").get("Statement", [])
        resources = {str(statement.get("Resource")) for statement in statements}
        yield Wire(
            resource=name,
            what="is the policy of its queue",
            found="" if resources == {queue.get("QueueArn")} else f"the policy there is of {_list(resources)}",
        )
    arns = {found["QueueArn"] for found in by_url.values()}
    for name, id_, _ in _of_type(creation, "aws:sqs/queue:Queue"):
        target = json.loads(by_url.get(id_, {}).get("RedrivePolicy") or "{}").get("deadLetterTargetArn")
        if target is not None:
            yield Wire(
                resource=name,
                what="gives messages up to a queue",
                found="" if target in arns else f"names {target}, and there is no such queue",
            )


def _of_type(creation: Creation, type_: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Logical name, id and inputs of everything of a type."""
    for made in creation.created:
        if made.resource.type == type_ and made.wanted is not None and made.created is not None:
            yield made.resource.name, made.created.id, made.wanted.inputs


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"


INSPECTIONS: tuple[Inspection, ...] = (_groups, _clusters, _queues)
