"""Scaling groups: where they are, how many instances they have, and who finds the ill ones."""

from __future__ import annotations

from typing import Any

from policies.examples.declared import sale
from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_GROUP = "aws:autoscaling/group:Group"
_SUBNET = "aws:ec2/subnet:Subnet"
_ATTACHMENT = "aws:autoscaling/attachment:Attachment"
_HOOK = "aws:autoscaling/lifecycleHook:LifecycleHook"
_ESS = "alicloud:ess/scalingGroup:ScalingGroup"
_SWITCH = "alicloud:vpc/switch:Switch"
_SERVERS = "alicloud:ess/albServerGroupAttachment:AlbServerGroupAttachment"
_SPREAD = "resilience-asg-multi-az"
_COVERS = "resilience-asg-min-covers-azs"
_HEALTH = "resilience-asg-lb-health-check"
_LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"


def _subnets(zones: str) -> tuple[Res, ...]:
    return tuple(res(_SUBNET, f"private-{n}", availabilityZone=f"eu-central-1{z}") for n, z in enumerate(zones))


def _group(zones: str, **inputs: Any) -> tuple[Res, ...]:
    refs = [ref(f"private-{number}") for number in range(len(zones))]
    return (res(_GROUP, "orders", vpcZoneIdentifiers=refs, **inputs), *_subnets(zones))


def _switches(zones: str) -> tuple[Res, ...]:
    return tuple(res(_SWITCH, f"private-{n}", zoneId=f"cn-shanghai-{z}") for n, z in enumerate(zones))


def _ess(zones: str, **inputs: Any) -> tuple[Res, ...]:
    refs = [ref(f"private-{number}") for number in range(len(zones))]
    return (res(_ESS, "orders", vswitchIds=refs, **inputs), *_switches(zones))


_PEAK: dict[str, Any] = {"sales": sale(left_instances={"orders": 60})}
_TAGS = [{"key": "Name", "value": "shop-orders"}, {"key": "component", "value": "orders"}]

ZONES: tuple[Example, ...] = (
    passes(_SPREAD, *_group("abc")),
    fails(_SPREAD, *_group("aab"), says="2 zones (eu-central-1a, eu-central-1b), 3 are needed"),
    passes(_SPREAD, *_group("ab"), environment=Environment.STAGING),
    skips(_SPREAD, *_group("a"), environment=Environment.DEV),
    # one place is one zone at most, whatever it is
    fails(_SPREAD, res(_GROUP, vpcZoneIdentifiers=["subnet-1", "subnet-2"]), says="at most 2 zones, 3 are needed"),
    unknown(_SPREAD, res(_GROUP, vpcZoneIdentifiers=["subnet-1", "subnet-2", "subnet-3"])),
    unknown(_SPREAD, res(_GROUP, vpcZoneIdentifiers=UNKNOWN)),
    unknown(
        _SPREAD,
        res(_GROUP, "orders", vpcZoneIdentifiers=[ref("private-0"), ref("private-1"), ref("private-2")]),
        res(_SUBNET, "private-0", availabilityZone=UNKNOWN),
        *_subnets("aab")[1:],
    ),
    passes(_SPREAD, res(_GROUP, availabilityZones=["eu-central-1a", "eu-central-1b", "eu-central-1c"])),
    fails(_SPREAD, res(_GROUP, availabilityZones=["eu-central-1a"])),
    passes(_SPREAD, *_ess("lmn", multiAzPolicy="BALANCE")),
    # facts/policies.md section 7, case 9: two vSwitches of one zone are one zone
    fails(
        _SPREAD,
        *_ess("ll", multiAzPolicy="BALANCE"),
        environment=Environment.STAGING,
        says="1 zone (cn-shanghai-l)",
    ),
    fails(_SPREAD, *_ess("lmn"), says="`multiAzPolicy` is 'PRIORITY'"),
    passes(_SPREAD, *_ess("lmn", multiAzPolicy="COMPOSABLE", azBalance=True)),
    unknown(_SPREAD, *_ess("lmn", multiAzPolicy=UNKNOWN)),
)

SIZES: tuple[Example, ...] = (
    passes(_COVERS, *_group("abc", minSize=3, maxSize=90, tags=_TAGS), **_PEAK),
    fails(_COVERS, *_group("abc", minSize=2, maxSize=90), says="`minSize` is 2 for 3 zones"),
    fails(
        _COVERS,
        *_group("abc", minSize=3, maxSize=89, tags=_TAGS),
        says="leaves 59 instances when one is lost, orders needs 60 at singles-day",
        **_PEAK,
    ),
    passes(_COVERS, *_group("abc", minSize=3, maxSize=6, tags=_TAGS)),
    passes(_COVERS, *_group("abc", minSize=3, maxSize=6), **_PEAK),
    unknown(_COVERS, *_group("abc", minSize=UNKNOWN, maxSize=6)),
    unknown(_COVERS, res(_GROUP, minSize=2, maxSize=6, vpcZoneIdentifiers=["subnet-1", "subnet-2", "subnet-3"])),
    passes(_COVERS, res(_GROUP, minSize=3, maxSize=6, vpcZoneIdentifiers=["subnet-1", "subnet-2", "subnet-3"])),
    passes(_COVERS, *_ess("lmn", minSize=6, maxSize=90, tags={"component": "orders"}), **_PEAK),
    fails(_COVERS, *_ess("lmn", minSize=1, maxSize=90), says="`minSize` is 1 for 3 zones"),
    fails(_COVERS, *_ess("lmn", minSize=6, maxSize=60, tags={"component": "orders"}), says="leaves 40", **_PEAK),
    unknown(_COVERS, *_ess("lmn", minSize=UNKNOWN, maxSize=90)),
)

HEALTH: tuple[Example, ...] = (
    passes(
        _HEALTH,
        res(_GROUP, targetGroupArns=[UNKNOWN], healthCheckType="ELB", healthCheckGracePeriod=120),
    ),
    fails(_HEALTH, res(_GROUP, targetGroupArns=[UNKNOWN]), says="`healthCheckType` is 'EC2'"),
    fails(
        _HEALTH,
        res(_GROUP, "orders", healthCheckType="EC2"),
        res(_ATTACHMENT, "orders-api", autoscalingGroupName=ref("orders"), lbTargetGroupArn=UNKNOWN),
    ),
    skips(_HEALTH, res(_GROUP, healthCheckType="EC2")),
    fails(_HEALTH, res(_GROUP, healthCheckType="EC2,ELB", healthCheckGracePeriod=0), says="GracePeriod` is 0"),
    passes(
        _HEALTH,
        res(
            _GROUP,
            healthCheckType="ELB",
            healthCheckGracePeriod=0,
            initialLifecycleHooks=[{"name": "ready", "lifecycleTransition": _LAUNCHING}],
        ),
    ),
    passes(
        _HEALTH,
        res(_GROUP, "orders", healthCheckType="ELB", healthCheckGracePeriod=0),
        res(_HOOK, "ready", autoscalingGroupName=ref("orders"), lifecycleTransition=_LAUNCHING),
    ),
    unknown(_HEALTH, res(_GROUP, targetGroupArns=[UNKNOWN], healthCheckType=UNKNOWN)),
    passes(
        _HEALTH,
        res(_ESS, albServerGroups=[{"albServerGroupId": UNKNOWN}], healthCheckTypes=["ECS", "LOAD_BALANCER"]),
    ),
    fails(_HEALTH, res(_ESS, albServerGroups=[{"albServerGroupId": UNKNOWN}]), says="health checks are ECS"),
    fails(
        _HEALTH,
        res(_ESS, "orders", healthCheckType="ECS"),
        res(_SERVERS, "orders-api", scalingGroupId=ref("orders"), albServerGroupId=UNKNOWN),
    ),
    skips(_HEALTH, res(_ESS, healthCheckType="ECS")),
    unknown(_HEALTH, res(_ESS, albServerGroups=[{"albServerGroupId": UNKNOWN}], healthCheckTypes=[UNKNOWN])),
)

EXAMPLES: tuple[Example, ...] = ZONES + SIZES + HEALTH
