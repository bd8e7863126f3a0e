"""Queues: SQS."""

from __future__ import annotations

import pulumi
from pulumi_aws import sqs

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.policy import Statement, document
from components.queue import QueueArgs, QueueOutputs, QueueTarget

_DAY_SECONDS = 86_400
_DEAD_LETTER_DAYS = 14
"""The longest there is. Source: SQS Developer Guide, "Message quotas", 2026-11."""
_MESSAGE_BYTES = 64 * 1024
_LONG_POLL_SECONDS = 20
"""The longest there is: empty answers cost as much as full ones."""
_DATA_KEY_SECONDS = 3600
"""One data key per hour instead of one per 5 minutes: in a flood, calls to KMS are throttled and billed."""


def build_queue(
    ctx: AwsContext,
    name: str,
    args: QueueArgs,
    opts: pulumi.ResourceOptions,
    *,
    component: str | None = None,
) -> QueueOutputs:
    """A standard queue with long polling and the queue of messages that no worker could handle.

    `component` is the one it belongs to, if it is part of another.
    """
    owner = component or name
    dead = dead_letter_queue(ctx, name, args, opts, component=component)
    redrive = pulumi.Output.json_dumps(
        {"deadLetterTargetArn": queue_arn(ctx, dead), "maxReceiveCount": args.max_receives}
    )
    queue = _queue(ctx, owner, name, "main", args, args.retention_days, redrive, opts)
    sqs.RedriveAllowPolicy(
        f"{name}-redrive-allow",
        queue_url=dead.url,
        redrive_allow_policy=pulumi.Output.json_dumps(
            {"redrivePermission": "byQueue", "sourceQueueArns": [queue_arn(ctx, queue)]}
        ),
        opts=opts,
    )
    alarm(
        ctx,
        owner,
        _role(owner, name, "age"),
        opts,
        description=f"The oldest message of queue {name} waits longer than {args.max_age_seconds} s",
        namespace="AWS/SQS",
        metric="ApproximateAgeOfOldestMessage",
        dimensions={"QueueName": queue.name},
        statistic="Maximum",
        threshold=args.max_age_seconds,
        notify=args.notify,
    )
    return QueueOutputs(queue=_target(ctx, queue), dead_letters=_target(ctx, dead))


def dead_letter_queue(
    ctx: AwsContext,
    name: str,
    args: QueueArgs,
    opts: pulumi.ResourceOptions,
    *,
    component: str | None = None,
) -> sqs.Queue:
    """The queue of what nobody could handle; a single message in it tells people."""
    owner = component or name
    dead = _queue(ctx, owner, name, "dead", args, _DEAD_LETTER_DAYS, None, opts)
    alarm(
        ctx,
        owner,
        _role(owner, name, "dead-letters"),
        opts,
        description=f"Messages of {name} could not be handled and wait for a person",
        namespace="AWS/SQS",
        metric="ApproximateNumberOfMessagesVisible",
        dimensions={"QueueName": dead.name},
        statistic="Maximum",
        threshold=0,
        periods=1,
        notify=args.notify,
    )
    return dead


def _role(component: str, name: str, role: str) -> str:
    """`post-mail`, `post-mail-events`, `age` -> `events-age`: what follows the component in a name."""
    return role if name == component else f"{name.removeprefix(f'{component}-')}-{role}"


def _queue(
    ctx: AwsContext,
    component: str,
    name: str,
    role: str,
    args: QueueArgs,
    retention_days: int,
    redrive_policy: pulumi.Output[str] | None,
    opts: pulumi.ResourceOptions,
) -> sqs.Queue:
    # Nothing but its name replaces a queue, so a fixed one costs nothing; with it, policies are known before `up`
    queue = sqs.Queue(
        f"{name}-{role}",
        name=ctx.label.physical(f"{name}-{role}", 80),
        visibility_timeout_seconds=args.visibility_timeout_seconds,
        message_retention_seconds=retention_days * _DAY_SECONDS,
        max_message_size=_MESSAGE_BYTES,
        receive_wait_time_seconds=_LONG_POLL_SECONDS,
        kms_master_key_id=args.key_arn,
        kms_data_key_reuse_period_seconds=_DATA_KEY_SECONDS,
        redrive_policy=redrive_policy,
        tags=ctx.label.tags(component),
        opts=opts,
    )
    sqs.QueuePolicy(f"{name}-{role}", queue_url=queue.url, policy=_policy(ctx, queue, args), opts=opts)
    return queue


def _policy(ctx: AwsContext, queue: sqs.Queue, args: QueueArgs) -> pulumi.Output[str]:
    """Refuse plain text, and let the topics of this account and region deliver, and event rules if they may.

    A queue has one policy, and who will deliver to it is known only later: a topic is made after its queues. So
    the policy admits every topic of the account, and every rule where one will; the ARN pattern keeps out all
    other accounts.
    """
    return document(
        [
            {
                "Sid": "TlsOnly",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sqs:*",
                "Resource": queue_arn(ctx, queue),
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
            {
                "Sid": "OwnTopics",
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": queue_arn(ctx, queue),
                "Condition": {
                    "ArnLike": {"aws:SourceArn": ctx.arn("sns", "*")},
                    "StringEqualsIfExists": {"aws:SourceAccount": ctx.account_id},
                },
            },
            *([_own_event_rules(ctx, queue)] if args.from_event_rules else []),
        ]
    )


def _own_event_rules(ctx: AwsContext, queue: sqs.Queue) -> Statement:
    return {
        "Sid": "OwnEventRules",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue_arn(ctx, queue),
        "Condition": {"ArnLike": {"aws:SourceArn": ctx.arn("events", "rule/*")}},
    }


def _target(ctx: AwsContext, queue: sqs.Queue) -> QueueTarget:
    return QueueTarget(name=queue.name, arn=queue_arn(ctx, queue), url=queue.url)


def queue_arn(ctx: AwsContext, queue: sqs.Queue) -> pulumi.Output[str]:
    """Known as early as the name, and still a dependency on the queue."""
    return queue.name.apply(lambda name: ctx.arn("sqs", name))
