"""Load balancers: in several zones, kept from deletion, and quick to notice who is ill."""

from __future__ import annotations

from policies.checks import is_true
from policies.reading.zones import mapped_zones, zones
from policies.rule import LIVE, PRODUCTION, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_AWS = "aws:lb/loadBalancer:LoadBalancer"
_AWS_GROUP = "aws:lb/targetGroup:TargetGroup"
_AWS_LISTENER = "aws:lb/listener:Listener"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_ALB_GROUP = "alicloud:alb/serverGroup:ServerGroup"
_NLB = "alicloud:nlb/loadBalancer:LoadBalancer"
_NAT = "alicloud:vpc/natGateway:NatGateway"
_MOST_SECONDS_ILL = 60
"""Longest time that an ill instance may go on getting requests."""
_LEAST_DRAIN_SECONDS = 30
"""The slowest request of a shop, a payment, must be able to end."""
_WEB = {"HTTP", "HTTPS"}


def _aws_zones(balancer: View) -> Outcome:
    kind = balancer.get("loadBalancerType", "application")
    if kind != "application" and not _crosses_zones(balancer):
        return "`enableCrossZoneLoadBalancing` is not true: each zone reaches its own instances only"
    path = "subnets" if balancer.has("subnets") else "subnetMappings"
    return zones(balancer, path).too_few(balancer.stack.facts.demands.zones)


def _crosses_zones(balancer: View) -> bool:
    """By itself, or because each of its target groups does."""
    if balancer.get("enableCrossZoneLoadBalancing", False) is True:
        return True
    listeners = balancer.referring(_AWS_LISTENER, "loadBalancerArn")
    groups = [group for listener in listeners for group in listener.targets("defaultActions", _AWS_GROUP)]
    return bool(groups) and all(_setting(group) == "true" for group in groups)


def _setting(group: View) -> str:
    return str(group.get("loadBalancingCrossZoneEnabled", "use_load_balancer_configuration")).lower()


def _aws_group_zones(group: View) -> Outcome:
    if _setting(group) == "false":
        return "`loadBalancingCrossZoneEnabled` is false: each zone reaches its own instances only"
    return None


def _alicloud_zones(balancer: View) -> Outcome:
    return mapped_zones(balancer, "zoneMappings").too_few(balancer.stack.facts.demands.zones)


def _nlb_zones(balancer: View) -> Outcome:
    return _alicloud_group_zones(balancer) or _alicloud_zones(balancer)


def _alicloud_group_zones(group: View) -> Outcome:
    if group.get("crossZoneEnabled", True) is False:
        return "`crossZoneEnabled` is false: each zone reaches its own instances only"
    return None


def _alicloud_protected(balancer: View) -> Outcome:
    if balancer.get("deletionProtectionEnabled", False) is True:
        return None
    return None if balancer.get("deletionProtectionConfig.enabled", False) is True else "it is not protected"


def _aws_health(group: View) -> Outcome:
    if group.get("targetType", "instance") == "lambda":
        return NotApplicable("a function has no health")
    if group.get("healthCheck.enabled", True) is not True:
        return "`healthCheck.enabled` is false"
    # The provider takes HTTP where there is a `healthCheck` without protocol, the service what fits the group
    web = group.has("healthCheck") or group.get("protocol") in _WEB or group.get("targetType") == "alb"
    protocol = group.get("healthCheck.protocol") or ("HTTP" if web else "TCP")
    path = group.get("healthCheck.path", "/")
    if protocol in _WEB and path == "/" and group.get("protocolVersion") != "GRPC":
        return "`healthCheck.path` is '/': a page says nothing about what the service needs"
    return _too_late(
        group.get("healthCheck.interval", 30), group.get("healthCheck.unhealthyThreshold", 3)
    ) or _too_short("deregistrationDelay", group.get("deregistrationDelay", 300))


def _alb_health(group: View) -> Outcome:
    if group.get("serverGroupType", "Instance") == "Fc":
        return NotApplicable("a function has no health")
    check = group.at("healthCheckConfig")
    if check.get("healthCheckEnabled", False) is not True:
        return "`healthCheckConfig.healthCheckEnabled` is not true"
    protocol = check.get("healthCheckProtocol", "HTTP")
    if protocol == "TCP":
        return "`healthCheckConfig.healthCheckProtocol` is 'TCP': an open port says nothing about the service"
    if protocol in _WEB and check.get("healthCheckPath", "/") == "/":
        return "`healthCheckConfig.healthCheckPath` is '/': a page says nothing about what the service needs"
    if group.get("connectionDrainConfig.connectionDrainEnabled", False) is not True:
        return "`connectionDrainConfig.connectionDrainEnabled` is not true: leaving instances drop their requests"
    return _too_late(check.get("healthCheckInterval", 2), check.get("unhealthyThreshold", 3)) or _too_short(
        "connectionDrainConfig.connectionDrainTimeout",
        group.get("connectionDrainConfig.connectionDrainTimeout", 300),
    )


def _too_late(interval: float | str, failures: float | str) -> Outcome:
    seconds = float(interval) * float(failures)
    if seconds <= _MOST_SECONDS_ILL:
        return None
    return f"an ill instance gets requests for {seconds:g} s ({interval} s, {failures} times), 60 are the most"


def _too_short(path: str, seconds: float | str) -> Outcome:
    if float(seconds) >= _LEAST_DRAIN_SECONDS:
        return None
    return f"`{path}` is {seconds} s: requests of leaving instances are cut off, at least 30 s are needed"


RULES = (
    Rule(
        id="resilience-lb-multi-az",
        title="Every load balancer is in several zones and reaches the instances of all of them",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="A load balancer in one zone takes the whole shop down with it; one that stays within a zone sends "
        "half of the requests to the few instances there.",
        remediation="give LoadBalancer the `subnet_ids` of all `zones` (stack file: `network.zones`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-13",
        checks={
            _AWS: _aws_zones,
            _AWS_GROUP: _aws_group_zones,
            _ALB: _alicloud_zones,
            _NLB: _nlb_zones,
            _ALB_GROUP: _alicloud_group_zones,
        },
        scope=Scope.STACK,
        environments=LIVE,
    ),
    Rule(
        id="resilience-lb-deletion-protection",
        title="Load balancers and NAT gateways of production cannot be deleted by accident",
        area=Area.RESILIENCE,
        severity=Severity.MEDIUM,
        why="A load balancer that is deleted comes back with another address: until caches and partners have "
        "followed, the shop is away.",
        remediation="keep `deletion_protected=True` on LoadBalancer and Network (stack file: `lifetime: "
        "permanent`)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6",
        checks={
            _AWS: is_true("enableDeletionProtection"),
            _ALB: _alicloud_protected,
            _NLB: _alicloud_protected,
            _NAT: is_true("deletionProtection"),
        },
        environments=PRODUCTION,
    ),
    Rule(
        id="resilience-target-health-check",
        title="Load balancers ask each instance whether its service works, and let it finish its requests",
        area=Area.RESILIENCE,
        severity=Severity.HIGH,
        why="Without a health check of the application a share of the customers meets a broken instance again "
        "and again, and every roll-out cuts off orders that are being placed.",
        remediation="set `health_path` of ServicePool to a path that asks for what the service needs, not `/`",
        source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
        checks={_AWS_GROUP: _aws_health, _ALB_GROUP: _alb_health},
    ),
)
