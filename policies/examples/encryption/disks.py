"""Disks."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, skips, unknown

_RULE = "encryption-block-storage"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_LAUNCH = "aws:ec2/launchConfiguration:LaunchConfiguration"
_VOLUME = "aws:ebs/volume:Volume"
_INSTANCE = "aws:ec2/instance:Instance"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_CONFIGURATION = "alicloud:ess/scalingConfiguration:ScalingConfiguration"
_DISK = "alicloud:ecs/ecsDisk:EcsDisk"
_ECS = "alicloud:ecs/instance:Instance"
_DEFAULT = res("aws:ebs/encryptionByDefault:EncryptionByDefault", "default")
_ALICLOUD_DEFAULT = res("alicloud:ecs/diskEncryptionByDefault:DiskEncryptionByDefault", "default", encrypted=True)
_ROOT = {"deviceName": "/dev/xvda", "ebs": {"volumeSize": 30, "encrypted": "true"}}

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_TEMPLATE, blockDeviceMappings=[_ROOT])),
    fails(
        _RULE,
        res(_TEMPLATE, blockDeviceMappings=[{"deviceName": "/dev/xvda", "ebs": {"volumeSize": 30}}]),
        says="blockDeviceMappings[0].ebs.encrypted",
    ),
    fails(
        _RULE,
        res(_TEMPLATE, blockDeviceMappings=[_ROOT, {"deviceName": "/dev/xvdb", "ebs": {"encrypted": False}}]),
    ),
    # Without a mapping the image decides, and most images are not encrypted
    fails(_RULE, res(_TEMPLATE, imageId="ami-12345678"), says="encrypted"),
    passes(_RULE, res(_TEMPLATE, imageId="ami-12345678"), _DEFAULT),
    fails(
        _RULE,
        res(_TEMPLATE, imageId="ami-12345678"),
        res("aws:ebs/encryptionByDefault:EncryptionByDefault", "default", region="us-east-1"),
    ),
    # The second disk is in clear whatever the first is
    fails(
        _RULE,
        res(
            _TEMPLATE,
            blockDeviceMappings=[
                {"deviceName": "/dev/xvda", "ebs": {"encrypted": UNKNOWN}},
                {"deviceName": "/dev/xvdb", "ebs": {"encrypted": "false"}},
            ],
        ),
        says="[1]",
    ),
    unknown(_RULE, res(_TEMPLATE, blockDeviceMappings=[{"ebs": {"encrypted": UNKNOWN}}])),
    passes(_RULE, res(_VOLUME, availabilityZone="eu-central-1a", encrypted=True)),
    fails(_RULE, res(_VOLUME, availabilityZone="eu-central-1a"), says="encrypted"),
    unknown(_RULE, res(_VOLUME, encrypted=UNKNOWN)),
    passes(_RULE, res(_LAUNCH, rootBlockDevice={"encrypted": True})),
    fails(_RULE, res(_LAUNCH, rootBlockDevice={"encrypted": True}, ebsBlockDevices=[{"deviceName": "/dev/xvdb"}])),
    unknown(_RULE, res(_LAUNCH, rootBlockDevice={"encrypted": UNKNOWN})),
    passes(_RULE, res(_INSTANCE, rootBlockDevice={"encrypted": True})),
    fails(_RULE, res(_INSTANCE, instanceType="t3.small"), says="rootBlockDevice.encrypted"),
    fails(
        _RULE,
        res(_INSTANCE, rootBlockDevice={"encrypted": True}, ebsBlockDevices=[{"deviceName": "/dev/xvdb"}]),
        says="ebsBlockDevices[0]",
    ),
    unknown(_RULE, res(_INSTANCE, rootBlockDevice={"encrypted": UNKNOWN})),
    skips(_RULE, res(_INSTANCE, launchTemplate={"id": UNKNOWN})),
    passes(_RULE, res(_ECS_TEMPLATE, systemDisk={"category": "cloud_essd", "encrypted": True})),
    fails(_RULE, res(_ECS_TEMPLATE, systemDisk={"category": "cloud_essd"}), says="systemDisk.encrypted"),
    fails(
        _RULE,
        res(_ECS_TEMPLATE, systemDisk={"encrypted": True}, dataDisks=[{"size": 100}]),
        says="dataDisks[0].encrypted",
    ),
    passes(_RULE, res(_ECS_TEMPLATE, systemDisk={"category": "cloud_essd"}), _ALICLOUD_DEFAULT),
    unknown(_RULE, res(_ECS_TEMPLATE, systemDisk={"encrypted": UNKNOWN})),
    # facts/policies.md section 7, case 18 asks the template for what a scaling configuration lacks: this it has
    passes(
        _RULE,
        res(
            _CONFIGURATION,
            scalingGroupId=ref("group"),
            systemDiskEncrypted=True,
            dataDisks=[{"size": 100, "encrypted": "true"}],
        ),
        res("alicloud:ess/scalingGroup:ScalingGroup", "group"),
    ),
    fails(_RULE, res(_CONFIGURATION, instanceType="ecs.c8i.xlarge"), says="systemDiskEncrypted"),
    unknown(_RULE, res(_CONFIGURATION, systemDiskEncrypted=UNKNOWN)),
    passes(_RULE, res(_DISK, category="cloud_essd", encrypted=True)),
    fails(_RULE, res(_DISK, category="cloud_essd"), says="encrypted"),
    unknown(_RULE, res(_DISK, encrypted=UNKNOWN)),
    passes(_RULE, res(_ECS, systemDiskEncrypted=True)),
    fails(_RULE, res(_ECS, systemDiskEncrypted=True, dataDisks=[{"size": 100}]), says="dataDisks[0]"),
    unknown(_RULE, res(_ECS, systemDiskEncrypted=UNKNOWN)),
    skips(_RULE, res(_ECS, launchTemplateId=UNKNOWN)),
)
