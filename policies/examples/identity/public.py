"""What resources themselves let in."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, skips, unknown
from policies.examples.identity.one import one

_RULE = "identity-no-public-resource-policy"
_ACCOUNT = "111122223333"
_TOPIC = "arn:aws:sns:eu-central-1:111122223333:orders"
_BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
_QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy"
_SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy"
_DOMAIN = "aws:opensearch/domain:Domain"
_OLD_DOMAIN = "aws:elasticsearch/domain:Domain"
_DOMAIN_POLICY = "aws:opensearch/domainPolicy:DomainPolicy"
_URL = "aws:lambda/functionUrl:FunctionUrl"
_PERMISSION = "aws:lambda/permission:Permission"
_OSS_POLICY = "alicloud:oss/bucketPolicy:BucketPolicy"
_CARRIERS = {
    "aws:sqs/queuePolicy:QueuePolicy": "policy",
    "aws:sns/topicPolicy:TopicPolicy": "policy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
    "aws:kinesis/resourcePolicy:ResourcePolicy": "policy",
    "aws:glue/resourcePolicy:ResourcePolicy": "policy",
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": "policy",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
    "aws:backup/vaultPolicy:VaultPolicy": "policy",
    "aws:s3/bucket:Bucket": "policy",
    "aws:sqs/queue:Queue": "policy",
    "aws:sns/topic:Topic": "policy",
    "aws:secretsmanager/secret:Secret": "policy",
    "alicloud:oss/bucket:Bucket": "policy",
    "alicloud:kms/secret:Secret": "policy",
    "alicloud:log/project:Project": "policy",
}
"""The other types that carry a policy, with its property."""


def _document(principal: Any, condition: Any = None, **more: Any) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "*:*", "Resource": "*", **more}
    return json.dumps({"Statement": [statement | ({"Condition": condition} if condition else {})]})


def _s3(principal: Any, condition: Any = None, **more: Any) -> Res:
    return res(_BUCKET_POLICY, bucket="shop", policy=_document(principal, condition, **more))


def _queue(principal: Any, condition: Any = None) -> Res:
    return res(_QUEUE_POLICY, policy=_document(principal, condition, Action="sqs:SendMessage"))


def _oss(principal: Any, condition: Any = None) -> Res:
    return res(_OSS_POLICY, bucket="shop", policy=_document(principal, condition, Action=["oss:GetObject"]))


_OWN = {"aws": {"AWS": "111122223333"}, "alicloud": {"RAM": ["acs:ram::1234567890123456:*"]}}
_ANYONE = {"aws": {"AWS": "*"}, "alicloud": {"RAM": ["*"]}}
_CDN = {"Service": "cloudfront.amazonaws.com"}
_FROM_CDN = {"StringEquals": {"aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1"}}
_FUNCTION: dict[str, Any] = {"action": "lambda:InvokeFunction", "function": "orders"}


def _carried(type_: str, principals: dict[str, Any]) -> Res:
    return one(type_, _CARRIERS[type_], _document(principals[type_.partition(":")[0]]))


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _s3(_CDN, _FROM_CDN, Action="s3:GetObject")),
    fails(
        _RULE, _s3("*", Sid="Public", Action="s3:GetObject"), says="statement `Public` lets anyone do s3:GetObject"
    ),
    fails(_RULE, _s3({"AWS": ["111122223333", "*"]})),
    passes(_RULE, _s3("*", {"Bool": {"aws:SecureTransport": "false"}}, Effect="Deny")),
    passes(_RULE, _s3("*", {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})),
    passes(_RULE, _s3("*", {"StringEquals": {"aws:SourceVpce": "vpce-1"}})),
    # Conditions that let anyone in all the same
    fails(_RULE, _s3("*", {"StringEqualsIfExists": {"aws:PrincipalAccount": "111122223333"}})),
    fails(_RULE, _s3("*", {"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}})),
    fails(_RULE, _s3("*", {"StringLike": {"aws:PrincipalArn": "*"}})),
    fails(_RULE, _s3("*", {"Bool": {"aws:SecureTransport": "true"}})),
    fails(_RULE, _s3("*", {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})),
    fails(_RULE, _s3({"AWS": "arn:aws:iam::444455556666:root"}), says="444455556666"),
    fails(_RULE, _s3(_CDN, {"StringEquals": {"aws:SourceAccount": "444455556666"}}), says="444455556666"),
    unknown(_RULE, _s3({"AWS": "arn:aws:iam::444455556666:root"}), accounts=frozenset(), says="no stack file"),
    passes(_RULE, _s3({"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"})),
    # The account of AWS that writes the logs of load balancers in Frankfurt may write, and no more
    passes(_RULE, _s3({"AWS": "arn:aws:iam::054676820928:root"}, Action="s3:PutObject")),
    fails(_RULE, _s3({"AWS": "arn:aws:iam::054676820928:root"}, Action="s3:GetObject"), says="054676820928"),
    # These services send for everybody's topic and bucket
    fails(
        _RULE, _queue({"Service": "sns.amazonaws.com"}), says="anyone do sqs:SendMessage through `sns.amazonaws"
    ),
    fails(_RULE, _queue({"Service": "s3.amazonaws.com"}, {"Bool": {"aws:SecureTransport": "true"}})),
    passes(_RULE, _queue({"Service": "sns.amazonaws.com"}, {"ArnEquals": {"aws:SourceArn": _TOPIC}})),
    passes(
        _RULE, _queue({"Service": "s3.amazonaws.com"}, {"StringEqualsIfExists": {"aws:SourceAccount": _ACCOUNT}})
    ),
    # EventBridge sends for its own account only
    passes(_RULE, _queue({"Service": "events.amazonaws.com"})),
    passes(_RULE, _s3({"AWS": _ACCOUNT}, {"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}})),
    unknown(_RULE, res(_BUCKET_POLICY, bucket="shop", policy=UNKNOWN)),
    passes(
        _RULE,
        res(_SECRET_POLICY, secretArn=UNKNOWN, blockPublicPolicy=True, policy=_document("*", Effect="Deny")),
    ),
    fails(
        _RULE,
        res(_SECRET_POLICY, secretArn=UNKNOWN, policy=_document("*", Effect="Deny")),
        says="`blockPublicPolicy`",
    ),
    fails(_RULE, res(_SECRET_POLICY, secretArn=UNKNOWN, blockPublicPolicy=True, policy=_document({"AWS": "*"}))),
    unknown(_RULE, res(_SECRET_POLICY, secretArn=UNKNOWN, blockPublicPolicy=True, policy=UNKNOWN)),
    passes(_RULE, res(_DOMAIN, accessPolicies=_document({"AWS": "111122223333"}))),
    fails(_RULE, res(_DOMAIN, accessPolicies=_document({"AWS": "*"}))),
    # Inside a network, with fine-grained access control, AWS itself advises to name anyone
    passes(_RULE, res(_DOMAIN, accessPolicies=_document({"AWS": "*"}), vpcOptions={"subnetIds": ["subnet-1"]})),
    unknown(_RULE, res(_DOMAIN, accessPolicies=UNKNOWN)),
    passes(_RULE, res(_OLD_DOMAIN, accessPolicies=_document({"AWS": "111122223333"}))),
    fails(_RULE, res(_OLD_DOMAIN, accessPolicies=_document({"AWS": "*"}))),
    unknown(_RULE, res(_OLD_DOMAIN, accessPolicies=UNKNOWN)),
    skips(_RULE, res(_DOMAIN, domainName="shop")),
    passes(_RULE, res(_DOMAIN_POLICY, domainName="shop", accessPolicies=_document({"AWS": "111122223333"}))),
    fails(_RULE, res(_DOMAIN_POLICY, domainName="shop", accessPolicies=_document({"AWS": "444455556666"}))),
    # right inside of a network, and it does not say whether its domain is in one
    unknown(_RULE, res(_DOMAIN_POLICY, domainName="shop", accessPolicies=_document({"AWS": "*"}))),
    passes(_RULE, res(_URL, authorizationType="AWS_IAM")),
    fails(_RULE, res(_URL, authorizationType="NONE"), says="anyone may call"),
    unknown(_RULE, res(_URL, authorizationType=UNKNOWN)),
    passes(
        _RULE,
        res(
            _PERMISSION,
            **_FUNCTION,
            principal="sns.amazonaws.com",
            sourceArn="arn:aws:sns:eu-central-1:111122223333:a",
        ),
    ),
    fails(_RULE, res(_PERMISSION, **_FUNCTION, principal="*", functionUrlAuthType="NONE"), says="anyone"),
    fails(_RULE, res(_PERMISSION, **_FUNCTION, principal="s3.amazonaws.com"), says="anyone"),
    fails(_RULE, res(_PERMISSION, **_FUNCTION, principal="444455556666"), says="444455556666"),
    passes(_RULE, res(_PERMISSION, **_FUNCTION, principal="111122223333")),
    unknown(_RULE, res(_PERMISSION, **_FUNCTION, principal=UNKNOWN)),
    passes(_RULE, _oss(["arn:sts::1234567890123456:assumed-role/cdn/*"])),
    fails(_RULE, _oss(["*"]), says="anyone do oss:GetObject"),
    passes(_RULE, _oss(["*"], {"StringEquals": {"acs:SourceVpc": ["vpc-1"]}})),
    fails(_RULE, _oss(["6543210987654321"]), says="6543210987654321"),
    unknown(_RULE, _oss(["276543210987654321"]), says="which account"),
    unknown(_RULE, res(_OSS_POLICY, bucket="shop", policy=UNKNOWN)),
    *(passes(_RULE, _carried(type_, _OWN)) for type_ in _CARRIERS),
    *(fails(_RULE, _carried(type_, _ANYONE), says="anyone") for type_ in _CARRIERS),
    *(unknown(_RULE, one(type_, path, UNKNOWN)) for type_, path in _CARRIERS.items()),
    skips(_RULE, res("aws:sqs/queue:Queue", messageRetentionSeconds=1209600)),
    skips(_RULE, res("alicloud:log/project:Project", projectName="shop")),
)
