"""Every stack is created whole, on its cloud, as the preview has promised."""

from __future__ import annotations

import pytest

from infra.preview.plan import SECRET
from infra.preview.public import public
from tests.local.ups import at, created
from tests.stacks import EVE, every_stack, of_cloud, planned


@every_stack
def test_everything_is_created_and_is_what_was_asked_for(stack):
    up = created(stack)
    assert [(made.resource.name, made.failure) for made in up.creation.failed] == []
    assert [item.made.resource.name for item in up.verification.missing] == []
    assert [(item.made.resource.name, unequal) for item, unequal in up.verification.unequal] == []
    assert up.verification.loose == ()
    assert up.holds


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_also_what_stands_ready_for_a_campaign(stack):
    up = created(stack, EVE)
    assert up.holds
    assert len(up.creation.created) == len(of_cloud(stack, EVE)) > len(of_cloud(stack))


@every_stack
def test_what_is_created_is_what_the_preview_shows(stack):
    """The same resources, parents, wiring and known inputs; what was unknown is known now."""
    before, after = planned(stack), created(stack).creation.plan
    assert [resource.urn for resource in before.resources] == [resource.urn for resource in after.resources]
    for promised, made in zip(before.resources, after.resources, strict=True):
        assert (promised.parent, promised.depends_on, promised.options) == (
            made.parent,
            made.depends_on,
            made.options,
        )
        assert made.unknown == (), made.name
        for path in promised.unknown:
            assert at(made.inputs, path) is not None, f"{made.name}: {path}"
        known = {key for key in promised.inputs if not any(path.startswith(key) for path in promised.unknown)}
        assert {key: promised.inputs[key] for key in known} == {key: made.inputs[key] for key in known}, made.name


@every_stack
def test_nearly_everything_that_is_sent_is_read_back(stack):
    verification = created(stack).verification
    assert verification.verified / verification.sent >= 0.95


@every_stack
def test_what_is_not_read_back_says_why(stack):
    for item in created(stack).verification.read_back:
        told = {one.path for one in item.not_emulated}
        assert set(item.unread) - told <= {"region"}, item.made.resource.name
        assert all(one.why for one in item.not_emulated)


@every_stack
def test_the_record_holds_no_secret(stack):
    up = created(stack)
    secrets = {
        str(at(made.wanted.inputs, path))
        for made in up.creation.created
        for path in made.wanted.secret
        if path not in made.resource.unknown
    }
    assert secrets
    shown = repr([resource.inputs for resource in up.creation.plan.resources]) + repr(up.creation.plan.outputs)
    assert SECRET in shown
    assert [secret for secret in secrets if secret in shown] == []


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_the_same_things_are_public(stack):
    before, after = public(planned(stack)), public(created(stack).creation.plan)
    assert [(item.what, item.resource.name) for item in before] == [
        (item.what, item.resource.name) for item in after
    ]
