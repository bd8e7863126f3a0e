"""Disks of instances are encrypted."""

from __future__ import annotations

from collections.abc import Iterable

from policies.reading.faults import first_fault
from policies.reading.switch import is_on
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_AWS_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault"
_ALICLOUD_DEFAULT = "alicloud:ecs/diskEncryptionByDefault:DiskEncryptionByDefault"
_BY_TEMPLATE = NotApplicable("its launch template decides")


def _plain(disk: View) -> str | None:
    where = f"{disk.path}.encrypted" if disk.path else "encrypted"
    return None if is_on(disk.get("encrypted", False)) else f"`{where}` is not true"


def _aws(resource: View, disks: Iterable[View]) -> Outcome:
    """With encryption by default AWS encrypts every new disk, whatever else is said."""
    region = resource.stack.facts.region
    here = resource.get("region", region)
    for default in resource.all(_AWS_DEFAULT):
        if default.get("region", region) == here and default.get("enabled", True) is True:
            return None
    return first_fault(disks, _plain)


def _aws_template(template: View) -> Outcome:
    disks = [mapping.at("ebs") for mapping in template.each("blockDeviceMappings") if mapping.has("ebs")]
    return _aws(template, disks or [template.at("blockDeviceMappings.ebs")])


def _aws_instance(instance: View) -> Outcome:
    if instance.has("launchTemplate") and not instance.has("rootBlockDevice"):
        return _BY_TEMPLATE
    return _aws_configuration(instance)


def _aws_configuration(instance: View) -> Outcome:
    return _aws(instance, [instance.at("rootBlockDevice"), *instance.each("ebsBlockDevices")])


def _aws_volume(volume: View) -> Outcome:
    return _aws(volume, [volume])


def _alicloud(resource: View, disks: Iterable[View], system: str = "") -> Outcome:
    for default in resource.all(_ALICLOUD_DEFAULT):
        if default.get("encrypted", False) is True:
            return None
    if system and not is_on(resource.get(system, False)):
        return f"`{system}` is not true"
    return first_fault(disks, _plain)


def _ecs_template(template: View) -> Outcome:
    return _alicloud(template, [template.at("systemDisk"), *template.each("dataDisks")])


def _scaling_configuration(configuration: View) -> Outcome:
    return _alicloud(configuration, configuration.each("dataDisks"), "systemDiskEncrypted")


def _ecs_instance(instance: View) -> Outcome:
    by_template = instance.has("launchTemplateId") or instance.has("launchTemplateName")
    if by_template and not instance.has("systemDiskEncrypted"):
        return _BY_TEMPLATE
    return _alicloud(instance, instance.each("dataDisks"), "systemDiskEncrypted")


def _ecs_disk(disk: View) -> Outcome:
    return _alicloud(disk, [disk])


RULES = (
    Rule(
        id="encryption-block-storage",
        title="Every disk is encrypted",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="Logs, core dumps and credentials of services end up on disks, and a copied snapshot opens on any"
        " account.",
        remediation="build it with ServicePool, whose disks are encrypted with its `disk_key_arn`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3",
        checks={
            "aws:ec2/launchTemplate:LaunchTemplate": _aws_template,
            "aws:ec2/launchConfiguration:LaunchConfiguration": _aws_configuration,
            "aws:ebs/volume:Volume": _aws_volume,
            "aws:ec2/instance:Instance": _aws_instance,
            "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": _ecs_template,
            "alicloud:ess/scalingConfiguration:ScalingConfiguration": _scaling_configuration,
            "alicloud:ecs/ecsDisk:EcsDisk": _ecs_disk,
            "alicloud:ecs/instance:Instance": _ecs_instance,
        },
        scope=Scope.STACK,
    ),
)
