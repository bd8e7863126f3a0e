"""The log of a web application firewall."""

from __future__ import annotations

import pulumi
from pulumi_aws import cloudwatch, wafv2

from components.aws.context import AwsContext
from components.aws.origin import ORIGIN_TOKEN_HEADER
from components.aws.policy import document
from components.options import extend

SECRET_HEADERS = ("authorization", "cookie", ORIGIN_TOKEN_HEADER)
"""Never kept: credentials, sessions, and what opens the load balancer."""


def web_acl_log(
    ctx: AwsContext,
    name: str,
    acl: wafv2.WebAcl,
    opts: pulumi.ResourceOptions,
    *,
    region: str | None,
    retention_days: int,
    key_arn: pulumi.Input[str],
) -> None:
    """Log what the firewall blocks and counts, in the firewall's region. What passes is in the access log already,
    at a fraction of the price."""
    # WAF accepts only names that start like this
    group_name = f"aws-waf-logs-{ctx.label.physical(name, 100)}"
    group = cloudwatch.LogGroup(
        f"{name}-waf",
        name=group_name,
        retention_in_days=retention_days,
        kms_key_id=key_arn,
        region=region,
        tags=ctx.label.tags(name),
        opts=opts,
    )
    writer = cloudwatch.LogResourcePolicy(
        f"{name}-waf",
        policy_name=ctx.label.physical(f"{name}-waf", 100),
        policy_document=document(
            [
                {
                    "Sid": "FirewallLog",
                    "Effect": "Allow",
                    "Principal": {"Service": "delivery.logs.amazonaws.com"},
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": ctx.arn("logs", f"log-group:{group_name}:*", region=region),
                    "Condition": {
                        "StringEquals": {"aws:SourceAccount": ctx.account_id},
                        "ArnLike": {"aws:SourceArn": ctx.arn("logs", "*", region=region)},
                    },
                }
            ]
        ),
        region=region,
        opts=opts,
    )
    wafv2.WebAclLoggingConfiguration(
        f"{name}-waf",
        resource_arn=acl.arn,
        log_destination_configs=[group.arn],
        redacted_fields=[{"single_header": {"name": header}} for header in SECRET_HEADERS],
        logging_filter={
            "default_behavior": "DROP",
            "filters": [
                {
                    "behavior": "KEEP",
                    "requirement": "MEETS_ANY",
                    "conditions": [
                        {"action_condition": {"action": action}}
                        for action in ("BLOCK", "COUNT", "EXCLUDED_AS_COUNT")
                    ],
                }
            ],
        },
        region=region,
        opts=extend(opts, depends_on=[writer]),
    )
