"""What runs by the clock: segments, forecasting, settlement, each with a role and a firewall of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from components.cloud import Cloud
from components.component import Layer
from components.scheduled_job import DailyStart, ScheduledJob, ScheduledJobArgs, ScheduledJobOutputs
from components.security_group import SecurityGroup, SecurityGroupArgs
from infra.settings import Settings
from infra.settings.shop_jobs import JobSettings
from infra.shop.infrastructure import Infrastructure
from infra.shop.stores import Stores
from infra.shop.wiring import job_attached


def jobs(
    cloud: Cloud, settings: Settings, base: Infrastructure, stores: Stores
) -> Mapping[str, ScheduledJobOutputs]:
    """The jobs that this stack has, by their names in shop.yaml."""
    opts = pulumi.ResourceOptions(parent=Layer("jobs"))
    return {name: _job(name, job, cloud, settings, base, stores, opts) for name, job in settings.jobs.items()}


def _job(
    name: str,
    job: JobSettings,
    cloud: Cloud,
    settings: Settings,
    base: Infrastructure,
    stores: Stores,
    opts: pulumi.ResourceOptions,
) -> ScheduledJobOutputs:
    uses = job_attached(job, settings, base, stores)
    hour, minute = map(int, job.at.split(":"))
    firewall = SecurityGroup(
        f"{name}-sg",
        SecurityGroupArgs(network_id=base.network.network_id, purpose=f"The job {name}"),
        cloud.security_group,
        opts,
    ).outputs.security_group_id
    args = ScheduledJobArgs(
        image=settings.image(job),
        registry_id=settings.config.account.registry_id,
        start=DailyStart(hour=hour, minute=minute, time_zone=job.time_zone),
        vcpu=job.vcpu,
        memory_gib=job.memory_gib,
        timeout_minutes=job.timeout_minutes,
        retries=job.retries,
        environment=uses.environment,
        grants=uses.grants,
        network_id=base.network.network_id,
        subnet_ids=base.network.private_subnet_ids,
        security_group_id=firewall,
        log=base.logs[name],
        log_retention_days=settings.config.retention.logs_days,
        log_key_arn=base.keys.logs,
        disk_key_arn=base.keys.disks,
        message_key_arn=base.keys.messages,
        notify=base.alerts,
    )
    return ScheduledJob(name, args, cloud.scheduled_job, opts).outputs
