"""Rules about search domains."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.local.aws.refusals.judged import ACCOUNT, GONE, REGION, beside, refused

GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/opensearch/products"
OTHER = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/opensearch/other"
OWNER = f"arn:aws:iam::{ACCOUNT}:role/owner"


def policy(service: str, resource: str) -> tuple[str, str, dict[str, Any]]:
    document = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": service},
                "Action": ["logs:PutLogEvents"],
                "Resource": [resource],
            }
        ],
    }
    type_ = "cloudwatch/logResourcePolicy:LogResourcePolicy"
    return type_, service, {"policyName": service, "policyDocument": json.dumps(document)}


EXISTING = beside(
    *(
        ("ec2/subnet:Subnet", f"subnet-{zone}", {"vpcId": "vpc-1", "availabilityZone": f"{REGION}{zone}"})
        for zone in "abc"
    ),
    ("iam/role:Role", "owner", {"name": "owner", "arn": OWNER}),
    ("cloudwatch/logGroup:LogGroup", "/aws/opensearch/products", {"arn": GROUP}),
    ("cloudwatch/logGroup:LogGroup", "/aws/opensearch/other", {"arn": OTHER}),
    policy("es.amazonaws.com", f"{GROUP}:*"),
    policy("delivery.logs.amazonaws.com", f"{OTHER}:*"),
)
DOMAIN = "opensearch/domain:Domain"
SPREAD = {"zoneAwarenessEnabled": True, "zoneAwarenessConfig": {"availabilityZoneCount": 3}}
CLUSTER = {
    **SPREAD,
    "instanceType": "r7g.xlarge.search",
    "instanceCount": 6,
    "dedicatedMasterEnabled": True,
    "dedicatedMasterCount": 3,
}
GOOD = {
    "domainName": "products",
    "clusterConfig": CLUSTER,
    "vpcOptions": {"subnetIds": ["subnet-a", "subnet-b", "subnet-c"]},
    "encryptAtRest": {"enabled": True},
    "nodeToNodeEncryption": {"enabled": True},
    "domainEndpointOptions": {"enforceHttps": True, "tlsSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"},
    "advancedSecurityOptions": {"enabled": True, "masterUserOptions": {"masterUserArn": OWNER}},
    "autoTuneOptions": {"desiredState": "ENABLED"},
    "logPublishingOptions": [{"logType": "AUDIT_LOGS", "cloudwatchLogGroupArn": GROUP}],
}


def test_a_good_domain_is_taken() -> None:
    assert refused(DOMAIN, GOOD, EXISTING) == {}


@pytest.mark.parametrize(
    ("changes", "blamed"),
    [
        ({"clusterConfig": {**CLUSTER, "instanceCount": 4}}, "clusterConfig.instanceCount"),
        ({"clusterConfig": {**CLUSTER, "dedicatedMasterCount": 2}}, "clusterConfig.dedicatedMasterCount"),
        ({"clusterConfig": {**CLUSTER, "instanceType": "r7g.xlarge"}}, "clusterConfig.instanceType"),
        ({"clusterConfig": {**CLUSTER, "instanceType": "t3.medium.search"}}, "autoTuneOptions.desiredState"),
        ({"vpcOptions": {"subnetIds": ["subnet-a", "subnet-b"]}}, "vpcOptions.subnetIds"),
        ({"vpcOptions": {"subnetIds": ["subnet-a", "subnet-b", "subnet-x"]}}, "vpcOptions.subnetIds[2]"),
        ({"encryptAtRest": GONE}, "encryptAtRest.enabled"),
        ({"nodeToNodeEncryption": {"enabled": False}}, "nodeToNodeEncryption.enabled"),
        ({"domainEndpointOptions": GONE}, "domainEndpointOptions.enforceHttps"),
        ({"advancedSecurityOptions": {"enabled": True}}, "advancedSecurityOptions.masterUserOptions"),
        (
            {"logPublishingOptions": [{"logType": "AUDIT_LOGS", "cloudwatchLogGroupArn": OTHER}]},
            "logPublishingOptions[0].cloudwatchLogGroupArn",
        ),
        ({"accessPolicies": json.dumps({"Statement": [{"Effect": "Allow"}]})}, "accessPolicies"),
    ],
)
def test_refused(changes: dict[str, Any], blamed: str) -> None:
    assert list(refused(DOMAIN, {**GOOD, **changes}, EXISTING)) == [blamed]


def test_one_zone_takes_one_subnet_and_any_number_of_nodes() -> None:
    one = {"instanceType": "t3.medium.search", "instanceCount": 1}
    changes = {"clusterConfig": one, "vpcOptions": {"subnetIds": ["subnet-a"]}, "autoTuneOptions": GONE}
    assert refused(DOMAIN, {**GOOD, **changes}, EXISTING) == {}
