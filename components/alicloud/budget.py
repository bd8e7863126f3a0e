"""Budgets: not on Alibaba Cloud."""

from __future__ import annotations

from typing import Never

import pulumi

from components.alicloud.context import AlicloudContext
from components.budget import BudgetArgs
from components.errors import UnsupportedOnCloud


def build_budget(ctx: AlicloudContext, name: str, args: BudgetArgs, opts: pulumi.ResourceOptions) -> Never:
    """Says what to do instead.

    Raises:
        UnsupportedOnCloud: always. The provider has no resource for budgets or cost (its module `bss` only reads),
            and spending is no metric of CloudMonitor that an alarm could watch.
    """
    raise UnsupportedOnCloud(
        "alicloud",
        "budget",
        f"make one in the Expenses and Costs console: {args.monthly_limit_usd} USD a month, told to "
        f"{', '.join(args.emails)}, for the tags project={ctx.label.project}, environment={ctx.label.environment}",
    )
