"""The ground everything stands on: keys, alarms' receivers, logs, network, domain, load balancers, audit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.audit_trail import AuditTrail, AuditTrailArgs, AuditTrailOutputs
from components.budget import Budget, BudgetArgs
from components.cloud import Cloud
from components.component import Layer
from components.domain import Domain, DomainArgs, DomainOutputs
from components.encryption_key import EncryptionKey, EncryptionKeyArgs, KeyUser, Location
from components.load_balancer import Exposure, LoadBalancer, LoadBalancerArgs, LoadBalancerOutputs, Reservation
from components.logs import Logs, LogsArgs, LogTarget
from components.network import Nat, Network, NetworkArgs, NetworkOutputs
from components.notifier import Notifier, NotifierArgs
from components.private_zone import PrivateZone, PrivateZoneArgs
from components.secret import Secret, SecretArgs, SecretOutputs
from components.security_group import SecurityGroup, SecurityGroupArgs
from infra.capacity.plan.outside import INTERNAL, PUBLIC, BalancerPlan
from infra.capacity.plan.plan import CapacityPlan
from infra.settings import Settings
from infra.shop.routes import request_classes

NETWORK_STREAM = "network"
SMS_STREAM = "sms"
"""Log of what became of text messages, where the stack sends any."""
_IDLE_SECONDS, _IDLE_CONNECTIONS_SECONDS = 60, 300
"""How long a connection may say nothing; longer where some stay open, so that a heartbeat a minute will do."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """ARNs of the customer-managed keys, one per kind of thing they protect."""

    data: pulumi.Output[str]
    disks: pulumi.Output[str]
    logs: pulumi.Output[str]
    messages: pulumi.Output[str]
    secrets: pulumi.Output[str]
    edge: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True)
class Infrastructure:
    """What the other layers build on."""

    keys: Keys
    alerts: pulumi.Output[str]
    edge_alerts: pulumi.Output[str]
    logs: Mapping[str, LogTarget]
    network: NetworkOutputs
    domain: DomainOutputs
    origin_token: SecretOutputs
    security_groups: Mapping[str, pulumi.Output[str]]
    """Service name -> its firewall."""
    audit: AuditTrailOutputs
    public: LoadBalancerOutputs
    internal: LoadBalancerOutputs


def infrastructure(cloud: Cloud, settings: Settings, plan: CapacityPlan) -> Infrastructure:
    """Everything that does not depend on what the shop sells or how it is built."""
    opts = pulumi.ResourceOptions(parent=Layer("infrastructure"))
    config, permanent = settings.config, not settings.disposable
    zones = tuple(config.network.zones)

    keys = _keys(cloud, settings, opts)
    alerts = _notifier(cloud, settings, "alerts", keys.messages, Location.HOME, opts)
    edge_alerts = _notifier(cloud, settings, "edge-alerts", keys.edge, Location.EDGE, opts)
    logs = Logs("logs", LogsArgs(retention_days=_retention(settings), key_arn=keys.logs), cloud.logs, opts)
    network = Network(
        "network",
        NetworkArgs(
            cidr=config.network.cidr,
            zones=zones,
            nat=Nat.PER_ZONE if settings.highly_available else Nat.SINGLE,
            flow_log=logs.outputs.streams[NETWORK_STREAM],
            registry_id=config.account.registry_id,
            deletion_protected=permanent,
        ),
        cloud.network,
        opts,
    ).outputs
    domain = Domain(
        "domain",
        DomainArgs(
            domain=config.stack.domain,
            zone_id=config.account.zone_id,
            certificate_id=config.account.certificate_id,
            notify=alerts,
            deletion_protected=permanent,
        ),
        cloud.domain,
        opts,
    ).outputs
    origin_token = Secret(
        "origin-token",
        SecretArgs(
            purpose="Proves to the public load balancer that a request came through the CDN",
            key_id=keys.secrets,
            recovery_window_days=settings.recovery_window_days,
        ),
        cloud.secret,
        opts,
    ).outputs
    security_groups = {
        name: SecurityGroup(
            f"{name}-sg",
            SecurityGroupArgs(network_id=network.network_id, purpose=f"Instances of the service {name}"),
            cloud.security_group,
            opts,
        ).outputs.security_group_id
        for name in settings.shop.services
    }

    def balancer(name: str, exposure: Exposure) -> LoadBalancerOutputs:
        edge = exposure is Exposure.EDGE
        return LoadBalancer(
            name,
            LoadBalancerArgs(
                exposure=exposure,
                network_id=network.network_id,
                zones=zones,
                subnet_ids=network.public_subnet_ids if edge else network.private_subnet_ids,
                certificate_id=domain.certificate_id,
                origin_token=origin_token.value if edge else None,
                clients={} if edge else _callers(settings, security_groups),
                classes=request_classes(settings) if edge else (),
                idle_seconds=_idle_seconds(settings) if edge else _IDLE_SECONDS,
                reserve=_reserved(plan.balancers[name]),
                log_retention_days=config.retention.security_logs_days,
                log_key_arn=keys.logs,
                notify=alerts,
                deletion_protected=permanent,
            ),
            cloud.load_balancer,
            opts,
        ).outputs

    public = balancer(PUBLIC, Exposure.EDGE)
    internal = balancer(INTERNAL, Exposure.INTERNAL)
    PrivateZone(
        "private-zone",
        PrivateZoneArgs(
            domain=f"svc.{config.stack.domain}",
            network_id=network.network_id,
            aliases={"*": internal.dns_name},
        ),
        cloud.private_zone,
        opts,
    )
    audit = AuditTrail(
        "audit",
        AuditTrailArgs(
            key_arn=keys.logs,
            retention_days=config.retention.security_logs_days,
            log_retention_days=config.retention.logs_days,
            notify=alerts,
            disposable=settings.disposable,
        ),
        cloud.audit_trail,
        opts,
    ).outputs
    if config.account.monthly_budget_usd is not None:
        Budget(
            "budget",
            BudgetArgs(
                monthly_limit_usd=config.account.monthly_budget_usd,
                emails=tuple(config.account.alarm_emails),
            ),
            cloud.budget,
            opts,
        )
    return Infrastructure(
        keys=keys,
        alerts=alerts,
        edge_alerts=edge_alerts,
        logs=logs.outputs.streams,
        network=network,
        domain=domain,
        origin_token=origin_token,
        security_groups=security_groups,
        audit=audit,
        public=public,
        internal=internal,
    )


def _keys(cloud: Cloud, settings: Settings, opts: pulumi.ResourceOptions) -> Keys:
    def key(name: str, purpose: str, users: tuple[KeyUser, ...], location: Location) -> pulumi.Output[str]:
        args = EncryptionKeyArgs(
            purpose=purpose,
            users=users,
            location=location,
            deletion_window_days=7 if settings.disposable else 30,
            protected=not settings.disposable,
        )
        return EncryptionKey(name, args, cloud.encryption_key, opts).outputs.key_arn

    home, edge = Location.HOME, Location.EDGE
    return Keys(
        data=key(
            "data-key",
            "Databases, caches, tables, buckets, streams, backups",
            (KeyUser.CDN, KeyUser.BACKUP, KeyUser.QUERIES),
            home,
        ),
        disks=key("disk-key", "Disks of instances and jobs", (KeyUser.AUTOSCALING, KeyUser.TASKS), home),
        logs=key("logs-key", "Logs and the audit trail", (KeyUser.LOGS, KeyUser.AUDIT), home),
        messages=key(
            "message-key",
            "Queues, topics and alarms",
            (
                KeyUser.ALARMS,
                KeyUser.TOPICS,
                KeyUser.EVENTS,
                KeyUser.AUTOSCALING,
                KeyUser.BUDGETS,
                KeyUser.EVENT_RULES,
            ),
            home,
        ),
        secrets=key("secret-key", "Generated secrets and credentials", (), home),
        edge=key("edge-key", "Logs and alarms of the CDN", (KeyUser.LOGS, KeyUser.ALARMS), edge),
    )


def _notifier(
    cloud: Cloud,
    settings: Settings,
    name: str,
    key: pulumi.Output[str],
    location: Location,
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[str]:
    args = NotifierArgs(emails=tuple(settings.config.account.alarm_emails), key_id=key, location=location)
    return Notifier(name, args, cloud.notifier, opts).outputs.target


def _retention(settings: Settings) -> dict[str, int]:
    days = settings.config.retention
    return {
        NETWORK_STREAM: days.security_logs_days,
        **({SMS_STREAM: days.logs_days} if settings.config.sms else {}),
        **dict.fromkeys(settings.shop.services, days.logs_days),
        **dict.fromkeys((*settings.shop.services, *settings.jobs), days.logs_days),
    }


def _reserved(balancer: BalancerPlan) -> Reservation | None:
    units, mbps = int(balancer.units.value), math.ceil(balancer.mbps.value)
    return Reservation(capacity_units=units, megabits_per_second=mbps) if units or mbps else None


def _idle_seconds(settings: Settings) -> int:
    stay_open = any(service.performance.connections for service in settings.shop.services.values())
    return _IDLE_CONNECTIONS_SECONDS if stay_open else _IDLE_SECONDS


def _callers(
    settings: Settings, security_groups: Mapping[str, pulumi.Output[str]]
) -> dict[str, pulumi.Input[str]]:
    return {name: security_groups[name] for name, service in settings.shop.services.items() if service.calls}
