"""The contract of a cloud: one builder per capability, all of them."""

from __future__ import annotations

from dataclasses import dataclass

from components.audit_trail import AuditTrailArgs, AuditTrailOutputs
from components.auditor import AuditorArgs, AuditorOutputs
from components.backup import BackupArgs, BackupOutputs
from components.broadcast import BroadcastArgs, BroadcastOutputs
from components.bucket import BucketArgs, BucketOutputs
from components.budget import BudgetArgs, BudgetOutputs
from components.cache import CacheArgs, CacheOutputs
from components.component import Builder
from components.dashboard import DashboardArgs, DashboardOutputs
from components.database import DatabaseArgs, DatabaseOutputs
from components.domain import DomainArgs, DomainOutputs
from components.edge import EdgeArgs, EdgeOutputs
from components.encryption_key import EncryptionKeyArgs, EncryptionKeyOutputs
from components.event_lake import EventLakeArgs, EventLakeOutputs
from components.event_stream import EventStreamArgs, EventStreamOutputs
from components.identity import IdentityArgs, IdentityOutputs
from components.load_balancer import LoadBalancerArgs, LoadBalancerOutputs
from components.load_generator import LoadGeneratorArgs, LoadGeneratorOutputs
from components.logs import LogsArgs, LogsOutputs
from components.mail_sender import MailSenderArgs, MailSenderOutputs
from components.model_endpoint import ModelEndpointArgs, ModelEndpointOutputs
from components.network import NetworkArgs, NetworkOutputs
from components.notifier import NotifierArgs, NotifierOutputs
from components.private_zone import PrivateZoneArgs, PrivateZoneOutputs
from components.query_workspace import QueryWorkspaceArgs, QueryWorkspaceOutputs
from components.queue import QueueArgs, QueueOutputs
from components.reminder import ReminderArgs, ReminderOutputs
from components.scheduled_job import ScheduledJobArgs, ScheduledJobOutputs
from components.search_cluster import SearchClusterArgs, SearchClusterOutputs
from components.secret import SecretArgs, SecretOutputs
from components.security_group import SecurityGroupArgs, SecurityGroupOutputs
from components.service_pool import ServicePoolArgs, ServicePoolOutputs
from components.sms_sender import SmsSenderArgs, SmsSenderOutputs
from components.table import TableArgs, TableOutputs
from components.topic import TopicArgs, TopicOutputs


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """One typed builder per capability. A capability that only one cloud has is a type error on the other."""

    audit_trail: Builder[AuditTrailArgs, AuditTrailOutputs]
    auditor: Builder[AuditorArgs, AuditorOutputs]
    backup: Builder[BackupArgs, BackupOutputs]
    broadcast: Builder[BroadcastArgs, BroadcastOutputs]
    bucket: Builder[BucketArgs, BucketOutputs]
    budget: Builder[BudgetArgs, BudgetOutputs]
    cache: Builder[CacheArgs, CacheOutputs]
    dashboard: Builder[DashboardArgs, DashboardOutputs]
    database: Builder[DatabaseArgs, DatabaseOutputs]
    domain: Builder[DomainArgs, DomainOutputs]
    edge: Builder[EdgeArgs, EdgeOutputs]
    encryption_key: Builder[EncryptionKeyArgs, EncryptionKeyOutputs]
    event_lake: Builder[EventLakeArgs, EventLakeOutputs]
    event_stream: Builder[EventStreamArgs, EventStreamOutputs]
    identity: Builder[IdentityArgs, IdentityOutputs]
    load_balancer: Builder[LoadBalancerArgs, LoadBalancerOutputs]
    load_generator: Builder[LoadGeneratorArgs, LoadGeneratorOutputs]
    logs: Builder[LogsArgs, LogsOutputs]
    mail_sender: Builder[MailSenderArgs, MailSenderOutputs]
    model_endpoint: Builder[ModelEndpointArgs, ModelEndpointOutputs]
    network: Builder[NetworkArgs, NetworkOutputs]
    notifier: Builder[NotifierArgs, NotifierOutputs]
    private_zone: Builder[PrivateZoneArgs, PrivateZoneOutputs]
    query_workspace: Builder[QueryWorkspaceArgs, QueryWorkspaceOutputs]
    queue: Builder[QueueArgs, QueueOutputs]
    reminder: Builder[ReminderArgs, ReminderOutputs]
    search_cluster: Builder[SearchClusterArgs, SearchClusterOutputs]
    scheduled_job: Builder[ScheduledJobArgs, ScheduledJobOutputs]
    secret: Builder[SecretArgs, SecretOutputs]
    security_group: Builder[SecurityGroupArgs, SecurityGroupOutputs]
    service_pool: Builder[ServicePoolArgs, ServicePoolOutputs]
    sms_sender: Builder[SmsSenderArgs, SmsSenderOutputs]
    table: Builder[TableArgs, TableOutputs]
    topic: Builder[TopicArgs, TopicOutputs]
