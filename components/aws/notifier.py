"""Receivers of alarms: SNS topics with e-mail subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi_aws import sns

from components.aws.context import AwsContext
from components.aws.policy import Statement, document
from components.aws.topic import publish_over_tls
from components.notifier import NotifierArgs, NotifierOutputs


def build_notifier(
    ctx: AwsContext, name: str, args: NotifierArgs, opts: pulumi.ResourceOptions
) -> NotifierOutputs:
    """A topic for alarms; every address gets one mail with a link to confirm, and nothing before it did."""
    region = ctx.region_of(args.location)
    topic = sns.Topic(
        f"{name}-topic",
        name=ctx.label.physical(name, 256),
        kms_master_key_id=args.key_id,
        signature_version=2,
        region=region,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    arn = topic.name.apply(lambda physical: ctx.arn("sns", physical, region))
    policy = sns.TopicPolicy(
        f"{name}-policy",
        arn=topic.arn,
        policy=document([publish_over_tls(arn), *_publishers(ctx, region, arn)]),
        region=region,
        opts=opts,
    )
    for index, email in enumerate(args.emails):
        sns.TopicSubscription(
            f"{name}-email-{index + 1}",
            topic=arn,
            protocol="email",
            endpoint=email,
            region=region,
            opts=opts,
        )
    # Depends on the policy too: RDS and Backup refuse a topic to which they may not publish
    return NotifierOutputs(target=pulumi.Output.all(arn, policy.policy).apply(lambda both: str(both[0])))


def _publishers(ctx: AwsContext, region: str, topic_arn: pulumi.Output[str]) -> list[Statement]:
    """The AWS services that tell this account something, each for this account only.

    Not EventBridge: it publishes without naming its account, so admitting it would admit everybody's rules.
    """
    account = {"aws:SourceAccount": ctx.account_id}
    sources: Mapping[str, tuple[str, Mapping[str, Any]]] = {
        "Alarms": (
            "cloudwatch.amazonaws.com",
            {"StringEquals": account, "ArnLike": {"aws:SourceArn": ctx.arn("cloudwatch", "alarm:*", region)}},
        ),
        "Budgets": (
            "budgets.amazonaws.com",
            {"StringEquals": account, "ArnLike": {"aws:SourceArn": ctx.arn("budgets", "*", region="")}},
        ),
        "Databases": ("events.rds.amazonaws.com", {"StringEquals": account}),
        # Backup is not documented to name its account: the condition counts if it does
        "Backups": ("backup.amazonaws.com", {"StringEqualsIfExists": account}),
    }
    return [
        {
            "Sid": sid,
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sns:Publish",
            "Resource": topic_arn,
            "Condition": condition,
        }
        for sid, (service, condition) in sources.items()
    ]
