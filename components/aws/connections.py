"""Connections that stay open, as a metric: a load balancer counts them for itself only, not for a target group."""

from __future__ import annotations

import pulumi

from components.aws.alarm import Above, Missing, alarm
from components.aws.context import AwsContext
from components.service_pool import ServicePoolArgs

CONNECTIONS_NAMESPACE = "Floodgate"
"""Of the metric in CloudWatch. Namespaces of AWS's own begin with `AWS/`."""
CONNECTIONS_METRIC = "Connections"
"""Of one instance. Every instance reports it once a minute under its group's name (user_data.sh.j2), so the mean
over the group is what one instance holds."""
_FULL_RATIO = 0.95
"""Of what one instance holds: from here on new visitors find no place while the pool is still growing. Ours."""


def watch_connections(
    ctx: AwsContext,
    name: str,
    args: ServicePoolArgs,
    group_name: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Tell people that the instances are full, or that nobody reports: then the pool does not grow."""
    if args.performance.connections is None:
        return
    alarm(
        ctx,
        name,
        "connections",
        opts,
        description=f"The instances of {name} hold as many connections as they can",
        namespace=CONNECTIONS_NAMESPACE,
        metric=CONNECTIONS_METRIC,
        dimensions={"AutoScalingGroupName": group_name},
        threshold=args.performance.connections * _FULL_RATIO,
        when=Above.AT_LEAST,
        missing=Missing.BAD,
        notify=args.notify,
    )
