"""Services that end, and their neighbours that do not."""

from __future__ import annotations

from policies.examples.example import Example, fails, passes, res

_LASTS = "resilience-no-retired-service"

EXAMPLES: tuple[Example, ...] = (
    passes(_LASTS, res("aws:sesv2/emailIdentity:EmailIdentity", emailIdentity="news.shop.example.net")),
    fails(_LASTS, res("aws:pinpoint/app:App", name="news"), says="Amazon Pinpoint ends on 2026-10-30; use SES"),
    fails(_LASTS, res("aws:pinpoint/emailChannel:EmailChannel", applicationId="news"), says="2026-10-30"),
    # What has the same folder, and stays
    passes(_LASTS, res("aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList", name="stop")),
    fails(_LASTS, res("aws:evidently/feature:Feature", name="button", project="shop"), says="AppConfig"),
    fails(_LASTS, res("aws:qldb/ledger:Ledger", name="clicks", permissionsMode="STANDARD"), says="2025-07-31"),
    passes(_LASTS, res("aws:wafv2/webAcl:WebAcl", scope="REGIONAL")),
    fails(_LASTS, res("aws:wafregional/webAcl:WebAcl", metricName="shop"), says="WAF Classic"),
    passes(_LASTS, res("alicloud:dcdn/domain:Domain", domainName="www.shop.example.net")),
    fails(_LASTS, res("alicloud:scdn/domain:Domain", domainName="www.shop.example.net"), says="DCDN"),
    fails(_LASTS, res("alicloud:log/alert:Alert", alertName="errors"), says="is announced to end; use sls.Alert"),
)
