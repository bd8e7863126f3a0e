"""Containers without a machine of ours under them: locked in, and without an address on the internet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.reading.parts import told
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View

TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
TASK_SET = "aws:ecs/taskSet:TaskSet"
ECI_CONFIGURATION = "alicloud:ess/eciScalingConfiguration:EciScalingConfiguration"
ECI_GROUP = "alicloud:eci/containerGroup:ContainerGroup"


def containers(task: View) -> Iterator[Mapping[str, Any]]:
    """The containers of a task definition."""
    yield from task.document("containerDefinitions", in_part=True) or ()


def _task(task: View) -> Outcome:
    if task.get("networkMode") != "awsvpc":
        return (
            f"`networkMode` is {task.get('networkMode')!r}, not 'awsvpc': the firewall does not see its containers"
        )
    for each in containers(task):
        name = each.get("name")
        if told(each, "privileged", False) is True:
            return f"container {name} is `privileged`"
        if told(each, "readonlyRootFilesystem", False) is not True:
            return f"container {name} may write its own file system (`readonlyRootFilesystem`)"
        if told(each, "user", "root").partition(":")[0] in {"", "0", "root"}:
            return f"container {name} runs as root (`user`)"
    return None


def _eci(configuration: View) -> Outcome:
    if configuration.get("autoCreateEip", False) is True:
        return "`autoCreateEip` is true: every instance gets an address on the internet"
    for each in (*configuration.each("containers"), *configuration.each("initContainers")):
        if each.get("securityContextReadOnlyRootFileSystem", False) is not True:
            return f"`{each.path}.securityContextReadOnlyRootFileSystem` is not true"
        if not float(each.get("securityContextRunAsUser", 0)):
            return f"`{each.path}.securityContextRunAsUser` is not set: it runs as root"
    return None


def _eci_group(group: View) -> Outcome:
    address = group.get("autoCreateEip", False) is True or group.has("eipInstanceId")
    return "it gets an address on the internet" if address else None


def _service(service: View) -> Outcome:
    """A service, or a set of tasks of one."""
    public = service.get("networkConfiguration.assignPublicIp", False) is True
    return "`networkConfiguration.assignPublicIp` is true" if public else None


RULES = (
    Rule(
        id="network-container-locked",
        title="Containers of the cloud's own machines write nothing, are not root, and have no public address",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="Who breaks into a container that may change itself, or that the internet reaches, stays in it.",
        remediation="build it with LoadGenerator, which locks its container; set what the message names elsewhere",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5",
        checks={
            TASK: _task,
            SERVICE: _service,
            TASK_SET: _service,
            ECI_CONFIGURATION: _eci,
            ECI_GROUP: _eci_group,
        },
    ),
)
