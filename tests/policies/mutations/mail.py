"""What breaks the rules about mail, shared secrets and services that end in the project's own stacks."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, res
from tests.policies.mutation import REMOVED, Mutation

_SETTINGS = "aws:sesv2/configurationSet:ConfigurationSet"

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="identity-mail-domain-signed",
        cloud="aws",
        type="aws:route53/record:Record",
        name="news-mail-spf",
        set={"records": ["v=spf1 include:amazonses.com ?all"]},
    ),
    Mutation(
        rule="identity-mail-domain-signed",
        cloud="alicloud",
        type="alicloud:dns/alidnsRecord:AlidnsRecord",
        name="news-mail-dkim",
        remove=True,
    ),
    Mutation(
        rule="encryption-mail-transport",
        cloud="aws",
        type="aws:sesv2/emailIdentity:EmailIdentity",
        set={"configurationSetName": REMOVED},
    ),
    Mutation(
        rule="encryption-mail-transport",
        cloud="aws",
        type=_SETTINGS,
        set={"deliveryOptions.tlsPolicy": "OPTIONAL"},
    ),
    Mutation(
        rule="resilience-mail-reputation",
        cloud="aws",
        type=_SETTINGS,
        set={"suppressionOptions.suppressedReasons": ["COMPLAINT"]},
    ),
    Mutation(
        rule="resilience-no-retired-service",
        cloud="aws",
        added=(res("aws:pinpoint/eventStream:EventStream", "news", applicationId=UNKNOWN),),
    ),
    Mutation(
        rule="resilience-no-retired-service",
        cloud="alicloud",
        added=(res("alicloud:log/etl:Etl", "news", project="shop"),),
    ),
    Mutation(
        rule="identity-mail-domain-dmarc",
        cloud="aws",
        type="aws:route53/record:Record",
        name="news-mail-dmarc",
        set={"records": ["v=DMARC1; p=none"]},
    ),
    Mutation(
        rule="identity-mail-domain-dmarc",
        cloud="alicloud",
        type="alicloud:dns/alidnsRecord:AlidnsRecord",
        name="news-mail-dmarc",
        set={"value": "v=DMARC1; p=none"},
    ),
    Mutation(
        rule="identity-shared-secret-reminder",
        cloud="aws",
        type="aws:scheduler/schedule:Schedule",
        name="connectors-rotation-90-schedule",
        remove=True,
    ),
    Mutation(
        rule="identity-shared-secret-reminder",
        cloud="alicloud",
        type="alicloud:sls/alert:Alert",
        name="connectors-rotation-90-alert",
        remove=True,
    ),
    Mutation(
        rule="stack-mail-sender-has-alarm",
        cloud="aws",
        type="aws:cloudwatch/metricAlarm:MetricAlarm",
        name="news-mail-bounces",
        remove=True,
    ),
)
