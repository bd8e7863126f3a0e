"""Jobs and functions stand in the network, behind its firewalls, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.reading.jobs import FUNCTION, MACHINE, SCHEDULE, TRIGGER, tasks
from policies.reading.parts import told
from policies.rule import Area, NotApplicable, Outcome, Rule, Severity
from policies.view import View

_PUBLIC = "ENABLED"
_EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget"


def _machine(machine: View) -> Outcome:
    networks = [
        # `Arguments` where a state is written in JSONata
        (name, _network(told(state, "Parameters", told(state, "Arguments", {}))))
        for name, state in tasks(machine)
        if ":ecs:runTask" in str(state.get("Resource"))
    ]
    if not networks:
        return NotApplicable("it runs no containers")
    for name, network in networks:
        if not network.get("Subnets") or not network.get("SecurityGroups"):
            return f"its state {name} says not in which subnets and behind which firewall it runs"
        if str(told(network, "AssignPublicIp", "DISABLED")).upper() == _PUBLIC:
            return f"its state {name} gives its task a public address"
    return None


def _network(given: Mapping[str, Any]) -> Mapping[str, Any]:
    network: Mapping[str, Any] = told(told(given, "NetworkConfiguration", {}), "AwsvpcConfiguration", {})
    return network


def _schedule(schedule: View) -> Outcome:
    return _started(schedule, "target.ecsParameters")


def _event_target(target: View) -> Outcome:
    return _started(target, "ecsTarget")


def _started(starter: View, path: str) -> Outcome:
    """A task that something starts without a state machine between."""
    if not starter.has(path):
        return NotApplicable("it runs no containers")
    network = starter.at(f"{path}.networkConfiguration")
    if not network.count("subnets") or not network.count("securityGroups"):
        return f"`{network.path}` says not in which subnets and behind which firewall its task runs"
    if network.get("assignPublicIp", False) is True:
        return f"`{network.path}.assignPublicIp` is true"
    return None


def _function(function: View) -> Outcome:
    if not function.has("vpcConfig.vpcId") or not function.has("vpcConfig.securityGroupId"):
        return "it has no `vpcConfig`: it stands outside of the network"
    if function.get("internetAccess", True) is not False:
        return "`internetAccess` is not false: it reaches the internet past the network's firewalls and gateways"
    return None


def _trigger(trigger: View) -> Outcome:
    kind = trigger.get("triggerType")
    if kind != "http":
        return None
    config = trigger.document("triggerConfig") or {}
    if config.get("authType", "anonymous") == "anonymous":
        return "`triggerConfig.authType` is anonymous: anybody may call the function"
    return None if config.get("disableURLInternet") is True else "the internet reaches its address"


RULES = (
    Rule(
        id="network-job-private",
        title="Jobs run inside the network, and nobody outside can start them",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="A job reads what all customers did. Outside of the network no firewall sees where it sends that,"
        " and an address of its own lets strangers run it.",
        remediation="build jobs with ScheduledJob, which puts them into private subnets",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2",
        checks={
            MACHINE: _machine,
            SCHEDULE: _schedule,
            _EVENT_TARGET: _event_target,
            FUNCTION: _function,
            TRIGGER: _trigger,
        },
    ),
)
