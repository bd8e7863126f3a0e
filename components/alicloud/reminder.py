"""Reminders: an alert of SLS that is true on one day in so many."""

from __future__ import annotations

import pulumi

from components.alicloud.context import AlicloudContext
from components.alicloud.log_alert import LogQuestion, log_alert
from components.errors import InvalidArgument
from components.reminder import ReminderArgs, ReminderOutputs

_MOST_DAYS = 365
_COUNTED_FROM = "2026-01-01"
"""Any day: all reminders of one period come on the same days."""
_EVERY_MORNING = "0 2 * * *"
"""UTC: in the morning, from Frankfurt to Shanghai."""
_MEDIUM = 6
"""Severity of SLS alerts; 10 is the highest."""


def build_reminder(
    ctx: AlicloudContext, name: str, args: ReminderArgs, opts: pulumi.ResourceOptions
) -> ReminderOutputs:
    """One alert, which tells people what it is about with the action policy that the audit trail uses, too.

    The event bus can run by the clock, but tells no contact group. SLS does, and asks a log first: this question
    has its answer in the calendar, whatever the log holds. `key_arn` has no use here: alerts are not stored.

    Raises:
        InvalidArgument: `every_days` is no number of days that a year has.
    """
    if not 1 <= args.every_days <= _MOST_DAYS:
        raise InvalidArgument(f"every_days must be 1 to {_MOST_DAYS}, got {args.every_days}")
    since = f"date_diff('day', date '{_COUNTED_FROM}', current_date) % {args.every_days}"
    listed = pulumi.Output.all(**args.about).apply(
        lambda about: ", ".join(f"{key} ({about[key]})" for key in sorted(about))
    )
    log_alert(
        ctx,
        f"{name}-alert",
        args.log,
        LogQuestion(
            query=f"* | select count(1) as records, {since} as since",
            since="-1h",
            condition="since == 0",
            severity=_MEDIUM,
        ),
        alert_name=name,
        display_name=name,  # the text may be longer than it can be
        title=args.text,
        description=listed,
        schedule={"type": "Cron", "cron_expression": _EVERY_MORNING, "time_zone": "+0000"},
        notify=args.notify,
        opts=opts,
    )
    return ReminderOutputs()
