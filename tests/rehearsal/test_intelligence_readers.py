"""Streams, search clusters and models, read from resources made by hand as the SDKs name them."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf

import pytest

from infra.preview.plan import Resource
from infra.rehearsal.errors import RehearsalError
from infra.rehearsal.planned import PlannedModel, PlannedSearch, PlannedStream
from infra.rehearsal.readers import read
from tests.rehearsal.plans import plan


def resource(type_, component, unknown=(), *, custom=True, **inputs):
    name = f"{component}-{type_.rpartition(':')[2].lower()}" if custom else component
    return Resource(
        urn=f"urn:pulumi:x::floodgate::{type_}::{name}",
        type=type_,
        name=name,
        custom=custom,
        parent=None,
        component=component if custom else None,
        layer="data",
        inputs=inputs,
        unknown=unknown,
        secret=(),
        depends_on=(),
        property_dependencies={},
        options={},
    )


def having(cloud, *resources):
    given = plan(f"prod-{cloud}")
    mine = {each.type for each in resources if each.custom}
    others = tuple(each for each in given.resources if each.type not in mine)
    return read(replace(given, resources=(*others, *resources)))


# --- AWS

KINESIS, DOMAIN, TARGET = (
    "aws:kinesis/stream:Stream",
    "aws:opensearch/domain:Domain",
    "aws:appautoscaling/target:Target",
)


def test_kinesis_by_its_shards():
    found = having("aws", resource(KINESIS, "behaviour-stream", shardCount=24)).streams
    assert found == {
        "behaviour-stream": PlannedStream(
            shards=24, events_per_second=24_000, kib_per_second=24 * 1_024, calls_per_second=inf
        )
    }


def test_kinesis_on_demand_by_what_a_new_one_takes():
    mode = {"streamMode": "ON_DEMAND"}
    found = having("aws", resource(KINESIS, "behaviour-stream", streamModeDetails=mode)).streams
    assert found["behaviour-stream"].kib_per_second == 4_096


def test_shards_that_only_the_cloud_knows_cannot_be_played():
    with pytest.raises(RehearsalError, match="shardCount"):
        having("aws", resource(KINESIS, "behaviour-stream", unknown=("shardCount",), shardCount=None))


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (
            {
                "instanceCount": 6,
                "zoneAwarenessEnabled": True,
                "zoneAwarenessConfig": {"availabilityZoneCount": 3},
            },
            PlannedSearch(nodes=6, zones=3),
        ),
        ({"instanceCount": 4, "zoneAwarenessEnabled": True}, PlannedSearch(nodes=4, zones=2)),
        ({}, PlannedSearch(nodes=1, zones=1)),
    ],
)
def test_opensearch_by_its_data_nodes(config, expected):
    assert having("aws", resource(DOMAIN, "products-search", clusterConfig=config)).searches == {
        "products-search": expected
    }


def test_sagemaker_by_the_target_that_scales_it_and_no_other_target():
    model = resource(TARGET, "recommendation-model", serviceNamespace="sagemaker", minCapacity=3, maxCapacity=40)
    table = resource(TARGET, "some-table", serviceNamespace="dynamodb", minCapacity=1, maxCapacity=2)
    assert having("aws", model, table).models == {"recommendation-model": PlannedModel(instances=3, most=40)}


# --- Alibaba Cloud

STORE, ELASTIC, SERVICE = (
    "alicloud:log/store:Store",
    "alicloud:elasticsearch/instance:Instance",
    "alicloud:pai/service:Service",
)


def test_a_log_store_by_its_shards():
    found = having("alicloud", resource(STORE, "behaviour-stream", shardCount=12), resource(STORE, "web")).streams
    assert found["behaviour-stream"].calls_per_second == 6_000
    assert found["behaviour-stream"].kib_per_second == pytest.approx(12 * 5_000_000 / 1_024)
    assert found["web"].shards == 2, "what the provider takes where nothing is said"


@pytest.mark.parametrize(
    "inputs", [{"dataNodeAmount": 6, "zoneCount": 3}, {"dataNodeConfiguration": {"amount": 6}, "zoneCount": 3}]
)
def test_elasticsearch_by_its_data_nodes(inputs):
    found = having("alicloud", resource(ELASTIC, "products-search", **inputs)).searches
    assert found == {"products-search": PlannedSearch(nodes=6, zones=3)}


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"metadata": {"instance": 4}, "autoscaler": {"min": 3, "max": 40}}, PlannedModel(instances=3, most=40)),
        ({"metadata": {"instance": 4}}, PlannedModel(instances=4, most=4)),
    ],
)
def test_eas_by_the_text_of_its_configuration(config, expected):
    found = having("alicloud", resource(SERVICE, "recommendation-model", serviceConfig=json.dumps(config))).models
    assert found == {"recommendation-model": expected}


def test_eas_by_what_was_asked_for_where_only_the_cloud_knows_the_text():
    service = resource(SERVICE, "other-model", unknown=("serviceConfig",), serviceConfig=None)
    asked = resource("floodgate:index:Model", "other-model", custom=False, minInstances=3, maxInstances=9)
    assert having("alicloud", service, asked).models == {"other-model": PlannedModel(instances=3, most=9)}
    assert having("alicloud", service).models == {}
