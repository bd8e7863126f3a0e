"""Every word in the tables means something to botocore or to the SDK."""

from __future__ import annotations

import functools

import botocore.session
import pytest

from infra.local import schema
from infra.local.aws import odd, paths, shapes, template
from infra.local.aws.same import SENSES
from infra.local.aws.table import FOLDER, Read, TableError, service, services
from tests.stacks import CLOCK, EVE, STACKS, planned

KINDS = {type_: service(name).types[type_] for type_, name in services().items()}
every_type = pytest.mark.parametrize("type_", sorted(KINDS))
GIVEN = {"account", "added", "answer", "elsewhere", "id", "item", "keys", "pairs", "region", "removed", "tagged"}
"""What a template may name besides properties (cloud.py, tags.py, lifecycle.py)."""

TIMES = (CLOCK, EVE)
"""On the eve of a campaign there are types that no stack has otherwise."""


@functools.cache
def model(name):
    return botocore.session.get_session().get_service_model(name)


def operation(type_, call):
    return model(services()[type_]).operation_model(call.call)


def calls(kind):
    """Every call of a type, with those that it asks before."""
    tagging = kind.tagging
    named = [kind.create, kind.judged, *kind.after, *kind.update, *kind.read, *kind.delete]
    named += [tagging.add, tagging.remove, *([tagging.list] if tagging.list else [])] if tagging else []
    found = [call for call in named if call]
    return [*found, *(question for call in found for question in call.asking)]


def described(type_):
    """Names of all properties, inputs and outputs."""
    return {*schema.arguments(type_).fields, *schema.outputs(type_).fields}


def where(shape, plain):
    """The shape of the SDK at a path without indices; lists and maps are looked into."""
    for name in plain.split("."):
        while shape is not None and shape.element is not None:
            shape = shape.element
        shape = shape.fields.get(name) if shape else None
    return shape


def test_every_type_of_every_stack_on_aws_has_an_entry():
    used = {resource.type for stack in STACKS for at in TIMES for resource in planned(stack, at).custom}
    assert {type_ for type_ in used if type_.startswith("aws:")} <= KINDS.keys()


def test_the_list_of_types_is_that_of_the_files():
    for file in FOLDER.glob("*.yaml"):
        assert set(service(file.stem).types) == {type_ for type_, name in services().items() if name == file.stem}


@every_type
def test_operations_exist(type_):
    for call in calls(KINDS[type_]):
        assert call.call in model(services()[type_]).operation_names


@every_type
def test_said_parameters_exist(type_):
    for call in calls(KINDS[type_]):
        shape = operation(type_, call).input_shape
        said = {**call.with_, **(call.one if isinstance(call, Read) else {})}
        assert all(exists(shape, name, value) for name, value in said.items()), call


def exists(shape, name, value):
    inner = shapes.at(shape, paths.parse(name))
    if isinstance(value, dict):
        return inner is not None and all(exists(inner, key, item) for key, item in value.items())
    if isinstance(value, list):
        elements = (item for item in value if isinstance(item, dict))
        return inner is not None and all(
            exists(inner.member, key, part) for item in elements for key, part in item.items()
        )
    return inner is not None


@every_type
def test_templates_name_what_is_known(type_):
    kind = KINDS[type_]
    asked = {name for call in calls(kind) for question in call.asking for name in question.outputs}
    odd_ones = (
        set(odd.encode(kind.odd, dict.fromkeys(schema.arguments(type_).fields))) if kind.odd == "zone" else set()
    )
    known = GIVEN | described(type_) | asked | odd_ones | {"unique", "tags"}
    trees = [kind.id, kind.outputs, kind.tagged]
    trees += [[call.with_, call.outputs] for call in calls(kind)]
    trees += [[call.match, call.one] for call in kind.read]
    fields = {field.split(".")[0].split("[")[0] for tree in trees for field in template.fields(tree)}
    assert fields - known == set()


@every_type
def test_paths_into_answers_exist(type_):
    kind = KINDS[type_]
    for call in calls(kind):
        shape = operation(type_, call).output_shape
        outputs = [kind.id, kind.outputs, call.outputs] if call is kind.create else [call.outputs]
        for field in template.fields(outputs):
            if field.startswith("answer."):
                assert shapes.at(shape, paths.parse(field.removeprefix("answer."))) is not None, field


@every_type
def test_records_and_what_they_are_matched_by_exist(type_):
    for call in KINDS[type_].read:
        answer = operation(type_, call).output_shape
        record = shapes.at(answer, paths.parse(call.record))
        assert record is not None, call.record
        assert not call.needs or shapes.at(answer, paths.parse(call.needs)) is not None
        for path in [*call.match, *call.gone]:
            assert shapes.at(shapes.element(record), paths.parse(path)) is not None, path


@every_type
def test_outputs_are_those_of_the_sdk(type_):
    kind = KINDS[type_]
    named = {*kind.outputs, *(name for call in [*kind.after, *kind.update, *kind.read] for name in call.outputs)}
    assert named - set(schema.outputs(type_).fields) == set()


@every_type
def test_properties_are_those_of_the_sdk(type_):
    kind, arguments = KINDS[type_], schema.arguments(type_)
    named = {*kind.unsent, *kind.unread, *kind.same, *kind.fixed} - {"*"}
    named |= {name for call in calls(kind) for name in (*call.takes, *call.again, *call.when)}
    named |= {kind.autoname} if kind.autoname else set()
    renamed = {*kind.names, *(name for call in calls(kind) if not call.each for name in call.names)} - ODD_NAMES
    assert {path for path in named | renamed if where(arguments, path) is None} == set()


ODD_NAMES = {"logDeliveryConfigurations.stream"}
"""Made by the code in odd/, not by a program."""


@every_type
def test_renames_lead_somewhere(type_):
    """A rename of the type leads somewhere in one of its calls, a rename of a call in that call."""
    kind = KINDS[type_]
    for name, path in kind.names.items():
        assert any(leads(type_, call, name, path) for call in calls(kind)), name
    for call in calls(kind):
        for name, path in call.names.items():
            assert leads(type_, call, name, path), f"{call.call}: {name}"


def leads(type_, call, name, path):
    """Whether the path is in the parameters, or in the answer of a call that reads."""
    kind = KINDS[type_]
    names = {**kind.names, **call.names}
    tree = operation(type_, call)
    places = [shapes.at(tree.input_shape, paths.parse(call.under)), tree.input_shape]
    if isinstance(call, Read):
        places = [shapes.element(shapes.at(tree.output_shape, paths.parse(call.record)))]
    *outer, _ = name.split(".")
    ends = [inside(place, names, outer) for place in places]
    ends += [unwrapped(end) for end in ends]
    return any(shapes.at(shapes.element(end), paths.parse(path)) is not None for end in ends)


def inside(place, names, outer):
    """The shape that a property inside these others is converted for."""
    return functools.reduce(lambda found, index: step(found, names, outer, index), range(len(outer)), place)


def step(place, names, outer, index):
    plain = ".".join(outer[: index + 1])
    place = shapes.element(unwrapped(place))
    if plain in names:
        return shapes.at(place, paths.parse(names[plain]))
    member = shapes.member(place, outer[index])
    return shapes.at(place, (paths.Member(name=member),)) if member else None


def unwrapped(shape):
    """What a list in CloudFront's spelling has in it."""
    return (
        shape.members["Items"]
        if shape is not None and hasattr(shape, "members") and shapes.wrapped(shape)
        else shape
    )


@every_type
def test_senses_and_odd_names_exist(type_):
    kind = KINDS[type_]
    assert set(kind.same.values()) <= SENSES.keys()
    assert not kind.odd or kind.odd in odd.NAMES


@every_type
def test_a_type_is_created_and_deleted_or_says_why_not(type_):
    kind = KINDS[type_]
    assert bool(kind.create) != bool(kind.placeholder)
    assert not kind.judged or kind.placeholder
    assert not kind.create or kind.read
    assert not kind.create or bool(kind.delete) != bool(kind.kept)


@every_type
def test_what_a_creation_takes_is_read_or_says_why_not(type_):
    """Every input of the SDK that a stack uses, as far as the table can tell without calling."""
    kind = KINDS[type_]
    used = {
        name
        for stack in STACKS
        for at in TIMES
        for each in planned(stack, at).custom
        if each.type == type_
        for name in each.inputs
    }
    if not kind.create:
        return
    told = {name for call in kind.read for name in used if name in call.takes or reads(type_, call, name)}
    told |= {name for call in kind.read for name in template.fields([call.with_, call.match])}
    tagging = kind.tagging or service(services()[type_]).tags
    told |= {"tags"} if tagging and tagging.list else set()
    assert used - told - {path.split(".")[0] for path in (*kind.unsent, *kind.unread)} - {"region"} == set()


def reads(type_, call, name):
    names = {**KINDS[type_].names, **call.names}
    record = shapes.element(shapes.at(operation(type_, call).output_shape, paths.parse(call.record)))
    if name in names:
        return shapes.at(record, paths.parse(names[name])) is not None
    return shapes.member(record, name) is not None or (
        name == "tags" and shapes.member(record, "TagList") is not None
    )


def test_a_word_that_no_table_knows_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "sqs.yaml").write_text("types:\n  aws:sqs/queue:Queue: {id: x, creat: {call: CreateQueue}}\n")
    monkeypatch.setattr("infra.local.aws.table.FOLDER", tmp_path)
    with pytest.raises(TableError, match=r"sqs\.yaml: types\.aws:sqs/queue:Queue\.creat"):
        service.__wrapped__("sqs")
