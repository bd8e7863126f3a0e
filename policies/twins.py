"""Types with two names for the same resource and the same properties; rules name the canonical one only.

Twins with other properties (inline rules of a security group and separate rules, say) are read by the functions in
`policies/reading/`.
"""

from __future__ import annotations

from collections.abc import Mapping

TWINS: Mapping[str, str] = {
    "alicloud:ecs/disk:Disk": "alicloud:ecs/ecsDisk:EcsDisk",
    "alicloud:ecs/eip:Eip": "alicloud:ecs/eipAddress:EipAddress",
    "alicloud:ecs/launchTemplate:LaunchTemplate": "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate",
    "alicloud:ecs/snapshotPolicy:SnapshotPolicy": "alicloud:ecs/autoSnapshotPolicy:AutoSnapshotPolicy",
    "alicloud:rds/rdsAccount:RdsAccount": "alicloud:rds/account:Account",
    "alicloud:slb/loadBalancer:LoadBalancer": "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
    "alicloud:vpc/subnet:Subnet": "alicloud:vpc/switch:Switch",
    "aws:alb/listener:Listener": "aws:lb/listener:Listener",
    "aws:alb/listenerRule:ListenerRule": "aws:lb/listenerRule:ListenerRule",
    "aws:alb/loadBalancer:LoadBalancer": "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/targetGroup:TargetGroup": "aws:lb/targetGroup:TargetGroup",
    "aws:alb/targetGroupAttachment:TargetGroupAttachment": "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    "aws:s3/bucketV2:BucketV2": "aws:s3/bucket:Bucket",
    "aws:s3/bucketAclV2:BucketAclV2": "aws:s3/bucketAcl:BucketAcl",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": (
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
    ),
    "aws:s3/bucketLoggingV2:BucketLoggingV2": "aws:s3/bucketLogging:BucketLogging",
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2": (
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
    ),
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": (
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    ),
    "aws:s3/bucketVersioningV2:BucketVersioningV2": "aws:s3/bucketVersioning:BucketVersioning",
}
"""Other name -> canonical type token."""


def canonical(type_: str) -> str:
    """The token that rules use for a type."""
    return TWINS.get(type_, type_)
