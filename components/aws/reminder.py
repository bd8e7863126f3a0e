"""Reminders: EventBridge Scheduler and the topic of the alarms."""

from __future__ import annotations

import pulumi
from pulumi_aws import iam, scheduler

from components.aws.context import AwsContext
from components.aws.policy import document, trust
from components.errors import InvalidArgument
from components.options import extend
from components.reminder import ReminderArgs, ReminderOutputs

_MOST_DAYS = 365


def build_reminder(
    ctx: AwsContext, name: str, args: ReminderArgs, opts: pulumi.ResourceOptions
) -> ReminderOutputs:
    """A schedule that sends one message; the first comes at once, and shows that the way is open.

    `log` has no use here: the scheduler tells people itself.

    Raises:
        InvalidArgument: `every_days` is no number of days that a year has.
    """
    if not 1 <= args.every_days <= _MOST_DAYS:
        raise InvalidArgument(f"every_days must be 1 to {_MOST_DAYS}, got {args.every_days}")
    role, ready = _sender(ctx, name, args, opts)
    listed = pulumi.Output.all(**args.about).apply(
        lambda about: "\n".join(f"- {key}: {about[key]}" for key in sorted(about))
    )
    scheduler.Schedule(
        f"{name}-schedule",
        name=ctx.label.physical(name, 64),
        description=args.text,
        schedule_expression=f"rate({args.every_days} day{'s' if args.every_days > 1 else ''})",
        flexible_time_window={"mode": "OFF"},
        kms_key_arn=args.key_arn,
        state="ENABLED",
        target={
            "arn": args.notify,
            "role_arn": role.arn,
            "input": pulumi.Output.concat(args.text, "\n", listed),
            "retry_policy": {"maximum_event_age_in_seconds": 86_400, "maximum_retry_attempts": 185},
        },
        opts=extend(opts, depends_on=[ready]),
    )
    return ReminderOutputs()


def _sender(
    ctx: AwsContext, name: str, args: ReminderArgs, opts: pulumi.ResourceOptions
) -> tuple[iam.Role, iam.RolePolicy]:
    """The role in which the schedule publishes, and what says that it may."""
    role = iam.Role(
        f"{name}-schedule",
        description="Lets a schedule remind people",
        assume_role_policy=trust(
            "scheduler.amazonaws.com", {"StringEquals": {"aws:SourceAccount": ctx.account_id}}
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    permission = iam.RolePolicy(
        f"{name}-schedule",
        role=role.name,
        policy=document(
            [
                {"Sid": "Tell", "Effect": "Allow", "Action": "sns:Publish", "Resource": args.notify},
                {
                    # The topic's key, and the schedule's own text. Source: EventBridge Scheduler user guide,
                    # "Encryption at rest", 2026-11
                    "Sid": "Encrypt",
                    "Effect": "Allow",
                    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                    "Resource": args.key_arn,
                },
            ]
        ),
        opts=opts,
    )
    return role, permission
