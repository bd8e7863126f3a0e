"""Paths of the tables, and ways through references."""

from __future__ import annotations

import pytest

from infra.local.alicloud.made_up import MakeUp
from infra.local.alicloud.places import concrete, pattern, places
from infra.local.alicloud.ways import Ways
from tests.local.alicloud.made import add, empty

INPUTS = {
    "zoneMappings": [{"zoneId": "l", "vswitchId": "a"}, {"zoneId": "m"}, {"zoneId": "n", "vswitchId": "c"}],
    "vpcId": "vpc-1",
    "tags": ["x", "y"],
    "certificates": {"certificateId": "1"},
    "none": None,
    "rules": [[{"name": "a"}, {"name": "b"}], [{"name": "c"}]],
}


@pytest.mark.parametrize(
    ("path", "beside", "found"),
    [
        ("vpcId", "", {"vpcId": "vpc-1"}),
        ("none", "", {}),
        ("certificates.certificateId", "", {"certificates.certificateId": "1"}),
        ("vpcId.deeper", "", {}),
        ("tags[]", "", {"tags[0]": "x", "tags[1]": "y"}),
        ("tags[1]", "", {"tags[1]": "y"}),
        ("zoneMappings[].vswitchId", "", {"zoneMappings[0].vswitchId": "a", "zoneMappings[2].vswitchId": "c"}),
        ("zoneMappings[].zoneId", "zoneMappings[2].vswitchId", {"zoneMappings[2].zoneId": "n"}),
        ("zoneMappings[0].zoneId", "zoneMappings[2].vswitchId", {"zoneMappings[0].zoneId": "l"}),
        ("rules[][].name", "", {"rules[0][0].name": "a", "rules[0][1].name": "b", "rules[1][0].name": "c"}),
        ("rules[][].name", "rules[0][1].prefix", {"rules[0][1].name": "b"}),
        ("rules[1][].name", "rules[0][1].prefix", {"rules[1][0].name": "c"}),
        ("tags[]", "zoneMappings[1]", {"tags[0]": "x", "tags[1]": "y"}),
    ],
)
def test_a_path_leads_to_places(path, beside, found):
    assert {place.path: place.value for place in places(INPUTS, path, beside)} == found


def test_a_place_that_is_not_there_has_a_path_too():
    assert concrete("a[].b.c[].d", "a[3].x") == "a[3].b.c[0].d"
    assert concrete("a[].b", "") == "a[0].b"
    assert concrete("a[][].b", "a[3][2].x") == "a[3][2].b"
    assert concrete("a[][].b", "") == "a[0][0].b"
    assert pattern("a[3].b[0]") == "a[].b[]"


def test_a_way_leads_on_from_one_resource_to_the_next():
    cloud = empty()
    network = add(cloud, "vpc/network:Network", cidrBlock="10.0.0.0/16")
    zones = {"cn-shanghai-l": "10.0.0.0/24", "cn-shanghai-m": "10.0.1.0/24"}
    switches = [
        add(cloud, "vpc/switch:Switch", zone, vpcId=network.id, cidrBlock=block, zoneId=zone).id
        for zone, block in zones.items()
    ]
    inputs = {"zoneMappings": [{"vswitchId": id_} for id_ in (*switches, "vsw-nobody")]}
    ways = Ways(cloud.existing)

    def follow(way, beside=""):
        type_ = "alicloud:alb/loadBalancer:LoadBalancer"
        return [(place.path, place.value) for place in ways.follow(type_, inputs, way, beside)]

    assert follow("zoneMappings[].vswitchId>zoneId") == [
        ("zoneMappings[0].vswitchId", "cn-shanghai-l"),
        ("zoneMappings[1].vswitchId", "cn-shanghai-m"),
    ]
    assert follow("zoneMappings[].vswitchId>vpcId>cidrBlock", "zoneMappings[1].zoneId") == [
        ("zoneMappings[1].vswitchId", "10.0.0.0/16")
    ]
    assert follow("zoneMappings[].vswitchId>nothing|id", "zoneMappings[0]") == [
        ("zoneMappings[0].vswitchId", switches[0])
    ]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{bucket}", "shop"),
        ("{count}", 3),
        ("{bucket}:{missing}", "shop:"),
        ("{missing|bucket}", "shop"),
        ("{missing|=all}", "all"),
        ("{enabled}/{count}", "true/3"),
        ({"a": ["{bucket}", 1]}, {"a": ["shop", 1]}),
    ],
)
def test_a_template_is_filled(template, found):
    known = {"bucket": "shop", "count": 3, "enabled": True}
    assert MakeUp("seed", "cn-shanghai", known.get).fill(template, "x") == found


def test_what_is_made_up_depends_on_seed_and_label_only():
    def made(template, seed="seed", label="id", region="cn-shanghai"):
        return MakeUp(seed, region, {}.get).fill(template, label)

    for template in ("{random:18}", "{regional:21}", "{hex:32}", "{digits:8}", "{uuid:}", "{address:}"):
        assert made(template) == made(template)
        assert len({made(template), made(template, seed="other"), made(template, label="arn")}) == 3
    assert made("{regional:21}").startswith("uf6")
    assert made("{regional:21}", region="me-east-1")[:3] == made("{regional:21}", "b", region="me-east-1")[:3]
    assert len(made("{regional:21}")) == 21
    assert made("{address:}").startswith("198.1")
