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


def build_queue(
    ctx: AlicloudContext,
    name: str,
    args: QueueArgs,
    opts: pulumi.ResourceOptions,
    *,
    component: str | None = None,
    region: str | None = None,
) -> QueueOutputs:
    """The queue and its dead-letter queue, both encrypted with the customer key.

    `component` is the one it belongs to, if it is part of another. In another `region` than the stack's, where
    that key is not, they are encrypted with one of SMQ; `opts` then has the provider of that region.

    SMQ does not measure the age of messages. So `max_age_seconds` is watched from the other side: an alarm fires
    when at every look for that long messages were waiting. `from_event_rules` needs nothing here: the event bus
    writes with a service role that the account has (docs/account.md).
    """
    home, owner = region or ctx.region, component or name
    dead = dead_letter_queue(ctx, name, args, opts, component=component, region=region)
    queue = _queue(
        ctx,
        home,
        owner,
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
    _waiting(
        ctx,
        home,
        owner,
        _role(owner, name, "backlog"),
        queue,
        args,
        opts,
        statistics="Minimum",
        threshold=_ON_THEIR_WAY,
        times=looks,
    )
    return QueueOutputs(queue=_target(ctx, home, queue), dead_letters=_target(ctx, home, dead))


def dead_letter_queue(
    ctx: AlicloudContext,
    name: str,
    args: QueueArgs,
    opts: pulumi.ResourceOptions,
    *,
    component: str | None = None,
    region: str | None = None,
) -> message.ServiceQueue:
    """The queue of what nobody could handle; a single message in it tells people."""
    home, owner = region or ctx.region, component or name
    dead = _queue(ctx, home, owner, name, "dead", args, opts, retention_seconds=_MOST_RETENTION_SECONDS)
    _waiting(
        ctx,
        home,
        owner,
        _role(owner, name, "dead-letters"),
        dead,
        args,
        opts,
        statistics="Maximum",
        threshold=0,
        times=1,
    )
    return dead


def _role(component: str, name: str, role: str) -> str:
    """`post-mail`, `post-mail-events`, `backlog` -> `events-backlog`: what follows the component in a name."""
    return role if name == component else f"{name.removeprefix(f'{component}-')}-{role}"


def _queue(
    ctx: AlicloudContext,
    home: str,
    component: str,
    name: str,
    role: str,
    args: QueueArgs,
    opts: pulumi.ResourceOptions,
    *,
    retention_seconds: int,
    dead_letters: message.ServiceQueueDlqPolicyArgsDict | None = None,
) -> message.ServiceQueue:
    own_key = home == ctx.region
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
        sse_type="KMS" if own_key else "SMQ",
        sse_algorithm="AES-256-GCM",
        kms_key_id=key_id(args.key_arn) if own_key else None,
        tags=ctx.label.tags(component),
        opts=opts,
    )


def _waiting(
    ctx: AlicloudContext,
    home: str,
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
        dimensions=[{"region": home, "queue": queue.queue_name}],
        statistics=statistics,
        threshold=threshold,
        period_seconds=_METRIC_SECONDS,
        times=times,
        notify=args.notify,
    )


def _target(ctx: AlicloudContext, home: str, queue: message.ServiceQueue) -> QueueTarget:
    inside = "-internal" if home == ctx.region else ""  # another region is reached through the NAT gateway
    host = f"https://{ctx.account_id}.mns.{home}{inside}.aliyuncs.com"
    return QueueTarget(
        name=queue.queue_name,
        arn=queue.queue_name.apply(lambda name: ctx.arn("mns", f"/queues/{name}", home)),
        url=queue.queue_name.apply(lambda name: f"{host}/queues/{name}"),
    )
