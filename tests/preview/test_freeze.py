"""Around a campaign nothing is replaced and nothing is made smaller."""

from datetime import timedelta

import pytest

from infra.preview.diff import diff
from infra.preview.freeze import freeze
from infra.preview.report import diff_dict
from infra.preview.text import freeze_text
from infra.program import ROOT
from infra.settings import load
from tests.capacity.plan.samples import SECONDS, START, calendar
from tests.preview.samples import plan, resource
from tests.stacks import CLOCK, EVE, planned

GROUP = "aws:autoscaling/group:Group"
DURING = START + timedelta(hours=1)


def refused(before, after, clock=DURING):
    found = freeze(diff(plan(*before), plan(*after)), calendar(), clock)
    return [] if found is None else [(each.step.resource.name, each.why) for each in found.refusals]


@pytest.mark.parametrize(
    ("type_", "before", "after", "why"),
    [
        (GROUP, {"minSize": 90}, {"minSize": 89}, "`minSize` goes down from 90 to 89"),
        (GROUP, {"maxSize": 120}, {"maxSize": 60}, "`maxSize` goes down from 120 to 60"),
        (
            "alicloud:ess/scalingGroup:ScalingGroup",
            {"minSize": 9},
            {"minSize": 3},
            "`minSize` goes down from 9 to 3",
        ),
        (
            "aws:lb/loadBalancer:LoadBalancer",
            {"minimumLoadBalancerCapacity": {"capacityUnits": 500}},
            {},
            "`minimumLoadBalancerCapacity.capacityUnits` goes down from 500 to nothing",
        ),
        (
            "aws:lb/loadBalancer:LoadBalancer",
            {"minimumLoadBalancerCapacity": {"capacityUnits": 500}},
            {"minimumLoadBalancerCapacity": {"capacityUnits": 400}},
            "`minimumLoadBalancerCapacity.capacityUnits` goes down from 500 to 400",
        ),
        (
            "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage",
            {"bandwidth": "800"},
            {"bandwidth": "90"},
            "`bandwidth` goes down from 800 to 90",
        ),
        (
            "aws:elasticache/replicationGroup:ReplicationGroup",
            {"numNodeGroups": 4},
            {"numNodeGroups": 3},
            "`numNodeGroups` goes down from 4 to 3",
        ),
        (
            "aws:rds/clusterInstance:ClusterInstance",
            {"instanceClass": "db.r7g.large"},
            {"instanceClass": "db.r7g.xlarge"},
            "`instanceClass` changes, which restarts or exchanges servers",
        ),
        (
            "aws:ec2/launchTemplate:LaunchTemplate",
            {"imageId": "a"},
            {"imageId": "b"},
            "`imageId` changes, which restarts or exchanges servers",
        ),
        ("aws:sqs/queue:Queue", {"name": "a"}, {"name": "b"}, "is replaced"),
    ],
)
def test_what_must_wait(type_, before, after, why):
    change = [resource(type_, "it", before)], [resource(type_, "it", after)]
    assert refused(*change) == [("it", why)]
    assert refused(*change, clock=START - timedelta(hours=24)) == [("it", why)]
    assert refused(*change, clock=START - timedelta(hours=24, minutes=1)) == []
    assert refused(*change, clock=START + timedelta(seconds=SECONDS)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([resource(GROUP, "it", {"minSize": 6})], [resource(GROUP, "it", {"minSize": 90})]),
        ([resource(GROUP, "it", {"tags": ["a"]})], [resource(GROUP, "it", {"tags": ["b"]})]),
        ([], [resource("aws:rds/clusterInstance:ClusterInstance", "it")]),
        # a scheduled action whose time has passed
        ([resource("aws:autoscaling/schedule:Schedule", "it")], []),
        ([resource("alicloud:ess/scheduledTask:ScheduledTask", "it")], []),
    ],
)
def test_what_may_happen_at_any_time(before, after):
    assert refused(before, after) == []


def test_a_deleted_reader_must_wait():
    assert refused([resource("aws:rds/clusterInstance:ClusterInstance", "it")], []) == [("it", "is deleted")]


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_to_prepare_is_allowed_and_to_take_it_back_is_not(stack):
    campaigns = load(stack, ROOT).calendar
    before, after = planned(stack, CLOCK), planned(stack, EVE)
    assert freeze(diff(before, after), campaigns, EVE) is None
    found = freeze(diff(after, before), campaigns, EVE + timedelta(hours=6))
    assert found is not None
    assert found.campaigns == ("double-eleven",)


def test_people_and_programs_are_told():
    changes = diff(plan(resource(GROUP, "it", {"minSize": 9})), plan(resource(GROUP, "it", {"minSize": 3})))
    found = freeze(changes, calendar(), DURING)
    text = "\n".join(str(part) for part in freeze_text(found).renderables)
    assert text.startswith("Frozen for sale: until 2027-11-10 21:00 UTC nothing is replaced or made smaller")
    assert "it (autoscaling.Group) `minSize` goes down from 9 to 3" in text
    assert diff_dict(changes, found)["frozen"] == {
        "campaigns": ["sale"],
        "until": "2027-11-10T21:00:00Z",
        "refused": [{"urn": changes.steps[0].resource.urn, "why": "`minSize` goes down from 9 to 3"}],
    }
    assert diff_dict(changes, None)["frozen"] is None
