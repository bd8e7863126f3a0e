"""Where data is: stores in the stack's region, copies of them under the same law."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from policies.facts import Facts
from policies.reading.backup import copy_place
from policies.reading.providers import has_region, provider_of, region_of
from policies.rule import STACK, Area, Check, NotApplicable, Outcome, Rule, Scope, Severity
from policies.view import NotEvaluated, View

_S3 = "aws:s3/bucket:Bucket"
_REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
_OSS_REPLICATION = "alicloud:oss/bucketReplication:BucketReplication"
_CDN_HOME = "us-east-1"
"""CloudFront's certificates, firewalls and logs must be there; nothing else of a European shop may."""
_LAWS: Mapping[str, tuple[str, ...]] = {
    "aws": (r"eu-(central-1|west-1|west-3|north-1|south-1|south-2)", r"cn-.+"),
    "alicloud": (r"cn-(?!hongkong).+",),
}
"""Cloud -> regions under one law: the European Union (without London and Zurich), mainland China (without Hong
Kong). Sources: AWS and Alibaba Cloud lists of regions, 2026-11; PIPL art. 40, GDPR art. 44."""
_MAINLAND = re.compile(r"cn-(?!hongkong).+")


def _own(facts: Facts, region: str) -> bool:
    """Stores are where the stack is."""
    return region in facts.allowed_regions and (region != _CDN_HOME or facts.region == _CDN_HOME)


def _same_law(facts: Facts, region: str) -> bool:
    """Copies may be elsewhere, under the law of the stack's region."""
    return _own(facts, region) or any(
        re.fullmatch(law, region) and re.fullmatch(law, facts.region) for law in _LAWS[facts.cloud]
    )


def _allowed(facts: Facts, region: str) -> bool:
    """Logs of the CDN are where the CDN is."""
    return region in facts.allowed_regions


def _providers(stack: View) -> Outcome:
    facts = stack.stack.facts
    for provider in stack.all(f"pulumi:providers:{facts.cloud}"):
        region = provider.get("region", facts.region)
        # One elsewhere may be for copies: whether it makes stores, each store's check says
        if not (_allowed(facts, region) or _same_law(facts, region)):
            return f"provider {provider.name} works in {region}"
    return None


def _is_in(may_be: Callable[[Facts, str], bool]) -> Check:
    def check(resource: View) -> Outcome:
        region = region_of(resource)
        if may_be(resource.stack.facts, region):
            return None
        provider = provider_of(resource)
        if provider is None or (has_region(resource) and resource.has("region")):
            return f"`region` is {region}"
        return f"its provider {provider.name} works in {region}"

    return check


_stored, _copied, _logged = _is_in(_own), _is_in(_same_law), _is_in(_allowed)


def _bucket(bucket: View) -> Outcome:
    """Where others are replicated to, it holds copies."""
    fault = (_copied if bucket.referring(_REPLICATION, "rules") else _stored)(bucket)
    if fault is None:
        _check_replicas(bucket)
    return fault


def _oss_bucket(bucket: View) -> Outcome:
    return (_copied if bucket.referring(_OSS_REPLICATION, "destination.bucket") else _stored)(bucket)


def _check_replicas(bucket: View) -> None:
    """Those in this stack are judged themselves.

    Raises:
        NotEvaluated: it is replicated to a bucket of which nobody knows where it is.
    """
    for replication in bucket.referring(_REPLICATION, "bucket"):
        for rule in replication.each("rules"):
            if rule.get("status") != "Disabled" and not rule.targets("destination.bucket", _S3):
                to = rule.get("destination.bucket")
                raise NotEvaluated(
                    f"it is replicated to {to}, which is not in this stack: its region is not known"
                )


Places = Callable[[View], Iterator[tuple[str, str]]]
"""Where copies go: what says so, and the region."""


def _copies_to(places: Places, store: Check | None = None) -> Check:
    """The copies of what is checked are under its law, and itself where `store` wants it."""

    def check(subject: View) -> Outcome:
        wrong = store(subject) if store else None
        if wrong is not None:
            return wrong
        for path, region in places(subject):
            if not _same_law(subject.stack.facts, region):
                return f"`{path}` is {region}"
        return None

    return check


def _each(path: str, key: str) -> Places:
    def places(subject: View) -> Iterator[tuple[str, str]]:
        for item in subject.each(path):
            if item.has(key):
                yield f"{item.path}.{key}", str(item.get(key))

    return places


def _top(*paths: str) -> Places:
    def places(subject: View) -> Iterator[tuple[str, str]]:
        for path in paths:
            for value in subject.values(path):
                if value:
                    yield path, str(value)

    return places


def _oss_location(replication: View) -> Iterator[tuple[str, str]]:
    yield "destination.location", str(replication.get("destination.location", "")).removeprefix("oss-")


def _plan_vaults(plan: View) -> Iterator[tuple[str, str]]:
    for rule in plan.each("rules"):
        for copy in rule.each("copyActions"):
            region, _ = copy_place(copy)
            yield f"{copy.path}.destinationVaultArn", region


def _served_at_home(domain: View) -> Outcome:
    if not _MAINLAND.fullmatch(domain.stack.facts.region):
        return NotApplicable("the stack is not in mainland China")
    scope = domain.get("scope", "domestic")
    return None if scope == "domestic" else f"`scope` is {scope}: pages are cached outside mainland China"


_AWS_STORES = (
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:docdb/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/serverlessCache:ServerlessCache",
    "aws:efs/fileSystem:FileSystem",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    "aws:kinesis/stream:Stream",
    "aws:opensearch/domain:Domain",
    "aws:sqs/queue:Queue",
    "aws:ebs/volume:Volume",
)
_AWS_COPIES = (
    "aws:backup/vault:Vault",
    "aws:dynamodb/tableReplica:TableReplica",
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
)
_ALICLOUD_STORES = (
    "alicloud:ecs/ecsDisk:EcsDisk",
    "alicloud:elasticsearch/instance:Instance",
    "alicloud:kvstore/instance:Instance",
    "alicloud:log/project:Project",
    "alicloud:message/serviceQueue:ServiceQueue",
    "alicloud:ots/instance:Instance",
    "alicloud:polardb/cluster:Cluster",
    "alicloud:rds/instance:Instance",
    "alicloud:redis/tairInstance:TairInstance",
)
"""Vaults are for copies, and there is no provider where these may not be."""

RULES = (
    Rule(
        id="data-residency-regions",
        title="Data stays in the stack's region, and its copies under the same law",
        area=Area.DATA_PROTECTION,
        severity=Severity.CRITICAL,
        why="Customers' data in another country breaks the law it was collected under: GDPR in Europe, PIPL and"
        " the Cybersecurity Law in China. Nobody notices a wrong `region` until an auditor asks.",
        remediation="leave `region` and `provider` out of stores, so that they are in the region of the stack file"
        " (`aws:region`, `alicloud:region`); copy to a region under the same law",
        source="https://www.pulumi.com/registry/packages/aws/how-to-guides/aws-enhanced-region-support/",
        checks={
            STACK: _providers,
            _S3: _bucket,
            **dict.fromkeys(_AWS_COPIES, _copied),
            **dict.fromkeys(_AWS_STORES, _stored),
            "aws:cloudwatch/logGroup:LogGroup": _logged,
            "aws:dynamodb/table:Table": _copies_to(_each("replicas", "regionName"), _stored),
            "aws:secretsmanager/secret:Secret": _copies_to(_each("replicas", "region"), _stored),
            "aws:backup/plan:Plan": _copies_to(_plan_vaults),
            "alicloud:oss/bucket:Bucket": _oss_bucket,
            **dict.fromkeys(_ALICLOUD_STORES, _stored),
            _OSS_REPLICATION: _copies_to(_oss_location),
            "alicloud:rds/rdsInstanceCrossBackupPolicy:RdsInstanceCrossBackupPolicy": _copies_to(
                _top("crossBackupRegion")
            ),
            "alicloud:polardb/backupPolicy:BackupPolicy": _copies_to(
                _top("dataLevel2BackupAnotherRegionRegion", "logBackupAnotherRegionRegion")
            ),
            "alicloud:hbr/policy:Policy": _copies_to(_each("rules", "replicationRegionId")),
            "alicloud:ecs/autoSnapshotPolicy:AutoSnapshotPolicy": _copies_to(_top("targetCopyRegions")),
            "alicloud:cdn/domainNew:DomainNew": _served_at_home,
            "alicloud:dcdn/domain:Domain": _served_at_home,
        },
        scope=Scope.STACK,
    ),
)
