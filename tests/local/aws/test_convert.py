"""From inputs to parameters, along botocore's shapes."""

from __future__ import annotations

import functools

import botocore.session
import pytest

from infra.local.aws.convert import Converter


@functools.cache
def shape(service, operation):
    return botocore.session.get_session().get_service_model(service).operation_model(operation).input_shape


def parameters(service, operation, properties, names=None, under=""):
    converter = Converter(names or {})
    return converter.parameters(shape(service, operation), properties, under=under), converter.homeless


@pytest.mark.parametrize(
    ("service", "operation", "properties", "made"),
    [
        # whatever the case, and in the singular or the plural
        ("ec2", "CreateSubnet", {"cidrBlock": "10.0.0.0/24"}, {"CidrBlock": "10.0.0.0/24"}),
        ("rds", "CreateDBCluster", {"dbSubnetGroupName": "g"}, {"DBSubnetGroupName": "g"}),
        ("ec2", "CreateVpcEndpoint", {"subnetId": "s"}, {"SubnetIds": ["s"]}),
        # maps as lists of pairs, and maps
        ("kms", "CreateKey", {"tags": {"a": 1}}, {"Tags": [{"TagKey": "a", "TagValue": "1"}]}),
        (
            "cloudwatch",
            "PutMetricAlarm",
            {"dimensions": {"A": "b"}},
            {"Dimensions": [{"Name": "A", "Value": "b"}]},
        ),
        ("sqs", "CreateQueue", {"tags": {"a": True}}, {"tags": {"a": "true"}}),
        # documents, numbers and switches as texts, and back
        ("iam", "PutRolePolicy", {"policyDocument": {"a": [1]}}, {"PolicyDocument": '{"a": [1]}'}),
        ("cloudwatch", "PutMetricAlarm", {"threshold": "5", "period": "60"}, {"Threshold": 5.0, "Period": 60}),
        ("elbv2", "CreateTargetGroup", {"healthCheckEnabled": "true"}, {"HealthCheckEnabled": True}),
    ],
)
def test_values_take_the_form_of_the_shape(service, operation, properties, made):
    assert parameters(service, operation, properties) == (made, [])


def test_a_structure_may_be_given_as_a_list_of_one():
    made, _ = parameters("route53", "CreateHostedZone", {"vpc": [{"vpcId": "v"}]})
    assert made == {"VPC": {"VPCId": "v"}}


def test_lists_of_cloudfront_say_how_long_they_are():
    properties = {
        "aliases": ["a", "b"],
        "origins": [],
        "restrictions": {"geoRestriction": {"restrictionType": "none"}},
    }
    made, _ = parameters("cloudfront", "CreateDistribution", properties, under="DistributionConfig")
    assert made == {
        "DistributionConfig": {
            "Aliases": {"Quantity": 2, "Items": ["a", "b"]},
            "Origins": {"Quantity": 0},
            "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
        }
    }


def test_renames_hold_at_every_depth_and_lead_anywhere_below():
    names = {
        "rules.expiration.date": "Days",
        "rules.prefix": "Filter.Prefix",
        "certificate": "Certificates[0].CertificateArn",
        "idle": "Attributes[Key=idle.seconds].Value",
        "check": "",
        "check.path": "HealthCheckPath",
        "records": "ChangeBatch.Changes[0].ResourceRecordSet.ResourceRecords[].Value",
    }
    made, _ = parameters(
        "s3",
        "PutBucketLifecycleConfiguration",
        {"rules": [{"expiration": {"date": 3}, "prefix": "p"}]},
        names,
        under="LifecycleConfiguration",
    )
    assert made == {"LifecycleConfiguration": {"Rules": [{"Expiration": {"Days": 3}, "Filter": {"Prefix": "p"}}]}}
    made, _ = parameters("elbv2", "CreateListener", {"certificate": "c"}, names)
    assert made == {"Certificates": [{"CertificateArn": "c"}]}
    made, _ = parameters("elbv2", "ModifyLoadBalancerAttributes", {"idle": 60}, names)
    assert made == {"Attributes": [{"Key": "idle.seconds", "Value": "60"}]}
    made, _ = parameters("elbv2", "CreateTargetGroup", {"check": {"path": "/"}}, names)
    assert made == {"HealthCheckPath": "/"}
    made, _ = parameters("route53", "ChangeResourceRecordSets", {"records": ["a", "b"]}, names)
    record = made["ChangeBatch"]["Changes"][0]["ResourceRecordSet"]
    assert record == {"ResourceRecords": [{"Value": "a"}, {"Value": "b"}]}


def test_what_has_no_place_is_named_with_its_path():
    made, homeless = parameters(
        "elbv2", "CreateListener", {"color": 1, "defaultActions": [{"type": "forward"}, {"shade": 2}]}
    )
    assert made == {"DefaultActions": [{"Type": "forward"}, {}]}
    assert homeless == ["color", "defaultActions[1].shade"]
