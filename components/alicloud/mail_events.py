"""What becomes of mails: from DirectMail over the event bus into a queue."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import eventbridge

from components.alicloud.context import AlicloudContext
from components.alicloud.queue import build_queue
from components.mail_sender import MailSenderArgs
from components.queue import QueueArgs, QueueTarget

_BUS = "default"
"""Where the cloud's own services publish; every account has it."""
_TYPES = ("dm:Deliver:Succeed", "dm:Deliver:Fail", "dm:Feedback:FblReport", "dm:Feedback:UnSubscribe")
"""Delivered, bounced, complained about, unsubscribed. Source: EventBridge, "Direct Mail events", 2026-10."""
_UNREAD_SECONDS = 3600
"""Ours: an hour without a reader is a fault, a bounce is no emergency."""


def mail_events(
    ctx: AlicloudContext,
    name: str,
    home: str,
    address: pulumi.Output[str],
    args: MailSenderArgs,
    opts: pulumi.ResourceOptions,
) -> QueueTarget:
    """The queue, which must stand where DirectMail is: the event bus writes into no other region.

    The customer key is the stack's, so elsewhere SMQ encrypts with a key of its own.
    """
    queue = build_queue(
        ctx,
        f"{name}-events",
        QueueArgs(
            key_arn=args.key_arn, notify=args.notify, max_age_seconds=_UNREAD_SECONDS, from_event_rules=True
        ),
        opts,
        component=name,
        region=home,
    )
    eventbridge.Rule(
        f"{name}-events",
        event_bus_name=_BUS,
        rule_name=ctx.label.physical(f"{name}-events", 127),
        description=f"What becomes of mails from {args.domain}",
        filter_pattern=pulumi.Output.json_dumps({"type": list(_TYPES), "data": {"account": [address]}}),
        status="ENABLE",
        targets=[
            {
                "target_id": "queue",
                "type": "acs.mns.queue",
                # Source of the form: EventBridge, "Event target parameters", 2026-03
                "endpoint": queue.queue.name.apply(lambda physical: ctx.arn("mns", f"queues/{physical}", home)),
                "param_lists": [
                    {"resource_key": "queue", "form": "CONSTANT", "value": queue.queue.name},
                    {"resource_key": "Body", "form": "ORIGINAL"},
                ],
                "push_retry_strategy": "EXPONENTIAL_DECAY_RETRY",  # for a day
                "dead_letter_queue": {"arn": queue.dead_letters.arn},
            }
        ],
        opts=opts,
    )
    return queue.queue
