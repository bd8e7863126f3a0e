"""Budgets, and alerts about unusual costs."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown

_RULE = "cost-budget-and-anomaly"


def _notification(kind: str, threshold: Any, **inputs: Any) -> dict[str, Any]:
    return {
        "notificationType": kind,
        "comparisonOperator": "GREATER_THAN",
        "threshold": threshold,
        "thresholdType": "PERCENTAGE",
        "subscriberEmailAddresses": ["oncall@example.net"],
        **inputs,
    }


def _budget(*notifications: dict[str, Any], **inputs: Any) -> Res:
    return res(
        "aws:budgets/budget:Budget",
        "monthly",
        **{
            "budgetType": "COST",
            "timeUnit": "MONTHLY",
            "limitAmount": "30000",
            "limitUnit": "USD",
            "notifications": list(notifications),
            **inputs,
        },
    )


def _subscription(**inputs: Any) -> Res:
    return res(
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        "anomalies",
        **{
            "frequency": "DAILY",
            "monitorArnLists": [UNKNOWN],
            "subscribers": [{"type": "EMAIL", "address": "oncall@example.net"}],
            **inputs,
        },
    )


_ACTUAL = _notification("ACTUAL", 80)
_FORECAST = _notification("FORECASTED", 100)

EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _budget(_ACTUAL, _FORECAST), _subscription(), whole="aws"),
    fails(_RULE, _budget(_ACTUAL), _subscription(), says="FORECASTED", whole="aws"),
    fails(_RULE, says="no Budget", whole="aws"),
    fails(_RULE, _budget(_ACTUAL, _FORECAST), says="no AnomalySubscription", whole="aws"),
    fails(_RULE, _budget(_notification("ACTUAL", 100), _FORECAST), _subscription(), says="ACTUAL", whole="aws"),
    fails(
        _RULE,
        _budget(_notification("ACTUAL", 80, subscriberEmailAddresses=[]), _FORECAST),
        _subscription(),
        says="ACTUAL",
        whole="aws",
    ),
    passes(
        _RULE,
        _budget(_notification("ACTUAL", 20_000, thresholdType="ABSOLUTE_VALUE"), _FORECAST),
        _subscription(),
        whole="aws",
    ),
    fails(
        _RULE,
        _budget(_notification("ACTUAL", 29_000, thresholdType="ABSOLUTE_VALUE"), _FORECAST),
        _subscription(),
        whole="aws",
    ),
    fails(_RULE, _budget(_ACTUAL, _FORECAST, budgetType="USAGE"), _subscription(), says="USAGE", whole="aws"),
    fails(_RULE, _budget(_ACTUAL, _FORECAST, limitAmount=None), _subscription(), says="limitAmount", whole="aws"),
    fails(_RULE, _budget(_ACTUAL, _FORECAST), _subscription(subscribers=[]), says="subscribers", whole="aws"),
    unknown(_RULE, _budget(_notification("ACTUAL", UNKNOWN), _FORECAST), _subscription(), whole="aws"),
    skips(_RULE, whole="alicloud"),
)
