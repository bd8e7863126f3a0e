"""Topics: Simple Message Queue, topic-based."""

from __future__ import annotations

import pulumi
from pulumi_alicloud import message

from components.alicloud.alarm import Above, alarm
from components.alicloud.context import AlicloudContext
from components.options import extend
from components.topic import TopicArgs, TopicOutputs, TopicSubscriber

_MOST_MESSAGE_BYTES = 65_536
_DELIVERED_PERCENT = 99


def build_topic(ctx: AlicloudContext, name: str, args: TopicArgs, opts: pulumi.ResourceOptions) -> TopicOutputs:
    """A topic that copies every event into the queues of its subscribers.

    `key_arn` protects nothing in the topic itself: SMQ has no encryption setting for topics. An event is stored
    where it arrives, in queues that are encrypted with the customer key.
    """
    topic = message.ServiceTopic(
        f"{name}-topic",
        topic_name=ctx.label.physical(name, 120),
        max_message_size=_MOST_MESSAGE_BYTES,
        enable_logging=True,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    for queue, subscriber in args.subscribers.items():
        _subscribe(ctx, name, queue, topic, subscriber, args, opts)
    return TopicOutputs(
        topic_arn=topic.topic_name.apply(lambda physical: ctx.arn("mns", f"/topics/{physical}")),
        topic_name=topic.topic_name,
    )


def _subscribe(
    ctx: AlicloudContext,
    name: str,
    queue: str,
    topic: message.ServiceTopic,
    subscriber: TopicSubscriber,
    args: TopicArgs,
    opts: pulumi.ResourceOptions,
) -> None:
    subscription = message.ServiceSubscription(
        f"{name}-to-{queue}",
        topic_name=topic.topic_name,
        subscription_name=ctx.label.physical(f"{name}-to-{queue}", 120),
        push_type="queue",
        endpoint=subscriber.queue.name,  # a name: the API builds the address from it
        notify_content_format="SIMPLIFIED",  # the message as it was published, without an envelope
        notify_strategy="EXPONENTIAL_DECAY_RETRY",  # tries for a day; the default gives up after three
        dlq_policy={"enabled": True, "dead_letter_target_queue": subscriber.dead_letters.name},
        opts=extend(opts, delete_before_replace=True),  # a name per topic
    )
    alarm(
        ctx,
        name,
        f"lost-{queue}",
        opts,
        namespace="acs_mns_new",
        metric="TopicSuccessRate",
        dimensions=[
            {
                "regionName": ctx.region,
                "TopicName": topic.topic_name,
                "SubscriptionName": subscription.subscription_name,
            }
        ],
        when=Above.LESS,
        threshold=_DELIVERED_PERCENT,
        period_seconds=300,
        notify=args.notify,
    )
