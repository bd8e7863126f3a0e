"""What a service must be allowed before it takes a role, a bucket or a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infra.local.aws.refusals.policy import statements
from infra.local.aws.refusals.subject import Rules, Subject, listed
from infra.local.contract import Finding
from infra.local.existing import CreatedResource

_BUCKET = "aws:s3/bucket:Bucket"
_KEY = "aws:kms/key:Key"
_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
_ROLE = "aws:iam/role:Role"


@dataclass(frozen=True, kw_only=True)
class Assumed:
    """A role that a service takes on."""

    path: str
    service: str


ROLES = {
    "aws:backup/selection:Selection": Assumed(path="iamRoleArn", service="backup.amazonaws.com"),
    "aws:cloudtrail/trail:Trail": Assumed(path="cloudWatchLogsRoleArn", service="cloudtrail.amazonaws.com"),
    "aws:ec2/flowLog:FlowLog": Assumed(path="iamRoleArn", service="vpc-flow-logs.amazonaws.com"),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": Assumed(
        path="extendedS3Configuration.roleArn", service="firehose.amazonaws.com"
    ),
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": Assumed(
        path="role", service="malware-protection-plan.guardduty.amazonaws.com"
    ),
    "aws:rds/clusterInstance:ClusterInstance": Assumed(
        path="monitoringRoleArn", service="monitoring.rds.amazonaws.com"
    ),
    "aws:rds/proxy:Proxy": Assumed(path="roleArn", service="rds.amazonaws.com"),
    "aws:sagemaker/model:Model": Assumed(path="executionRoleArn", service="sagemaker.amazonaws.com"),
    "aws:scheduler/schedule:Schedule": Assumed(path="target.roleArn", service="scheduler.amazonaws.com"),
    "aws:sfn/stateMachine:StateMachine": Assumed(path="roleArn", service="states.amazonaws.com"),
}
"""Source: API references of CreateBackupSelection, CreateTrail, CreateFlowLogs, CreateDeliveryStream,
CreateMalwareProtectionPlan, CreateDBInstance, CreateDBProxy, CreateModel, CreateSchedule, CreateStateMachine;
2026-11."""
_WRITERS = {
    "aws:cloudtrail/trail:Trail": ("s3BucketName", ("cloudtrail.amazonaws.com",)),
    "aws:lb/loadBalancer:LoadBalancer": (
        "accessLogs.bucket",
        ("logdelivery.elasticloadbalancing.amazonaws.com", "delivery.logs.amazonaws.com"),
    ),
}
"""Type -> the bucket it writes to, and in whose name. It tries when it is created."""
_ACCOUNT = re.compile(r"\d{12}|arn:[^:]*:iam::\d{12}:root")


def assumed(subject: Subject) -> Iterator[Finding]:
    """The role lets the service take it on."""
    wanted = ROLES[subject.type]
    role = subject.target(subject.get(wanted.path), _ROLE, by=("arn",))
    # Step Functions also goes by the name of its region
    services = (wanted.service, wanted.service.replace(".amazonaws", f".{subject.region}.amazonaws"))
    if role and not _allows(role.get("assumeRolePolicy"), services, ("sts:assumerole", "sts:*", "*")):
        what = f"is the role {role.name}, which {wanted.service} may not assume"
        yield subject.finding(wanted.path, what, "name the service in its assumeRolePolicy")


def written(subject: Subject) -> Iterator[Finding]:
    """The bucket's policy lets the service write to it."""
    path, services = _WRITERS[subject.type]
    bucket = subject.target(subject.get(path), _BUCKET, by=("id", "bucket"))
    if not bucket or (path.startswith("accessLogs") and not subject.get("accessLogs.enabled")):
        return
    policies = [each for each in subject.existing.of_type(_POLICY) if each.get("bucket") == bucket.id]
    if not any(_allows(each.get("policy"), services, ("s3:putobject", "s3:*", "*")) for each in policies):
        what = f"is the bucket {bucket.name}, to which {services[0]} may not write"
        yield subject.finding(path, what, "create the BucketPolicy that allows s3:PutObject before")


def log_key(subject: Subject) -> Iterator[Finding]:
    """The key of a log group lets CloudWatch Logs use it."""
    key = subject.target(subject.get("kmsKeyId"), _KEY)
    if not key or not key.get("policy"):
        return
    services = (f"logs.{subject.region}.amazonaws.com", "logs.amazonaws.com")
    actions = ("kms:encrypt", "kms:encrypt*", "kms:*", "*")
    if subject.region and not _allows(key.get("policy"), services, actions):
        what = f"is the key {key.name}, which {services[0]} may not use"
        yield subject.finding("kmsKeyId", what, "name the service in the key's policy")


def _allows(document: object, services: tuple[str, ...], actions: tuple[str, ...]) -> bool:
    for statement in statements(document):
        principal = statement.get("Principal")
        named = listed(principal.get("Service")) if isinstance(principal, dict) else []
        # older Regions deliver logs of load balancers in the name of an account of AWS
        accounts = listed(principal.get("AWS")) if isinstance(principal, dict) else []
        delivery = services[0].startswith("logdelivery.") and any(
            _ACCOUNT.fullmatch(str(each)) for each in accounts
        )
        who = principal == "*" or delivery or bool(set(services) & set(map(str, named)))
        does = {str(action).lower() for action in listed(statement.get("Action"))}
        if statement.get("Effect") == "Allow" and who and does & set(actions):
            return True
    return False


def same_region_key(subject: Subject) -> Iterator[Finding]:
    """A key encrypts in its own region."""
    for path in ("kmsKeyId", "kmsMasterKeyId", "kmsKeyArn"):
        key = subject.target(subject.get(path), _KEY, by=("arn",))
        region = _region(key)
        if key and subject.region and region not in ("", subject.region):
            yield subject.finding(path, f"is a key of {region}, this resource is in {subject.region}")


def _region(resource: CreatedResource | None) -> str:
    parts = str(resource.get("arn") if resource else "").split(":")
    return parts[3] if len(parts) > 5 else ""


RULES: Rules = {
    **dict.fromkeys(ROLES, (assumed,)),
    "aws:cloudtrail/trail:Trail": (assumed, written),
    "aws:cloudwatch/logGroup:LogGroup": (log_key, same_region_key),
    "aws:lb/loadBalancer:LoadBalancer": (written,),
    **dict.fromkeys(
        (
            "aws:backup/vault:Vault",
            "aws:elasticache/replicationGroup:ReplicationGroup",
            "aws:kinesis/stream:Stream",
            "aws:rds/cluster:Cluster",
            "aws:secretsmanager/secret:Secret",
            "aws:sns/topic:Topic",
            "aws:sqs/queue:Queue",
        ),
        (same_region_key,),
    ),
}
