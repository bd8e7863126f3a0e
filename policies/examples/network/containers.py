"""Containers without a machine of ours."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown

_LOCKED = "network-container-locked"
_TASK = "aws:ecs/taskDefinition:TaskDefinition"
_SERVICE = "aws:ecs/service:Service"
_TASK_SET = "aws:ecs/taskSet:TaskSet"
_CONFIGURATION = "alicloud:ess/eciScalingConfiguration:EciScalingConfiguration"
_GROUP = "alicloud:eci/containerGroup:ContainerGroup"


def _task(**container: Any) -> Res:
    locked = {"name": "k6", "readonlyRootFilesystem": True, "user": "12345", **container}
    return res(_TASK, networkMode="awsvpc", containerDefinitions=json.dumps([locked]))


def _eci(**container: Any) -> dict[str, Any]:
    return {"securityContextReadOnlyRootFileSystem": True, "securityContextRunAsUser": 12345, **container}


EXAMPLES: tuple[Example, ...] = (
    passes(_LOCKED, _task()),
    fails(_LOCKED, _task(privileged=True), says="privileged"),
    fails(_LOCKED, _task(readonlyRootFilesystem=False), says="readonlyRootFilesystem"),
    fails(_LOCKED, _task(user="root"), says="as root"),
    fails(_LOCKED, _task(user="0:0"), says="as root"),
    fails(_LOCKED, res(_TASK, networkMode="bridge", containerDefinitions="[]"), says="'bridge'"),
    unknown(_LOCKED, res(_TASK, networkMode="awsvpc", containerDefinitions=UNKNOWN)),
    passes(_LOCKED, res(_SERVICE, networkConfiguration={"assignPublicIp": False})),
    fails(_LOCKED, res(_SERVICE, networkConfiguration={"assignPublicIp": True}), says="assignPublicIp"),
    unknown(_LOCKED, res(_SERVICE, networkConfiguration={"assignPublicIp": UNKNOWN})),
    passes(_LOCKED, res(_TASK_SET, networkConfiguration={"assignPublicIp": False})),
    fails(_LOCKED, res(_TASK_SET, networkConfiguration={"assignPublicIp": True}), says="assignPublicIp"),
    unknown(_LOCKED, res(_TASK_SET, networkConfiguration={"assignPublicIp": UNKNOWN})),
    passes(_LOCKED, res(_CONFIGURATION, containers=[_eci()])),
    fails(
        _LOCKED,
        res(_CONFIGURATION, containers=[_eci()], initContainers=[_eci(securityContextRunAsUser=0)]),
        says="`initContainers[0].securityContextRunAsUser`",
    ),
    fails(_LOCKED, res(_CONFIGURATION, containers=[_eci()], autoCreateEip=True), says="autoCreateEip"),
    fails(_LOCKED, res(_CONFIGURATION, containers=[_eci(securityContextRunAsUser=0)]), says="as root"),
    fails(
        _LOCKED,
        res(_CONFIGURATION, containers=[_eci(securityContextReadOnlyRootFileSystem=False)]),
        says="securityContextReadOnlyRootFileSystem",
    ),
    unknown(_LOCKED, res(_CONFIGURATION, containers=[_eci(securityContextRunAsUser=UNKNOWN)])),
    passes(_LOCKED, res(_GROUP, autoCreateEip=False)),
    fails(_LOCKED, res(_GROUP, eipInstanceId="eip-1"), says="address on the internet"),
    unknown(_LOCKED, res(_GROUP, autoCreateEip=UNKNOWN)),
)
