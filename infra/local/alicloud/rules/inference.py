"""Models behind end points (PAI-EAS): what a service is told, as JSON in a text.

Source: PAI documentation, "Parameters for JSON deployment", 2026-11.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_CONFIG = "serviceConfig"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_INSTANCE_TYPE = re.compile(r"(ecs|eas|ml)\.[a-z0-9.-]+")
_PORTS = range(1, 65536)
_NETWORK = "alicloud:vpc/network:Network"
_SWITCH = "alicloud:vpc/switch:Switch"
_GROUP = "alicloud:ecs/securityGroup:SecurityGroup"
_RUNS = ("containers", "processor", "processor_path")


def service(case: Case) -> Iterator[Finding]:
    """It has a name, instances, something that runs in them, and a network that exists."""
    given = case.value(_CONFIG)
    try:
        said = json.loads(str(given))
    except ValueError:
        return  # said by the provider's own rule
    if not isinstance(said, dict):
        yield case.refuse(_CONFIG, "must be a JSON object", given)
        return
    for what, value in (*_metadata(case, said), *_runs(said), *_stands(case, said)):
        yield case.refuse(_CONFIG, what, value)


def _metadata(case: Case, said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    about = _object(said.get("metadata"))
    name, instances = about.get("name"), about.get("instance")
    if not _NAME.fullmatch(str(name)):
        yield "must have a metadata.name of small letters, digits and underscores, beginning with a letter", name
    if not isinstance(instances, int) or instances < 1:
        yield "must have a metadata.instance of at least 1", instances
    workspace = about.get("workspace_id")
    if workspace is not None and case.value("workspaceId") not in (None, workspace):
        yield f"must have the metadata.workspace_id {case.value('workspaceId')}, the `workspaceId`", workspace


def _runs(said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if not any(said.get(each) for each in _RUNS):
        yield f"must have one of {', '.join(_RUNS)}", said
    for container in _objects(said.get("containers")):
        if not container.get("image"):
            yield "has a container without image", container
        if container.get("port") is not None and container["port"] not in _PORTS:
            yield "has a container with a port that is not from 1 to 65535", container["port"]
    types = _objects(_object(_object(said.get("cloud")).get("computing")).get("instances"))
    for kind in (each.get("type") for each in types):
        if not _INSTANCE_TYPE.fullmatch(str(kind)):
            yield "must have instance types such as ecs.c8i.xlarge", kind


def _stands(case: Case, said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    where = _object(_object(said.get("cloud")).get("networking"))
    vpc = where.get("vpc_id")
    if vpc and not case.existing.get(_NETWORK, str(vpc)) and not case.existing.assumed(str(vpc)):
        yield "names no VPC that exists", vpc
    for key, type_, title in (("vswitch_id", _SWITCH, "vSwitch"), ("security_group_id", _GROUP, "security group")):
        for id_ in str(where.get(key) or "").split(","):
            found = case.existing.get(type_, id_)
            if id_ and not found and not case.existing.assumed(id_):
                yield f"names no {title} that exists", id_
            elif found and vpc and found.get("vpcId") != vpc:
                yield f"names a {title} of another VPC, {found.get('vpcId')}", id_


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
