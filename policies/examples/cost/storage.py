"""Disks, log buckets and log stores."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "cost-storage-class-and-volume-type"
_VOLUME = "aws:ebs/volume:Volume"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_INSTANCE = "aws:rds/instance:Instance"
_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
_BUCKET = "aws:s3/bucket:Bucket"
_DISK = "alicloud:ecs/ecsDisk:EcsDisk"
_ECS_TEMPLATE = "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate"
_CONFIGURATION = "alicloud:ess/scalingConfiguration:ScalingConfiguration"
_OSS = "alicloud:oss/bucket:Bucket"
_STORE = "alicloud:log/store:Store"
_LOGS = res(_BUCKET, "logs", bucket="logs")
_WRITER = res("aws:lb/loadBalancer:LoadBalancer", "shop", accessLogs={"bucket": ref("logs"), "enabled": True})
_OSS_WRITER = res("alicloud:oss/bucketLogging:BucketLogging", "logging", bucket="media", targetBucket=ref("logs"))
_TO_GLACIER = [{"days": 90, "storageClass": "GLACIER_IR"}]
_TO_IA = [{"days": 30, "storageClass": "IA"}]


def _kept(days: Any, transitions: Any = None) -> Res:
    rule = {"id": "retention", "status": "Enabled", "expiration": {"days": days}, "transitions": transitions}
    return res(_LIFECYCLE, "lifecycle", bucket=ref("logs"), rules=[rule])


def _oss_kept(days: Any, transitions: Any = None) -> Res:
    rule = {"id": "retention", "enabled": True, "expirations": [{"days": days}], "transitions": transitions}
    return res(_OSS, "logs", bucket="logs", lifecycleRules=[rule])


def _disk(type_: Any) -> dict[str, Any]:
    return {"deviceName": "/dev/xvda", "ebs": {"volumeSize": 30, "volumeType": type_}}


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_VOLUME, "data", size=100, type="gp3")),
    # Left out, the type is gp2
    fails(_RULE, res(_VOLUME, "data", size=100), says="`type` is gp2"),
    fails(_RULE, res(_VOLUME, "data", size=100, type="io1")),
    unknown(_RULE, res(_VOLUME, "data", type=UNKNOWN)),
    passes(_RULE, res(_TEMPLATE, "orders", blockDeviceMappings=[_disk("gp3")])),
    fails(_RULE, res(_TEMPLATE, "orders", blockDeviceMappings=[_disk("gp3"), _disk("gp2")]), says="[1].ebs"),
    fails(_RULE, res(_TEMPLATE, "orders", blockDeviceMappings=[_disk(None)])),
    skips(_RULE, res(_TEMPLATE, "orders", imageId=UNKNOWN)),
    unknown(_RULE, res(_TEMPLATE, "orders", blockDeviceMappings=[_disk(UNKNOWN)])),
    passes(_RULE, res(_INSTANCE, "orders", storageType="gp3")),
    fails(_RULE, res(_INSTANCE, "orders", allocatedStorage=100), says="gp2"),
    fails(_RULE, res(_INSTANCE, "orders", iops=3000), says="io1"),
    unknown(_RULE, res(_INSTANCE, "orders", storageType=UNKNOWN)),
    passes(_RULE, _kept(400, _TO_GLACIER), _LOGS, _WRITER),
    fails(_RULE, _kept(400), _LOGS, _WRITER, says="no rule has `transitions`"),
    skips(_RULE, _kept(30), _LOGS, _WRITER),
    skips(_RULE, _kept(400), _LOGS),
    unknown(_RULE, _kept(UNKNOWN), _LOGS, _WRITER),
    unknown(_RULE, res(_LIFECYCLE, "lifecycle", bucket="of-another-stack", rules=[]), says="not in this stack"),
    passes(_RULE, res(_DISK, "data", category="cloud_essd")),
    # Left out, the category is cloud_efficiency
    fails(_RULE, res(_DISK, "data", size=100), says="cloud_efficiency"),
    unknown(_RULE, res(_DISK, "data", category=UNKNOWN)),
    passes(_RULE, res(_ECS_TEMPLATE, "orders", systemDisk={"category": "cloud_essd", "size": 30})),
    fails(_RULE, res(_ECS_TEMPLATE, "orders", systemDisk={"category": "cloud_ssd", "size": 30})),
    skips(_RULE, res(_ECS_TEMPLATE, "orders", instanceType="ecs.g8i.xlarge")),
    unknown(_RULE, res(_ECS_TEMPLATE, "orders", systemDisk={"category": UNKNOWN})),
    passes(_RULE, res(_CONFIGURATION, "orders", systemDiskCategory="cloud_essd")),
    fails(_RULE, res(_CONFIGURATION, "orders", instanceType="ecs.g8i.xlarge"), says="cloud_efficiency"),
    unknown(_RULE, res(_CONFIGURATION, "orders", systemDiskCategory=UNKNOWN)),
    passes(_RULE, _oss_kept(400, _TO_IA), _OSS_WRITER),
    fails(_RULE, _oss_kept(400), _OSS_WRITER, says="transitions"),
    fails(_RULE, res(_OSS, "logs", bucket="logs"), _OSS_WRITER),
    skips(_RULE, _oss_kept(30), _OSS_WRITER),
    skips(_RULE, _oss_kept(400)),
    unknown(_RULE, _oss_kept(UNKNOWN), _OSS_WRITER),
    passes(_RULE, res(_STORE, "access", retentionPeriod=400, hotTtl=30)),
    fails(_RULE, res(_STORE, "access", retentionPeriod=400), says="`hotTtl` is not set"),
    fails(_RULE, res(_STORE, "access", retentionPeriod=400, hotTtl=400)),
    # Left out, records are kept 30 days
    skips(_RULE, res(_STORE, "access", autoSplit=True)),
    unknown(_RULE, res(_STORE, "access", retentionPeriod=UNKNOWN)),
)
