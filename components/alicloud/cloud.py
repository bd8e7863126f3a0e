"""Alibaba Cloud fills the contract: one builder per capability."""

from __future__ import annotations

from functools import partial

from components.alicloud.audit_trail import build_audit_trail
from components.alicloud.auditor import build_auditor
from components.alicloud.backup import build_backup
from components.alicloud.broadcast import build_broadcast
from components.alicloud.bucket import build_bucket
from components.alicloud.budget import build_budget
from components.alicloud.cache import build_cache
from components.alicloud.context import AlicloudContext
from components.alicloud.dashboard import build_dashboard
from components.alicloud.database import build_database
from components.alicloud.domain import build_domain
from components.alicloud.edge import build_edge
from components.alicloud.encryption_key import build_encryption_key
from components.alicloud.event_lake import build_event_lake
from components.alicloud.event_stream import build_event_stream
from components.alicloud.identity import build_identity
from components.alicloud.load_balancer import build_load_balancer
from components.alicloud.load_generator import build_load_generator
from components.alicloud.logs import build_logs
from components.alicloud.mail_sender import build_mail_sender
from components.alicloud.model_endpoint import build_model_endpoint
from components.alicloud.network import build_network
from components.alicloud.notifier import build_notifier
from components.alicloud.private_zone import build_private_zone
from components.alicloud.query_workspace import build_query_workspace
from components.alicloud.queue import build_queue
from components.alicloud.reminder import build_reminder
from components.alicloud.scheduled_job import build_scheduled_job
from components.alicloud.search_cluster import build_search_cluster
from components.alicloud.secret import build_secret
from components.alicloud.security_group import build_security_group
from components.alicloud.service_pool import build_service_pool
from components.alicloud.sms_sender import build_sms_sender
from components.alicloud.table import build_table
from components.alicloud.topic import build_topic
from components.cloud import Cloud


def alicloud(ctx: AlicloudContext) -> Cloud:
    """All capabilities, provided by Alibaba Cloud."""
    return Cloud(
        audit_trail=partial(build_audit_trail, ctx),
        auditor=partial(build_auditor, ctx),
        backup=partial(build_backup, ctx),
        broadcast=partial(build_broadcast, ctx),
        bucket=partial(build_bucket, ctx),
        budget=partial(build_budget, ctx),
        cache=partial(build_cache, ctx),
        dashboard=partial(build_dashboard, ctx),
        database=partial(build_database, ctx),
        domain=partial(build_domain, ctx),
        edge=partial(build_edge, ctx),
        encryption_key=partial(build_encryption_key, ctx),
        event_lake=partial(build_event_lake, ctx),
        event_stream=partial(build_event_stream, ctx),
        identity=partial(build_identity, ctx),
        load_balancer=partial(build_load_balancer, ctx),
        load_generator=partial(build_load_generator, ctx),
        logs=partial(build_logs, ctx),
        mail_sender=partial(build_mail_sender, ctx),
        model_endpoint=partial(build_model_endpoint, ctx),
        network=partial(build_network, ctx),
        notifier=partial(build_notifier, ctx),
        private_zone=partial(build_private_zone, ctx),
        query_workspace=partial(build_query_workspace, ctx),
        queue=partial(build_queue, ctx),
        reminder=partial(build_reminder, ctx),
        search_cluster=partial(build_search_cluster, ctx),
        scheduled_job=partial(build_scheduled_job, ctx),
        secret=partial(build_secret, ctx),
        security_group=partial(build_security_group, ctx),
        service_pool=partial(build_service_pool, ctx),
        sms_sender=partial(build_sms_sender, ctx),
        table=partial(build_table, ctx),
        topic=partial(build_topic, ctx),
    )
