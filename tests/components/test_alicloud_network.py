"""Network, firewalls, load balancers and private names on Alibaba Cloud."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.alicloud.load_balancer import build_load_balancer
from components.alicloud.network import build_network
from components.alicloud.private_zone import build_private_zone
from components.alicloud.security_group import build_security_group
from components.load_balancer import Exposure, LoadBalancer, Reservation
from components.network import Nat, Network
from components.private_zone import PrivateZone
from components.security_group import SecurityGroup
from infra.preview.plan import Resource
from tests.components.harness import ALICLOUD, of_type, only, provision
from tests.components.samples import samples

SWITCH = "alicloud:vpc/switch:Switch"
RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
ATTACHMENT = (
    "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment"
)


def _provision(kind: Any, build: Callable[..., Any], context: Any = ALICLOUD, **changes: Any) -> list[Resource]:
    name, args = samples("alicloud")[kind]
    return provision(kind, name, lambda: replace(args(), **changes), partial(build, context))[0]


def _network(**changes: Any) -> list[Resource]:
    return _provision(Network, build_network, **changes)


def _balancer(context: Any = ALICLOUD, **changes: Any) -> list[Resource]:
    return _provision(LoadBalancer, build_load_balancer, context, **changes)


def _names(resources: list[Resource], type_: str) -> set[str]:
    return {resource.name for resource in of_type(resources, type_)}


def _sources(resource: Resource, property_: str) -> set[str]:
    """Logical names of what a property's value comes from."""
    return {urn.rpartition("::")[2] for urn in resource.property_dependencies[property_]}


def test_every_tier_has_one_switch_a_zone():
    switches = of_type(_network(), SWITCH)

    assert {switch.name: switch.inputs["zoneId"] for switch in switches} == {
        f"network-{tier}-{letter}": f"cn-hangzhou-{letter}"
        for tier in ("public", "private", "isolated")
        for letter in "hij"
    }
    assert len({switch.inputs["cidrBlock"] for switch in switches}) == 9


def test_only_private_switches_leave_through_nat():
    entries = of_type(_network(), "alicloud:vpc/snatEntry:SnatEntry")

    assert {source for entry in entries for source in _sources(entry, "sourceVswitchId")} == {
        "network-private-h",
        "network-private-i",
        "network-private-j",
    }


def test_isolated_switches_have_a_route_table_without_a_default_route():
    resources = _network()

    assert _names(resources, "alicloud:vpc/routeTableAttachment:RouteTableAttachment") == {
        "network-isolated-h",
        "network-isolated-i",
        "network-isolated-j",
    }
    assert of_type(resources, "alicloud:vpc/routeEntry:RouteEntry") == []


@pytest.mark.parametrize(("nat", "addresses"), [(Nat.PER_ZONE, 3), (Nat.SINGLE, 1)])
def test_the_gateway_survives_a_zone_whatever_the_number_of_addresses(nat: Nat, addresses: int):
    resources = _network(nat=nat)

    gateway = only(resources, "alicloud:vpc/natGateway:NatGateway")
    assert (gateway.inputs["natType"], gateway.inputs["availabilityMode"]) == ("Enhanced", "CrossAZ")
    assert len(of_type(resources, "alicloud:ecs/eipAddress:EipAddress")) == addresses
    assert len(of_type(resources, "alicloud:vpc/snatEntry:SnatEntry")) == 3


def test_each_zone_leaves_by_its_own_address():
    entries = of_type(_network(), "alicloud:vpc/snatEntry:SnatEntry")

    assert {entry.name: _sources(entry, "snatIp") for entry in entries} == {
        f"network-snat-{letter}": {f"network-nat-{letter}"} for letter in "hij"
    }


def test_flow_log_goes_to_project_and_logstore():
    log = only(_network(), "alicloud:vpc/flowLog:FlowLog")

    assert (log.inputs["projectName"], log.inputs["logStoreName"]) == ("floodgate-prod-logs", "orders")
    assert (log.inputs["trafficType"], log.inputs["status"]) == ("All", "Active")


def test_a_disposable_network_can_be_deleted():
    resources = _network(deletion_protected=False)

    assert only(resources, "alicloud:vpc/natGateway:NatGateway").inputs["deletionProtection"] is False
    assert not any(resource.options.get("protect") for resource in resources)


def test_oss_endpoint_only_where_oss_has_one():
    assert of_type(_network(), "alicloud:vpc/gatewayEndpoint:GatewayEndpoint")

    manila = replace(ALICLOUD, region="ap-southeast-6")
    zones = ("ap-southeast-6a", "ap-southeast-6b")
    resources = _provision(Network, build_network, manila, zones=zones)

    assert of_type(resources, "alicloud:vpc/gatewayEndpoint:GatewayEndpoint") == []
    assert "network-private-a" in _names(resources, SWITCH)


def test_zones_of_another_region_are_refused():
    with pytest.raises(ValueError, match="zones must be zones of cn-hangzhou"):
        _network(zones=("cn-beijing-h",))


def test_a_workload_starts_closed_in_both_directions():
    resources = _provision(SecurityGroup, build_security_group)

    group = only(resources, "alicloud:ecs/securityGroup:SecurityGroup")
    assert group.inputs["innerAccessPolicy"] == "Drop"
    rules = of_type(resources, RULE)
    assert {rule.inputs["type"] for rule in rules} == {"egress"}
    last = max(rules, key=lambda rule: rule.inputs["priority"])
    assert (last.inputs["policy"], last.inputs["ipProtocol"], last.inputs["portRange"]) == ("drop", "all", "-1/-1")


def test_without_https_egress_only_the_clouds_own_services_are_reached():
    rules = of_type(_provision(SecurityGroup, build_security_group, https_egress=False), RULE)

    accepted = [rule.inputs for rule in rules if rule.inputs["policy"] == "accept"]
    assert {rule["cidrIp"] for rule in accepted} == {"100.64.0.0/10"}
    assert {rule["portRange"] for rule in accepted} == {"53/53", "80/80", "123/123"}


def test_public_balancer_lets_only_the_cdn_in():
    rules = of_type(_balancer(), RULE)

    assert {rule.inputs["cidrIp"]: (rule.inputs["policy"], rule.inputs["portRange"]) for rule in rules} == {
        "47.96.0.0/16": ("accept", "443/443"),
        "118.178.0.0/16": ("accept", "443/443"),
        "0.0.0.0/0": ("drop", "-1/-1"),
    }


def test_balancer_is_closed_before_it_listens():
    resources = _balancer()

    attachment = only(
        resources, "alicloud:alb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment"
    )
    assert {rule.urn for rule in of_type(resources, RULE)} <= set(attachment.depends_on)
    assert attachment.urn in only(resources, "alicloud:alb/listener:Listener").depends_on


@pytest.mark.parametrize(
    ("exposure", "edition", "address"),
    [(Exposure.EDGE, "StandardWithWaf", "Internet"), (Exposure.INTERNAL, "Standard", "Intranet")],
)
def test_edition_and_address_follow_the_exposure(exposure: Exposure, edition: str, address: str):
    token = {} if exposure is Exposure.EDGE else {"origin_token": None}
    balancer = only(_balancer(exposure=exposure, **token), "alicloud:alb/loadBalancer:LoadBalancer")

    assert balancer.inputs["loadBalancerEdition"] == edition
    assert balancer.inputs["addressType"] == address
    assert len(balancer.inputs["zoneMappings"]) == 3
    assert balancer.inputs["deletionProtectionEnabled"] is True
    assert set(balancer.inputs["accessLogConfig"]) == {"logProject", "logStore"}


def test_public_balancer_gets_a_wider_way_to_the_internet_and_stays_the_same_one():
    """Its own argument for it would replace it."""
    resources = _balancer()
    package = only(resources, "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage").inputs
    assert (package["bandwidth"], package["internetChargeType"]) == ("800", "PayByTraffic")
    joined = only(resources, ATTACHMENT)
    assert joined.options["delete_before_replace"] is True
    assert "bandwidthPackageId" not in only(resources, "alicloud:alb/loadBalancer:LoadBalancer").inputs


@pytest.mark.parametrize(
    "changes",
    [
        {"reserve": None},
        {"reserve": Reservation(capacity_units=500, megabits_per_second=0)},
        {"exposure": Exposure.INTERNAL, "origin_token": None},
    ],
)
def test_whoever_needs_no_way_to_the_internet_gets_none(changes):
    assert of_type(_balancer(**changes), ATTACHMENT) == []


def test_internal_balancer_opens_both_sides_for_each_client():
    resources = _balancer(exposure=Exposure.INTERNAL, origin_token=None, clients={"orders": "sg-orders"})

    rules = {rule.name: rule.inputs for rule in of_type(resources, RULE)}
    assert rules["public-lb-from-orders"]["type"] == "ingress"
    assert rules["public-lb-from-orders"]["sourceSecurityGroupId"] == "sg-orders"
    assert rules["public-lb-orders-out"]["type"] == "egress"
    assert rules["public-lb-orders-out"]["securityGroupId"] == "sg-orders"
    assert rules["public-lb-rest"]["policy"] == "drop"
    assert len(rules) == 3


def test_what_no_rule_asks_for_gets_403():
    rule = only(_balancer(), "alicloud:alb/rule:Rule")

    assert rule.inputs["priority"] == 10_000
    assert rule.inputs["ruleActions"][0]["fixedResponseConfig"]["httpCode"] == "403"


def test_listener_takes_tls_1_2_and_later_only():
    listener = only(_balancer(), "alicloud:alb/listener:Listener")

    assert listener.inputs["listenerProtocol"] == "HTTPS"
    assert listener.inputs["securityPolicyId"] == "tls_cipher_policy_1_2_strict_with_1_3"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"origin_token": None}, "origin_token must be given"),
        ({"clients": {"orders": "sg-1"}}, "clients must be empty"),
        ({"exposure": Exposure.INTERNAL}, "origin_token must be None"),
        ({"zones": ("cn-hangzhou-h",), "subnet_ids": ("vsw-1",)}, "at least 2 zones"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(changes: dict[str, Any], message: str):
    with pytest.raises(ValueError, match=message):
        _balancer(**changes)


def test_public_balancer_needs_the_cdns_addresses():
    with pytest.raises(ValueError, match="cdn_origin_cidrs"):
        _balancer(replace(ALICLOUD, cdn_origin_cidrs=()))


def test_private_zone_answers_for_every_other_name():
    resources = _provision(PrivateZone, build_private_zone)

    record = only(resources, "alicloud:pvtz/zoneRecord:ZoneRecord")
    assert (record.name, record.inputs["rr"], record.inputs["type"]) == ("private-zone-any", "*", "CNAME")
    assert record.urn in only(resources, "alicloud:pvtz/zoneAttachment:ZoneAttachment").depends_on
