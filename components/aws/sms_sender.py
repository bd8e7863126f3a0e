"""Numbers for text messages: End User Messaging, whose resources still have the name Pinpoint.

Amazon Pinpoint itself ends on 2026-10-30; what begins with Smsvoicev2 stays. Source: Amazon Pinpoint user guide,
"End of support", 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_aws import iam, pinpoint

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.policy import document, trust
from components.options import extend
from components.sms_sender import NumberType, SmsSenderArgs, SmsSenderOutputs

_NUMBER_TYPES: Mapping[NumberType, str] = {
    NumberType.LONG_CODE: "LONG_CODE",
    NumberType.TOLL_FREE: "TOLL_FREE",
    NumberType.TEN_DLC: "TEN_DLC",
    NumberType.SIMULATOR: "SIMULATOR",
}
_REGISTERED = frozenset({NumberType.TOLL_FREE, NumberType.TEN_DLC})
"""Kinds that wait for a registration, for days: `up` must not wait with them, nor with others that need one."""
_EARLY_RATIO = 0.8
_HOUR_SECONDS = 3600


def build_sms_sender(
    ctx: AwsContext, name: str, args: SmsSenderArgs, opts: pulumi.ResourceOptions
) -> SmsSenderOutputs:
    """A number with a list of who wants no more messages, and a log of what became of each.

    Nothing here sets the limit of what may be spent: it is the account's (docs/account.md), without a resource.
    """
    opted_out = pinpoint.Smsvoicev2OptOutList(
        f"{name}-opted-out",
        name=ctx.label.physical(f"{name}-opted-out", 64),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    number = pinpoint.Smsvoicev2PhoneNumber(
        f"{name}-number",
        iso_country_code=args.country,
        number_type=_NUMBER_TYPES[args.number_type],
        number_capabilities=["SMS"],
        registration_id=args.registration_id,
        message_type="TRANSACTIONAL",
        opt_out_list_name=opted_out.name,
        self_managed_opt_outs_enabled=False,
        two_way_channel_enabled=False,
        deletion_protection_enabled=args.deletion_protected,
        wait_for_active=args.number_type not in _REGISTERED and args.registration_id is None,
        tags=ctx.label.tags(name),
        opts=extend(opts, protect=args.deletion_protected),
    )
    settings = pinpoint.Smsvoicev2ConfigurationSet(
        f"{name}-settings",
        name=ctx.label.physical(name, 64),
        default_message_type="TRANSACTIONAL",
        tags=ctx.label.tags(name),
        opts=opts,
    )
    role, ready = _writer(ctx, name, args, opts)
    pinpoint.Smsvoicev2EventDestination(
        f"{name}-events",
        configuration_set_name=settings.name,
        event_destination_name="log",
        enabled=True,
        matching_event_types=["TEXT_ALL"],
        cloudwatch_logs_destination={"iam_role_arn": role.arn, "log_group_arn": args.log.arn},
        opts=extend(opts, depends_on=[ready]),
    )
    alarm(
        ctx,
        name,
        "spend",
        opts,
        description=f"Text messages have nearly cost the {args.monthly_limit_usd} USD of this month",
        namespace="AWS/SMSVoice",
        metric="TextMessageMonthlySpend",
        dimensions={},
        statistic="Maximum",
        threshold=args.monthly_limit_usd * _EARLY_RATIO,
        period_seconds=_HOUR_SECONDS,
        periods=1,
        notify=args.notify,
    )
    return SmsSenderOutputs(number=number.phone_number, number_arn=number.arn, configuration=settings.name)


def _writer(
    ctx: AwsContext, name: str, args: SmsSenderArgs, opts: pulumi.ResourceOptions
) -> tuple[iam.Role, iam.RolePolicy]:
    """The role in which the events are written into the log, and what says that it may."""
    role = iam.Role(
        f"{name}-log",
        description="Lets End User Messaging write what becomes of text messages into the log",
        # Source: End User Messaging SMS user guide, "Example IAM policy for CloudWatch Logs", 2026-11
        assume_role_policy=trust(
            "sms-voice.amazonaws.com", {"StringEquals": {"aws:SourceAccount": ctx.account_id}}
        ),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    permission = iam.RolePolicy(
        f"{name}-log",
        role=role.name,
        policy=document(
            [
                {
                    "Sid": "Write",
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    "Resource": pulumi.Output.concat(args.log.arn, ":*"),
                }
            ]
        ),
        opts=opts,
    )
    return role, permission
