"""Stores that a backup plan copies, or does not."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_PLAN = "aws:backup/plan:Plan"
_SELECTION = "aws:backup/selection:Selection"
_TABLE = "aws:dynamodb/table:Table"
_AURORA = "aws:rds/cluster:Cluster"
_RDS = "aws:rds/instance:Instance"
_S3 = "aws:s3/bucket:Bucket"
_VOLUME = "aws:ebs/volume:Volume"
_OSS = "alicloud:oss/bucket:Bucket"
_OTS = "alicloud:ots/instance:Instance"
_OTS_TABLE = "alicloud:ots/table:Table"
_DISK = "alicloud:ecs/ecsDisk:EcsDisk"
_POLICY = "alicloud:hbr/policy:Policy"
_BINDING = "alicloud:hbr/policyBinding:PolicyBinding"
_OSS_PLAN = "alicloud:hbr/ossBackupPlan:OssBackupPlan"
_OTS_PLAN = "alicloud:hbr/otsBackupPlan:OtsBackupPlan"
_SNAPSHOTS = "alicloud:ecs/autoSnapshotPolicy:AutoSnapshotPolicy"
_ATTACHMENT = "alicloud:ecs/ecsAutoSnapshotPolicyAttachment:EcsAutoSnapshotPolicyAttachment"
_COVERED = "stack-backup-plan-covers-stores"
_TAG = {"type": "STRINGEQUALS", "key": "backup", "value": "daily"}
_CARDS = {"data-classification": "cardholder"}
_DAILY = "I|1767290400|P1D"


def _plan(schedule: str = "cron(0 18 * * ? *)", days: Any = 35) -> Res:
    rule = {"ruleName": "daily", "schedule": schedule, "lifecycle": {"deleteAfter": days}}
    return res(_PLAN, "plan", rules=[rule])


def _selection(**inputs: Any) -> Res:
    return res(_SELECTION, "sources", planId=ref("plan"), **inputs)


def _policy(schedule: str = _DAILY, days: Any = 35) -> Res:
    return res(_POLICY, "policy", rules=[{"ruleType": "BACKUP", "schedule": schedule, "retention": days}])


def _binding(**inputs: Any) -> Res:
    return res(_BINDING, "binding", policyId=ref("policy"), **inputs)


_BY_ARN = (
    (_TABLE, {"name": "orders"}, "arn:aws:dynamodb:eu-central-1:111122223333:table/orders"),
    (_AURORA, {"clusterIdentifier": "orders"}, "arn:aws:rds:*:*:cluster:*"),
    (_RDS, {"identifier": "orders"}, "arn:aws:rds:eu-central-1:111122223333:db:ord*"),
    (_S3, {"bucket": "orders"}, "arn:aws:s3:::orders"),
    (_VOLUME, {"size": 100}, "arn:aws:ec2:*:*:volume/*"),
)

_AWS: tuple[Example, ...] = (
    *(
        example
        for type_, inputs, arn in _BY_ARN
        for example in (
            passes(_COVERED, res(type_, "orders", **inputs), _plan(), _selection(resources=[arn])),
            fails(_COVERED, res(type_, "orders", **inputs), _plan(), says="no backup plan copies it"),
            unknown(_COVERED, res(type_, "orders", **inputs), _plan(), _selection(resources=[UNKNOWN])),
        )
    ),
    passes(_COVERED, res(_TABLE, "orders"), _plan(), _selection(resources=[ref("orders")])),
    fails(
        _COVERED,
        res(_TABLE, "orders"),
        res(_TABLE, "carts", name="carts"),
        _plan(),
        _selection(resources=[ref("carts")]),
        res(_SELECTION, "others", planId=ref("plan"), resources=["arn:aws:dynamodb:eu-west-1:1:table/*"]),
    ),
    passes(_COVERED, res(_TABLE, "orders", name="orders"), _plan(), _selection(iamRoleArn=UNKNOWN)),
    passes(
        _COVERED,
        res(_TABLE, "orders", name="orders", tags={"backup": "daily"}),
        _plan(),
        _selection(selectionTags=[_TAG]),
    ),
    fails(_COVERED, res(_TABLE, "orders", tags={"backup": "weekly"}), _plan(), _selection(selectionTags=[_TAG])),
    # The provider adds the tag
    passes(
        _COVERED,
        res(_TABLE, "orders", {"provider": "shop"}, name="orders"),
        res("pulumi:providers:aws", "shop", defaultTags={"tags": {"backup": "daily"}}),
        _plan(),
        _selection(selectionTags=[_TAG]),
    ),
    unknown(
        _COVERED,
        res(_TABLE, "orders", name="orders", tags={"backup": UNKNOWN}),
        _plan(),
        _selection(selectionTags=[_TAG]),
    ),
    passes(
        _COVERED,
        res(_TABLE, "orders", name="orders", tags={"stage": "prod-eu"}),
        _plan(),
        _selection(
            resources=["*"],
            conditions=[{"stringLikes": [{"key": "aws:ResourceTag/stage", "value": "prod*"}]}],
        ),
    ),
    fails(
        _COVERED,
        res(_TABLE, "orders", name="orders", tags={"backup": "no"}),
        _plan(),
        _selection(
            resources=["*"],
            conditions=[{"stringNotEquals": [{"key": "aws:ResourceTag/backup", "value": "no"}]}],
        ),
    ),
    fails(
        _COVERED,
        res(_TABLE, "orders", name="orders"),
        _plan(),
        _selection(resources=["*"], notResources=["arn:aws:dynamodb:*:*:table/*"]),
    ),
    fails(
        _COVERED,
        res(_TABLE, "orders", name="orders"),
        _plan(schedule="cron(0 5 ? * SUN *)"),
        _selection(resources=["*"]),
        says="plan does not copy it every day",
    ),
    fails(
        _COVERED,
        res(_TABLE, "orders", name="orders"),
        _plan(days=3),
        _selection(resources=["*"]),
        says="plan keeps its copies 3 days, at least 7 are needed",
    ),
    fails(
        _COVERED,
        res(_TABLE, "cards", name="cards", tags=_CARDS),
        _plan(days=14),
        _selection(resources=["*"]),
        says="at least 35 are needed",
    ),
    unknown(_COVERED, res(_TABLE, "orders"), _plan(), _selection(resources=["arn:aws:dynamodb:*:*:table/prod-*"])),
    unknown(_COVERED, res(_TABLE, "orders"), _plan(schedule="every day"), _selection(resources=["*"])),
    unknown(
        _COVERED,
        res(_TABLE, "orders"),
        res(_SELECTION, "sources", planId="plan-of-another-stack", resources=["*"]),
        says="not in this stack",
    ),
    skips(_COVERED, res(_RDS, "reader", replicateSourceDb=UNKNOWN)),
    skips(
        _COVERED,
        res(_S3, "records"),
        res("aws:cloudtrail/trail:Trail", "trail", s3BucketName=ref("records")),
    ),
    skips(
        _COVERED,
        res(_S3, "logs"),
        res("aws:lb/loadBalancer:LoadBalancer", "lb", accessLogs={"bucket": ref("logs"), "enabled": True}),
    ),
)

_ALICLOUD: tuple[Example, ...] = (
    passes(_COVERED, res(_OSS, "media"), _policy(), _binding(sourceType="OSS", dataSourceId=ref("media"))),
    fails(_COVERED, res(_OSS, "media"), _policy(), says="no backup plan copies it"),
    fails(
        _COVERED,
        res(_OSS, "media"),
        _policy(),
        _binding(sourceType="OSS", dataSourceId=ref("media"), disabled=True),
    ),
    fails(
        _COVERED,
        res(_OSS, "media"),
        _policy(),
        _binding(sourceType="OSS", dataSourceId=ref("media"), source="invoices/"),
    ),
    fails(
        _COVERED,
        res(_OSS, "media"),
        _policy(schedule="I|1767290400|P7D"),
        _binding(sourceType="OSS", dataSourceId=ref("media")),
        says="policy does not copy it every day",
    ),
    passes(
        _COVERED,
        res(_OSS, "media"),
        res(_OSS_PLAN, "plan", bucket=ref("media"), schedule="I|1767290400|PT12H", retention="14"),
    ),
    unknown(
        _COVERED,
        res(_OSS, "media"),
        _policy(days=UNKNOWN),
        _binding(sourceType="OSS", dataSourceId=ref("media")),
    ),
    skips(
        _COVERED,
        res(_OSS, "logs"),
        res(_OSS, "media"),
        res("alicloud:oss/bucketLogging:BucketLogging", "log", bucket=ref("media"), targetBucket=ref("logs")),
        _policy(),
        _binding(sourceType="OSS", dataSourceId=ref("media")),
    ),
    passes(_COVERED, res(_OTS, "carts"), _policy(), _binding(sourceType="OTS", dataSourceId=ref("carts"))),
    fails(_COVERED, res(_OTS, "carts")),
    fails(
        _COVERED,
        res(_OTS, "carts"),
        res(_OTS_TABLE, "table", instanceName=ref("carts"), tableName="carts"),
        res(
            _OTS_PLAN,
            "plan",
            instanceName=ref("carts"),
            otsDetails=[{"tableNames": ["sessions"]}],
            rules=[{"schedule": _DAILY, "retention": "14"}],
        ),
    ),
    passes(
        _COVERED,
        res(_OTS, "carts"),
        res(_OTS_TABLE, "table", instanceName=ref("carts"), tableName="carts"),
        res(
            _OTS_PLAN,
            "plan",
            instanceName=ref("carts"),
            otsDetails=[{"tableNames": ["carts"]}],
            rules=[{"schedule": _DAILY, "retention": "14"}],
        ),
    ),
    unknown(
        _COVERED,
        res(_OTS, "carts"),
        _policy(schedule="daily"),
        _binding(sourceType="OTS", dataSourceId=ref("carts")),
    ),
    passes(
        _COVERED,
        res(_DISK, "data"),
        res(_SNAPSHOTS, "daily", repeatWeekdays=list("1234567"), retentionDays=14, timePoints=["18"]),
        res(_ATTACHMENT, "attachment", diskId=ref("data"), autoSnapshotPolicyId=ref("daily")),
    ),
    fails(
        _COVERED,
        res(_DISK, "data"),
        res(_SNAPSHOTS, "weekly", repeatWeekdays=["7"], retentionDays=-1, timePoints=["18"]),
        res(_ATTACHMENT, "attachment", diskId=ref("data"), autoSnapshotPolicyId=ref("weekly")),
        says="weekly does not copy it every day",
    ),
    # with its instance
    passes(
        _COVERED,
        res(_DISK, "data"),
        res("alicloud:ecs/ecsDiskAttachment:EcsDiskAttachment", diskId=ref("data"), instanceId=ref("tools")),
        res("alicloud:ecs/instance:Instance", "tools"),
        _policy(),
        _binding(sourceType="UDM_ECS", dataSourceId=ref("tools")),
    ),
    fails(
        _COVERED,
        res(_DISK, "data", instanceId=ref("tools")),
        res("alicloud:ecs/instance:Instance", "tools"),
        _policy(),
        _binding(sourceType="ECS_FILE", dataSourceId=ref("tools")),
    ),
    unknown(
        _COVERED,
        res(_DISK, "data", instanceId=ref("tools")),
        res("alicloud:ecs/instance:Instance", "tools"),
        _policy(),
        _binding(
            sourceType="UDM_ECS",
            dataSourceId=ref("tools"),
            advancedOptions={"udmDetail": {"diskIdLists": ["d-1"]}},
        ),
        says="chooses some disks",
    ),
    unknown(
        _COVERED,
        res(_DISK, "data"),
        res(_SNAPSHOTS, "daily", repeatWeekdays=list("1234567"), retentionDays=UNKNOWN, timePoints=["18"]),
        res(_ATTACHMENT, "attachment", diskId=ref("data"), autoSnapshotPolicyId=ref("daily")),
    ),
)

EXAMPLES: tuple[Example, ...] = (*_AWS, *_ALICLOUD)
