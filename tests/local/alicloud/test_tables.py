"""Every token, path, way, template and form in the tables exists."""

from __future__ import annotations

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from infra.local import schema
from infra.local.alicloud import rules
from infra.local.alicloud.made_up import FIELD, INVENTIONS, names_in
from infra.local.alicloud.table import ResourceType, forms, resource_types
from infra.local.schema import Kind
from tests.stacks import MOMENTS, of_cloud

ALWAYS = {"id", "region", "account", "now", "next_year", "epoch"}
"""What every template may name."""
TYPES = pytest.mark.parametrize("token", resource_types())


def problem(token: str, way: str) -> str:
    """What is wrong with a way that begins at a type; empty if it leads somewhere."""
    first, _, rest = way.partition(">")
    name = re.sub(r"\[\d+\]", "[]", first)
    if not rest:
        places = (schema.arguments(token), schema.outputs(token))
        found = any(place is not None and place.at(part) for part in name.split("|") for place in places)
        return "" if found or name == "id" else f"{token} has no {name}"
    if schema.arguments(token).at(name) is None:
        return f"{token} has no {name}"
    references = [reference for reference in resource_types()[token].references if reference.at == name]
    problems = [problem(target, rest) for reference in references for target in reference.to]
    return "" if "" in problems else next(iter(problems), f"{token} refers to nothing at {name}")


@TYPES
def test_the_sdk_has_the_type_and_its_properties(token):
    known, shape = resource_types()[token], schema.arguments(token)
    paths = [*known.forms, *known.limits, *known.choices, *(reference.at for reference in known.references)]
    paths += [path for need in known.needs for path in (*need.any_of, *need.none_of)]
    paths += [path for unique in known.unique for path in unique.of]
    assert [path for path in paths if shape.at(path) is None] == []


@TYPES
def test_limits_are_on_numbers_and_lists_are_walked(token):
    known, shape = resource_types()[token], schema.arguments(token)
    for path in [*known.forms, *known.limits, *known.choices, *(reference.at for reference in known.references)]:
        assert shape.at(path).kind not in (Kind.LIST, Kind.OBJECT, Kind.MAP), path


@TYPES
def test_ways_lead_somewhere(token):
    known = resource_types()[token]
    ways = [way for agreement in known.agrees for way in (agreement.at, agreement.same)]
    ways += [way for need in known.needs for way in need.when]
    ways += [way for reference in known.references for way in reference.when]
    ways += list(known.protected)
    assert [found for way in ways if (found := problem(token, way))] == []


@TYPES
def test_references_point_at_types_and_properties_that_exist(token):
    for reference in resource_types()[token].references:
        for type_ in reference.to:
            assert type_ in resource_types()
            outputs = schema.outputs(type_).fields
            assert any(name in outputs or name == "id" for name in reference.by), reference
        for name in names_in(reference.id):
            assert schema.arguments(token).at(name), name
        assert not (reference.arn and set(FIELD.findall(reference.arn)) - {"region", "account", "id"})
        re.compile(reference.outside)


@TYPES
def test_templates_name_inputs_and_outputs(token):
    known = resource_types()[token]
    for template in (*known.outputs.values(), known.id):
        for name in names_in(template):
            first = name.partition(">")[0]
            assert first in ALWAYS or first in known.outputs or schema.arguments(token).at(first), name
        for kind in (field.partition(":")[0] for field in FIELD.findall(str(template)) if ":" in field):
            assert kind in INVENTIONS


@TYPES
def test_every_output_of_the_cloud_is_made_up_or_named_as_unknown(token):
    known = resource_types()[token]
    inputs, outputs = schema.arguments(token).fields, schema.outputs(token).fields
    assert sorted({*known.outputs, *known.unknown} - set(outputs)) == []
    assert sorted(set(outputs) - set(inputs) - {"id", "urn"} - {*known.outputs, *known.unknown}) == []
    assert not {*known.outputs} & {*known.unknown}
    assert not known.counts or known.counts in known.outputs


@TYPES
def test_made_up_outputs_have_the_type_of_the_sdk(token):
    known, outputs = resource_types()[token], schema.outputs(token).fields
    kinds = {bool: Kind.BOOLEAN, int: Kind.INTEGER, str: Kind.TEXT, list: Kind.LIST, dict: Kind.OBJECT}
    for name, template in known.outputs.items():
        if template == "{epoch}" or str(template).startswith("{number:"):
            assert outputs[name].kind is Kind.INTEGER, name
        elif not (isinstance(template, str) and FIELD.fullmatch(template) and ":" not in template):
            assert outputs[name].kind is kinds[type(template)], name


def test_every_type_of_every_stack_is_known():
    moments = [(stack, at) for stack, at in MOMENTS if stack.endswith("-alicloud")]
    used = {resource.type for stack, at in moments for resource in of_cloud(stack, at)}
    assert len(used) > 80
    assert used - resource_types().keys() == set()


def test_every_form_compiles_and_is_used():
    used = {form for known in resource_types().values() for form in known.forms.values()} | {"domain"}
    assert used == set(forms())
    assert all(re.compile(form.pattern) and form.words for form in forms().values())


def test_every_rule_is_for_a_type_that_is_known():
    assert rules.RULES.keys() - resource_types().keys() == set()


def test_an_unknown_key_is_an_error():
    with pytest.raises(ValidationError, match="Unexpected keyword argument"):
        TypeAdapter(ResourceType).validate_python({"title": "VPC", "id": "vpc-1", "reference": []})
