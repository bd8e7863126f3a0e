"""One valid set of arguments per capability, as production uses it. Call inside a running program."""

from collections.abc import Callable
from typing import Any

import pulumi

from components.audit_trail import AuditTrail, AuditTrailArgs
from components.auditor import Auditor, AuditorArgs
from components.backup import Backup, BackupArgs, BackupSource, StoreKind
from components.broadcast import Broadcast, BroadcastArgs
from components.bucket import Bucket, BucketArgs
from components.budget import Budget, BudgetArgs
from components.cache import Cache, CacheArgs
from components.dashboard import Dashboard, DashboardArgs
from components.database import Database, DatabaseArgs
from components.domain import Domain, DomainArgs
from components.edge import Edge
from components.encryption_key import EncryptionKey, EncryptionKeyArgs, KeyUser
from components.identity import Grant, Identity, IdentityArgs
from components.label import DataClass
from components.load_balancer import Exposure, LoadBalancer, LoadBalancerArgs, Reservation
from components.logs import Logs, LogsArgs
from components.mail_sender import MailPurpose, MailSender, MailSenderArgs
from components.network import Nat, Network, NetworkArgs
from components.notifier import Notifier, NotifierArgs
from components.private_zone import PrivateZone, PrivateZoneArgs
from components.queue import Queue, QueueArgs
from components.reminder import Reminder, ReminderArgs
from components.scheduled_job import ScheduledJob
from components.secret import Secret, SecretArgs
from components.security_group import SecurityGroup, SecurityGroupArgs
from components.service_pool import (
    ServicePool,
)
from components.sms_sender import NumberType, SmsSender, SmsSenderArgs
from components.table import KeyAttribute, Table, TableArgs, WarmThroughput
from components.topic import Topic, TopicArgs, TopicSubscriber
from tests.components.edges import edge_args
from tests.components.harness import known, unknown
from tests.components.job_sample import scheduled_job
from tests.components.pool_sample import service_pool
from tests.components.samples_events import event_samples
from tests.components.samples_models import model_samples
from tests.components.samples_search import search_samples
from tests.components.targets import ZONES, granted, log, queue, registry, user


def samples(cloud: str) -> dict[type[Any], tuple[str, Callable[[], Any]]]:
    """Component class -> (component name, maker of valid arguments) for `aws` or `alicloud`."""
    zones = ZONES[cloud]
    subnets = lambda: tuple(unknown() for _ in zones)  # noqa: E731
    return {
        **event_samples(),
        AuditTrail: (
            "audit",
            lambda: AuditTrailArgs(key_arn=unknown(), retention_days=400, log_retention_days=90, notify=unknown()),
        ),
        Auditor: (
            "auditor",
            lambda: AuditorArgs(people=(user(cloud),), bucket_arns=(unknown(),), key_arns=(unknown(),)),
        ),
        Backup: (
            "backup",
            lambda: BackupArgs(
                sources={
                    "orders-db": BackupSource(kind=StoreKind.DATABASE, id=unknown(), arn=unknown()),
                    "carts": BackupSource(kind=StoreKind.TABLE, id=known("carts"), arn=unknown()),
                    "media": BackupSource(kind=StoreKind.BUCKET, id=known("media"), arn=unknown()),
                },
                key_arn=unknown(),
                retention_days=35,
                notify=unknown(),
                locked=True,
            ),
        ),
        Broadcast: (
            "stage-channel",
            lambda: BroadcastArgs(max_viewers=15_000, notify=unknown()),
        ),
        Bucket: (
            "media",
            lambda: BucketArgs(data=DataClass.INTERNAL, key_arn=unknown(), infrequent_after_days=90),
        ),
        Budget: (
            "budget",
            lambda: BudgetArgs(monthly_limit_usd=20000, emails=("finance@shop.example",)),
        ),
        Cache: (
            "shop-cache",
            lambda: CacheArgs(
                data=DataClass.CONFIDENTIAL,
                memory_gib=13,
                shards=2,
                replicas=1,
                network_id=unknown(),
                zones=zones,
                subnet_ids=subnets(),
                clients={"orders": unknown()},
                key_arn=unknown(),
                password=pulumi.Output.secret("Abcdefghij0123456789"),
                snapshot_retention_days=7,
                log_retention_days=30,
                log_key_arn=unknown(),
                notify=unknown(),
            ),
        ),
        Dashboard: (
            "dashboard",
            lambda: DashboardArgs(
                title="shop prod",
                load_balancers={"public": unknown()},
                pools={"orders": unknown()},
                databases={"orders": unknown()},
                caches={"shop": unknown()},
                queues={"fulfilment": known("fulfilment")},
                logs={"orders": log()},
            ),
        ),
        Database: (
            "orders-db",
            lambda: DatabaseArgs(
                schema="orders",
                data=DataClass.CONFIDENTIAL,
                vcpu=8,
                memory_gib=64,
                readers=1,
                max_readers=4,
                pooled=True,
                max_connections=3000,
                network_id=unknown(),
                zones=zones,
                subnet_ids=subnets(),
                clients={"orders": unknown(), "payments": unknown()},
                key_arn=unknown(),
                secret_key_arn=unknown(),
                backup_retention_days=35,
                log_retention_days=90,
                log_key_arn=unknown(),
                notify=unknown(),
            ),
        ),
        Domain: (
            "domain",
            lambda: DomainArgs(
                domain="shop.example.net",
                zone_id=None,
                certificate_id=None if cloud == "aws" else "8345123",
                notify=unknown(),
            ),
        ),
        Edge: (
            "edge",
            lambda: edge_args(cloud),
        ),
        EncryptionKey: (
            "data-key",
            lambda: EncryptionKeyArgs(purpose="Encrypts the stores", users=tuple(KeyUser)),
        ),
        Identity: (
            "orders-role",
            lambda: IdentityArgs(
                grants=tuple(Grant(access=access, arn=unknown()) for access in granted(cloud)),
                log_arn=unknown(),
                image_repository="123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/orders"
                if cloud == "aws"
                else "shop-registry-vpc.cn-hangzhou.cr.aliyuncs.com/shop/orders",
                registry_id=registry(cloud),
            ),
        ),
        LoadBalancer: (
            "public-lb",
            lambda: LoadBalancerArgs(
                exposure=Exposure.EDGE,
                network_id=unknown(),
                zones=zones,
                subnet_ids=subnets(),
                certificate_id=unknown(),
                origin_token=pulumi.Output.secret("token"),
                clients={},
                reserve=Reservation(capacity_units=500, megabits_per_second=800),
                log_key_arn=unknown(),
                notify=unknown(),
            ),
        ),
        **model_samples(cloud, subnets),
        Logs: (
            "logs",
            lambda: LogsArgs(retention_days={"network": 90, "orders": 30}, key_arn=unknown()),
        ),
        MailSender: (
            "news-mail",
            lambda: MailSenderArgs(
                domain="news.shop.example",
                zone_id=known("shop.example"),
                address="shop",
                purpose=MailPurpose.MARKETING,
                limit_rps=200,
                key_arn=unknown(),
                notify=unknown(),
            ),
        ),
        Network: (
            "network",
            lambda: NetworkArgs(
                cidr="10.40.0.0/16", zones=zones, nat=Nat.PER_ZONE, flow_log=log(), registry_id=registry(cloud)
            ),
        ),
        Notifier: (
            "alerts",
            lambda: NotifierArgs(emails=("oncall@shop.example", "lead@shop.example"), key_id=unknown()),
        ),
        PrivateZone: (
            "private-zone",
            lambda: PrivateZoneArgs(domain="svc.shop.example.net", network_id=unknown(), aliases={"*": unknown()}),
        ),
        Queue: ("fulfilment-q", lambda: QueueArgs(key_arn=unknown(), notify=unknown())),
        Reminder: (
            "rotation",
            lambda: ReminderArgs(
                every_days=90,
                text="Change the keys of the marketplaces",
                about={"market-key": unknown()},
                notify=unknown(),
                key_arn=unknown(),
                log=log(),
            ),
        ),
        ScheduledJob: ("segments", lambda: scheduled_job(cloud, subnets())),
        **search_samples(cloud),
        Secret: ("origin-token", lambda: SecretArgs(purpose="Proves the CDN", key_id=unknown())),
        SecurityGroup: (
            "orders-sg",
            lambda: SecurityGroupArgs(network_id=unknown(), purpose="orders service"),
        ),
        ServicePool: ("orders", lambda: service_pool(cloud, zones, subnets())),
        SmsSender: (
            "sms",
            lambda: SmsSenderArgs(
                country="DE",
                number_type=NumberType.LONG_CODE,
                monthly_limit_usd=500,
                log=log(),
                notify=unknown(),
            ),
        ),
        Table: (
            "carts",
            lambda: TableArgs(
                data=DataClass.CONFIDENTIAL,
                partition_key=KeyAttribute(name="cart_id"),
                expire_days=90,
                warm=WarmThroughput(reads_rps=20_000, writes_rps=8_000),
                key_arn=unknown(),
                notify=unknown(),
                network_id=unknown(),
                subnet_ids=subnets(),
            ),
        ),
        Topic: (
            "order-events",
            lambda: TopicArgs(
                key_arn=unknown(),
                notify=unknown(),
                subscribers={
                    "fulfilment": TopicSubscriber(queue=queue("fulfilment"), dead_letters=queue("fulfilment-dead"))
                },
            ),
        ),
    }
