"""Documents that are known in part: what is known of them is judged, what is not is never taken for something."""

from __future__ import annotations

import base64
import json

import pytest

from infra.audit.assess import waivers
from infra.audit.planned import stack_of
from infra.program import ROOT
from policies.assessment import assess
from policies.evaluate import Verdict, evaluate
from policies.facts import Environment, Facts
from policies.resource import HIDDEN, Resource
from policies.rules import RULES
from policies.stack import Stack
from tests.stacks import facts_of, planned

_FACTS = Facts(
    stack="prod-aws",
    cloud="aws",
    environment=Environment.PROD,
    region="eu-central-1",
    allowed_regions=frozenset({"eu-central-1"}),
    accounts=frozenset({"111122223333"}),
)
_WAITING = {
    "prod-aws": {"log-config-recorder", "log-threat-detection"},
    "prod-alicloud": {
        *("log-config-recorder", "log-threat-detection", "log-cdn-access", "stack-waf-logging"),
        "identity-mail-domain-signed",  # DirectMail makes the SPF text with the domain
    },
}


@pytest.mark.parametrize("name", sorted(_WAITING))
def test_few_rules_wait_for_the_cloud(name):
    assessment = assess(stack_of(planned(name), facts_of(name)), RULES, waivers(ROOT))
    assert {result.rule.id for result in assessment.pending} == _WAITING[name]
    assert not any("document" in result.message.lower() for result in assessment.pending)


def verdicts(type_, path, text, **inputs):
    """Rule -> what it says about one resource with a text, or a document, that is known in part."""
    resource = Resource(
        urn=f"urn:pulumi:prod-aws::floodgate::{type_}::it",
        type=type_,
        name="it",
        inputs={path: None, **inputs},
        unknown=frozenset({path}),
        in_part={path: text if isinstance(text, str) else json.dumps(text)},
    )
    return {result.rule.id: result.verdict for result in evaluate(Stack(_FACTS, [resource]), RULES)}


def _policy(**statement):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ({"Action": "s3:GetObject", "Resource": HIDDEN}, Verdict.PASS),
        ({"Action": "s3:*", "Resource": HIDDEN}, Verdict.FAIL),
        ({"Action": "s3:PutObject", "Resource": [HIDDEN, "*"]}, Verdict.FAIL),
        ({"NotAction": "iam:*", "Resource": HIDDEN}, Verdict.FAIL),
        ({"Action": HIDDEN, "Resource": "*"}, Verdict.NOT_EVALUATED),
        ({"Action": ["s3:GetObject", HIDDEN], "Resource": "*"}, Verdict.NOT_EVALUATED),
        ({"Effect": HIDDEN, "Action": "s3:*", "Resource": "*"}, Verdict.NOT_EVALUATED),
        ({"Action": "s3:PutObject", "Resource": "*", "Condition": HIDDEN}, Verdict.NOT_EVALUATED),
        ({"Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": HIDDEN}}, Verdict.NOT_EVALUATED),
    ],
)
def test_identity_policies(statement, verdict):
    found = verdicts("aws:iam/rolePolicy:RolePolicy", "policy", _policy(**statement), role="role")
    assert found["identity-no-service-wildcards"] is verdict


def test_statements_that_are_not_known_are_not_overlooked():
    for document in ({"Statement": HIDDEN}, {"Statement": [HIDDEN]}):
        found = verdicts("aws:iam/rolePolicy:RolePolicy", "policy", document, role="role")
        assert found["identity-no-admin-policy"] is Verdict.NOT_EVALUATED


@pytest.mark.parametrize(
    ("principal", "verdict"),
    [
        ({"AWS": HIDDEN}, Verdict.PASS),
        ({"AWS": [HIDDEN, "*"]}, Verdict.FAIL),
        ({"AWS": "arn:aws:iam::999988887777:root"}, Verdict.FAIL),
        (HIDDEN, Verdict.NOT_EVALUATED),
        ({"Service": HIDDEN}, Verdict.NOT_EVALUATED),
    ],
)
def test_resource_policies(principal, verdict):
    document = _policy(Principal=principal, Action="sqs:SendMessage", Resource=HIDDEN)
    found = verdicts("aws:sqs/queuePolicy:QueuePolicy", "policy", document, queueUrl="queue")
    assert found["identity-no-public-resource-policy"] is verdict


@pytest.mark.parametrize(
    ("container", "locked", "logged"),
    [
        (
            {
                "readonlyRootFilesystem": True,
                "user": "1000",
                "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": HIDDEN}},
                "environment": [{"name": "DB_HOST", "value": HIDDEN}],
            },
            Verdict.PASS,
            Verdict.PASS,
        ),
        ({"readonlyRootFilesystem": HIDDEN}, Verdict.NOT_EVALUATED, Verdict.FAIL),
        (
            {"readonlyRootFilesystem": True, "user": "0", "logConfiguration": HIDDEN},
            Verdict.FAIL,
            Verdict.NOT_EVALUATED,
        ),
    ],
)
def test_containers(container, locked, logged):
    found = verdicts(
        "aws:ecs/taskDefinition:TaskDefinition",
        "containerDefinitions",
        [{"name": "job", **container}],
        networkMode="awsvpc",
    )
    assert found["network-container-locked"] is locked
    assert found["log-container-output"] is logged
    assert found["identity-no-plaintext-secrets"] is Verdict.PASS


def test_a_credential_in_a_container_that_nobody_knows_yet_may_be_one_in_clear():
    container = {"name": "job", "environment": [{"name": "DB_PASSWORD", "value": HIDDEN}]}
    found = verdicts("aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions", [container])
    assert found["identity-no-plaintext-secrets"] is Verdict.NOT_EVALUATED


def test_credentials_in_containers_are_found():
    container = {"name": "job", "environment": [{"name": "DB_PASSWORD", "value": "hunter2!!"}], "image": HIDDEN}
    found = verdicts("aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions", [container])
    assert found["identity-no-plaintext-secrets"] is Verdict.FAIL


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (f"DB_HOST={HIDDEN}", Verdict.PASS),
        # what a provider makes is a secret of its engine only: the key of an access key is not known here
        *((f"AWS_SECRET_ACCESS_KEY={quote}{HIDDEN}{quote}", Verdict.NOT_EVALUATED) for quote in ("", "'", '"')),
        (f"SMTP_PASSWORD_ARN={HIDDEN}", Verdict.PASS),
        (f"DB_PASSWORD={HIDDEN}\nAPI_KEY=hunter2!!", Verdict.FAIL),
        (f"DB_HOST={HIDDEN}\nDB_PASSWORD=hunter2!!", Verdict.FAIL),
        (f"curl --header 'Authorization: {HIDDEN}'\nAWS_ACCESS_KEY_ID=AKIAQWERTYUIOPASDFGH", Verdict.FAIL),
    ],
)
@pytest.mark.parametrize(
    "type_", ["aws:ec2/launchTemplate:LaunchTemplate", "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"]
)
def test_boot_scripts(type_, line, verdict):
    script = base64.b64encode(f"#!/bin/bash\n{line}\n".encode()).decode()
    assert verdicts(type_, "userData", script)["identity-no-plaintext-secrets"] is verdict
