"""JSON Schemas of stacks/ and scenarios, for editors: `python -m infra.settings.schema` writes them.

They know every key, type and range. Rules over more than one key are the loader's alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from infra.settings.calendar_model import CalendarFile
from infra.settings.scenario_model import ScenarioFile
from infra.settings.shop import ShopSettings
from infra.settings.stack import CloudName, PulumiStackFile, StackConfig
from infra.settings.stack_file import NAMESPACE, PROVIDER_NAMESPACES, SECTIONS, region_key
from infra.settings.waivers import WaiversFile

_DIALECT = GenerateJsonSchema.schema_dialect
_STACKS = Path(__file__).parents[2] / "stacks"
_SCENARIO = Path(__file__).parents[2] / "docs" / "scenario.schema.json"


def schemas() -> dict[str, str]:
    """File name -> text of the schema."""
    return {
        "campaigns.schema.json": _text(campaigns_schema()),
        "shop.schema.json": _text(shop_schema()),
        "stack.schema.json": _text(stack_schema()),
        "waivers.schema.json": _text(waivers_schema()),
    }


def scenario_text() -> str:
    """Text of the schema of a scenario, which is no file in stacks/."""
    return _text(scenario_schema())


def scenario_schema() -> dict[str, Any]:
    """Of what `floodgate simulate` plays."""
    return {"$schema": _DIALECT, "title": "A scenario", **_schema(ScenarioFile)}


def shop_schema() -> dict[str, Any]:
    """Of shop.yaml."""
    return {"$schema": _DIALECT, "title": "The shop", **_schema(ShopSettings)}


def campaigns_schema() -> dict[str, Any]:
    """Of campaigns.yaml."""
    return {"$schema": _DIALECT, "title": "The campaign calendar", **_schema(CalendarFile)}


def waivers_schema() -> dict[str, Any]:
    """Of waivers.yaml."""
    return {"$schema": _DIALECT, "title": "Waivers", **_schema(WaiversFile)}


def stack_schema() -> dict[str, Any]:
    """Of `Pulumi.<environment>-<cloud>.yaml`: the sections under the names they have there."""
    config, outer = _schema(StackConfig), _schema(PulumiStackFile)
    sections = config["properties"]
    region = sections.pop("region")
    outer["properties"]["config"] = {
        "type": "object",
        "description": config["description"],
        "properties": {
            **{region_key(cloud): region for cloud in CloudName},
            **{f"{NAMESPACE}:{section}": sections[section] for section in SECTIONS},
        },
        "patternProperties": {f"^({'|'.join(PROVIDER_NAMESPACES)}):": True},
        "additionalProperties": False,
        "required": [f"{NAMESPACE}:{section}" for section in SECTIONS if section in config["required"]],
        "allOf": [_region_of(cloud) for cloud in CloudName],
    }
    return {"$schema": _DIALECT, "title": "A stack", **outer, "$defs": config["$defs"]}


def _region_of(cloud: CloudName) -> dict[str, Any]:
    """A stack on this cloud has this cloud's region, and no other's."""
    given = {"properties": {"cloud": {"const": cloud.value}}, "required": ["cloud"]}
    return {
        "if": {"properties": {f"{NAMESPACE}:stack": given}, "required": [f"{NAMESPACE}:stack"]},
        "then": {
            "required": [region_key(cloud)],
            "properties": {region_key(other): False for other in CloudName if other is not cloud},
        },
    }


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """Pydantic's schema without its made-up titles, and refusing names that the loader refuses."""
    schema: dict[str, Any] = _tidy(model.model_json_schema())
    return schema


def _tidy(node: Any) -> Any:
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidy(value) for key, value in node.items() if key != "title" or not isinstance(value, str)}
    if isinstance(description := tidy.get("description"), str):
        tidy["description"] = " ".join(description.split())
    if isinstance(patterns := tidy.pop("patternProperties", None), dict):
        ((pattern, value),) = patterns.items()
        tidy |= {"additionalProperties": value, "propertyNames": {**tidy["propertyNames"], "pattern": pattern}}
    return tidy


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the files."""
    for name, text in schemas().items():
        (_STACKS / name).write_text(text, encoding="utf-8")
    _SCENARIO.write_text(scenario_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
