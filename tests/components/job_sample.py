"""The sample of a scheduled job."""

import pulumi

from components.identity import Access, Grant
from components.scheduled_job import DailyStart, ScheduledJobArgs
from tests.components.harness import unknown
from tests.components.targets import log, registry


def scheduled_job(cloud: str, subnets: tuple[pulumi.Output[str], ...]) -> ScheduledJobArgs:
    host = (
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com"
        if cloud == "aws"
        else "shop-registry-vpc.cn-hangzhou.cr.aliyuncs.com"
    )
    return ScheduledJobArgs(
        image=f"{host}/shop/segments@sha256:" + "0" * 64,
        registry_id=registry(cloud),
        start=DailyStart(hour=4, minute=30, time_zone="Europe/Berlin"),
        vcpu=4,
        memory_gib=16,
        timeout_minutes=180,
        retries=2,
        environment={"BUCKET_LAKE": unknown(), "REGION": "here"},
        grants=(
            Grant(access=Access.BUCKET_READ, arn=unknown()),
            Grant(access=Access.BUCKET_APPEND, arn=unknown()),
            Grant(access=Access.TABLE_READ_WRITE, arn=unknown()),
        ),
        network_id=unknown(),
        subnet_ids=subnets,
        security_group_id=unknown(),
        log=log(),
        log_retention_days=90,
        log_key_arn=unknown(),
        disk_key_arn=unknown(),
        message_key_arn=unknown(),
        notify=unknown(),
    )
