"""Creation, reading, change and deletion, seen by an operator with boto3."""

from __future__ import annotations

import json
import os

import pytest
from moto.core import responses

from infra.local.contract import CloudError, LocalCloud, RefusedError
from tests.local.aws.accounts import ACCOUNT, REGION, account, ask, change, make, reading, wanted

QUEUE = "sqs/queue:Queue"
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}],
    }
)


@pytest.fixture
def cloud():
    with account() as cloud:
        yield cloud


def test_it_is_a_local_cloud(cloud):
    local: LocalCloud = cloud
    assert (local.package, local.simulated) == ("aws", False)


def test_what_is_created_is_there_for_everybody_with_everything_that_was_asked_for(cloud):
    made = make(cloud, QUEUE, "orders", visibilityTimeoutSeconds=60, tags={"owner": "shop"})
    name = made.outputs["name"]
    assert name.startswith("orders-")
    assert made.outputs["arn"] == f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    assert made.outputs["tagsAll"] == {"owner": "shop"}
    assert made.not_emulated == ()
    url = ask("sqs", "get_queue_url", QueueName=name)["QueueUrl"]
    assert url == made.id == made.outputs["url"]
    attributes = ask("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert attributes["VisibilityTimeout"] == "60"
    assert attributes["QueueArn"] == made.outputs["arn"]
    assert ask("sqs", "list_queue_tags", QueueUrl=url)["Tags"] == {"owner": "shop"}


def test_what_an_operator_changes_is_read(cloud):
    made = make(cloud, QUEUE, visibilityTimeoutSeconds=60, tags={"a": "1"})
    assert reading(cloud, QUEUE, made).outputs == made.outputs
    ask("sqs", "set_queue_attributes", QueueUrl=made.id, Attributes={"VisibilityTimeout": "61"})
    ask("sqs", "tag_queue", QueueUrl=made.id, Tags={"b": "2"})
    found = reading(cloud, QUEUE, made)
    assert found.read == {"name", "visibilityTimeoutSeconds", "tags"}
    assert found.outputs["visibilityTimeoutSeconds"] == 61
    assert found.outputs["tags"] == found.outputs["tagsAll"] == {"a": "1", "b": "2"}


def test_what_an_operator_deletes_is_gone_and_can_be_deleted_again(cloud):
    made = make(cloud, QUEUE)
    ask("sqs", "delete_queue", QueueUrl=made.id)
    assert reading(cloud, QUEUE, made) is None
    cloud.delete(f"aws:{QUEUE}", made.id, made.outputs)


def test_a_change_reaches_the_service_and_leaves_the_rest(cloud):
    made = make(cloud, QUEUE, visibilityTimeoutSeconds=60, delaySeconds=5, tags={"a": "1", "b": "2"})
    make(cloud, "sqs/queuePolicy:QueuePolicy", queueUrl=made.id, policy=POLICY)
    changed = change(cloud, QUEUE, made, visibilityTimeoutSeconds=90, tags={"b": "3", "c": "4"})
    assert changed.id == made.id
    assert changed.outputs["arn"] == made.outputs["arn"]
    attributes = ask("sqs", "get_queue_attributes", QueueUrl=made.id, AttributeNames=["All"])["Attributes"]
    assert (attributes["VisibilityTimeout"], attributes["DelaySeconds"]) == ("90", "5")
    assert json.loads(attributes["Policy"]) == json.loads(POLICY)  # moto forgets it with any change of attributes
    assert ask("sqs", "list_queue_tags", QueueUrl=made.id)["Tags"] == {"b": "3", "c": "4"}


def test_a_property_without_a_parameter_is_said_not_dropped(cloud):
    made = cloud.create(wanted(QUEUE, name="q", color="blue"))
    assert [(each.path, bool(each.why)) for each in made.not_emulated] == [("color", True)]
    assert {each.path for each in reading(cloud, QUEUE, made).not_emulated} == {"color"}


def test_a_change_that_no_call_makes_is_said(cloud):
    group = "elasticache/subnetGroup:SubnetGroup"
    vpc = make(cloud, "ec2/vpc:Vpc", cidrBlock="10.0.0.0/16")
    zone = f"{REGION}a"
    subnet = make(cloud, "ec2/subnet:Subnet", vpcId=vpc.id, cidrBlock="10.0.0.0/24", availabilityZone=zone)
    made = make(cloud, group, description="one", subnetIds=[subnet.id])
    changed = change(cloud, group, made, description="two")
    assert [(each.path, each.why) for each in changed.not_emulated] == [
        ("description", "moto has no ModifyCacheSubnetGroup")
    ]
    assert cloud.delete(f"aws:{group}", made.id, made.outputs) == ""
    assert ask("elasticache", "describe_cache_subnet_groups")["CacheSubnetGroups"] == []


def test_a_deletion_says_what_it_leaves_behind(cloud):
    topic = make(cloud, "sns/topic:Topic")
    policy = make(cloud, "sns/topicPolicy:TopicPolicy", arn=topic.id, policy=POLICY.replace("sqs:", "sns:"))
    assert "always has a policy" in cloud.delete("aws:sns/topicPolicy:TopicPolicy", policy.id, policy.outputs)
    assert cloud.delete("aws:sns/topic:Topic", topic.id, topic.outputs) == ""


def test_a_type_that_moto_lacks_is_a_placeholder_with_outputs(cloud):
    policy = "cloudfront/cachePolicy:CachePolicy"
    made = make(cloud, policy, "files", parametersInCacheKeyAndForwardedToOrigin=CACHE_KEY)
    assert made.id.startswith("local-files-")
    assert [(each.path, each.why) for each in made.not_emulated] == [("", "moto has no cache policies")]
    found = reading(cloud, policy, made)
    assert found.read == frozenset()
    assert found.outputs == made.outputs
    assert change(cloud, policy, made, comment="new").outputs["comment"] == "new"
    cloud.delete(f"aws:{policy}", made.id, made.outputs)


CACHE_KEY = {
    "cookiesConfig": {"cookieBehavior": "none"},
    "headersConfig": {"headerBehavior": "none"},
    "queryStringsConfig": {"queryStringBehavior": "none"},
}


def test_a_refusal_names_the_call_with_its_secrets_masked(cloud):
    secret = make(cloud, "secretsmanager/secret:Secret")
    ask("secretsmanager", "delete_secret", SecretId=secret.id, ForceDeleteWithoutRecovery=True)
    with pytest.raises(CloudError) as raised:
        cloud.create(
            wanted(
                "secretsmanager/secretVersion:SecretVersion",
                secretId=secret.id,
                secretString="hunter2",
                secret=["secretString"],
            )
        )
    call = raised.value.call
    assert (call.service, call.operation, raised.value.code) == (
        "secretsmanager",
        "PutSecretValue",
        "ResourceNotFoundException",
    )
    assert call.parameters["SecretString"] == "[secret]"
    assert "hunter2" not in f"{raised.value}{call}"


def test_what_the_service_would_refuse_is_refused_before_anything_is_called(cloud):
    with pytest.raises(RefusedError) as raised:
        cloud.create(wanted(QUEUE, name="q", redrivePolicy="{not json"))
    assert raised.value.findings[0].property == "redrivePolicy"
    assert "QueueUrls" not in ask("sqs", "list_queues")


def test_a_type_without_an_entry_says_what_to_do(cloud):
    with pytest.raises(CloudError, match=r"docs/up\.md says how to add one") as raised:
        cloud.create(wanted("macie2/account:Account"))
    assert raised.value.code == "NotInTable"


def test_a_crash_of_the_emulator_is_not_the_users_error(cloud, monkeypatch):
    def crash(self, *_):
        raise KeyError("x")

    monkeypatch.setattr("moto.sqs.models.SQSBackend.create_queue", crash)
    with pytest.raises(CloudError, match="says nothing about the stack") as raised:
        make(cloud, QUEUE)
    assert raised.value.code == "EmulatorFailure"


def test_a_resource_may_stand_in_another_region(cloud):
    made = make(
        cloud, "acm/certificate:Certificate", domainName="a.example", validationMethod="DNS", region="us-east-1"
    )
    assert made.id.startswith(f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/")
    assert made.outputs["status"] == "ISSUED"  # at once, not after a minute
    assert made.outputs["domainValidationOptions"][0]["resourceRecordType"] == "CNAME"
    assert reading(cloud, "acm/certificate:Certificate", made) is not None
    assert ask("acm", "list_certificates")["CertificateSummaryList"] == []
    assert len(ask("acm", "list_certificates", "us-east-1")["CertificateSummaryList"]) == 1


def test_the_zones_that_the_account_has_before_are_there():
    with account(zones={"Z0123456789ABCDEFGHIJ": "shop.example"}) as cloud:
        assert (
            ask("route53", "get_hosted_zone", Id="Z0123456789ABCDEFGHIJ")["HostedZone"]["Name"] == "shop.example."
        )
        inputs = {"zoneId": "Z0123456789ABCDEFGHIJ", "name": "*.shop.example", "type": "A", "ttl": 60}
        made = make(cloud, "route53/record:Record", records=["192.0.2.1"], **inputs)
        assert made.not_emulated == ()
        assert reading(cloud, "route53/record:Record", made).read == {*inputs, "records"}


def test_one_pass_asks_once_for_all_of_a_kind(cloud):
    made = [make(cloud, "ec2/vpc:Vpc", f"v{number}", cidrBlock=f"10.{number}.0.0/16") for number in range(3)]
    asked = []
    cloud.clients.listen("before-call", lambda model, **_: asked.append(model.name))
    with cloud.reading():
        assert all(reading(cloud, "ec2/vpc:Vpc", each) for each in made)
    assert asked.count("DescribeVpcs") == 1
    asked.clear()
    assert all(reading(cloud, "ec2/vpc:Vpc", each) for each in made)
    assert asked.count("DescribeVpcs") == 3


def test_what_is_set_up_for_a_real_account_is_not_used(monkeypatch, tmp_path):
    (tmp_path / "config").write_text("[default]\nendpoint_url = http://127.0.0.1:9\nuse_fips_endpoint = true\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with account() as cloud:
        made = make(cloud, QUEUE)
        assert reading(cloud, QUEUE, made) is not None
    assert os.environ["AWS_PROFILE"] == "nobody"


def test_a_closed_cloud_leaves_nothing_behind():
    listing, environment = responses.method_names_from_class, dict(os.environ)
    with account() as cloud:
        make(cloud, QUEUE)
        assert responses.method_names_from_class is not listing
    assert responses.method_names_from_class is listing
    assert dict(os.environ) == environment
    with account() as cloud:
        assert "QueueUrls" not in ask("sqs", "list_queues")


def test_data_sources_about_the_account(cloud):
    assert cloud.invoke("aws:index/getCallerIdentity:getCallerIdentity", {})["accountId"] == ACCOUNT
    assert cloud.invoke("aws:index/getRegion:getRegion", {})["region"] == REGION
    zones = cloud.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {})["names"]
    assert zones == [f"{REGION}{letter}" for letter in "abc"]
    with pytest.raises(CloudError, match="take the fact from the stack file instead"):
        cloud.invoke("aws:ec2/getAmi:getAmi", {})


def test_two_accounts_in_one_process_do_not_see_each_other(cloud):
    first = make(cloud, QUEUE, name="same")
    with account(account_id="777788889999") as other:
        second = make(other, QUEUE, name="same")
        assert second.outputs["arn"] != first.outputs["arn"]
        change(other, QUEUE, second, delaySeconds=7)
        assert reading(cloud, QUEUE, first).outputs.get("delaySeconds") is None
        other.delete(f"aws:{QUEUE}", second.id, second.outputs)
        assert reading(cloud, QUEUE, first) is not None
