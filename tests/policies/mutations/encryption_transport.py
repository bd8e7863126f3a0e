"""What breaks the rules about encryption in our own stacks: logs, secrets, keys, and what is on the way."""

from __future__ import annotations

import json
from typing import Any

from policies.examples.example import ref, res
from tests.policies.mutation import REMOVED, Mutation

_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"

_FUNCTION = "alicloud:dcdn/domainConfig:DomainConfig"

_AWS_KEY = "aws:kms/key:Key"

_ALICLOUD_KEY = "alicloud:kms/key:Key"

_LISTENER = "aws:lb/listener:Listener"

_ALB = "alicloud:alb/listener:Listener"

_TAGS = {
    "project": "floodgate",
    "environment": "prod",
    "owner": "platform@example.net",
    "cost-center": "shop-prod",
    "component": "search",
    "managed-by": "pulumi",
    "data-classification": "internal",
}


def _anybody(kind: str) -> str:
    statement = {"Effect": "Allow", "Principal": {kind: ["*"]}, "Action": ["kms:Decrypt"], "Resource": ["*"]}
    return json.dumps({"Version": "1", "Statement": [statement]})


def _alb_redirect(code: str) -> tuple[Any, ...]:
    """A listener for plain http, which the shop has only on AWS, and its rule."""
    return (
        res(
            _ALB,
            "plain",
            loadBalancerId="made-by-hand",
            listenerProtocol="HTTP",
            listenerPort=80,
            defaultActions=[{"type": "ForwardGroup"}],
            tags=_TAGS,
        ),
        res(
            "alicloud:alb/rule:Rule",
            "plain-redirect",
            listenerId=ref("plain"),
            priority=1,
            ruleConditions=[{"type": "Path", "pathConfig": {"values": ["/*"]}}],
            ruleActions=[{"type": "Redirect", "redirectConfig": {"protocol": "HTTPS", "httpCode": code}}],
        ),
    )


MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        rule="encryption-log-store",
        cloud="aws",
        type="aws:cloudwatch/logGroup:LogGroup",
        set={"kmsKeyId": REMOVED},
    ),
    Mutation(
        rule="encryption-log-store",
        cloud="alicloud",
        type="alicloud:log/store:Store",
        set={"encryptConf": {"enable": False}},
    ),
    Mutation(
        rule="encryption-secret-customer-key",
        cloud="aws",
        type="aws:secretsmanager/secret:Secret",
        set={"kmsKeyId": "alias/aws/secretsmanager"},
    ),
    Mutation(
        rule="encryption-secret-customer-key",
        cloud="alicloud",
        type="alicloud:kms/secret:Secret",
        set={"encryptionKeyId": REMOVED},
    ),
    Mutation(
        rule="encryption-backup-vault", cloud="aws", type="aws:backup/vault:Vault", set={"kmsKeyArn": REMOVED}
    ),
    Mutation(
        rule="encryption-backup-vault",
        cloud="alicloud",
        type="alicloud:hbr/vault:Vault",
        set={"encryptType": "HBR_PRIVATE"},
    ),
    Mutation(
        rule="encryption-audit-trail", cloud="aws", type="aws:cloudtrail/trail:Trail", set={"kmsKeyId": REMOVED}
    ),
    Mutation(
        rule="encryption-audit-trail",
        cloud="alicloud",
        type="alicloud:oss/bucketServerSideEncryption:BucketServerSideEncryption",
        name="audit-data",
        set={"sseAlgorithm": "AES256"},
        also=frozenset({"encryption-object-store-kms"}),
    ),
    Mutation(rule="encryption-kms-rotation", cloud="aws", type=_AWS_KEY, set={"rotationPeriodInDays": 730}),
    Mutation(
        rule="encryption-kms-rotation", cloud="alicloud", type=_ALICLOUD_KEY, set={"automaticRotation": "Disabled"}
    ),
    Mutation(rule="encryption-kms-deletion-guard", cloud="aws", type=_AWS_KEY, set={"deletionWindowInDays": 7}),
    Mutation(
        rule="encryption-kms-deletion-guard",
        cloud="alicloud",
        type=_ALICLOUD_KEY,
        set={"deletionProtection": REMOVED},
    ),
    Mutation(rule="encryption-kms-no-public-policy", cloud="aws", type=_AWS_KEY, set={"policy": _anybody("AWS")}),
    Mutation(
        rule="encryption-kms-no-public-policy",
        cloud="alicloud",
        type=_ALICLOUD_KEY,
        set={"policy": _anybody("RAM")},
    ),
    Mutation(
        rule="encryption-lb-https-only",
        cloud="aws",
        type=_LISTENER,
        name="public-lb-http",
        set={"defaultActions": [{"type": "forward", "targetGroupArn": "made-by-hand"}]},
        also=frozenset({"encryption-lb-http-redirect"}),
    ),
    Mutation(
        rule="encryption-lb-https-only",
        cloud="alicloud",
        type=_ALB,
        set={"listenerProtocol": "HTTP"},
        also=frozenset({"encryption-lb-http-redirect"}),
    ),
    Mutation(
        rule="encryption-lb-http-redirect",
        cloud="aws",
        type=_LISTENER,
        name="public-lb-http",
        set={"defaultActions[0].redirect.statusCode": "HTTP_302"},
    ),
    Mutation(
        rule="encryption-lb-http-redirect",
        cloud="alicloud",
        type="alicloud:alb/rule:Rule",
        name="plain-redirect",
        add=_alb_redirect("301"),
        set={"ruleActions[0].redirectConfig.httpCode": "302"},
    ),
    Mutation(
        rule="encryption-lb-tls-policy",
        cloud="aws",
        type=_LISTENER,
        name="public-lb-https",
        set={"sslPolicy": REMOVED},
    ),
    Mutation(
        rule="encryption-lb-tls-policy",
        cloud="alicloud",
        type=_ALB,
        set={"securityPolicyId": "tls_cipher_policy_1_0"},
    ),
    Mutation(
        rule="encryption-cdn-viewer-https",
        cloud="aws",
        type=_DISTRIBUTION,
        set={"defaultCacheBehavior.viewerProtocolPolicy": "allow-all"},
    ),
    Mutation(
        rule="encryption-cdn-viewer-https", cloud="alicloud", type=_FUNCTION, name="edge-www-https", remove=True
    ),
    Mutation(
        rule="encryption-cdn-min-tls",
        cloud="aws",
        type=_DISTRIBUTION,
        set={"viewerCertificate.minimumProtocolVersion": "TLSv1.1_2016"},
    ),
    Mutation(
        rule="encryption-cdn-min-tls",
        cloud="alicloud",
        type=_FUNCTION,
        name="edge-www-tls",
        set={"functionArgs[0].argValue": "on"},
    ),
    Mutation(
        rule="encryption-cdn-origin-https",
        cloud="aws",
        type=_DISTRIBUTION,
        set={"origins[0].customOriginConfig.originProtocolPolicy": "http-only"},
    ),
    Mutation(
        rule="encryption-cdn-origin-https",
        cloud="alicloud",
        type=_FUNCTION,
        name="edge-www-origin-tls",
        set={"functionArgs[1].argValue": "follow"},
    ),
)
