"""What botocore's models say and botocore does not enforce, traced back to the property."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.session import Session

from infra.local.aws.refusals.model import model_findings
from infra.local.contract import Finding, Wanted
from infra.preview.plan import SECRET

SESSION = Session()
SERVICES = {name: SESSION.get_service_model(name) for name in ("elbv2", "logs", "kms", "ec2", "wafv2", "dynamodb")}


def judged(service: str, operation: str, parameters: Any, **inputs: Any) -> tuple[Finding, ...]:
    shape = SERVICES[service].operation_model(operation).input_shape
    return model_findings(Wanted(urn="u", type="aws:a/b:C", name="c", inputs=inputs), shape, parameters)


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "inputs", "path", "what"),
    [
        (
            "elbv2",
            "CreateListener",
            {"Protocol": "HTTPX"},
            {"protocol": "HTTPX"},
            "protocol",
            "must be one of HTTP, HTTPS",
        ),
        ("elbv2", "CreateListener", {"Port": 70000}, {"port": 70000}, "port", "must be at most 65535"),
        ("elbv2", "CreateListener", {"Port": 0}, {"port": 0}, "port", "must be at least 1"),
        ("logs", "CreateLogGroup", {"logGroupName": "a b"}, {"name": "a b"}, "name", "must match"),
        (
            "logs",
            "CreateLogGroup",
            {"logGroupName": "a" * 513},
            {"name": "a" * 513},
            "name",
            "must be at most 512",
        ),
        (
            "wafv2",
            "CreateWebACL",
            {"Rules": [{"Statement": {"RateBasedStatement": {"Limit": 5}}}]},
            {"rules": [{"priority": 5, "statement": {"rateBasedStatement": {"limit": 5}}}]},
            "rules[0].statement.rateBasedStatement.limit",
            "must be at least 10",
        ),
        (
            "dynamodb",
            "CreateTable",
            {"AttributeDefinitions": [{"AttributeName": "S", "AttributeType": "String"}]},
            {"attributes": [{"name": "S", "type": "String"}]},
            "attributes[0].type",
            "must be one of S, N, B",
        ),
    ],
)
def test_a_breach_is_traced_to_the_property(
    service: str, operation: str, parameters: Any, inputs: dict[str, Any], path: str, what: str
) -> None:
    found = judged(service, operation, parameters, **inputs)

    assert [finding.property for finding in found] == [path]
    assert found[0].what.startswith(what)


def test_what_comes_from_no_input_is_named_as_the_api_does() -> None:
    found = judged("elbv2", "CreateListener", {"Protocol": "HTTPX"}, port=80)

    assert (found[0].property, found[0].what[:28]) == ("", "Protocol must be one of HTTP")


def test_what_may_be_made_of_a_secret_is_not_shown() -> None:
    shape = SERVICES["elbv2"].operation_model("CreateListener").input_shape
    wanted = Wanted(urn="u", type="aws:a/b:C", name="c", inputs={"port": 80}, secret=frozenset({"token"}))

    assert [found.given for found in model_findings(wanted, shape, {"Protocol": "HTTPX"})] == [SECRET]


def test_of_several_inputs_with_the_value_the_one_with_the_likest_name_is_blamed() -> None:
    text = "x" * 8193

    found = judged("kms", "CreateKey", {"Description": text}, policy=text, description=text, keyUsage=text)

    assert [finding.property for finding in found] == ["description"]


def test_numbers_and_truth_values_are_found_however_they_are_written() -> None:
    assert [found.property for found in judged("elbv2", "CreateListener", {"Port": 70000}, port=70000.0)] == [
        "port"
    ]
    assert [found.property for found in judged("elbv2", "CreateListener", {"Port": 70000}, port="70000")] == [
        "port"
    ]


def test_catalogues_of_what_aws_sells_are_not_enforced() -> None:
    """New instance types come faster than new releases of botocore."""
    parameters = {"LaunchTemplateData": {"InstanceType": "z9.huge"}}

    assert judged("ec2", "CreateLaunchTemplate", parameters, instanceType="z9.huge") == ()


def test_good_parameters_pass() -> None:
    assert judged("elbv2", "CreateListener", {"Protocol": "HTTPS", "Port": 443, "SslPolicy": None}) == ()
    assert judged("ec2", "CreateInternetGateway", {"Unknown": 1}) == ()
