"""Changes that leave in place what a rule looks at first, and take away what it is for."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import res
from tests.policies.mutation import Mutation

_SCANNED = "s3:ExistingObjectTag/GuardDutyMalwareScanStatus"
_ONE_ROLE = {"AWS": "arn:aws:iam::111122223333:role/agents"}


def _policy(bucket: str, *statements: dict[str, Any]) -> str:
    """Of a bucket: TLS only, and what is given."""
    tls = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [tls, *statements]})


def _deny(*actions: str, **more: Any) -> dict[str, Any]:
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": list(actions),
        "Resource": "arn:aws:s3:::attachments/*",
        **more,
    }


_ONLY_CLEAN = {"Condition": {"StringNotEquals": {_SCANNED: "NO_THREATS_FOUND"}}}
_TAGGED = _deny("s3:PutObjectTagging", "s3:PutObjectVersionTagging")
_JSONATA = {
    "StartAt": "Run",
    "QueryLanguage": "JSONata",
    "States": {
        "Run": {
            "Type": "Task",
            "Resource": "arn:aws:states:::ecs:runTask.sync",
            "Arguments": {
                "NetworkConfiguration": {
                    "AwsvpcConfiguration": {
                        "Subnets": ["subnet-1"],
                        "SecurityGroups": ["sg-1"],
                        "AssignPublicIp": "ENABLED",
                    }
                }
            },
            "TimeoutSeconds": 3600,
            "End": True,
        }
    },
}

MUTATIONS: tuple[Mutation, ...] = (
    *(
        Mutation(
            rule="data-uploads-scanned",
            cloud="aws",
            type="aws:s3/bucketPolicy:BucketPolicy",
            name="attachments-bucket",
            set={"policy": _policy("attachments", *statements)},
        )
        for statements in (
            # an older version can be read, one role only is kept out, or everybody may say that a file is clean
            (_deny("s3:GetObject", **_ONLY_CLEAN), _TAGGED),
            (_deny("s3:GetObject", "s3:GetObjectVersion", Principal=_ONE_ROLE, **_ONLY_CLEAN), _TAGGED),
            (_deny("s3:GetObject", "s3:GetObjectVersion", **_ONLY_CLEAN),),
        )
    ),
    # governance mode, and nothing that keeps administrators from lifting it
    Mutation(
        rule="data-ledger-locked",
        cloud="aws",
        type="aws:s3/bucketPolicy:BucketPolicy",
        name="click-ledger-bucket",
        set={"policy": _policy("click-ledger")},
    ),
    Mutation(
        rule="network-job-private",
        cloud="aws",
        type="aws:sfn/stateMachine:StateMachine",
        name="settlement-run",
        set={"definition": json.dumps(_JSONATA)},
    ),
    Mutation(
        rule="network-job-private",
        cloud="aws",
        added=(
            res(
                "aws:cloudwatch/eventTarget:EventTarget",
                "nightly",
                rule="nightly",
                arn="arn:aws:ecs:eu-central-1:111122223333:cluster/jobs",
                ecsTarget={
                    "networkConfiguration": {
                        "subnets": ["subnet-1"],
                        "securityGroups": ["sg-1"],
                        "assignPublicIp": True,
                    }
                },
            ),
        ),
    ),
    Mutation(
        rule="network-query-workspace-private",
        cloud="alicloud",
        type="alicloud:maxcompute/project:Project",
        set={"ipWhiteList.ipList": "0.0.0.0/0"},
    ),
    # a run that is cut off has started, and has not failed
    Mutation(
        rule="alarm-job-missed",
        cloud="aws",
        type="aws:cloudwatch/metricAlarm:MetricAlarm",
        name="settlement-missed",
        set={"metricName": "ExecutionsStarted"},
    ),
    Mutation(
        rule="alarm-job-missed",
        cloud="alicloud",
        type="alicloud:sls/alert:Alert",
        name="settlement-missed",
        set={"status": "DISABLED"},
    ),
    Mutation(
        rule="identity-people-read-only",
        cloud="aws",
        added=(
            res(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "auditor-writes",
                role="floodgate-prod-auditor",
                policyArn="arn:aws:iam::aws:policy/AWSBackupOperatorAccess",
            ),
        ),
    ),
    Mutation(
        rule="identity-people-read-only",
        cloud="alicloud",
        added=(
            res(
                "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment",
                "auditor-writes",
                roleName="floodgate-prod-auditor-read",
                policyName="AliyunOTSWriteOnlyAccess",
                policyType="System",
            ),
        ),
    ),
    *(
        Mutation(
            rule="identity-mail-domain-dmarc",
            cloud="aws",
            type="aws:route53/record:Record",
            name="news-mail-dmarc",
            set={"records": [f"v=DMARC1; p=reject; {weaker}"]},
        )
        for weaker in ("pct=0", "sp=none")
    ),
    Mutation(
        rule="identity-mail-domain-dmarc",
        cloud="alicloud",
        type="alicloud:dns/alidnsRecord:AlidnsRecord",
        name="news-mail-dmarc",
        set={"value": "v=DMARC1; p=quarantine; pct=20"},
    ),
    Mutation(
        rule="identity-shared-secret-reminder",
        cloud="aws",
        type="aws:scheduler/schedule:Schedule",
        name="connectors-rotation-90-schedule",
        set={"state": "DISABLED"},
    ),
    Mutation(
        rule="identity-shared-secret-reminder",
        cloud="alicloud",
        type="alicloud:sls/alert:Alert",
        name="connectors-rotation-90-alert",
        set={"status": "DISABLED"},
    ),
    Mutation(
        rule="edge-signed-callbacks",
        cloud="aws",
        type="aws:lb/listenerRule:ListenerRule",
        name="callbacks-jd-rule",
        set={"conditions": [{"pathPattern": {"values": ["/*"]}}]},
    ),
    Mutation(
        rule="encryption-search-at-rest",
        cloud="alicloud",
        type="alicloud:elasticsearch/instance:Instance",
        set={"warmNodeConfiguration": {"amount": 2, "spec": "elasticsearch.sn1ne.large"}},
    ),
    Mutation(
        rule="capacity-cdn-one-copy",
        cloud="aws",
        type="aws:cloudfront/cachePolicy:CachePolicy",
        name="edge-pages",
        set={
            "parametersInCacheKeyAndForwardedToOrigin.queryStringsConfig": {
                "queryStringBehavior": "whitelist",
                "queryStrings": {"items": ["page", "utm_source"]},
            }
        },
    ),
    Mutation(
        rule="identity-no-public-resource-policy",
        cloud="aws",
        added=(
            res(
                "aws:kinesis/resourcePolicy:ResourcePolicy",
                "everybody",
                resourceArn="arn:aws:kinesis:eu-central-1:111122223333:stream/behaviour",
                policy=json.dumps(
                    {
                        "Version": "2012-10-17",
                        "Statement": [
                            {"Effect": "Allow", "Principal": "*", "Action": "kinesis:GetRecords", "Resource": "*"}
                        ],
                    }
                ),
            ),
        ),
    ),
)
