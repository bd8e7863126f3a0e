"""What becomes of mails: from SES over the event bus into a queue."""

from __future__ import annotations

import pulumi
from pulumi_aws import cloudwatch, sesv2

from components.aws.context import AwsContext
from components.aws.event_delivery import undelivered_alarm
from components.aws.queue import build_queue
from components.mail_sender import MailSenderArgs
from components.queue import QueueArgs, QueueTarget

_COUNTED = ("SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY")
"""What metrics are kept of."""
_TOLD = ("BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY", "REJECT", "RENDERING_FAILURE")
"""What goes into the queue: not each mail that was handed over, which the service knows itself."""
_MOST_RETRY_SECONDS = 86_400
_MOST_RETRIES = 185
"""The most there is. Source: EventBridge user guide, "How EventBridge retries delivering events", 2026-11."""
_UNREAD_SECONDS = 3600
"""Ours: an hour without a reader is a fault, a bounce is no emergency."""


def mail_events(
    ctx: AwsContext,
    name: str,
    settings: sesv2.ConfigurationSet,
    args: MailSenderArgs,
    opts: pulumi.ResourceOptions,
) -> QueueTarget:
    """The way of the events, and the queue that a service works off: it knows who the pseudonym of an address is,
    which must not stand in a stream that is kept for a year."""
    queue = build_queue(
        ctx,
        f"{name}-events",
        QueueArgs(
            key_arn=args.key_arn, notify=args.notify, max_age_seconds=_UNREAD_SECONDS, from_event_rules=True
        ),
        opts,
        component=name,
    ).queue
    _publish(ctx, name, settings, opts)
    rule = cloudwatch.EventRule(
        f"{name}-events",
        name=ctx.label.physical(f"{name}-events", 64),
        description=f"What becomes of mails from {args.domain}",
        event_pattern=pulumi.Output.json_dumps(
            {
                "source": ["aws.ses"],
                "detail": {"mail": {"tags": {"ses:configuration-set": [settings.configuration_set_name]}}},
            }
        ),
        state="ENABLED",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    cloudwatch.EventTarget(
        f"{name}-events",
        rule=rule.name,
        target_id="events",
        arn=queue.arn,
        retry_policy={
            "maximum_event_age_in_seconds": _MOST_RETRY_SECONDS,
            "maximum_retry_attempts": _MOST_RETRIES,
        },
        opts=opts,
    )
    undelivered_alarm(ctx, name, rule, args.notify, opts)
    return queue


def _publish(ctx: AwsContext, name: str, settings: sesv2.ConfigurationSet, opts: pulumi.ResourceOptions) -> None:
    sesv2.ConfigurationSetEventDestination(
        f"{name}-bus",
        configuration_set_name=settings.configuration_set_name,
        event_destination_name="bus",
        event_destination={
            "enabled": True,
            "matching_event_types": list(_TOLD),
            # SES knows only this bus. Source: SES API v2, EventBridgeDestination, 2026-11
            "event_bridge_destination": {"event_bus_arn": ctx.arn("events", "event-bus/default")},
        },
        opts=opts,
    )
    sesv2.ConfigurationSetEventDestination(
        f"{name}-metrics",
        configuration_set_name=settings.configuration_set_name,
        event_destination_name="metrics",
        event_destination={
            "enabled": True,
            "matching_event_types": list(_COUNTED),
            "cloud_watch_destination": {
                "dimension_configurations": [
                    {
                        "dimension_name": "ses:configuration-set",
                        "dimension_value_source": "MESSAGE_TAG",
                        "default_dimension_value": settings.configuration_set_name,
                    }
                ]
            },
        },
        opts=opts,
    )
