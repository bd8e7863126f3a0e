"""What moto lacks: nobody is called, but what AWS would refuse is refused."""

from __future__ import annotations

import pytest

from infra.local.contract import RefusedError
from tests.local.aws.accounts import account, change, make, wanted


@pytest.fixture
def cloud():
    with account() as cloud:
        yield cloud


def test_of_a_placeholder_the_model_of_its_service_is_kept(cloud):
    set_ = make(cloud, "sesv2/configurationSet:ConfigurationSet", "news", configurationSetName="news")
    topic = "arn:aws:sns:us-east-1:444455556666:mail"  # of another account
    destination = {"matchingEventTypes": ["OPENED"], "snsDestination": {"topicArn": topic}}
    type_ = "sesv2/configurationSetEventDestination:ConfigurationSetEventDestination"
    inputs = {
        "configurationSetName": set_.outputs["configurationSetName"],
        "eventDestinationName": "bus",
        "eventDestination": destination,
    }
    with pytest.raises(RefusedError) as raised:
        cloud.create(wanted(type_, "bus", **inputs))
    assert [found.property for found in raised.value.findings] == ["eventDestination.matchingEventTypes[0]"]
    destination["matchingEventTypes"] = ["OPEN"]
    made = make(cloud, type_, "bus", **inputs)
    changed = {"eventDestination": destination | {"matchingEventTypes": ["CLICKED"]}}
    with pytest.raises(RefusedError):
        change(cloud, type_, made, **changed)
