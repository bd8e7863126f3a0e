"""Of a text in which something is unknown the rest is kept, and the plan does not change by it."""

from __future__ import annotations

import base64
import contextlib
import json

import pulumi
import pytest
from pulumi_aws import ec2, iam, s3, sqs

from components import boot_script
from components.boot_script import user_data_of
from infra.audit.planned import judged
from infra.preview import engine
from infra.preview.plan import HIDDEN
from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import load
from policies.resource import HIDDEN as SEEN_BY_RULES
from policies.view import UnknownValue, View
from tests.stacks import capacity


def planned(program, name):
    found = engine.run(program, project="floodgate", stack="test").planned.values()
    return next(resource for resource in found if resource.name == name)


def test_what_is_known_of_a_policy_is_kept():
    def program():
        bucket = s3.Bucket("files")
        reads = {"Action": "s3:GetObject", "Resource": pulumi.Output.concat(bucket.arn, "/*")}
        iam.RolePolicy("reader", role="role", policy=pulumi.Output.json_dumps({"Statement": [reads]}))

    reader = planned(program, "reader")
    assert (reader.inputs["policy"], reader.unknown) == (None, ("policy",))
    assert json.loads(reader.in_part["policy"]) == {"Statement": [{"Action": "s3:GetObject", "Resource": HIDDEN}]}
    assert HIDDEN == SEEN_BY_RULES
    assert judged(reader).in_part == reader.in_part


def test_what_is_known_or_not_at_all_stays_as_it_is():
    def program():
        bucket = s3.Bucket("files")
        iam.RolePolicy("known", role="role", policy=pulumi.Output.json_dumps({"Action": "a"}, sort_keys=True))
        iam.RolePolicy("unknown", role="role", policy=bucket.arn)
        secret = pulumi.Output.json_dumps({"a": bucket.arn, "password": pulumi.Output.secret("x")})
        iam.RolePolicy("secret", role="role", policy=secret)

    assert planned(program, "known").inputs["policy"] == '{"Action": "a"}'
    for name in ("known", "unknown", "secret"):
        assert planned(program, name).in_part == {}
    assert planned(program, "unknown").unknown == planned(program, "secret").unknown == ("policy",)
    assert planned(program, "secret").secret == ("policy",)


def test_what_is_made_from_such_a_document_is_unknown():
    def program():
        bucket = s3.Bucket("files")
        inner = pulumi.Output.json_dumps({"arn": bucket.arn})
        iam.RolePolicy("joined", role="role", policy=pulumi.Output.concat("x", inner))
        iam.RolePolicy("outer", role="role", policy=pulumi.Output.json_dumps({"a": 1, "inner": inner}))

    assert (planned(program, "joined").unknown, planned(program, "joined").in_part) == (("policy",), {})
    assert json.loads(planned(program, "outer").in_part["policy"]) == {"a": 1, "inner": HIDDEN}


def test_what_is_known_of_a_boot_script_is_kept():
    def program():
        bucket = s3.Bucket("files")

        def template(name, **environment):
            values = {"environment": environment}
            ec2.LaunchTemplate(name, user_data=user_data_of(values, lambda environment: f"set {environment}"))

        template("known", HOST="a.example.net")
        template("part", BUCKET=bucket.arn, DB_PASSWORD="hunter2!!")
        template("secret", BUCKET=bucket.arn, DB_PASSWORD=pulumi.Output.secret("hunter2!!"))

    def script(text):
        return base64.b64decode(text).decode()

    assert script(planned(program, "known").inputs["userData"]) == "set {'HOST': 'a.example.net'}"
    part, secret = planned(program, "part"), planned(program, "secret")
    assert (part.inputs["userData"], part.unknown) == (None, ("userData",))
    assert script(part.in_part["userData"]) == f"set {{'BUCKET': '{HIDDEN}', 'DB_PASSWORD': 'hunter2!!'}}"
    assert (secret.unknown, secret.secret, secret.in_part) == (("userData",), ("userData",), {})


def test_outside_of_a_preview_pulumi_and_the_components_are_left_alone():
    before = pulumi.Output.json_dumps, boot_script.of_values
    with pytest.raises(ZeroDivisionError):
        engine.run(lambda: 1 / 0, project="floodgate", stack="test")
    assert (pulumi.Output.json_dumps, boot_script.of_values) == before


def test_a_rule_must_ask_for_it():
    def program():
        queue = sqs.Queue("dead")
        sqs.Queue("live", redrive_policy=pulumi.Output.json_dumps({"deadLetterTargetArn": queue.arn}))

    view = View(judged(planned(program, "live")), stack=None, reads={})
    assert view.document("redrivePolicy", in_part=True) == {"deadLetterTargetArn": HIDDEN}
    with pytest.raises(UnknownValue):
        view.document("redrivePolicy")


@pytest.mark.parametrize("name", ["prod-aws", "prod-alicloud"])
def test_a_plan_is_the_same_without(name, monkeypatch):
    """Nothing in the program reckons with a document that is marked: Pulumi itself would not call it."""
    settings = load(name, ROOT)
    kept = plan_of(settings, capacity(name))
    monkeypatch.setattr(engine, "_keeping_documents", contextlib.nullcontext)
    plain = plan_of(settings, capacity(name))
    assert kept.to_json() == plain.to_json()
    assert any(resource.in_part for resource in kept.resources)
    assert not any(resource.in_part for resource in plain.resources)
