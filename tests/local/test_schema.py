"""What the SDKs' classes say of a type, and inputs that do not fit them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from infra.local import schema
from infra.local.contract import Wanted
from infra.local.schema import Kind
from infra.local.schema_check import findings
from infra.program import ROOT
from tests.stacks import STACKS, planned

QUEUE = "aws:sqs/queue:Queue"


def found(type_, **inputs):
    """Path -> (what is wrong, how to put it right)."""
    wanted = Wanted(urn="", type=type_, name="orders", inputs=inputs)
    return {finding.property: (finding.what, finding.fix) for finding in findings(wanted)}


@pytest.mark.parametrize(
    ("token", "path", "kind"),
    [
        (QUEUE, "visibilityTimeoutSeconds", Kind.INTEGER),
        (QUEUE, "fifoQueue", Kind.BOOLEAN),
        (QUEUE, "name", Kind.TEXT),
        (QUEUE, "tags", Kind.MAP),
        ("aws:iam/policy:Policy", "policy", Kind.ANY),
        ("aws:autoscaling/policy:Policy", "targetTrackingConfiguration.targetValue", Kind.NUMBER),
        ("aws:rds/instance:Instance", "instanceClass", Kind.TEXT),
        ("alicloud:alb/loadBalancer:LoadBalancer", "zoneMappings", Kind.LIST),
        ("alicloud:alb/loadBalancer:LoadBalancer", "zoneMappings[]", Kind.OBJECT),
        ("alicloud:alb/loadBalancer:LoadBalancer", "zoneMappings[].vswitchId", Kind.TEXT),
    ],
)
def test_arguments_have_a_kind(token, path, kind):
    assert schema.arguments(token).at(path).kind is kind


def test_paths_that_lead_nowhere():
    shape = schema.arguments("alicloud:alb/loadBalancer:LoadBalancer")
    assert shape.at("zoneMappings[].zone") is None
    assert shape.at("zoneMappings.zoneId") is None
    assert shape.at("vpcId[]") is None


def test_what_is_required_and_deprecated():
    balancer = schema.arguments("alicloud:alb/loadBalancer:LoadBalancer")
    assert {"vpcId", "zoneMappings"} <= balancer.required
    assert balancer.at("zoneMappings[]").required == {"vswitchId", "zoneId"}
    network = schema.arguments("alicloud:vpc/network:Network")
    assert "vpc_name" in network.deprecated["name"]
    assert "vpcName" not in network.deprecated


def test_arguments_that_share_a_name_with_a_part_of_another_class():
    """BucketVersioning takes BucketVersioningInitArgs; BucketVersioningArgs is a part of Bucket."""
    assert "versioningConfiguration" in schema.arguments("aws:s3/bucketVersioning:BucketVersioning").fields


def test_outputs_have_what_the_cloud_adds():
    outputs = schema.outputs("alicloud:vpc/network:Network")
    assert {"vpcName", "routeTableId"} <= outputs.fields.keys()
    assert outputs.at("ipv6CidrBlocks[].ipv6CidrBlock").kind is Kind.TEXT


def test_types_that_no_sdk_has():
    assert schema.arguments("aws:sqs/queue:Que") is None
    assert schema.outputs("gcp:compute/instance:Instance") is None
    assert found("aws:sqs/queue:Qeue")[""] == ("is of a type that the SDK does not have", f"did you mean {QUEUE}?")


@pytest.mark.parametrize(
    ("inputs", "path", "what"),
    [
        ({"nmae": "x"}, "nmae", "is no property of this type"),
        ({"tags": ["x"]}, "tags", "must be a map, is a list"),
        ({"visibilityTimeoutSeconds": "soon"}, "visibilityTimeoutSeconds", "must be a whole number, is a text"),
        (
            {"visibilityTimeoutSeconds": 1.5},
            "visibilityTimeoutSeconds",
            "must be a whole number, is the number 1.5",
        ),
        ({"visibilityTimeoutSeconds": True}, "visibilityTimeoutSeconds", "must be a whole number, is true"),
        ({"fifoQueue": "maybe"}, "fifoQueue", "must be true or false, is a text"),
        ({"name": {"a": 1}}, "name", "must be a text, is an object"),
        ({"tags": {"a.b": []}}, 'tags["a.b"]', "must be a text, is a list"),
    ],
)
def test_inputs_that_do_not_fit(inputs, path, what):
    assert found(QUEUE, **inputs)[path][0] == what


def test_inputs_that_providers_convert_fit():
    assert found(QUEUE, visibilityTimeoutSeconds="30", fifoQueue="true", name=5, delaySeconds=None) == {}


def test_nested_inputs_are_looked_at_too():
    inputs = {
        "addressType": "Internet",
        "loadBalancerBillingConfig": {"payTyp": "PayAsYouGo"},
        "loadBalancerEdition": "Standard",
        "zoneMappings": [{"zoneId": "a", "vswitchId": "b"}, {"zoneId": "c"}],
    }
    assert found("alicloud:alb/loadBalancer:LoadBalancer", **inputs) == {
        "loadBalancerBillingConfig.payType": ("is required", ""),
        "loadBalancerBillingConfig.payTyp": ("is no property of this type", "did you mean payType?"),
        "vpcId": ("is required", ""),
        "zoneMappings[1].vswitchId": ("is required", ""),
    }


def test_a_secret_is_not_shown():
    wanted = Wanted(urn="", type=QUEUE, name="q", inputs={"naem": "hidden"}, secret=frozenset({"naem"}))
    assert [finding.given for finding in findings(wanted)] == ["[secret]"]


@pytest.mark.parametrize("stack", STACKS)
def test_every_resource_of_every_stack_fits(stack):
    for resource in planned(stack).custom:
        if resource.type.startswith("pulumi:"):
            continue
        wanted = Wanted(urn="", type=resource.type, name=resource.name, inputs=resource.inputs)
        unknown = set(resource.unknown)
        assert [finding for finding in findings(wanted) if finding.property not in unknown] == []


def test_it_says_the_same_with_the_lazy_sdk():
    """`floodgate up` imports the SDK lazily."""
    program = (
        "from infra.preview import lazy_sdk; lazy_sdk.install()\n"
        "from infra.local import schema\n"
        "for token in ('aws:s3/bucketVersioning:BucketVersioning', 'alicloud:alb/loadBalancer:LoadBalancer'):\n"
        "    shape = schema.arguments(token)\n"
        "    print(sorted(shape.fields), sorted(shape.required), sorted(shape.deprecated))\n"
        "    print(sorted(schema.outputs(token).fields))\n"
        "print(schema.arguments('alicloud:alb/loadBalancer:LoadBalancer').at('zoneMappings[].vswitchId').kind)\n"
    )
    lazily = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    usual = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program.partition("\n")[2]],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert lazily.stdout == usual.stdout
    assert lazily.stdout.endswith("a text\n")
