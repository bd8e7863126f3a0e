"""AWS fills the contract: one builder per capability."""

from __future__ import annotations

from functools import partial

from components.aws.audit_trail import build_audit_trail
from components.aws.auditor import build_auditor
from components.aws.backup import build_backup
from components.aws.broadcast import build_broadcast
from components.aws.bucket import build_bucket
from components.aws.budget import build_budget
from components.aws.cache import build_cache
from components.aws.context import AwsContext
from components.aws.dashboard import build_dashboard
from components.aws.database import build_database
from components.aws.domain import build_domain
from components.aws.edge import build_edge
from components.aws.encryption_key import build_encryption_key
from components.aws.event_lake import build_event_lake
from components.aws.event_stream import build_event_stream
from components.aws.identity import build_identity
from components.aws.load_balancer import build_load_balancer
from components.aws.load_generator import build_load_generator
from components.aws.logs import build_logs
from components.aws.mail_sender import build_mail_sender
from components.aws.model_endpoint import build_model_endpoint
from components.aws.network import build_network
from components.aws.notifier import build_notifier
from components.aws.private_zone import build_private_zone
from components.aws.query_workspace import build_query_workspace
from components.aws.queue import build_queue
from components.aws.reminder import build_reminder
from components.aws.scheduled_job import build_scheduled_job
from components.aws.search_cluster import build_search_cluster
from components.aws.secret import build_secret
from components.aws.security_group import build_security_group
from components.aws.service_pool import build_service_pool
from components.aws.sms_sender import build_sms_sender
from components.aws.table import build_table
from components.aws.topic import build_topic
from components.cloud import Cloud


def aws(ctx: AwsContext) -> Cloud:
    """All capabilities, provided by AWS."""
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
