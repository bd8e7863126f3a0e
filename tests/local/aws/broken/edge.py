"""Distributions, firewalls, names and certificates."""

from __future__ import annotations

from tests.local.variation import GONE, Broken, Of

ACL = "wafv2/webAcl:WebAcl"
DISTRIBUTION = "cloudfront/distribution:Distribution"
RECORD = "route53/record:Record"
_CERTIFICATE = "viewerCertificate.acmCertificateArn"

EDGE = (
    Broken(type=DISTRIBUTION, name="edge-api", at="defaultCacheBehavior.targetOriginId", value="shop"),
    Broken(
        type=DISTRIBUTION,
        name="edge-api",
        at=_CERTIFICATE,
        value="arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
    ),
    Broken(
        type=DISTRIBUTION,
        name="edge-api",
        at=_CERTIFICATE,
        value=Of("acm/certificate:Certificate", "domain-certificate", "arn"),
    ),
    Broken(type=DISTRIBUTION, name="edge-api", at="aliases[0]", value="api.example.com"),
    Broken(type=DISTRIBUTION, name="edge-web", at="aliases[0]", value="api.shop.example.net"),
    Broken(type=DISTRIBUTION, name="edge-api", at="defaultCacheBehavior.allowedMethods", value=["GET", "POST"]),
    Broken(type=DISTRIBUTION, name="edge-api", at="viewerCertificate.minimumProtocolVersion", value="TLSv1.4"),
    Broken(type=DISTRIBUTION, name="edge-api", at="priceClass", value="PriceClass_50"),
    Broken(type=DISTRIBUTION, name="edge-api", at="defaultCacheBehavior.viewerProtocolPolicy", value="https"),
    Broken(
        type=DISTRIBUTION, name="edge-api", at="origins[0].customOriginConfig.originProtocolPolicy", value="https"
    ),
    Broken(type=DISTRIBUTION, name="edge-api", at="webAclId", value=Of(ACL, "public-lb-waf", "arn")),
    Broken(type=DISTRIBUTION, name="edge-api", at="customErrorResponses[0].errorCode", value=200),
    Broken(
        type="cloudfront/cachePolicy:CachePolicy", name="edge-files", at="maxTtl", value=60, blame="defaultTtl"
    ),
    Broken(type="cloudfront/function:Function", name="edge-client-ip", at="runtime", value="nodejs20.x"),
    Broken(type=ACL, name="public-lb-waf", at="rules[1].priority", value=0),
    Broken(type=ACL, name="public-lb-waf", at="rules[8].name", value="limit-class-partners-partners"),
    Broken(
        type=ACL,
        name="public-lb-waf",
        at="rules[0].statement.rateBasedStatement.scopeDownStatement.regexMatchStatement.regexString",
        value="^(" + "|".join(f"partner-{number}" for number in range(20)) + ")$",
    ),
    Broken(type=ACL, name="public-lb-waf", at="scope", value="CLOUDFRONT"),
    Broken(type=ACL, name="public-lb-waf", at="scope", value="GLOBAL"),
    Broken(type=ACL, name="public-lb-waf", at="rules[0].action", value=GONE),
    Broken(type=ACL, name="public-lb-waf", at="rules[0].statement.rateBasedStatement.limit", value=5),
    Broken(
        type=ACL, name="public-lb-waf", at="rules[0].statement.rateBasedStatement.evaluationWindowSec", value=90
    ),
    Broken(
        type="wafv2/webAclAssociation:WebAclAssociation",
        name="public-lb-waf",
        at="webAclArn",
        value="arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/none/01234567-89ab-cdef-0123-456789abcdef",
    ),
    Broken(
        type="wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        name="public-lb-waf",
        at="logDestinationConfigs[0]",
        value=Of("cloudwatch/logGroup:LogGroup", "logs-web", "arn"),
    ),
    Broken(type=RECORD, name="edge-origin", at="type", value="A", blame="records[0]"),
    Broken(type=RECORD, name="edge-origin", at="type", value="ANAME"),
    Broken(type=RECORD, name="edge-origin", at="ttl", value=GONE),
    Broken(type=RECORD, name="edge-origin", at="name", value="origin.example.org"),
    Broken(type=RECORD, name="edge-origin", at="zoneId", value="Z00000000000000000000"),
    Broken(type=RECORD, name="private-zone-any", at="name", value="svc.shop.example.net", blame="type"),
    Broken(type=RECORD, name="edge-api-a", at="aliases[0].zoneId", value="Z35SXDOTRQ7X7K"),
    Broken(type=RECORD, name="edge-api-a", at="aliases[0].name", value="d111111abcdef8.cloudfront.net"),
    Broken(type=RECORD, name="edge-www-a", at="name", value="api.shop.example.net"),
    Broken(
        type="acm/certificateValidation:CertificateValidation",
        name="domain-edge-certificate",
        at="validationRecordFqdns[0]",
        value="_validation.shop.example.net",
    ),
    Broken(type="acm/certificate:Certificate", name="domain-certificate", at="domainName", value="shop"),
    Broken(type="acm/certificate:Certificate", name="domain-certificate", at="validationMethod", value="TXT"),
    Broken(type="acm/certificate:Certificate", name="domain-certificate", at="keyAlgorithm", value="RSA_512"),
)
