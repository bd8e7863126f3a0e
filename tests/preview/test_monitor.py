"""What the preview records, and how honest its answers are."""

import pulumi
import pytest
from pulumi_aws import kms, sqs

from components.component import Layer
from infra.preview.engine import run
from infra.preview.monitor import PreviewError


def plan(program):
    recorded = run(program, project="floodgate", stack="dev-test")
    return {resource.name: resource for resource in recorded.planned.values()}, recorded


def test_inputs_are_camel_case_sorted_and_keep_whole_numbers():
    def program():
        sqs.Queue("q", visibility_timeout_seconds=60, fifo_queue=True, name="q.fifo")

    assert list(plan(program)[0]["q"].inputs.items()) == [
        ("fifoQueue", True),
        ("name", "q.fifo"),
        ("visibilityTimeoutSeconds", 60),
    ]


def test_what_only_the_cloud_knows_is_unknown_and_says_where_it_comes_from():
    def program():
        key = kms.Key("k")
        sqs.Queue("q", kms_master_key_id=key.arn, tags={"of": key.id})

    found = plan(program)[0]
    assert found["q"].unknown == ("kmsMasterKeyId", "tags.of")
    assert found["q"].inputs == {"kmsMasterKeyId": None, "tags": {"of": None}}
    assert found["q"].property_dependencies == {
        "kmsMasterKeyId": (found["k"].urn,),
        "tags": (found["k"].urn,),
    }


def test_outputs_that_repeat_an_input_are_known():
    def program():
        queue = sqs.Queue("q", name="orders")
        sqs.Queue("copy", name=queue.name.apply(lambda name: f"{name}-2"))

    assert plan(program)[0]["copy"].inputs == {"name": "orders-2"}


def test_secrets_are_never_in_the_plan():
    def program():
        first = sqs.Queue("q", name=pulumi.Output.secret("hunter2"))
        sqs.Queue("copy", name=pulumi.Output.concat("x-", first.name))

    found, _ = plan(program)
    for name in ("q", "copy"):
        assert found[name].secret == ("name",)
        assert found[name].inputs == {"name": "[secret]"}
    assert "hunter2" not in repr(found)


def test_an_unknown_secret_is_both():
    def program():
        sqs.Queue("q", name=pulumi.Output.secret(kms.Key("k").arn))

    queue = plan(program)[0]["q"]
    assert (queue.unknown, queue.secret, queue.inputs) == (("name",), ("name",), {"name": None})


def test_urns_are_those_of_the_real_engine():
    def program():
        layer = Layer("stores")
        sqs.Queue("q", opts=pulumi.ResourceOptions(parent=layer))
        sqs.Queue("free")

    found = plan(program)[0]
    assert found["q"].urn == ("urn:pulumi:dev-test::floodgate::floodgate:index:Layer$aws:sqs/queue:Queue::q")
    assert found["free"].urn == "urn:pulumi:dev-test::floodgate::aws:sqs/queue:Queue::free"
    assert (found["q"].layer, found["free"].parent) == ("stores", None)


def test_options_are_recorded():
    def program():
        options = pulumi.ResourceOptions(
            protect=True, ignore_changes=["tags"], delete_before_replace=False, retain_on_delete=True
        )
        sqs.Queue("q", opts=options)

    assert plan(program)[0]["q"].options == {
        "delete_before_replace": False,
        "ignore_changes": ["tags"],
        "protect": True,
        "retain_on_delete": True,
    }


def test_the_stack_outputs_are_kept():
    def program():
        pulumi.export("queue", sqs.Queue("q", name="orders").name)
        pulumi.export("arn", sqs.Queue("r").arn)

    assert plan(program)[1].outputs == {"arn": None, "queue": "orders"}


def test_a_data_source_is_refused_with_the_way_out():
    def program():
        import pulumi_aws  # noqa: PLC0415

        sqs.Queue("q", tags={"zone": pulumi_aws.get_availability_zones_output().names[0]})

    with pytest.raises(PreviewError, match=r"getAvailabilityZones.*Take the fact from the stack file"):
        plan(program)


def test_two_resources_of_one_name_are_refused():
    def program():
        sqs.Queue("q")
        sqs.Queue("q")

    with pytest.raises(PreviewError, match=r"two resources of type aws:sqs/queue:Queue are called 'q'"):
        plan(program)


def test_an_error_of_the_program_comes_out_as_it_is_and_the_next_run_works():
    def broken():
        queue = sqs.Queue("q")
        sqs.Queue("r", name=queue.name)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        plan(broken)
    assert set(plan(lambda: sqs.Queue("q") and None)[0]) == {"q"}
