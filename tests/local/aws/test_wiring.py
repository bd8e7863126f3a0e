"""Connections as an operator sees them: made with boto3, broken with boto3."""

from __future__ import annotations

import json

import boto3
import botocore.session
import jmespath
import pytest
from botocore.model import ListShape, MapShape, StructureShape

from infra.local.aws import inspection
from infra.local.aws.client import Clients
from infra.local.aws.leads import LEADS
from infra.local.aws.records import Records
from infra.local.aws.things import GLOBAL, THINGS, Ask
from infra.local.aws.wiring import wires
from infra.local.contract import Created, Wanted
from infra.local.record import Creation, Made, Outcome
from infra.preview.plan import Plan, Resource

REGION = "eu-central-1"
SESSION = botocore.session.Session()


@pytest.fixture
def clients():
    made = Clients(account="111122223333")
    made.open()
    yield made
    made.close()


def client(service, region=REGION):
    return boto3.client(service, region_name=region, aws_access_key_id="a", aws_secret_access_key="b")


def made(type_, name, id_, **inputs):
    """A resource as the creation records it."""
    resource = Resource(
        urn=f"urn:pulumi:t::floodgate::{type_}::{name}",
        type=type_,
        name=name,
        custom=True,
        parent=None,
        component=None,
        layer=None,
        inputs=inputs,
        unknown=(),
        secret=(),
        depends_on=(),
        property_dependencies={},
        options={},
    )
    wanted = Wanted(urn=resource.urn, type=type_, name=name, inputs=inputs)
    return Made(resource=resource, outcome=Outcome.CREATED, wanted=wanted, created=Created(id=id_, outputs=inputs))


def loose(clients, *resources):
    """Every connection that leads elsewhere, and how many were followed."""
    plan = Plan(stack="t", cloud="aws", environment="dev", region=REGION, resources=(), outputs={})
    found = wires(Records(clients), REGION, Creation(plan=plan, made=resources, interrupted=False))
    return [(wire.resource, wire.what, wire.found) for wire in found if wire.found], len(found)


def test_an_account_as_it_begins_is_sound(clients):
    wrong, followed = loose(clients)
    assert wrong == []
    assert followed > 0


def test_an_alarm_that_tells_a_missing_topic_is_found_in_both_regions(clients):
    for region in (REGION, GLOBAL):
        there = client("sns", region).create_topic(Name="there")["TopicArn"]
        for name, target in (("good", there), ("bad", there.replace("there", "gone"))):
            client("cloudwatch", region).put_metric_alarm(
                AlarmName=name,
                MetricName="m",
                Namespace="n",
                Statistic="Sum",
                Period=60,
                EvaluationPeriods=1,
                Threshold=1,
                ComparisonOperator="GreaterThanThreshold",
                AlarmActions=[target],
            )
    wrong, _ = loose(clients, made("aws:cloudwatch/metricAlarm:MetricAlarm", "low-stock", "bad"))
    assert [(resource, what) for resource, what, _ in wrong] == [
        ("low-stock", "tells topics or scaling policies"),
        ("low-stock", "tells topics"),
    ]
    assert wrong[0][2].endswith(":gone, and there is no such topic or scaling policy")


def test_a_subscription_of_a_missing_queue_is_found(clients):
    topic = client("sns").create_topic(Name="t")["TopicArn"]
    client("sqs").create_queue(QueueName="there")
    queue = f"arn:aws:sqs:{REGION}:111122223333:"
    for name in ("there", "gone"):
        client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"{queue}{name}")
    wrong, _ = loose(clients)
    assert [(what, found) for _, what, found in wrong] == [
        ("delivers to queues", f"names {queue}gone, and there is no such queue")
    ]


def policy(*resources):
    return json.dumps({"Statement": [{"Effect": "Allow", "Resource": resource} for resource in resources]})


def test_a_policy_of_another_queue_is_found(clients):
    url = client("sqs").create_queue(QueueName="orders")["QueueUrl"]
    arn = f"arn:aws:sqs:{REGION}:111122223333:orders"
    resource = made("aws:sqs/queuePolicy:QueuePolicy", "orders", url, queueUrl=url)
    for given, found in (
        (policy(arn), []),
        (policy(arn, "other"), [("orders", "is the policy of its queue", f"the policy there is of {arn}, other")]),
    ):
        client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": given})
        assert loose(clients, resource)[0] == found


def test_a_queue_without_its_dead_letters_is_found(clients):
    dead = f"arn:aws:sqs:{REGION}:111122223333:dead"
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 3})
    dead_url = client("sqs").create_queue(QueueName="dead")["QueueUrl"]
    url = client("sqs").create_queue(QueueName="orders", Attributes={"RedrivePolicy": redrive})["QueueUrl"]
    resource = made("aws:sqs/queue:Queue", "orders", url)
    assert loose(clients, resource)[0] == []
    client("sqs").delete_queue(QueueUrl=dead_url)
    assert loose(clients, resource)[0] == [
        ("orders", "gives messages up to a queue", f"names {dead}, and there is no such queue")
    ]


@pytest.fixture
def group(clients):
    """A group of four instances in two zones, with a target group; and the VPC it is in."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"][
            "SubnetId"
        ]
        for index, zone in enumerate("ab")
    ]
    template = ec2.create_launch_template(
        LaunchTemplateName="t", LaunchTemplateData={"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro"}
    )["LaunchTemplate"]["LaunchTemplateId"]
    target = client("elbv2").create_target_group(Name="t", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
    client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName="orders",
        LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
        MinSize=4,
        MaxSize=8,
        DesiredCapacity=4,
        VPCZoneIdentifier=",".join(subnets),
        TargetGroupARNs=[target["TargetGroupArn"]],
    )
    return (
        made("aws:ec2/vpc:Vpc", "network", vpc),
        made(
            "aws:autoscaling/group:Group",
            "orders-group",
            "orders",
            minSize=4,
            vpcZoneIdentifiers=subnets,
            targetGroupArns=[target["TargetGroupArn"]],
        ),
    )


def wrong_about(clients, *resources):
    return {what: found for resource, what, found in loose(clients, *resources)[0] if resource == "orders-group"}


def test_a_group_as_it_was_asked_for_is_sound(clients, group):
    assert wrong_about(clients, *group) == {}


def test_a_stopped_instance_is_missed(clients, group):
    found = client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"][0]["Instances"]
    client("ec2").stop_instances(InstanceIds=[found[0]["InstanceId"]])
    assert wrong_about(clients, *group) == {"runs as many instances as it should": "3 run, 4 should"}


def test_an_instance_without_traffic_is_missed(clients, group):
    (target,) = client("elbv2").describe_target_groups()["TargetGroups"]
    arn = target["TargetGroupArn"]
    (one, *_) = client("elbv2").describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
    client("elbv2").deregister_targets(TargetGroupArn=arn, Targets=[{"Id": one["Target"]["Id"]}])
    assert wrong_about(clients, *group) == {
        "has all of its instances in its target groups": f"1 of 4 are not in {arn}"
    }


def test_instances_in_other_zones_and_another_vpc_are_found(clients, group):
    network, orders = group
    in_a, in_b = orders.wanted.inputs["vpcZoneIdentifiers"]
    other = made("aws:autoscaling/group:Group", "orders-group", "orders", minSize=4, vpcZoneIdentifiers=[in_b])
    assert wrong_about(clients, network, other) == {
        "runs them in the zones asked for": f"some run in {REGION}a, {in_a}"
    }
    assert wrong_about(clients, orders) == {"has its subnets in the stack's VPC": f"{in_a}, {in_b} are elsewhere"}


def test_a_cluster_without_one_of_its_instances_is_found(clients):
    rds = client("rds")
    rds.create_db_cluster(
        DBClusterIdentifier="core", Engine="aurora-mysql", MasterUsername="owner", MasterUserPassword="password"
    )
    rds.create_db_instance(
        DBInstanceIdentifier="core-1",
        DBClusterIdentifier="core",
        Engine="aurora-mysql",
        DBInstanceClass="db.r7g.large",
    )
    cluster = made("aws:rds/cluster:Cluster", "core-db", "core")
    first, second = (
        made("aws:rds/clusterInstance:ClusterInstance", f"core-db-{one}", f"core-{one}", clusterIdentifier="core")
        for one in (1, 2)
    )
    assert [wire for wire in loose(clients, cluster, first)[0] if wire[0] == "core-db"] == []
    assert ("core-db", "has its instances", "has core-1, should have core-1, core-2") in loose(
        clients, cluster, first, second
    )[0]


QUESTIONS = [
    *(lead.ask for lead in LEADS),
    *(question for questions in THINGS.values() for question in questions),
    *(value for value in vars(inspection).values() if isinstance(value, Ask)),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda asked: f"{asked.service} {asked.query}")
def test_every_question_fits_the_service(question):
    """The operation takes these parameters, and its answer has these members."""
    model = SESSION.get_service_model(question.service)
    operation = model.operation_model(question.operation)
    names = {*question.parameters, *(question.each or ())[:1]}
    assert names <= set(operation.input_shape.members if operation.input_shape else ())
    walk(jmespath.compile(question.query).parsed, operation.output_shape)


def walk(node, shape):
    """The shape that a query ends at; raises for a member that the shape lacks."""
    kind, children = node["type"], node["children"]
    match kind:
        case "field" if isinstance(shape, MapShape):
            return shape.value
        case "field":
            assert isinstance(shape, StructureShape), f"{node['value']} of {shape}"
            return shape.members[node["value"]]
        case "subexpression" | "pipe" | "index_expression":
            for child in children:
                shape = walk(child, shape)
        case "projection" | "filter_projection":
            shape = walk(children[0], shape)
            shape = shape.member if isinstance(shape, ListShape) else shape
            for child in children[2:]:
                walk(child, shape)
            shape = walk(children[1], shape)
        case "flatten":
            shape = walk(children[0], shape)
        case "multi_select_list" | "comparator" | "not_expression" | "function_expression":
            shape = [walk(child, shape) for child in children][-1]
        case _:
            assert kind in ("identity", "literal", "current"), kind
    return shape
