"""Buckets, and the audit trail that goes into one."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_S3 = "aws:s3/bucket:Bucket"
_S3_SSE = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
_S3_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
_S3_LOGGING = "aws:s3/bucketLogging:BucketLogging"
_OSS = "alicloud:oss/bucket:Bucket"
_OSS_SSE = "alicloud:oss/bucketServerSideEncryption:BucketServerSideEncryption"
_OSS_POLICY = "alicloud:oss/bucketPolicy:BucketPolicy"
_OSS_HTTPS = "alicloud:oss/bucketHttpsConfig:BucketHttpsConfig"
_CLOUDTRAIL = "aws:cloudtrail/trail:Trail"
_ACTIONTRAIL = "alicloud:actiontrail/trail:Trail"
_KMS = "encryption-object-store-kms"
_TLS = "encryption-object-store-tls-only"
_TRAIL = "encryption-audit-trail"
_KEY = res("aws:kms/key:Key", "key")
_ALICLOUD_KEY = res("alicloud:kms/key:Key", "key")
_BUCKET = res(_S3, "bucket", bucket="floodgate-prod-documents")
_OSS_BUCKET = res(_OSS, "bucket", bucket="floodgate-prod-documents")


def _sse(algorithm: Any, **rule: Any) -> Res:
    default = {"sseAlgorithm": algorithm} | ({} if algorithm == "AES256" else {"kmsMasterKeyId": ref("key")})
    return res(
        _S3_SSE, "sse", bucket=ref("bucket"), rules=[{"applyServerSideEncryptionByDefault": default, **rule}]
    )


def _policy(**changes: Any) -> Res:
    """The bucket policy of our component, with changes to its statement."""
    arn = "arn:aws:s3:::floodgate-prod-documents"
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        **changes,
    }
    return res(_S3_POLICY, "policy", bucket=ref("bucket"), policy=json.dumps({"Statement": [statement]}))


def _oss_policy(**changes: Any) -> Res:
    arn = "acs:oss:*:1234567890123456:floodgate-prod-documents"
    statement = {
        "Effect": "Deny",
        "Principal": ["*"],
        "Action": ["oss:*"],
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"acs:SecureTransport": ["false"]}},
        **changes,
    }
    return res(_OSS_POLICY, "policy", bucket=ref("bucket"), policy=json.dumps({"Statement": [statement]}))


def _https(*versions: str, enable: Any = True) -> Res:
    return res(_OSS_HTTPS, "https", bucket=ref("bucket"), enable=enable, tlsVersions=list(versions))


def _oss_sse(**inputs: Any) -> Res:
    return res(_OSS_SSE, "sse", bucket=ref("bucket"), **inputs)


_MODERN = _https("TLSv1.2", "TLSv1.3")
_BY_KEY = _oss_sse(sseAlgorithm="KMS", kmsMasterKeyId=ref("key"))
_SOURCE = res(
    _S3,
    "source",
    serverSideEncryptionConfiguration={
        "rule": {
            "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": ref("key")},
            "bucketKeyEnabled": True,
        }
    },
)

EXAMPLES: tuple[Example, ...] = (
    passes(_KMS, _BUCKET, _sse("aws:kms", bucketKeyEnabled=True), _KEY),
    fails(_KMS, _BUCKET, _sse("AES256"), says="AES256"),
    fails(_KMS, _BUCKET, says="nothing sets"),
    passes(_KMS, _BUCKET, _sse("aws:kms"), _KEY),
    passes(_KMS, _BUCKET, _sse("aws:kms:dsse"), _KEY),
    passes(_KMS, _SOURCE, _KEY),
    # Load balancers and S3 cannot write with a key of ours
    skips(
        _KMS,
        _BUCKET,
        _sse("AES256"),
        _SOURCE,
        res(_S3_LOGGING, "logging", bucket=ref("source"), targetBucket=ref("bucket")),
        _KEY,
    ),
    skips(
        _KMS,
        _BUCKET,
        res("aws:lb/loadBalancer:LoadBalancer", "lb", accessLogs={"enabled": True, "bucket": ref("bucket")}),
    ),
    # ... but what records the traffic can
    fails(_KMS, _BUCKET, res("aws:ec2/flowLog:FlowLog", "log", logDestination=ref("bucket")), says="S3's own key"),
    fails(_KMS, _BUCKET, _sse("AES256"), res(_CLOUDTRAIL, "trail", s3BucketName=ref("bucket")), says="AES256"),
    unknown(_KMS, _BUCKET, _sse(UNKNOWN), _KEY),
    unknown(_KMS, _BUCKET, res(_S3_SSE, "sse", bucket=UNKNOWN, rules=[])),
    # facts/policies.md section 7, case 1: the separate resource encrypts it
    passes(_KMS, _OSS_BUCKET, _BY_KEY, _ALICLOUD_KEY),
    passes(
        _KMS,
        res(_OSS, serverSideEncryptionRule={"sseAlgorithm": "KMS", "kmsMasterKeyId": ref("key")}),
        _ALICLOUD_KEY,
    ),
    fails(_KMS, _OSS_BUCKET, says="nothing sets"),
    fails(_KMS, _OSS_BUCKET, _oss_sse(sseAlgorithm="AES256"), says="AES256"),
    fails(_KMS, _OSS_BUCKET, _oss_sse(sseAlgorithm="KMS"), says="kmsMasterKeyId"),
    unknown(_KMS, _OSS_BUCKET, _oss_sse(sseAlgorithm=UNKNOWN, kmsMasterKeyId=ref("key")), _ALICLOUD_KEY),
    passes(_TLS, _BUCKET, _policy()),
    passes(_TLS, _BUCKET, _policy(Condition={"Bool": {"aws:SecureTransport": "False"}})),
    fails(_TLS, _BUCKET, says="SecureTransport"),
    fails(_TLS, _BUCKET, _policy(Action="s3:GetObject"), says="SecureTransport"),
    fails(_TLS, _BUCKET, _policy(Principal={"AWS": "arn:aws:iam::111122223333:root"})),
    fails(_TLS, _BUCKET, _policy(Resource="arn:aws:s3:::floodgate-prod-documents/*")),
    fails(
        _TLS,
        _BUCKET,
        _policy(
            Condition={
                "Bool": {"aws:SecureTransport": "false"},
                "NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"},
            }
        ),
    ),
    passes(_TLS, res(_S3, policy=_policy()[3]["policy"])),
    unknown(_TLS, _BUCKET, res(_S3_POLICY, "policy", bucket=ref("bucket"), policy=UNKNOWN)),
    passes(_TLS, _OSS_BUCKET, _oss_policy(), _MODERN),
    fails(_TLS, _OSS_BUCKET, _MODERN, says="acs:SecureTransport"),
    fails(_TLS, _OSS_BUCKET, _oss_policy(), says="BucketHttpsConfig"),
    fails(_TLS, _OSS_BUCKET, _oss_policy(), _https("TLSv1.1", "TLSv1.2"), says="TLSv1.1"),
    fails(_TLS, _OSS_BUCKET, _oss_policy(), _https("TLSv1.2", enable=False), says="enable"),
    unknown(_TLS, _OSS_BUCKET, _oss_policy(), _https("TLSv1.2", enable=UNKNOWN)),
    passes(_TRAIL, res(_CLOUDTRAIL, isMultiRegionTrail=True, kmsKeyId=ref("key")), _KEY),
    fails(_TRAIL, res(_CLOUDTRAIL, isMultiRegionTrail=True), says="kmsKeyId"),
    passes(_TRAIL, res(_ACTIONTRAIL, ossBucketName=ref("bucket")), _OSS_BUCKET, _BY_KEY, _ALICLOUD_KEY),
    fails(_TRAIL, res(_ACTIONTRAIL, ossBucketName=ref("bucket")), _OSS_BUCKET, says="not set"),
    fails(_TRAIL, res(_ACTIONTRAIL, ossBucketName=ref("bucket")), _OSS_BUCKET, _oss_sse(sseAlgorithm="AES256")),
    unknown(_TRAIL, res(_ACTIONTRAIL, ossBucketName="made-by-hand"), says="made-by-hand"),
    skips(_TRAIL, res(_ACTIONTRAIL, slsProjectArn="acs:log:cn-shanghai:1234567890123456:project/audit")),
)
