"""How instances get their rights."""

from __future__ import annotations

from policies.checks import is_set
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_BY_TEMPLATE = NotApplicable("its launch template decides, and is judged itself")
_ATTACHED = (
    ("alicloud:ecs/ramRoleAttachment:RamRoleAttachment", "instanceId"),
    ("alicloud:ram/roleAttachment:RoleAttachment", "instanceIds"),
)
"""What gives an ECS instance its role apart from `roleName`, which is deprecated."""


def _launch_template(template: View) -> Outcome:
    named = template.has("iamInstanceProfile.arn") or template.has("iamInstanceProfile.name")
    return None if named else "`iamInstanceProfile` is not set"


def _aws_instance(instance: View) -> Outcome:
    if instance.has("iamInstanceProfile"):
        return None
    if instance.has("launchTemplate"):
        return _BY_TEMPLATE
    return "`iamInstanceProfile` is not set"


def _password(compute: View) -> str | None:
    for path in ("password", "kmsEncryptedPassword"):
        if compute.has(path):
            return f"`{path}` is set: people can log in with it"
    return None


def _scaling_configuration(configuration: View) -> Outcome:
    return _password(configuration) or (None if configuration.has("roleName") else "`roleName` is not set")


def _alicloud_instance(instance: View) -> Outcome:
    password = _password(instance)
    if password or instance.has("roleName") or any(instance.referring(*attached) for attached in _ATTACHED):
        return password
    if instance.has("launchTemplateId") or instance.has("launchTemplateName"):
        return _BY_TEMPLATE
    return "`roleName` is not set"


RULES = (
    Rule(
        id="identity-instance-role",
        title="Instances have a role, and no password to log in with",
        area=Area.IDENTITY,
        severity=Severity.MEDIUM,
        why="A program without a role needs a key in a file, which is in every image and backup of the instance.",
        remediation="give the service an Identity; ServicePool hands its role to the instances",
        source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
        checks={
            "aws:ec2/launchTemplate:LaunchTemplate": _launch_template,
            "aws:ec2/launchConfiguration:LaunchConfiguration": is_set("iamInstanceProfile"),
            "aws:ec2/instance:Instance": _aws_instance,
            "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": is_set("ramRoleName"),
            "alicloud:ess/scalingConfiguration:ScalingConfiguration": _scaling_configuration,
            "alicloud:ecs/instance:Instance": _alicloud_instance,
        },
        scope=Scope.STACK,
    ),
)
