"""Patches and the hours in which they are installed."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, fails, passes, res, skips, unknown
from policies.facts import Environment

_RULE = "resilience-patching-and-maintenance"
_INSTANCE = "aws:rds/instance:Instance"
_CLUSTER = "aws:rds/cluster:Cluster"
_NODE = "aws:rds/clusterInstance:ClusterInstance"
_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
_DOMAIN = "aws:opensearch/domain:Domain"
_RDS = "alicloud:rds/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_TAIR = "alicloud:redis/tairInstance:TairInstance"
_NIGHT: dict[str, Any] = {"maintainStartTime": "19:00Z", "maintainEndTime": "20:00Z"}
_SOFTWARE: dict[str, Any] = {"autoSoftwareUpdateEnabled": True}

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, res(_INSTANCE, engine="postgres", maintenanceWindow="Wed:03:30-Wed:04:30")),
    fails(
        _RULE,
        res(_INSTANCE, engine="postgres", maintenanceWindow="Sun:20:00-Sun:21:00"),
        says="`maintenanceWindow` Sun:20:00-Sun:21:00 is in the trading hours, 8 to 1 o'clock at UTC+0",
    ),
    # the same hour of UTC is evening in Europe and the middle of the night in Asia and the Americas
    passes(_RULE, res(_INSTANCE, maintenanceWindow="Sun:20:00-Sun:21:00"), utc_offset_hours=8),
    fails(_RULE, res(_INSTANCE, maintenanceWindow="Wed:03:30-Wed:04:30"), utc_offset_hours=-8),
    # ends when customers come, starts when they have gone
    passes(_RULE, res(_INSTANCE, maintenanceWindow="wed:01:00-wed:08:00")),
    fails(_RULE, res(_INSTANCE, maintenanceWindow="wed:07:30-wed:08:30")),
    fails(_RULE, res(_INSTANCE, maintenanceWindow="tue:23:30-wed:02:00")),
    fails(_RULE, res(_INSTANCE, maintenanceWindow="sun:02:00-mon:03:00")),
    passes(_RULE, res(_INSTANCE, maintenanceWindow="sun:23:00-mon:00:30"), peak_hours=(9, 18)),
    fails(_RULE, res(_INSTANCE, engine="postgres"), says="`maintenanceWindow` is not set"),
    fails(_RULE, res(_INSTANCE, autoMinorVersionUpgrade=False), says="`autoMinorVersionUpgrade` is not true"),
    fails(_RULE, res(_INSTANCE, applyImmediately=True, maintenanceWindow="wed:03:30-wed:04:30"), says="middle of"),
    passes(
        _RULE,
        res(_INSTANCE, applyImmediately=True, maintenanceWindow="wed:03:30-wed:04:30"),
        environment=Environment.STAGING,
    ),
    skips(_RULE, res(_INSTANCE, engine="postgres"), environment=Environment.DEV),
    unknown(_RULE, res(_INSTANCE, maintenanceWindow=UNKNOWN)),
    unknown(_RULE, res(_INSTANCE, maintenanceWindow="at night"), says="is not a window of time"),
    passes(_RULE, res(_CLUSTER, preferredMaintenanceWindow="wed:03:30-wed:04:30")),
    fails(_RULE, res(_CLUSTER, engine="aurora-mysql"), says="`preferredMaintenanceWindow` is not set"),
    unknown(_RULE, res(_CLUSTER, preferredMaintenanceWindow=UNKNOWN)),
    passes(_RULE, res(_NODE, preferredMaintenanceWindow="wed:03:30-wed:04:30")),
    fails(_RULE, res(_NODE, preferredMaintenanceWindow="wed:12:00-wed:13:00")),
    unknown(_RULE, res(_NODE, autoMinorVersionUpgrade=UNKNOWN)),
    passes(
        _RULE,
        res(
            _GROUP, maintenanceWindow="wed:03:30-wed:04:30", snapshotRetentionLimit=7, snapshotWindow="02:00-03:00"
        ),
    ),
    fails(
        _RULE,
        res(
            _GROUP, maintenanceWindow="wed:03:30-wed:04:30", snapshotRetentionLimit=7, snapshotWindow="19:00-20:00"
        ),
        says="`snapshotWindow` 19:00-20:00",
    ),
    passes(_RULE, res(_GROUP, maintenanceWindow="wed:03:30-wed:04:30")),
    # One mistake, one rule: data-cache-backup asks for the window
    passes(_RULE, res(_GROUP, maintenanceWindow="wed:03:30-wed:04:30", snapshotRetentionLimit=7)),
    unknown(_RULE, res(_GROUP, maintenanceWindow=UNKNOWN)),
    passes(_RULE, res(_DOMAIN, softwareUpdateOptions=_SOFTWARE)),
    fails(_RULE, res(_DOMAIN, engineVersion="OpenSearch_2.17"), says="`softwareUpdateOptions"),
    unknown(_RULE, res(_DOMAIN, softwareUpdateOptions={"autoSoftwareUpdateEnabled": UNKNOWN})),
    passes(_RULE, res(_POLARDB, maintainTime="19:00Z-20:00Z")),
    fails(
        _RULE,
        res(_POLARDB, maintainTime="02:00Z-03:00Z"),
        says="`maintainTime` 02:00Z-03:00Z is in the trading hours, 8 to 1 o'clock at UTC+8",
    ),
    unknown(_RULE, res(_POLARDB, maintainTime=UNKNOWN)),
    passes(_RULE, res(_RDS, autoUpgradeMinorVersion="Auto", maintainTime="18:00Z-22:00Z")),
    fails(_RULE, res(_RDS, autoUpgradeMinorVersion="Manual", maintainTime="18:00Z-22:00Z"), says="'Manual'"),
    unknown(_RULE, res(_RDS, maintainTime=UNKNOWN)),
    passes(_RULE, res(_KVSTORE, isAutoUpgradeOpen="1", **_NIGHT)),
    fails(_RULE, res(_KVSTORE, **_NIGHT), says="`isAutoUpgradeOpen` is not set"),
    fails(_RULE, res(_KVSTORE, isAutoUpgradeOpen="1"), says="`maintainStartTime` is not set"),
    unknown(_RULE, res(_KVSTORE, isAutoUpgradeOpen=UNKNOWN, **_NIGHT)),
    passes(_RULE, res(_TAIR, **_NIGHT)),
    fails(_RULE, res(_TAIR, maintainStartTime="12:00Z", maintainEndTime="13:00Z"), says="12:00Z-13:00Z"),
    unknown(_RULE, res(_TAIR, maintainStartTime=UNKNOWN, maintainEndTime="20:00Z")),
)
