"""Log streams: CloudWatch log groups."""

from __future__ import annotations

import pulumi
from pulumi_aws import cloudwatch

from components.aws.context import AwsContext
from components.logs import LogsArgs, LogsOutputs, LogTarget


def build_logs(ctx: AwsContext, name: str, args: LogsArgs, opts: pulumi.ResourceOptions) -> LogsOutputs:
    """One encrypted log group per stream, called `/project/environment/stream`."""
    return LogsOutputs(
        streams={
            stream: _stream(ctx, name, stream, days, args.key_arn, opts)
            for stream, days in args.retention_days.items()
        }
    )


def _stream(
    ctx: AwsContext, name: str, stream: str, days: int, key_arn: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> LogTarget:
    group = cloudwatch.LogGroup(
        f"{name}-{stream}",
        # Not auto-named: people find it by its path, and boot scripts that hold it do not change with a new suffix
        name=f"/{ctx.label.project}/{ctx.label.environment}/{stream}",
        retention_in_days=days,
        kms_key_id=key_arn,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    # From the group's name output, so that what uses the ARN still waits for the group
    return LogTarget(name=group.name, arn=pulumi.Output.concat(ctx.arn("logs", "log-group:"), group.name))
