"""What breaks the rules about alarms in the project's own stacks."""

from __future__ import annotations

from tests.policies.mutation import Mutation

_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
_CMS_ALARM = "alicloud:cms/alarm:Alarm"

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(rule="stack-database-has-alarm", cloud="aws", type=_ALARM, name="core-db-cpu", remove=True),
    Mutation(rule="stack-database-has-alarm", cloud="alicloud", type=_CMS_ALARM, name="core-db-cpu", remove=True),
    Mutation(rule="stack-cache-has-alarm", cloud="aws", type=_ALARM, name="shop-cache-0002-001-cpu", remove=True),
    Mutation(rule="stack-cache-has-alarm", cloud="alicloud", type=_CMS_ALARM, name="shop-cache-cpu", remove=True),
    Mutation(rule="stack-search-has-alarm", cloud="aws", type=_ALARM, name="products-search-red", remove=True),
    Mutation(
        rule="stack-search-has-alarm", cloud="alicloud", type=_CMS_ALARM, name="products-search-disk", remove=True
    ),
    Mutation(rule="stack-queue-has-alarm", cloud="aws", type=_ALARM, name="payment-jobs-queue-age", remove=True),
    Mutation(
        rule="stack-queue-has-alarm",
        cloud="alicloud",
        type=_CMS_ALARM,
        name="payment-jobs-queue-dead-letters",
        set={"escalationsCritical.threshold": "100"},
    ),
    Mutation(
        rule="stack-load-balancer-has-alarm",
        cloud="aws",
        type=_ALARM,
        name="public-lb-latency",
        set={"extendedStatistic": None, "statistic": "Average"},
    ),
    Mutation(
        rule="stack-load-balancer-has-alarm",
        cloud="alicloud",
        type=_CMS_ALARM,
        name="orders-api-unhealthy",
        remove=True,
    ),
    Mutation(
        rule="stack-autoscaling-has-alarm",
        cloud="aws",
        type="aws:autoscaling/notification:Notification",
        set={"notifications": ["autoscaling:EC2_INSTANCE_LAUNCH"]},
    ),
    Mutation(
        rule="stack-autoscaling-has-alarm",
        cloud="alicloud",
        type=_CMS_ALARM,
        name="orders-at-limit",
        set={"escalationsCritical.threshold": "500"},
    ),
    Mutation(
        rule="stack-stream-and-table-has-alarm",
        cloud="aws",
        type=_ALARM,
        name="carts-table-writes-throttled",
        remove=True,
    ),
    Mutation(
        rule="stack-stream-and-table-has-alarm",
        cloud="alicloud",
        type=_CMS_ALARM,
        name="carts-table-throttled",
        remove=True,
    ),
)
