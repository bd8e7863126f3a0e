"""A program that runs for real: what is sent, what comes back, and what a failure does to the rest."""

from __future__ import annotations

import asyncio
import gc

import pulumi
import pytest
from pulumi_aws import iam, kms, secretsmanager, sns, sqs

from infra.local.contract import Call, CloudError, Finding, LocalCloud
from infra.local.creation import create, create_program
from infra.local.record import Outcome
from infra.preview.monitor import PreviewError
from infra.program import ROOT
from infra.settings import load
from tests.local.fake import FakeCloud
from tests.stacks import capacity, of_cloud, planned


def made(program, cloud, **options):
    """What became of each resource, by logical name."""
    monitor = create_program(program, cloud, stack="dev-test", watch=lambda *_: None, **options)
    return {item.resource.name: item for item in monitor.made}


def refusing(*names, **options):
    """A cloud that does not create these."""

    def refuse(wanted):
        if wanted.name in names:
            raise CloudError("no", code="LimitExceeded", call=Call(service="sqs", operation="CreateQueue"))

    return FakeCloud(refuse=refuse, **options)


def test_the_fake_is_a_local_cloud():
    cloud: LocalCloud = FakeCloud()
    assert cloud.package == "aws"


def test_ids_and_outputs_flow_into_what_comes_later():
    def program():
        key = kms.Key("key")
        sqs.Queue("queue", kms_master_key_id=key.id, tags={"of": key.arn})

    cloud = FakeCloud()
    made(program, cloud)
    assert [wanted.name for wanted in cloud.wanted] == ["key", "queue"]
    assert cloud.wanted[1].inputs == {
        "kmsMasterKeyId": "key-id",
        "name": "queue-1234567",
        "tags": {"of": "arn:aws:fake:::key"},
    }


def test_the_order_is_that_of_the_wiring_not_of_the_program():
    def program():
        arn = pulumi.Output.from_input(pulumi.Output.concat("x"))
        later = sns.Topic("later", tags={"a": arn.apply(lambda _: first.arn)})
        first = kms.Key("first")
        sqs.Queue("last", opts=pulumi.ResourceOptions(depends_on=[later]))

    cloud = FakeCloud()
    made(program, cloud)
    assert [wanted.name for wanted in cloud.wanted] == ["first", "later", "last"]


def test_secrets_are_sent_and_their_paths_known_but_the_record_has_none():
    def program():
        secretsmanager.SecretVersion("version", secret_id="s", secret_string=pulumi.Output.secret("hunter2"))

    cloud = FakeCloud()
    item = made(program, cloud)["version"]
    assert cloud.wanted[0].inputs["secretString"] == "hunter2"
    assert cloud.wanted[0].secret == {"secretString"}
    assert item.resource.inputs["secretString"] == "[secret]"


def test_what_reads_a_secret_output_is_secret_too():
    def program():
        one = sqs.Queue("one", tags={"token": pulumi.Output.secret("hunter2")})
        sqs.Queue("two", tags=one.tags)
        version = secretsmanager.SecretVersion("version", secret_id="s", secret_string="plain")
        sqs.Queue("three", name=version.secret_string)

    found = made(program, FakeCloud())
    assert found["two"].resource.secret == ("tags",)
    assert found["three"].resource.secret == ("name",)  # the SDK declares the output a secret
    assert found["two"].wanted.inputs["tags"] == {"token": "hunter2"}


def test_an_output_that_is_always_a_secret_is_one_too():
    def program():
        key = iam.AccessKey("key", user="somebody")
        sqs.Queue("queue", tags={"key": key.secret})

    found = made(program, FakeCloud(outputs=lambda wanted: {"secret": "hunter2"}))
    assert found["queue"].resource.secret == ("tags.key",)


def test_the_program_runs_for_real():
    seen = []
    made(lambda: seen.append(pulumi.runtime.is_dry_run()), FakeCloud())
    assert seen == [False]


def test_whole_numbers_stay_whole_when_an_output_passes_them_on():
    def program():
        queue = sqs.Queue("one", visibility_timeout_seconds=60)
        sqs.Queue("two", visibility_timeout_seconds=queue.visibility_timeout_seconds)

    seconds = made(program, FakeCloud())["two"].wanted.inputs["visibilityTimeoutSeconds"]
    assert (seconds, type(seconds)) == (60, int)


def test_an_output_that_the_cloud_lacks_is_a_failure_and_not_silently_empty():
    def program():
        queue = sqs.Queue("one")
        sqs.Queue("two", tags={"url": queue.url})

    failed = made(program, FakeCloud())["two"]
    assert failed.outcome is Outcome.FAILED
    assert failed.failure.answer == "`tags.url` is an output of one, and the local cloud does not give it"


def chain():
    """`second` needs `first`, `third` needs `second`, `child` has `first` as parent; `other` needs nobody."""
    first = kms.Key("first")
    second = sqs.Queue("second", kms_master_key_id=first.arn)
    sqs.Queue("third", opts=pulumi.ResourceOptions(depends_on=[second]))
    sqs.Queue("child", opts=pulumi.ResourceOptions(parent=first))
    sqs.Queue("other")


def test_keep_going_skips_only_what_depends_on_the_failed():
    found = made(chain, refusing("first"), keep_going=True)
    assert {name: item.outcome.value for name, item in found.items()} == {
        "first": "failed",
        "second": "skipped",
        "third": "skipped",
        "child": "skipped",
        "other": "created",
    }
    assert found["second"].missing == (found["first"].resource.urn,)
    assert found["third"].missing == (found["second"].resource.urn,)
    failure = found["first"].failure
    assert (failure.answer, failure.code, failure.call.operation) == ("no", "LimitExceeded", "CreateQueue")


def test_otherwise_nothing_is_tried_after_the_first_failure():
    cloud = refusing("first")
    found = made(chain, cloud)
    assert found["other"].outcome is Outcome.SKIPPED
    assert found["other"].missing == ()
    assert cloud.wanted == []


def test_what_the_check_finds_is_not_created():
    wrong = Finding(resource="aws:sqs/queue:Queue q", property="name", what="must be shorter", given="'q'")
    cloud = FakeCloud(findings=lambda wanted: (wrong,))
    item = made(lambda: sqs.Queue("q") and None, cloud)["q"]
    assert (item.outcome, item.failure.findings) == (Outcome.FAILED, (wrong,))
    assert cloud.wanted == []


def test_everybody_hears_of_a_resource_before_it_is_created_and_knows_how_many_there_are():
    heard = []
    cloud = FakeCloud()

    def watch(resource, done, total):
        heard.append((resource.name, done, total, len(cloud.wanted)))

    create_program(chain, cloud, stack="dev-test", watch=watch)
    assert [(name, done, total) for name, done, total, _ in heard] == [
        ("first", 0, 5),
        ("other", 1, 5),
        ("child", 2, 5),
        ("second", 3, 5),
        ("third", 4, 5),
    ]
    assert [before for *_, before in heard] == [0, 1, 2, 3, 4]


def test_an_interrupt_ends_it_at_once_and_what_exists_is_known():
    def interrupt(wanted):
        if wanted.name == "second":
            raise KeyboardInterrupt

    before = waiting()
    monitor = create_program(chain, FakeCloud(refuse=interrupt), stack="dev-test", watch=lambda *_: None)
    assert waiting() <= before
    again = create_program(chain, FakeCloud(), stack="dev-test", watch=lambda *_: None)
    assert monitor.interrupted
    assert [item.resource.name for item in monitor.made] == ["first", "other", "child"]
    assert (len(again.made), again.interrupted) == (5, False)


def waiting():
    """Tasks that nobody has ended; Python complains of them when it finds them."""
    return {id(item) for item in gc.get_objects() if isinstance(item, asyncio.Task) and not item.done()}


def test_a_data_source_is_refused_as_in_the_preview():
    def program():
        import pulumi_aws  # noqa: PLC0415

        sqs.Queue("q", tags={"zone": pulumi_aws.get_availability_zones_output().names[0]})

    with pytest.raises(PreviewError, match="getAvailabilityZones"):
        made(program, FakeCloud())


@pytest.mark.parametrize("stack", ["dev-aws"])
def test_a_stack_that_fails_in_the_middle_is_recorded_whole(stack):
    """Every resource of the plan is created, failed or skipped, and in the record with the parents of the plan."""
    victim = next(resource for resource in planned(stack).custom if resource.type == "aws:ec2/vpc:Vpc")
    cloud = refusing(victim.name, outputs=_keys)
    creation = create(load(stack, ROOT), capacity(stack), cloud, lambda *_: None, keep_going=True)
    assert [item.resource.name for item in creation.failed if item.failure.code] == [victim.name]
    assert {resource.urn for resource in creation.plan.resources} == {
        resource.urn for resource in planned(stack).resources
    }
    assert {item.resource.urn for item in creation.made} == {resource.urn for resource in of_cloud(stack)}
    assert not creation.complete


def _keys(wanted):
    """A sender's domain has keys that only the cloud knows; the program reads them."""
    attributes = wanted.inputs.get("dkimSigningAttributes")
    return {"dkimSigningAttributes": attributes | {"tokens": ["a", "b", "c"]}} if attributes else {}
