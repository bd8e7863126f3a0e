"""How instances get their rights."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips

_RULE = "identity-instance-role"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
_INSTANCE = "aws:ec2/instance:Instance"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_ESS = "alicloud:ess/scalingConfiguration:ScalingConfiguration"
_ECS = "alicloud:ecs/instance:Instance"
_PROFILE = "aws:iam/instanceProfile:InstanceProfile"

EXAMPLES: tuple[Example, ...] = (
    passes(
        _RULE,
        res(_TEMPLATE, iamInstanceProfile={"arn": ref("profile")}, imageId="ami-1"),
        res(_PROFILE, "profile", role="orders"),
    ),
    fails(_RULE, res(_TEMPLATE, imageId="ami-1"), says="`iamInstanceProfile`"),
    passes(_RULE, res(_TEMPLATE, iamInstanceProfile={"name": "orders"})),
    passes(_RULE, res(_TEMPLATE, iamInstanceProfile=UNKNOWN)),
    passes(_RULE, res(_CONFIGURATION, iamInstanceProfile="orders")),
    fails(_RULE, res(_CONFIGURATION, imageId="ami-1", instanceType="m7i.large")),
    passes(_RULE, res(_INSTANCE, iamInstanceProfile="orders")),
    fails(_RULE, res(_INSTANCE, ami="ami-1")),
    skips(_RULE, res(_INSTANCE, launchTemplate={"id": "lt-1"})),
    passes(_RULE, res(_ECS_TEMPLATE, ramRoleName="orders")),
    fails(_RULE, res(_ECS_TEMPLATE, imageId="aliyun_3"), says="`ramRoleName`"),
    passes(_RULE, res(_ESS, scalingGroupId=UNKNOWN, roleName="orders")),
    # facts/policies.md section 7, case 5: the property is called `roleName` here, not `ramRoleName`
    fails(_RULE, res(_ESS, scalingGroupId=UNKNOWN), says="`roleName`"),
    fails(_RULE, res(_ESS, scalingGroupId=UNKNOWN, roleName="orders", password="[secret]"), says="`password`"),
    passes(_RULE, res(_ECS, roleName="orders")),
    fails(_RULE, res(_ECS, imageId="aliyun_3"), says="`roleName`"),
    fails(_RULE, res(_ECS, roleName="orders", kmsEncryptedPassword="AQID"), says="`kmsEncryptedPassword`"),
    skips(_RULE, res(_ECS, launchTemplateId="lt-1")),
    # the ways that the provider recommends
    passes(
        _RULE,
        res(_ECS, "tools", imageId="aliyun_3"),
        res("alicloud:ecs/ramRoleAttachment:RamRoleAttachment", instanceId=ref("tools"), ramRoleName="tools"),
    ),
    passes(
        _RULE,
        res(_ECS, "tools", imageId="aliyun_3"),
        res("alicloud:ram/roleAttachment:RoleAttachment", instanceIds=[ref("tools")], roleName="tools"),
    ),
    fails(
        _RULE,
        res(_ECS, "tools", imageId="aliyun_3"),
        res(_ECS, "other", roleName="other"),
        res("alicloud:ecs/ramRoleAttachment:RamRoleAttachment", instanceId=ref("other"), ramRoleName="other"),
        says="`roleName`",
    ),
)
