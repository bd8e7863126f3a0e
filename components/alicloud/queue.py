"""Work queues: Simple Message Queue."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import message

from components.alicloud.alarm import alarm
from components.alicloud.context import AlicloudContext
from components.alicloud.encryption_key import key_id
from components.queue import QueueArgs, QueueOutputs, QueueTarget

_DAY_SECONDS = 86_400
_MOST_RETENTION_SECONDS = 7 * _DAY_SECONDS
_MOST_MESSAGE_BYTES = 65_536
_LONG_POLL_SECONDS = 30
"""Limits. Source, as of 2026-08: terraform-provider-alicloud docs/message_service_queue."""
_METRIC_SECONDS = 300
_ON_THEIR_WAY = 10
"""Messages that even a healthy queue holds at any moment, between producer and worker."""


def build_queue(ctx: AlicloudContext, name: str, args: QueueArgs, opts: pulumi.ResourceOptions) -> QueueOutputs:
    """The queue and its dead-letter queue, both encrypted with the customer key.

    SMQ does not measure the age of messages. So `max_age_seconds` is watched from the other side: an alarm fires
    when at every look for that long messages were waiting.
    """
    dead = _queue(ctx, name, "dead", args, opts, retention_seconds=_MOST_RETENTION_SECONDS)
    queue = _queue(
        ctx,
        name,
        "queue",
        args,
        opts,
        retention_seconds=args.retention_days * _DAY_SECONDS,
        dead_letters={
            "enabled": True,
            "dead_letter_target_queue": dead.queue_name,
            "max_receive_count": args.max_receives,
        },
    )
    looks = 1 + -(-args.max_age_seconds // _METRIC_SECONDS)
    _waiting(ctx, name, "backlog", queue, args, opts, statistics="Minimum", threshold=_ON_THEIR_WAY, times=looks)
    _waiting(ctx, name, "dead-letters", dead, args, opts, statistics="Maximum", threshold=0, times=1)
    return QueueOutputs(queue=_target(ctx, queue), dead_letters=_target(ctx, dead))


def _queue(
    ctx: AlicloudContext,
    name: str,
    role: str,
    args: QueueArgs,
    opts: pulumi.ResourceOptions,
    *,
    retention_seconds: int,
    dead_letters: message.ServiceQueueDlqPolicyArgsDict | None = None,
) -> message.ServiceQueue:
    return message.ServiceQueue(
        f"{name}-{role}",
        queue_name=ctx.label.physical(name if role == "queue" else f"{name}-{role}", 120),
        visibility_timeout=args.visibility_timeout_seconds,
        message_retention_period=retention_seconds,
        maximum_message_size=_MOST_MESSAGE_BYTES,
        polling_wait_seconds=_LONG_POLL_SECONDS,
        dlq_policy=dead_letters,
        logging_enabled=True,
        enable_sse=True,
        sse_type="KMS",
        sse_algorithm="AES-256-GCM",
        kms_key_id=key_id(args.key_arn),
        tags=ctx.label.tags(name),
        opts=opts,
    )


def _waiting(
    ctx: AlicloudContext,
    name: str,
    role: str,
    queue: message.ServiceQueue,
    args: QueueArgs,
    opts: pulumi.ResourceOptions,
    *,
    statistics: str,
    threshold: float,
    times: int,
) -> None:
    """Alarm on messages that wait. Source of the names, as of 2026-11: CloudMonitor, "Message Service - queue"."""
    alarm(
        ctx,
        name,
        role,
        opts,
        namespace="acs_mns_new",
        metric="ActiveMessages",
        dimensions=[{"region": ctx.region, "queue": queue.queue_name}],
        statistics=statistics,
        threshold=threshold,
        period_seconds=_METRIC_SECONDS,
        times=times,
        notify=args.notify,
    )


def _target(ctx: AlicloudContext, queue: message.ServiceQueue) -> QueueTarget:
    host = f"https://{ctx.account_id}.mns.{ctx.region}-internal.aliyuncs.com"
    return QueueTarget(
        name=queue.queue_name,
        arn=queue.queue_name.apply(lambda name: ctx.arn("mns", f"/queues/{name}")),
        url=queue.queue_name.apply(lambda name: f"{host}/queues/{name}"),
    )
