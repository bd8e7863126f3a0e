"""Budgets: AWS Budgets and Cost Anomaly Detection."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pulumi
from pulumi_aws import budgets, costexplorer

from components.aws.context import AwsContext
from components.budget import BudgetArgs, BudgetOutputs

_WARNINGS = (("ACTUAL", 80), ("FORECASTED", 100))
"""Kind of cost and percent of the limit at which people are told."""
_ANOMALY_SHARE = 0.02
"""Share of the monthly limit by which costs must exceed what is usual. 2 % are more than half a day's."""


def build_budget(ctx: AwsContext, name: str, args: BudgetArgs, opts: pulumi.ResourceOptions) -> BudgetOutputs:
    """The stack's monthly limit, and a watch for costs that are unusual before they reach it.

    AWS knows costs by tag only after the tags `project` and `environment` were activated once, in the billing
    console of the account that pays. Until then the budget sees no costs at all.
    """
    budget = budgets.Budget(
        f"{name}-monthly",
        name=ctx.label.physical(name, 100),
        budget_type="COST",
        time_unit="MONTHLY",
        limit_amount=str(args.monthly_limit_usd),
        limit_unit="USD",
        cost_filters=[
            {
                "name": "TagKeyValue",
                "values": [f"user:{key}${value}" for key, value in ctx.label.filter().items()],
            }
        ],
        notifications=_notifications(args.emails),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    # An account can have one monitor for all services, which may exist already, but many for one tag
    monitor = costexplorer.AnomalyMonitor(
        f"{name}-monitor",
        name=ctx.label.physical(f"{name}-monitor", 100),
        monitor_type="CUSTOM",
        monitor_specification=json.dumps(_project_only(ctx)),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    costexplorer.AnomalySubscription(
        f"{name}-anomalies",
        name=ctx.label.physical(f"{name}-anomalies", 100),
        # Single alerts at once go to SNS topics only
        frequency="DAILY",
        monitor_arn_lists=[monitor.arn],
        subscribers=[{"type": "EMAIL", "address": email} for email in args.emails],
        threshold_expression={
            "dimension": {
                "key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                "match_options": ["GREATER_THAN_OR_EQUAL"],
                "values": [str(max(1, round(args.monthly_limit_usd * _ANOMALY_SHARE)))],
            }
        },
        tags=ctx.label.tags(name),
        opts=opts,
    )
    return BudgetOutputs(budget_name=budget.name)


def _notifications(emails: Sequence[str]) -> Sequence[budgets.BudgetNotificationArgsDict]:
    return [
        {
            "notification_type": kind,
            "comparison_operator": "GREATER_THAN",
            "threshold": percent,
            "threshold_type": "PERCENTAGE",
            "subscriber_email_addresses": emails,
        }
        for kind, percent in _WARNINGS
    ]


def _project_only(ctx: AwsContext) -> dict[str, object]:
    """A monitor takes one tag. The API fills in the other fields with null, and without them every preview would
    show a replacement."""
    return {
        "And": None,
        "CostCategories": None,
        "Dimensions": None,
        "Not": None,
        "Or": None,
        "Tags": {"Key": "project", "MatchOptions": None, "Values": [ctx.label.project]},
    }
