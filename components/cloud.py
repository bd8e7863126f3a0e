"""The contract of a cloud: one builder per capability, all of them."""

from __future__ import annotations

from dataclasses import dataclass

from components.audit_trail import AuditTrailArgs, AuditTrailOutputs
from components.backup import BackupArgs, BackupOutputs
from components.bucket import BucketArgs, BucketOutputs
from components.budget import BudgetArgs, BudgetOutputs
from components.cache import CacheArgs, CacheOutputs
from components.component import Builder
from components.dashboard import DashboardArgs, DashboardOutputs
from components.database import DatabaseArgs, DatabaseOutputs
from components.domain import DomainArgs, DomainOutputs
from components.edge import EdgeArgs, EdgeOutputs
from components.encryption_key import EncryptionKeyArgs, EncryptionKeyOutputs
from components.identity import IdentityArgs, IdentityOutputs
from components.load_balancer import LoadBalancerArgs, LoadBalancerOutputs
from components.logs import LogsArgs, LogsOutputs
from components.network import NetworkArgs, NetworkOutputs
from components.notifier import NotifierArgs, NotifierOutputs
from components.private_zone import PrivateZoneArgs, PrivateZoneOutputs
from components.queue import QueueArgs, QueueOutputs
from components.secret import SecretArgs, SecretOutputs
from components.security_group import SecurityGroupArgs, SecurityGroupOutputs
from components.service_pool import ServicePoolArgs, ServicePoolOutputs
from components.table import TableArgs, TableOutputs
from components.topic import TopicArgs, TopicOutputs


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """One typed builder per capability. A capability that only one cloud has is a type error on the other."""

    audit_trail: Builder[AuditTrailArgs, AuditTrailOutputs]
    backup: Builder[BackupArgs, BackupOutputs]
    bucket: Builder[BucketArgs, BucketOutputs]
    budget: Builder[BudgetArgs, BudgetOutputs]
    cache: Builder[CacheArgs, CacheOutputs]
    dashboard: Builder[DashboardArgs, DashboardOutputs]
    database: Builder[DatabaseArgs, DatabaseOutputs]
    domain: Builder[DomainArgs, DomainOutputs]
    edge: Builder[EdgeArgs, EdgeOutputs]
    encryption_key: Builder[EncryptionKeyArgs, EncryptionKeyOutputs]
    identity: Builder[IdentityArgs, IdentityOutputs]
    load_balancer: Builder[LoadBalancerArgs, LoadBalancerOutputs]
    logs: Builder[LogsArgs, LogsOutputs]
    network: Builder[NetworkArgs, NetworkOutputs]
    notifier: Builder[NotifierArgs, NotifierOutputs]
    private_zone: Builder[PrivateZoneArgs, PrivateZoneOutputs]
    queue: Builder[QueueArgs, QueueOutputs]
    secret: Builder[SecretArgs, SecretOutputs]
    security_group: Builder[SecurityGroupArgs, SecurityGroupOutputs]
    service_pool: Builder[ServicePoolArgs, ServicePoolOutputs]
    table: Builder[TableArgs, TableOutputs]
    topic: Builder[TopicArgs, TopicOutputs]
