"""Load balancers."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown
from policies.facts import Environment

_LB = "aws:lb/loadBalancer:LoadBalancer"
_TARGETS = "aws:lb/targetGroup:TargetGroup"
_LISTENER = "aws:lb/listener:Listener"
_SUBNET = "aws:ec2/subnet:Subnet"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_NLB = "alicloud:nlb/loadBalancer:LoadBalancer"
_SERVERS = "alicloud:alb/serverGroup:ServerGroup"
_NAT = "alicloud:vpc/natGateway:NatGateway"
_ZONES = "resilience-lb-multi-az"
_KEPT = "resilience-lb-deletion-protection"
_HEALTH = "resilience-target-health-check"


def _subnets(zones: str) -> tuple[Res, ...]:
    return tuple(res(_SUBNET, f"public-{n}", availabilityZone=f"eu-central-1{z}") for n, z in enumerate(zones))


def _balancer(zones: str, **inputs: Any) -> tuple[Res, ...]:
    refs = [ref(f"public-{number}") for number in range(len(zones))]
    return (res(_LB, "public", subnets=refs, **inputs), *_subnets(zones))


def _mappings(zones: str) -> list[Any]:
    return [{"vswitchId": UNKNOWN, "zoneId": f"cn-shanghai-{zone}"} for zone in zones]


_NETWORK: dict[str, Any] = {"loadBalancerType": "network"}

PLACES: tuple[Example, ...] = (
    passes(_ZONES, *_balancer("abc")),
    fails(_ZONES, *_balancer("aa"), says="1 zone (eu-central-1a), 3 are needed"),
    passes(_ZONES, *_balancer("ab"), environment=Environment.STAGING),
    skips(_ZONES, *_balancer("a"), environment=Environment.DEV),
    passes(
        _ZONES,
        res(
            _LB,
            **_NETWORK,
            enableCrossZoneLoadBalancing=True,
            subnetMappings=[{"subnetId": ref(f"public-{n}"), "allocationId": UNKNOWN} for n in range(3)],
        ),
        *_subnets("abc"),
    ),
    fails(_ZONES, *_balancer("abc", **_NETWORK), says="`enableCrossZoneLoadBalancing` is not true"),
    passes(
        _ZONES,
        *_balancer("abc", **_NETWORK),
        res(_LISTENER, loadBalancerArn=ref("public"), defaultActions=[{"targetGroupArn": ref("tcp")}]),
        res(_TARGETS, "tcp", protocol="TCP", loadBalancingCrossZoneEnabled="true"),
    ),
    unknown(_ZONES, res(_LB, subnets=[UNKNOWN, UNKNOWN, UNKNOWN])),
    passes(_ZONES, res(_TARGETS, protocol="HTTPS")),
    fails(_ZONES, res(_TARGETS, loadBalancingCrossZoneEnabled="false"), says="`loadBalancingCrossZoneEnabled`"),
    unknown(_ZONES, res(_TARGETS, loadBalancingCrossZoneEnabled=UNKNOWN)),
    passes(_ZONES, res(_ALB, zoneMappings=_mappings("lmn"))),
    fails(_ZONES, res(_ALB, zoneMappings=_mappings("ll")), says="1 zone (cn-shanghai-l)"),
    unknown(_ZONES, res(_ALB, zoneMappings=[*_mappings("lm"), {"vswitchId": UNKNOWN, "zoneId": UNKNOWN}])),
    passes(_ZONES, res(_NLB, zoneMappings=_mappings("lmn"), crossZoneEnabled=True)),
    fails(_ZONES, res(_NLB, zoneMappings=_mappings("lmn"), crossZoneEnabled=False), says="`crossZoneEnabled`"),
    unknown(_ZONES, res(_NLB, zoneMappings=UNKNOWN)),
    passes(_ZONES, res(_SERVERS, protocol="HTTPS", crossZoneEnabled=True)),
    fails(_ZONES, res(_SERVERS, protocol="HTTPS", crossZoneEnabled=False)),
    unknown(_ZONES, res(_SERVERS, crossZoneEnabled=UNKNOWN)),
)

DELETION: tuple[Example, ...] = (
    passes(_KEPT, res(_LB, enableDeletionProtection=True)),
    fails(_KEPT, res(_LB, internal=True), says="`enableDeletionProtection` is not true"),
    skips(_KEPT, res(_LB, internal=True), environment=Environment.STAGING),
    unknown(_KEPT, res(_LB, enableDeletionProtection=UNKNOWN)),
    passes(_KEPT, res(_ALB, deletionProtectionEnabled=True)),
    passes(_KEPT, res(_ALB, deletionProtectionConfig={"enabled": True})),
    fails(_KEPT, res(_ALB, addressType="Internet"), says="not protected"),
    unknown(_KEPT, res(_ALB, deletionProtectionEnabled=UNKNOWN)),
    passes(_KEPT, res(_NLB, deletionProtectionEnabled=True)),
    fails(_KEPT, res(_NLB, deletionProtectionEnabled=False)),
    unknown(_KEPT, res(_NLB, deletionProtectionConfig={"enabled": UNKNOWN})),
    passes(_KEPT, res(_NAT, deletionProtection=True)),
    fails(_KEPT, res(_NAT, natType="Enhanced")),
    unknown(_KEPT, res(_NAT, deletionProtection=UNKNOWN)),
)

_CHECK: dict[str, Any] = {"protocol": "HTTPS", "path": "/healthz", "interval": 10, "unhealthyThreshold": 3}
_ALB_CHECK: dict[str, Any] = {
    "healthCheckEnabled": True,
    "healthCheckProtocol": "HTTPS",
    "healthCheckPath": "/healthz",
}
_DRAINED: dict[str, Any] = {
    "connectionDrainConfig": {"connectionDrainEnabled": True, "connectionDrainTimeout": 60}
}

HEALTH: tuple[Example, ...] = (
    passes(_HEALTH, res(_TARGETS, protocol="HTTPS", healthCheck=_CHECK, deregistrationDelay=60)),
    fails(_HEALTH, res(_TARGETS, protocol="HTTPS", port=8443), says="`healthCheck.path` is '/'"),
    fails(
        _HEALTH,
        res(_TARGETS, protocol="HTTPS", healthCheck={**_CHECK, "interval": 30}),
        says="gets requests for 90 s",
    ),
    fails(
        _HEALTH,
        res(_TARGETS, protocol="HTTPS", healthCheck=_CHECK, deregistrationDelay=0),
        says="`deregistrationDelay` is 0 s",
    ),
    fails(_HEALTH, res(_TARGETS, protocol="HTTPS", healthCheck={"enabled": False}), says="is false"),
    passes(_HEALTH, res(_TARGETS, protocol="TCP", healthCheck={"protocol": "TCP", "interval": 10})),
    # The provider's default for a check without protocol is HTTP, of any group
    fails(_HEALTH, res(_TARGETS, protocol="TCP", healthCheck={"interval": 10}), says="`healthCheck.path` is '/'"),
    passes(
        _HEALTH,
        res(_TARGETS, protocol="HTTP", protocolVersion="GRPC", healthCheck={"interval": 10}),
    ),
    skips(_HEALTH, res(_TARGETS, targetType="lambda")),
    unknown(_HEALTH, res(_TARGETS, protocol="HTTPS", healthCheck={**_CHECK, "path": UNKNOWN})),
    passes(_HEALTH, res(_SERVERS, protocol="HTTPS", healthCheckConfig=_ALB_CHECK, **_DRAINED)),
    fails(
        _HEALTH,
        res(_SERVERS, healthCheckConfig={"healthCheckEnabled": False}, **_DRAINED),
        says="`healthCheckConfig.healthCheckEnabled` is not true",
    ),
    fails(_HEALTH, res(_SERVERS, healthCheckConfig={"healthCheckEnabled": True}, **_DRAINED), says="is '/'"),
    fails(
        _HEALTH,
        res(_SERVERS, healthCheckConfig={**_ALB_CHECK, "healthCheckProtocol": "TCP"}, **_DRAINED),
        says="an open port",
    ),
    fails(_HEALTH, res(_SERVERS, healthCheckConfig=_ALB_CHECK), says="connectionDrainEnabled` is not true"),
    fails(
        _HEALTH,
        res(_SERVERS, healthCheckConfig={**_ALB_CHECK, "healthCheckInterval": 30}, **_DRAINED),
        says="for 90 s",
    ),
    skips(_HEALTH, res(_SERVERS, serverGroupType="Fc", healthCheckConfig={"healthCheckEnabled": False})),
    unknown(_HEALTH, res(_SERVERS, healthCheckConfig={"healthCheckEnabled": UNKNOWN}, **_DRAINED)),
)

EXAMPLES: tuple[Example, ...] = PLACES + DELETION + HEALTH
