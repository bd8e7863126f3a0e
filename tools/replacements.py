"""Rewrites infra/preview/replacements.csv from the provider facts, for the types that the stacks use.

Usage: python -m tools.replacements FACTS_FOLDER
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

from infra.preview.plan import Plan
from infra.preview.replacement import TABLE
from infra.preview.run import preview
from infra.program import ROOT
from infra.settings import load, stack_names
from infra.settings.stack import Environment

COVERED = ("constraints.csv", "defaults.csv", "force_new.csv")
"""A type with a row in any of these is covered by the facts; without one its replacements are unknown."""

PROVIDERS = "pulumi:providers:"
"""They stand for where other resources are, and are nothing by themselves."""
NOT_IN_THE_FACTS: dict[str, tuple[str, ...]] = {
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": (
        "protectedResource.s3Bucket.bucketName",
        "region",
    ),
    "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList": ("name", "region"),
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": ("emailIdentity", "region"),
    "alicloud:alb/loadBalancerCommonBandwidthPackageAttachment:LoadBalancerCommonBandwidthPackageAttachment": (
        "bandwidthPackageId",
        "loadBalancerId",
    ),
    "alicloud:cms/eventRule:EventRule": ("ruleName",),
    "alicloud:cr/vpcEndpointLinkedVpc:VpcEndpointLinkedVpc": ("instanceId", "moduleName", "vpcId", "vswitchId"),
    "alicloud:ecs/ecsPrefixList:EcsPrefixList": ("addressFamily", "maxEntries"),
    "alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig": ("functionName", "qualifier"),
    "alicloud:esa/certificate:Certificate": ("certId", "domains", "siteId", "type"),
    "alicloud:esa/httpRequestHeaderModificationRule:HttpRequestHeaderModificationRule": ("siteId", "siteVersion"),
    "alicloud:esa/httpResponseHeaderModificationRule:HttpResponseHeaderModificationRule": (
        "siteId",
        "siteVersion",
    ),
    "alicloud:esa/httpsBasicConfiguration:HttpsBasicConfiguration": ("siteId",),
    "alicloud:esa/originRule:OriginRule": ("siteId", "siteVersion"),
    "alicloud:esa/record:Record": ("recordName", "recordType", "siteId"),
    "alicloud:esa/scheduledPreloadExecution:ScheduledPreloadExecution": ("scheduledPreloadJobId",),
    "alicloud:esa/scheduledPreloadJob:ScheduledPreloadJob": ("insertWay", "scheduledPreloadJobName", "siteId"),
    "alicloud:esa/wafRuleset:WafRuleset": ("phase", "siteId"),
    "alicloud:ots/instanceAttachment:InstanceAttachment": ("instanceName", "vpcName", "vswitchId"),
    "aws:backup/vaultNotifications:VaultNotifications": (
        "backupVaultEvents",
        "backupVaultName",
        "region",
        "snsTopicArn",
    ),
    "aws:cloudfront/keyValueStore:KeyValueStore": ("name",),
    "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive": ("keyValueStoreArn",),
    "aws:cloudwatch/logStream:LogStream": ("logGroupName", "name", "region"),
    "aws:dynamodb/resourcePolicy:ResourcePolicy": ("region", "resourceArn"),
    "aws:ivs/channel:Channel": ("region",),
    "aws:rds/eventSubscription:EventSubscription": ("name", "namePrefix", "region"),
    "aws:rds/proxyEndpoint:ProxyEndpoint": (
        "dbProxyEndpointName",
        "dbProxyName",
        "region",
        "targetRole",
        "vpcSubnetIds",
    ),
    "aws:sfn/stateMachine:StateMachine": ("name", "namePrefix", "region", "type"),
}
"""Properties that any change of replaces the resource. Source: ForceNew and RequiresReplace in the schemas of
terraform-provider-aws and terraform-provider-alicloud, and the `region` of every regional type, as of 2026-11."""


def plans() -> Iterator[Plan]:
    """Together they have all types in use: every stack now, production also on the day before each campaign."""
    for name in stack_names(ROOT):
        settings, now = load(name, ROOT), datetime.now(UTC)
        yield preview(name, at=now)
        if settings.config.stack.environment is Environment.PROD:
            for campaign in settings.calendar.ahead(now):
                yield preview(name, at=campaign.window_start - timedelta(days=1))


def table(facts: Path) -> str:
    """The content of the table, as CSV."""
    used = sorted({each.type for plan in plans() for each in plan.custom if not each.type.startswith(PROVIDERS)})
    covered = {row["token"] for file in COVERED for row in _rows(facts / "provider" / file)}
    rows = list(_rows(facts / "provider" / "force_new.csv"))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["type", "property", "when", "trigger"])
    for type_ in used:
        found = [row for row in rows if row["token"] == type_]
        for row in found:
            writer.writerow([type_, row["property"], row["when"], row["trigger"]])
        for property_ in () if found else NOT_IN_THE_FACTS.get(type_, ()):
            writer.writerow([type_, property_, "always", "any-change"])
        if not found and type_ in covered:
            writer.writerow([type_, "", "never", ""])
    return out.getvalue()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    TABLE.write_text(table(Path(sys.argv[1])), encoding="utf-8")
