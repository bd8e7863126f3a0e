"""Exports: what is read, and what a file that is none is told."""

from __future__ import annotations

import json

import pytest

from infra.audit.assess import facts_of
from infra.audit.state import StateError, read_state
from infra.program import ROOT
from policies.facts import Environment
from policies.resource import SECRET

_LAYER = "urn:pulumi:shop-eu::floodgate::floodgate:index:Layer"
_URN = f"{_LAYER}$floodgate:index:Bucket$aws:s3/bucket:Bucket::media-bucket"


def exported(*resources):
    return json.dumps({"version": 3, "deployment": {"manifest": {}, "resources": list(resources)}})


def test_a_resource():
    layer = f"{_LAYER}::stores"
    bucket = f"{_LAYER}$floodgate:index:Bucket::media"
    text = exported(
        {"urn": layer, "type": "floodgate:index:Layer"},
        {"urn": bucket, "type": "floodgate:index:Bucket", "parent": layer},
        {
            "urn": _URN,
            "type": "aws:s3/bucket:Bucket",
            "custom": True,
            "id": "media-1",
            "parent": bucket,
            "protect": True,
            "provider": "urn:pulumi:shop-eu::floodgate::pulumi:providers:aws::copies::8f2c",
            "inputs": {
                "__defaults": ["forceDestroy"],
                "bucket": "media-1",
                "count": 3.0,
                "password": {
                    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                    "ciphertext": "x",
                },
            },
            "outputs": {"arn": "arn:aws:s3:::media-1"},
            "propertyDependencies": {"bucket": [layer]},
        },
        {"urn": _URN, "type": "aws:s3/bucket:Bucket", "custom": True, "delete": True},
    )
    name, resources = read_state(text, "state.json")
    assert name == "shop-eu"
    assert len(resources) == 3
    found = resources[2]
    assert (found.name, found.component, found.id, found.options) == (
        "media-bucket",
        "media",
        "media-1",
        {"protect": True, "provider": "copies"},
    )
    assert found.inputs == {"bucket": "media-1", "count": 3, "password": SECRET}
    assert found.outputs["arn"] == "arn:aws:s3:::media-1"
    assert found.refs == {"bucket": (layer,)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not json", "state.json is not JSON"),
        ("[]", "is not an export of a stack"),
        ("{}", "`version`"),
        (exported(), "has no resource"),
        (exported({"urn": "bad", "type": "t"}), "`deployment.resources.0.urn`"),
        (
            exported({"urn": _URN, "type": "t"}, {"urn": _URN.replace("shop-eu", "other"), "type": "t"}),
            "resources of the stacks other, shop-eu",
        ),
    ],
)
def test_what_is_no_export(text, says):
    with pytest.raises(StateError, match=r"state\.json") as error:
        read_state(text, "state.json")
    assert says in str(error.value)


def test_a_stack_without_a_file_is_judged_as_production():
    text = exported(
        {
            "urn": "urn:pulumi:elsewhere::x::pulumi:providers:alicloud::default",
            "type": "pulumi:providers:alicloud",
            "custom": True,
            "inputs": {"region": "cn-hangzhou"},
        },
        {
            "urn": "urn:pulumi:elsewhere::x::alicloud:vpc/network:Network::n",
            "type": "alicloud:vpc/network:Network",
        },
    )
    name, resources = read_state(text, "state.json")
    facts = facts_of(name, resources, ROOT)
    assert (facts.cloud, facts.region, facts.environment) == ("alicloud", "cn-hangzhou", Environment.PROD)
    assert not facts.known
    assert not any(resource.custom for resource in resources if resource.type.startswith("pulumi:"))
