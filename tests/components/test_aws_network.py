"""What is specific to the network side of AWS: routes, endpoints, security groups, load balancers."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.load_balancer import build_load_balancer
from components.aws.network import build_network
from components.aws.private_zone import build_private_zone
from components.aws.security_group import build_security_group
from components.load_balancer import Exposure, LoadBalancer, Reservation
from components.network import Nat, Network
from components.private_zone import PrivateZone
from components.security_group import SecurityGroup
from infra.preview.plan import Resource
from tests.components.harness import AWS, of_type, only, provision
from tests.components.samples import samples
from tests.facts.checker import errors_of

ROUTE = "aws:ec2/route:Route"
TABLE = "aws:ec2/routeTable:RouteTable"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def network(**changes: Any) -> tuple[list[Resource], Any]:
    name, args = samples("aws")[Network]
    return provision(Network, name, lambda: replace(args(), **changes), partial(build_network, AWS))


def balancer(**changes: Any) -> list[Resource]:
    name, args = samples("aws")[LoadBalancer]
    return provision(LoadBalancer, name, lambda: replace(args(), **changes), partial(build_load_balancer, AWS))[0]


def internal_balancer(**changes: Any) -> list[Resource]:
    return balancer(
        **{
            "exposure": Exposure.INTERNAL,
            "origin_token": None,
            "clients": {"orders": "sg-0a1b2c3d"},
            **changes,
        }
    )


def named(resources: list[Resource], type_: str) -> dict[str, Resource]:
    return {resource.name: resource for resource in of_type(resources, type_)}


def urn_of(resources: list[Resource], type_: str, name: str) -> str:
    return named(resources, type_)[name].urn


def test_each_private_subnet_leaves_through_the_nat_gateway_of_its_zone() -> None:
    resources, outputs = network()
    for letter in "abc":
        route = named(resources, ROUTE)[f"network-private-{letter}"]
        assert route.property_dependencies["natGatewayId"] == (
            urn_of(resources, "aws:ec2/natGateway:NatGateway", f"network-nat-{letter}"),
        )
        gateway = named(resources, "aws:ec2/natGateway:NatGateway")[f"network-nat-{letter}"]
        assert gateway.property_dependencies["subnetId"] == (
            urn_of(resources, "aws:ec2/subnet:Subnet", f"network-public-{letter}"),
        )
    assert len(outputs.egress_ips) == 3


def test_isolated_subnets_have_no_route_out() -> None:
    resources, _ = network()
    isolated = urn_of(resources, TABLE, "network-isolated")
    routed = {
        table for route in of_type(resources, ROUTE) for table in route.property_dependencies["routeTableId"]
    }
    assert isolated not in routed
    associations = named(resources, "aws:ec2/routeTableAssociation:RouteTableAssociation")
    for letter in "abc":
        assert associations[f"network-isolated-{letter}"].property_dependencies["routeTableId"] == (isolated,)


def test_route_tables_have_no_inline_routes_and_the_default_group_no_rules() -> None:
    resources, _ = network()
    assert all("routes" not in table.inputs for table in of_type(resources, TABLE))
    group = only(resources, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
    assert not {"ingress", "egress"} & set(group.inputs)


def test_nat_waits_for_the_internet_gateway() -> None:
    resources, _ = network()
    internet = only(resources, "aws:ec2/internetGateway:InternetGateway").urn
    for type_ in ("aws:ec2/eip:Eip", "aws:ec2/natGateway:NatGateway"):
        assert all(internet in resource.depends_on for resource in of_type(resources, type_))


def test_single_nat_serves_every_zone_with_the_sensitive_endpoints_only() -> None:
    resources, outputs = network(nat=Nat.SINGLE)
    gateway = only(resources, "aws:ec2/natGateway:NatGateway")
    private = [route for name, route in named(resources, ROUTE).items() if "-private-" in name]
    assert [route.property_dependencies["natGatewayId"] for route in private] == [(gateway.urn,)] * 3
    assert len(outputs.egress_ips) == 1
    services = {endpoint.inputs["serviceName"].split(".", 3)[3] for endpoint in of_type(resources, ENDPOINT)}
    assert services == {"s3", "dynamodb", "kms", "logs", "secretsmanager"}


def test_gateway_endpoints_reach_private_and_isolated_tables() -> None:
    resources, _ = network()
    tables = {table.urn for name, table in named(resources, TABLE).items() if name != "network-public"}
    for service in ("s3", "dynamodb"):
        endpoint = named(resources, ENDPOINT)[f"network-{service}"]
        assert set(endpoint.property_dependencies["routeTableIds"]) == tables


def test_interface_endpoints_admit_tls_from_the_network_only() -> None:
    resources, _ = network()
    rule = only(resources, INGRESS).inputs
    assert (rule["fromPort"], rule["toPort"], rule["cidrIpv4"]) == (443, 443, "10.40.0.0/16")
    interfaces = [e.inputs for e in of_type(resources, ENDPOINT) if e.inputs["vpcEndpointType"] == "Interface"]
    services = {e["serviceName"].split(".", 3)[3] for e in interfaces}
    assert len(interfaces) == len(services) == 15
    assert services >= {"kinesis-streams", "sagemaker.runtime"}  # events and models stay inside, too
    assert all(e["privateDnsEnabled"] and len(e["subnetIds"]) == 3 for e in interfaces)


def test_flow_log_role_can_only_write_that_log() -> None:
    resources, _ = network()
    log = only(resources, "aws:ec2/flowLog:FlowLog").inputs
    assert (log["trafficType"], log["maxAggregationInterval"]) == ("ALL", 60)
    statement, listing = json.loads(only(resources, "aws:iam/rolePolicy:RolePolicy").inputs["policy"])["Statement"]
    group = "arn:aws:logs:eu-central-1:123456789012:log-group:floodgate-prod-logs:orders"
    assert statement["Resource"] == [group, f"{group}:*"]
    trust = json.loads(only(resources, "aws:iam/role:Role").inputs["assumeRolePolicy"])["Statement"][0]
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    assert (listing["Action"], listing["Resource"]) == (
        "logs:DescribeLogGroups",
        AWS.arn("logs", "log-group:*"),
    )


def test_addresses_of_partners_are_protected_unless_the_network_is_not() -> None:
    for protected in (True, False):
        resources, _ = network(deletion_protected=protected)
        for type_ in ("aws:ec2/vpc:Vpc", "aws:ec2/eip:Eip"):
            assert all(r.options.get("protect", False) is protected for r in of_type(resources, type_))


def test_one_zone_is_enough_for_a_cheap_network() -> None:
    resources, outputs = network(zones=("eu-central-1b",), nat=Nat.SINGLE)
    assert {s.name for s in of_type(resources, "aws:ec2/subnet:Subnet")} == {
        "network-public-b",
        "network-private-b",
        "network-isolated-b",
    }
    assert len(outputs.private_subnet_ids) == 1
    assert errors_of(resources) == []


def test_zone_of_another_region_is_refused() -> None:
    with pytest.raises(ValueError, match=r"zones must be zones of eu-central-1 .* got eu-west-1a"):
        network(zones=("eu-central-1a", "eu-west-1a"))


def test_security_group_starts_closed_and_survives_a_new_purpose() -> None:
    name, args = samples("aws")[SecurityGroup]
    build = partial(build_security_group, AWS)
    resources, _ = provision(SecurityGroup, name, lambda: replace(args(), https_egress=False), build)
    group = only(resources, "aws:ec2/securityGroup:SecurityGroup")
    assert not {"ingress", "egress"} & set(group.inputs)
    assert group.options["ignore_changes"] == ["description"]
    assert of_type(resources, EGRESS) == []

    resources, _ = provision(SecurityGroup, name, args, build)
    rule = only(resources, EGRESS).inputs
    assert (rule["ipProtocol"], rule["fromPort"], rule["toPort"]) == ("tcp", 443, 443)


def test_private_zone_points_every_other_name_to_the_alias() -> None:
    name, args = samples("aws")[PrivateZone]
    aliases = {"*": "internal.example", "payments": "payments.example"}
    resources, _ = provision(
        PrivateZone, name, lambda: replace(args(), aliases=aliases), partial(build_private_zone, AWS)
    )
    assert "vpcs" in only(resources, "aws:route53/zone:Zone").inputs
    records = {r.inputs["name"]: r.inputs["type"] for r in of_type(resources, "aws:route53/record:Record")}
    assert records == {"*.svc.shop.example.net": "CNAME", "payments.svc.shop.example.net": "CNAME"}


def test_edge_balancer_admits_tls_from_cloudfront_only() -> None:
    resources = balancer()
    rule = only(resources, INGRESS).inputs
    assert (rule["prefixListId"], rule["fromPort"], rule["toPort"]) == ("pl-a3a144ca", 443, 443)
    assert "cidrIpv4" not in rule
    assert only(resources, "aws:lb/loadBalancer:LoadBalancer").inputs["internal"] is False


def test_edge_balancer_refuses_what_no_rule_asks_for_and_redirects_plain_http() -> None:
    listeners = named(balancer(), "aws:lb/listener:Listener")
    https = listeners["public-lb-https"].inputs
    assert https["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
    assert https["defaultActions"][0]["fixedResponse"]["statusCode"] == "403"
    redirect = listeners["public-lb-http"].inputs["defaultActions"][0]["redirect"]
    assert (redirect["protocol"], redirect["statusCode"]) == ("HTTPS", "HTTP_301")


@pytest.mark.parametrize(
    ("reserve", "reserved"),
    [
        (Reservation(capacity_units=500, megabits_per_second=800), {"capacityUnits": 500}),
        (Reservation(capacity_units=0, megabits_per_second=800), None),
        (None, None),
    ],
)
def test_capacity_is_reserved_only_if_asked(reserve: Reservation | None, reserved: dict[str, int] | None) -> None:
    found = only(balancer(reserve=reserve), "aws:lb/loadBalancer:LoadBalancer").inputs
    assert found.get("minimumLoadBalancerCapacity") == reserved


def test_edge_firewall_counts_the_address_that_the_cdn_reports() -> None:
    resources = balancer(requests_per_ip=700)
    rules = {rule["name"]: rule for rule in only(resources, "aws:wafv2/webAcl:WebAcl").inputs["rules"]}
    limit = rules["limit-all"]["statement"]["rateBasedStatement"]
    assert (limit["limit"], limit["aggregateKeyType"]) == (700, "FORWARDED_IP")
    assert limit["forwardedIpConfig"]["headerName"] == "true-client-ip"
    association = only(resources, "aws:wafv2/webAclAssociation:WebAclAssociation")
    assert association.property_dependencies["resourceArn"] == (
        only(resources, "aws:lb/loadBalancer:LoadBalancer").urn,
    )


def test_access_log_bucket_lets_the_balancer_write_and_refuses_plain_http() -> None:
    resources = balancer(log_retention_days=120)
    bucket = only(resources, "aws:s3/bucket:Bucket").inputs["bucket"]
    policy = only(resources, "aws:s3/bucketPolicy:BucketPolicy")
    deny, write = json.loads(policy.inputs["policy"])["Statement"]
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert write["Principal"] == {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
    assert write["Resource"] == f"arn:aws:s3:::{bucket}/AWSLogs/123456789012/*"
    assert policy.urn in only(resources, "aws:lb/loadBalancer:LoadBalancer").depends_on
    (rule,) = only(resources, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"]
    assert rule["expiration"] == {"days": 120}
    assert "transitions" not in rule  # moved objects are billed for 90 days more


def test_disposable_balancer_leaves_nothing_behind() -> None:
    resources = balancer(deletion_protected=False)
    assert only(resources, "aws:lb/loadBalancer:LoadBalancer").inputs["enableDeletionProtection"] is False
    bucket = only(resources, "aws:s3/bucket:Bucket")
    assert bucket.inputs["forceDestroy"] is True
    assert "protect" not in bucket.options


def test_internal_balancer_is_open_to_its_clients_both_ways_and_has_no_firewall() -> None:
    resources = internal_balancer()
    assert only(resources, "aws:lb/loadBalancer:LoadBalancer").inputs["internal"] is True
    inward, outward = only(resources, INGRESS), only(resources, EGRESS)
    assert inward.inputs["referencedSecurityGroupId"] == outward.inputs["securityGroupId"] == "sg-0a1b2c3d"
    assert (outward.inputs["fromPort"], outward.inputs["toPort"]) == (443, 443)
    assert of_type(resources, "aws:wafv2/webAcl:WebAcl") == []
    assert errors_of(resources) == []


def test_balancer_tells_about_errors_latency_and_exhaustion() -> None:
    metrics = {alarm.inputs["metricName"]: alarm.inputs for alarm in of_type(balancer(), ALARM)}
    assert set(metrics) == {"HTTPCode_ELB_5XX_Count", "RejectedConnectionCount", "TargetResponseTime"}
    assert metrics["TargetResponseTime"]["extendedStatistic"] == "p99"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"origin_token": None}, "origin_token must be given for exposure edge"),
        ({"clients": {"orders": "sg-1"}}, "clients must be empty for exposure edge, got orders"),
        ({"exposure": Exposure.INTERNAL}, "origin_token must be None for exposure internal"),
        ({"zones": ("eu-central-1a",)}, "one subnet a zone, of at least 2 zones"),
        ({"requests_per_ip": 9}, "requests_per_ip must be at least 10, got 9"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        balancer(**changes)


def test_edge_balancer_in_a_region_without_known_cdn_addresses_is_refused() -> None:
    name, args = samples("aws")[LoadBalancer]
    elsewhere = replace(AWS, region="me-south-1")
    with pytest.raises(ValueError, match=r"region must be one of ap-northeast-1, .* got me-south-1"):
        provision(LoadBalancer, name, args, partial(build_load_balancer, elsewhere))
