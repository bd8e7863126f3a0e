"""The bill: somebody hears before it is too high, and of costs that are unusual."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policies.reading.choice import one_is_good
from policies.rule import STACK, Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import View

_BUDGET = "aws:budgets/budget:Budget"
_SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription"
_EARLY_PERCENT = 80
"""The bill comes hours late and people react in days; the last fifth is the time they have."""
_KINDS = ("ACTUAL", "FORECASTED")
_NO_BUDGET = NotApplicable("Alibaba Cloud's provider has no budget; one is set up by hand")


def _watched(stack: View) -> Outcome:
    faults = one_is_good(stack.all(_BUDGET), _budget_fault)
    if faults is not None:
        return faults[0] if faults else "no Budget watches what the stack costs"
    faults = one_is_good(stack.all(_SUBSCRIPTION), _subscription_fault)
    if faults is not None:
        return faults[0] if faults else "no AnomalySubscription tells of unusual costs"
    return None


def _budget_fault(budget: View) -> str | None:
    kind = budget.get("budgetType")
    if kind != "COST":
        return f"Budget {budget.name} has `budgetType` {kind}"
    if not any(budget.has(path) for path in ("limitAmount", "plannedLimits", "autoAdjustData")):
        return f"Budget {budget.name} has no `limitAmount`"
    told = {
        notification.get("notificationType")
        for notification in budget.each("notifications")
        if _early(budget, notification) and _heard(notification)
    }
    missing = [kind for kind in _KINDS if kind not in told]
    if not missing:
        return None
    return f"Budget {budget.name} tells nobody in time (`notifications` of {' and '.join(missing)} costs)"


def _early(budget: View, notification: View) -> bool:
    """A forecast may say that the limit will be reached; costs must not have reached it."""
    percent = float(notification.get("threshold", 0))
    if notification.get("thresholdType") == "ABSOLUTE_VALUE" and budget.has("limitAmount"):
        percent *= 100 / float(budget.get("limitAmount"))
    latest = 100 if notification.get("notificationType") == "FORECASTED" else _EARLY_PERCENT
    return percent <= latest and str(notification.get("comparisonOperator")).startswith("GREATER")


def _heard(notification: View) -> bool:
    return notification.has("subscriberEmailAddresses") or notification.has("subscriberSnsTopicArns")


def _subscription_fault(subscription: View) -> str | None:
    for path in ("monitorArnLists", "subscribers"):
        if not subscription.has(path):
            return f"AnomalySubscription {subscription.name} has no `{path}`"
    return None


_CHECKS: Mapping[str, Callable[[View], Outcome]] = {"aws": _watched, "alicloud": lambda stack: _NO_BUDGET}


def _by_cloud(stack: View) -> Outcome:
    return _CHECKS[stack.stack.facts.cloud](stack)


RULES = (
    Rule(
        id="cost-budget-and-anomaly",
        title="Somebody hears before the costs reach their limit, and of unusual costs",
        area=Area.COST,
        severity=Severity.MEDIUM,
        why=(
            "A group that grows and never shrinks, a loop that writes logs, or a stolen key costs thousands "
            "before the bill at the end of the month says so."
        ),
        remediation="set `monthly_budget_usd` under `floodgate:account` of the stack file, which adds a Budget",
        source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
        checks={STACK: _by_cloud},
        not_applicable={"alicloud": "its provider has no resource for a budget"},
        scope=Scope.STACK,
    ),
)
