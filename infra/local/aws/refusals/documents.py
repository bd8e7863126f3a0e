"""Where policies stand, what each service asks of its own, and which principals must exist."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.local.aws.refusals.policy import Form, Malformed, parse, problems, statements
from infra.local.aws.refusals.subject import Rules, Subject, listed
from infra.local.contract import Finding

_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
_ROLE = "aws:iam/role:Role"
_IDENTITY = Form(principal=False, resource=True, plain_sids=True)
_TRUST = Form(principal=True, resource=False, service="sts", plain_sids=True)


@dataclass(frozen=True, kw_only=True)
class Document:
    """Where a policy stands, and how long it may be."""

    path: str
    form: Form
    longest: int
    """Characters, as the service counts them. Source: the quotas of each service, 2026-11."""


def _of(service: str) -> Form:
    return Form(principal=True, resource=True, service=service)


DOCUMENTS = {
    _ROLE: (
        Document(path="assumeRolePolicy", form=_TRUST, longest=8192),
        Document(path="inlinePolicies[].policy", form=_IDENTITY, longest=10240),
    ),
    "aws:iam/policy:Policy": (Document(path="policy", form=_IDENTITY, longest=6144),),
    "aws:iam/rolePolicy:RolePolicy": (Document(path="policy", form=_IDENTITY, longest=10240),),
    "aws:backup/vaultPolicy:VaultPolicy": (Document(path="policy", form=_of("backup"), longest=20480),),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": (
        Document(path="policyDocument", form=_of("logs"), longest=5120),
    ),
    "aws:dynamodb/resourcePolicy:ResourcePolicy": (Document(path="policy", form=_of("dynamodb"), longest=20480),),
    "aws:ec2/vpcEndpoint:VpcEndpoint": (Document(path="policy", form=_of(""), longest=20480),),
    "aws:kms/key:Key": (Document(path="policy", form=_of("kms"), longest=32768),),
    "aws:opensearch/domain:Domain": (Document(path="accessPolicies", form=_of("es"), longest=102_400),),
    "aws:s3/bucketPolicy:BucketPolicy": (Document(path="policy", form=_of("s3"), longest=20480),),
    "aws:secretsmanager/secretPolicy:SecretPolicy": (
        Document(path="policy", form=_of("secretsmanager"), longest=20480),
    ),
    "aws:sns/topicPolicy:TopicPolicy": (Document(path="policy", form=_of("sns"), longest=30720),),
    "aws:sqs/queuePolicy:QueuePolicy": (Document(path="policy", form=_of("sqs"), longest=8192),),
}
"""Source of the service's own actions: a resource policy of KMS, S3, SNS, SQS, ... names its own actions only."""


def documents(subject: Subject) -> Iterator[Finding]:
    """Every policy is well-formed and not too long, and its principals exist."""
    for document in DOCUMENTS[subject.type]:
        for place in subject.at(document.path):
            for problem in problems(place.value, document.form):
                yield subject.finding(place, problem)
            text = place.value if isinstance(place.value, str) else json.dumps(place.value)
            length = len(re.sub(r"\s", "", text))
            if length > document.longest:
                what = f"must have at most {document.longest} characters, has {length}"
                yield subject.finding(place, what, given=f"{length} characters")
            for principal in _missing_principals(subject, place.value):
                what = f"names a principal that does not exist, {principal}"
                yield subject.finding(place, what, "create the role before, and pass its arn")


def _missing_principals(subject: Subject, document: Any) -> Iterator[str]:
    for statement in statements(document):
        principal = statement.get("Principal")
        for value in listed(principal.get("AWS")) if isinstance(principal, dict) else ():
            role = isinstance(value, str) and ":role/" in value and ":role/aws-service-role/" not in value
            if role and not subject.existing.foreign(value) and not subject.target(value, _ROLE, by=("arn",)):
                yield value


def own_bucket(subject: Subject) -> Iterator[Finding]:
    """A bucket's policy is about this bucket, and not public where the bucket's block forbids it."""
    bucket = subject.text("bucket")
    for statement in statements(subject.get("policy")):
        for resource in listed(statement.get("Resource")):
            name = str(resource).partition(":::")[2].partition("/")[0]
            if str(resource) != "*" and not re.fullmatch(re.escape(name).replace(r"\*", ".*"), bucket):
                yield subject.finding("policy", f"names another bucket, {resource}", f"name arn:aws:s3:::{bucket}")
        public = statement.get("Effect") == "Allow" and not statement.get("Condition")
        blocked = any(
            block.get("bucket") == bucket and block.get("blockPublicPolicy") for block in subject.others(_BLOCK)
        )
        if public and blocked and statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]}):
            yield subject.finding("policy", "lets everybody in, and blockPublicPolicy of the bucket forbids that")


def key_can_be_changed(subject: Subject) -> Iterator[Finding]:
    """Somebody may change a key's policy again."""
    document = subject.get("policy")
    if not document or subject.get("bypassPolicyLockoutSafetyCheck"):
        return
    for statement in statements(document):
        actions = {str(action).lower() for action in listed(statement.get("Action"))}
        if statement.get("Effect") == "Allow" and actions & {"*", "kms:*", "kms:put*", "kms:putkeypolicy"}:
            return
    yield subject.finding("policy", "lets nobody change it again", "allow kms:* to the account's root")


def redrive(subject: Subject) -> Iterator[Finding]:
    """Which queue takes what failed, and after how many attempts."""
    if not subject.get("redrivePolicy"):
        return
    try:
        policy = parse(subject.get("redrivePolicy"))
    except Malformed as error:
        yield subject.finding("redrivePolicy", str(error))
        return
    attempts, target = policy.get("maxReceiveCount"), policy.get("deadLetterTargetArn")
    if not re.fullmatch(r"\d+", str(attempts)) or not 1 <= int(str(attempts)) <= 1000:
        yield subject.finding("redrivePolicy", f"must have a maxReceiveCount from 1 to 1000, has {attempts}")
    queue = subject.target(target, subject.type)
    if not queue:
        yield subject.finding("redrivePolicy", f"names a queue that does not exist, {target}")
    elif bool(queue.get("fifoQueue")) != bool(subject.get("fifoQueue")):
        yield subject.finding("redrivePolicy", f"names {queue.name}: both must be FIFO queues, or neither")


def redrive_allowed(subject: Subject) -> Iterator[Finding]:
    """Which queues may use this one for what failed."""
    try:
        policy = parse(subject.get("redriveAllowPolicy"))
    except Malformed as error:
        yield subject.finding("redriveAllowPolicy", str(error))
        return
    permission, sources = policy.get("redrivePermission"), policy.get("sourceQueueArns")
    if permission not in ("allowAll", "denyAll", "byQueue"):
        what = f"must have a redrivePermission of allowAll, denyAll or byQueue, has {permission}"
        yield subject.finding("redriveAllowPolicy", what)
    if (permission == "byQueue") != bool(sources) or len(listed(sources)) > 10:
        yield subject.finding(
            "redriveAllowPolicy", "must have 1 to 10 sourceQueueArns for byQueue, none otherwise"
        )
    for source in listed(sources):
        if not subject.existing.foreign(str(source)) and not subject.target(source, "aws:sqs/queue:Queue"):
            yield subject.finding("redriveAllowPolicy", f"names a queue that does not exist, {source}")


RULES: Rules = {
    **dict.fromkeys(DOCUMENTS, (documents,)),
    "aws:kms/key:Key": (documents, key_can_be_changed),
    "aws:s3/bucketPolicy:BucketPolicy": (documents, own_bucket),
    "aws:sqs/queue:Queue": (redrive,),
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": (redrive_allowed,),
}
