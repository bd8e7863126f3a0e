"""The JSON Schemas that editors use: current, and as strict about keys and types as the loader."""

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from infra.program import ROOT
from infra.settings import form
from infra.settings.schema import campaigns_schema, schemas, shop_schema, stack_schema, waivers_schema
from infra.settings.yaml_source import read
from tests.settings.project import BAD, HERE, comment

SHOP, STACK = Draft202012Validator(shop_schema()), Draft202012Validator(stack_schema())
CAMPAIGNS = Draft202012Validator(campaigns_schema())
WAIVERS = Draft202012Validator(waivers_schema())
ALL = [campaigns_schema(), shop_schema(), stack_schema(), waivers_schema()]
OF_ONE_KEY = re.compile(
    r": (is missing$|is not a known key|belongs to nobody here|is the region of another cloud|must be "
    r"|is too (small|large|long)|is none of the allowed values|does not have the right form"
    r"|has too (few|many) items|has a wrong step)"
)
"""Messages of the loader about one key, which a schema can know too."""


def validator(file: Path) -> Draft202012Validator:
    if file.name == "waivers.yaml":
        return WAIVERS
    if file.parent.name == "campaigns" or file.name == "campaigns.yaml":
        return CAMPAIGNS
    return SHOP if file.parent.name == "shop" or file.name == "shop.yaml" else STACK


def value(file: Path) -> Any:
    return read(file.parent, file.name).value


@pytest.mark.parametrize("name", sorted(schemas()))
def test_committed_schema_is_current(name: str):
    assert (ROOT / "stacks" / name).read_text() == schemas()[name], "run `make schemas`"


@pytest.mark.parametrize("schema", ALL, ids=["campaigns", "shop", "stack", "waivers"])
def test_schema_is_a_schema(schema: dict[str, Any]):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("file", sorted((ROOT / "stacks").glob("*.yaml")), ids=lambda file: file.name)
def test_committed_file_validates(file: Path):
    assert [error.message for error in validator(file).iter_errors(value(file))] == []


@pytest.mark.parametrize("file", sorted((ROOT / "stacks").glob("*.yaml")), ids=lambda file: file.name)
def test_committed_file_names_its_schema(file: Path):
    schema = file.stem if file.stem in {"campaigns", "shop", "waivers"} else "stack"
    first = file.read_text().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={schema}.schema.json"


@pytest.mark.parametrize(
    "bad",
    [bad for bad in BAD if OF_ONE_KEY.search(comment(bad).split("\n")[0]) and value(bad) is not None],
    ids=lambda bad: str(bad.relative_to(HERE / "bad")),
)
def test_what_the_loader_refuses_for_one_key_the_schema_refuses_too(bad: Path):
    assert list(validator(bad).iter_errors(value(bad)))


def objects(node: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:
    """All parts of a schema."""
    if isinstance(node, list):
        return [found for index, item in enumerate(node) for found in objects(item, f"{path}[{index}]")]
    if not isinstance(node, dict):
        return []
    return [(path, node), *(found for key, item in node.items() for found in objects(item, f"{path}/{key}"))]


@pytest.mark.parametrize("schema", ALL, ids=["campaigns", "shop", "stack", "waivers"])
def test_no_object_takes_unknown_keys(schema: dict[str, Any]):
    open_ = [
        path
        for path, part in objects(schema)
        if "properties" in part and "type" in part and part.get("additionalProperties", True) is True
    ]
    assert open_ == []


@pytest.mark.parametrize("schema", ALL, ids=["campaigns", "shop", "stack", "waivers"])
def test_every_pattern_is_told_in_words(schema: dict[str, Any]):
    patterns = {part["pattern"] for _, part in objects(schema) if isinstance(part.get("pattern"), str)}
    assert patterns - set(form.WORDS) == set()


def test_no_words_without_a_pattern():
    used = {
        part["pattern"] for schema in ALL for _, part in objects(schema) if isinstance(part.get("pattern"), str)
    }
    assert set(form.WORDS) == used
