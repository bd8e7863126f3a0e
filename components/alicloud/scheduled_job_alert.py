"""Tells people that a job did not run at all: what did not happen shows in no metric, only in an empty log."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pulumi
from pulumi_alicloud import sls

from components.alicloud.context import AlicloudContext
from components.alicloud.log_alert import LogQuestion, log_alert
from components.scheduled_job import ScheduledJobArgs

_SEVERITY = 8
"""High, as the audit trail's alerts; 10 is the highest."""
_WINTER = datetime(2027, 1, 15)
_LATE_MINUTES = 120
"""How long after the last retry should have ended is looked: an hour for summer time, which alerts do not know,
and one for the start."""
_SUMMER_TIME_MINUTES = 60
_DAY_MINUTES = 24 * 60
"""An alert looks back a day at most. Source: Simple Log Service, "Limits" of alerting, 2026-11."""


def missed_alert(
    ctx: AlicloudContext, name: str, args: ScheduledJobArgs, opts: pulumi.ResourceOptions
) -> sls.Alert:
    """Looks once a day, after the job must have ended, whether its log has a single line of this run.

    Whom it tells is the action policy that the audit trail's alerts use (audit_alerts.py).
    """
    start = args.start.hour * 60 + args.start.minute
    longest = args.timeout_minutes * (1 + args.retries)
    at = (start + longest + _LATE_MINUTES) % _DAY_MINUTES
    back = min(longest + _LATE_MINUTES + _SUMMER_TIME_MINUTES, _DAY_MINUTES)
    title = f"The job {name} did not run"
    return log_alert(
        ctx,
        f"{name}-missed",
        args.log,
        LogQuestion(
            query="* | select count(1) as lines",
            since=f"-{back}m",
            condition="lines == 0",
            severity=_SEVERITY,
            silence_is_told=True,
        ),
        alert_name=f"{name}-missed",
        display_name=title,
        title=title,
        description="Its log is empty: look at its timer, its image and its role",
        schedule={
            "type": "Cron",
            "cron_expression": f"{at % 60} {at // 60} * * *",
            "time_zone": _WINTER.replace(tzinfo=ZoneInfo(args.start.time_zone)).strftime("%z"),
        },
        notify=args.notify,
        opts=opts,
    )
