"""Alerts of Simple Log Service: a question to one log, and when its answer is told to people."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_alicloud import sls

from components.alicloud.context import AlicloudContext
from components.alicloud.logs import split
from components.logs import LogTarget


@dataclass(frozen=True, kw_only=True)
class LogQuestion:
    """What an alert asks, and which answer is one to tell."""

    query: str
    since: str
    """How far it looks back, `-30m`; a day at most. Source: Simple Log Service, "Limits" of alerting, 2026-11."""
    condition: str
    severity: int
    """2, 4, 6, 8 or 10, the highest."""
    silence_is_told: bool = False
    """An empty log is an answer to tell, too."""


def log_alert(
    ctx: AlicloudContext,
    name: str,
    log: LogTarget,
    question: LogQuestion,
    *,
    alert_name: str,
    display_name: str,
    title: str,
    description: pulumi.Input[str],
    schedule: sls.AlertScheduleArgsDict,
    notify: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> sls.Alert:
    """One alert.

    Args:
        ctx: the stack's.
        name: of the resource.
        log: which is asked.
        question: what it is asked.
        alert_name: in the project; of its own in each.
        display_name: at most 64 characters.
        title: what people read first.
        description: what they read below.
        schedule: when it asks.
        notify: the action policy that tells people, an hour apart.
        opts: of the resource.
    """
    project, store = split(log)
    configuration: sls.AlertConfigurationArgsDict = {
        "version": "2.0",
        "type": "default",
        "dashboard": "internal-alert-analysis",
        "query_lists": [
            {
                "store_type": "log",
                "region": ctx.region,
                "project": project,
                "store": store,
                "query": question.query,
                "time_span_type": "Relative",
                "start": question.since,
                "end": "now",
                "power_sql_mode": "auto",
            }
        ],
        "severity_configurations": [
            {"severity": question.severity, "eval_condition": {"condition": question.condition}}
        ],
        "group_configuration": {"type": "no_group"},
        "policy_configuration": {
            "alert_policy_id": "sls.builtin.dynamic",
            "action_policy_id": notify,
            "repeat_interval": "1h",
        },
        "annotations": [{"key": "title", "value": title}, {"key": "desc", "value": description}],
        "auto_annotation": True,
        "threshold": 1,
        "no_data_fire": question.silence_is_told,
        "send_resolved": False,
    }
    if question.silence_is_told:
        configuration["no_data_severity"] = question.severity
    return sls.Alert(
        name,
        project_name=project,
        alert_name=alert_name,
        display_name=display_name,
        status="ENABLED",
        schedule=schedule,
        configuration=configuration,
        opts=opts,
    )
