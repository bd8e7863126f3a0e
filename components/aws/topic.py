"""Topics that fan out to queues: SNS."""

from __future__ import annotations

import pulumi
from pulumi_aws import sns

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.policy import Statement, document
from components.topic import TopicArgs, TopicOutputs

_ALARMS = {
    "undelivered": ("NumberOfNotificationsFailed", "could not be delivered and went to the dead letters"),
    "lost": ("NumberOfNotificationsFailedToRedriveToDlq", "are lost: not even the dead letters took them"),
}


def build_topic(ctx: AwsContext, name: str, args: TopicArgs, opts: pulumi.ResourceOptions) -> TopicOutputs:
    """A topic whose events reach the queues exactly as they were published."""
    # Nothing but its name replaces a topic, so a fixed one costs nothing; with it, policies are known before `up`
    topic = sns.Topic(
        f"{name}-topic",
        name=ctx.label.physical(name, 256),
        kms_master_key_id=args.key_arn,
        # Sign what is delivered with SHA-256; the default is SHA-1
        signature_version=2,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    arn = topic.name.apply(lambda physical: ctx.arn("sns", physical))
    sns.TopicPolicy(f"{name}-policy", arn=topic.arn, policy=document([publish_over_tls(arn)]), opts=opts)
    for queue, subscriber in args.subscribers.items():
        sns.TopicSubscription(
            f"{name}-to-{queue}",
            topic=arn,
            protocol="sqs",
            endpoint=subscriber.queue.arn,
            raw_message_delivery=True,
            redrive_policy=pulumi.Output.json_dumps({"deadLetterTargetArn": subscriber.dead_letters.arn}),
            opts=opts,
        )
    for role, (metric, says) in _ALARMS.items():
        alarm(
            ctx,
            name,
            role,
            opts,
            description=f"Events of topic {name} {says}",
            namespace="AWS/SNS",
            metric=metric,
            dimensions={"TopicName": topic.name},
            statistic="Sum",
            threshold=0,
            periods=1,
            notify=args.notify,
        )
    return TopicOutputs(topic_arn=arn, topic_name=topic.name)


def publish_over_tls(topic_arn: pulumi.Input[str]) -> Statement:
    """Refuse messages that do not come over TLS. Who may publish is said by the publishers' own roles."""
    return {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        # A topic's policy must name its actions: SNS refuses `sns:*`
        "Action": "sns:Publish",
        "Resource": topic_arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
