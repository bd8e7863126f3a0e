"""Every capability keeps the same promises on every cloud."""

from __future__ import annotations

import dataclasses
import importlib
import typing

import pytest

from components.cloud import Cloud
from components.errors import UnsupportedOnCloud
from tests.components import contract
from tests.components.cases import CONTEXTS, MISSING, Case, every_case, made
from tests.components.harness import provision
from tests.components.references import NOT_NEEDED, unused_references
from tests.components.samples import samples

SAMPLE_SECRETS = ("token", "Abcdefghij0123456789")
"""Values that samples.py marks as secret."""


@pytest.mark.parametrize("cloud", CONTEXTS)
def test_cloud_fills_every_capability_with_its_own_builder(cloud: str) -> None:
    """No capability without a sample, none filled with another one's builder."""
    module = importlib.import_module(f"components.{cloud}.cloud")
    filled = getattr(module, cloud)(CONTEXTS[cloud])
    capabilities = {field.name: getattr(filled, field.name).func for field in dataclasses.fields(Cloud)}

    assert set(capabilities) == {kind.__module__.rpartition(".")[2] for kind in samples(cloud)}
    assert {name: (builder.__module__, builder.__name__) for name, builder in capabilities.items()} == {
        name: (f"components.{cloud}.{name}", f"build_{name}") for name in capabilities
    }


@every_case
def test_outputs_are_exactly_the_declared_ones(case: Case) -> None:
    declared = typing.get_args(case.kind.__orig_bases__[0])[1]  # type: ignore[attr-defined]

    assert contract.shape_mismatches(made(case).outputs, declared) == []


@every_case
def test_children_descend_from_the_component(case: Case) -> None:
    assert contract.strangers(made(case).component, made(case).children) == []


@every_case
def test_component_makes_something(case: Case) -> None:
    assert any(child.type.startswith(f"{case.cloud}:") for child in made(case).children)


@every_case
def test_logical_names_are_the_component_and_a_role(case: Case) -> None:
    assert contract.misnamed(made(case).component, made(case).children) == []


@every_case
def test_everything_that_takes_tags_carries_the_label(case: Case) -> None:
    assert contract.untagged(made(case).component, made(case).children) == []


@every_case
def test_sdk_knows_every_argument(case: Case) -> None:
    assert contract.unknown_arguments(made(case).children) == []


@every_case
def test_no_secret_is_in_plain_text(case: Case) -> None:
    assert contract.plain_secrets(made(case).children, SAMPLE_SECRETS) == []


@every_case
def test_alarms_tell_somebody(case: Case) -> None:
    assert contract.silent_alarms(made(case).children) == []


@every_case
def test_every_reference_reaches_a_resource(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """No argument is ignored in silence: a key, a network or a receiver that is passed is also used, or there is
    a reason why its cloud needs none."""
    assert unused_references(case, case.build, monkeypatch) == list(NOT_NEEDED.get(str(case), ()))


@pytest.mark.parametrize("case", MISSING, ids=str)
def test_missing_capability_says_why(case: Case) -> None:
    """An error with the reason, never nothing in silence."""
    name, args = samples(case.cloud)[case.kind]

    with pytest.raises(UnsupportedOnCloud) as error:
        provision(case.kind, name, args, case.build)

    assert error.value.cloud == case.cloud
    assert str(error.value) == f"{error.value.argument} is not supported on {case.cloud}: {error.value.why}"
    assert len(error.value.why.split()) > 5
