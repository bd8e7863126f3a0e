"""How the output of a pool's containers gets into its log stream."""

from __future__ import annotations

import json

import pulumi
from pulumi_alicloud import log

from components.alicloud.context import AlicloudContext
from components.alicloud.logs import split
from components.alicloud.user_data import machine_id
from components.service_pool import ServicePoolArgs

_CONTAINER_LOGS = {
    "logType": "json_log",
    "logPath": "/var/lib/docker/containers",
    "filePattern": "*-json.log",
    "maxDepth": 1,
    "fileEncoding": "utf8",
    "topicFormat": "none",
    "preserve": True,
    "discardUnmatch": False,
}
"""What docker's json-file driver writes: the agent makes a record of its fields `log`, `stream` and `time`."""


def ship_logs(ctx: AlicloudContext, name: str, args: ServicePoolArgs, opts: pulumi.ResourceOptions) -> None:
    """Tell the log agents of the pool's machines what to read and where to send it."""
    project, store = split(args.log)
    machines = log.MachineGroup(
        f"{name}-machines",
        project=project,
        identify_type="userdefined",  # addresses change with every scaling
        identify_lists=[machine_id(ctx, name)],
        opts=opts,
    )
    config = log.LogTailConfig(
        f"{name}-containers",
        project=project,
        logstore=store,
        input_type="file",
        input_detail=json.dumps(_CONTAINER_LOGS),
        output_type="LogService",
        opts=opts,
    )
    log.LogTailAttachment(
        f"{name}-containers",
        project=project,
        logtail_config_name=config.name,
        machine_group_name=machines.name,
        opts=opts,
    )
