"""What is specific to the edge on AWS: CloudFront, WAF, certificates and public records."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from components.aws.domain import build_domain
from components.aws.edge import build_edge
from components.bucket import BucketTarget
from components.domain import Domain
from components.edge import Edge, EdgeArgs, Site, StaticContent
from components.errors import UnsupportedOnCloud
from infra.preview.plan import Resource
from tests.components.edges import plain
from tests.components.harness import AWS, known, of_type, only, provision
from tests.components.samples import samples
from tests.facts.checker import errors_of

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
RECORD = "aws:route53/record:Record"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CERTIFICATE = "aws:acm/certificate:Certificate"


def edge(change: Callable[[EdgeArgs], EdgeArgs] = lambda args: args) -> tuple[list[Resource], Any]:
    """Two sites without what promotion adds to them: that is in test_aws_edge_promotion.py."""
    name, args = samples("aws")[Edge]
    return provision(Edge, name, lambda: change(plain(args())), partial(build_edge, AWS))


def domain(ctx: Any = AWS, **changes: Any) -> list[Resource]:
    name, args = samples("aws")[Domain]
    return provision(Domain, name, lambda: replace(args(), **changes), partial(build_domain, ctx))[0]


def site(resources: list[Resource], name: str) -> dict[str, Any]:
    return next(r.inputs for r in of_type(resources, DISTRIBUTION) if r.name == f"edge-{name}")


def test_origin_is_called_over_tls_with_the_secret_token() -> None:
    resources, _ = edge()
    for distribution in of_type(resources, DISTRIBUTION):
        origin = distribution.inputs["origins"][0]
        assert origin["domainName"] == "origin.shop.example.net"
        assert origin["customOriginConfig"]["originProtocolPolicy"] == "https-only"
        assert origin["customOriginConfig"]["originSslProtocols"] == ["TLSv1.2"]
        assert origin["customHeaders"] == [{"name": "x-origin-token", "value": "[secret]"}]
        assert "origins[0].customHeaders[0].value" in distribution.secret


def test_cdn_closes_idle_connections_before_the_origin_does() -> None:
    config = site(edge()[0], "api")["origins"][0]["customOriginConfig"]
    assert config["originKeepaliveTimeout"] < 60  # idle timeout of the load balancer


def test_cached_pages_name_the_host_and_forget_campaign_parameters() -> None:
    resources, _ = edge()
    pages = next(r for r in of_type(resources, "aws:cloudfront/cachePolicy:CachePolicy") if r.name == "edge-pages")
    key = pages.inputs["parametersInCacheKeyAndForwardedToOrigin"]
    assert key["headersConfig"]["headers"]["items"] == ["Host", "x-experiments"]
    assert "utm_source" in key["queryStringsConfig"]["queryStrings"]["items"]
    assert pages.inputs["defaultTtl"] == 0
    web = next(r for r in of_type(resources, DISTRIBUTION) if r.name == "edge-web")
    assert pages.urn in web.property_dependencies["defaultCacheBehavior"]


def test_api_is_never_cached_and_pays_for_no_shield() -> None:
    resources, _ = edge()
    api, web = site(resources, "api"), site(resources, "web")
    assert api["defaultCacheBehavior"]["cachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert "originShield" not in api["origins"][0]
    assert web["origins"][0]["originShield"] == {"enabled": True, "originShieldRegion": "eu-central-1"}


def test_files_come_from_the_bucket_without_cookies() -> None:
    resources, _ = edge()
    (files,) = site(resources, "web")["orderedCacheBehaviors"]
    assert (files["pathPattern"], files["targetOriginId"]) == ("/assets/*", "files")
    assert files["allowedMethods"] == ["GET", "HEAD"]
    assert "originRequestPolicyId" not in files
    bucket = site(resources, "web")["origins"][1]
    assert "originAccessControlId" in bucket


def test_sites_that_share_a_bucket_share_its_one_policy() -> None:
    def shared(args: EdgeArgs) -> EdgeArgs:
        files = StaticContent(
            paths=("/assets/*",),
            bucket=BucketTarget(name=known("assets"), arn=known("arn:aws:s3:::assets"), domain_name=known("a.b")),
        )
        hosts = {"web": "www.shop.example.net", "mobile": "m.shop.example.net"}
        return replace(
            args, sites=tuple(Site(name=n, host=h, cached=True, static=files) for n, h in hosts.items())
        )

    resources, _ = edge(shared)
    (policy,) = [r for r in of_type(resources, "aws:s3/bucketPolicy:BucketPolicy") if r.name != "edge-logs"]
    assert {r.urn for r in of_type(resources, DISTRIBUTION)} <= set(policy.property_dependencies["policy"])


def test_viewers_get_tls_and_security_headers() -> None:
    resources, _ = edge()
    headers = only(resources, "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")
    security = headers.inputs["securityHeadersConfig"]
    assert security["strictTransportSecurity"]["accessControlMaxAgeSec"] == 31_536_000
    assert security["frameOptions"]["frameOption"] == "DENY"
    csp = security["contentSecurityPolicy"]
    assert csp["override"] is False  # the payment page sends its own
    assert "script-src 'self';" in csp["contentSecurityPolicy"]
    assert "connect-src 'self' https://*.shop.example.net;" in csp["contentSecurityPolicy"]
    for distribution in of_type(resources, DISTRIBUTION):
        assert distribution.inputs["viewerCertificate"]["minimumProtocolVersion"] == "TLSv1.2_2021"
        behaviors = [
            distribution.inputs["defaultCacheBehavior"],
            *distribution.inputs["orderedCacheBehaviors"],
        ]
        assert {behavior["viewerProtocolPolicy"] for behavior in behaviors} == {"redirect-to-https"}
        assert headers.urn in distribution.property_dependencies["defaultCacheBehavior"]


def test_firewall_limits_addresses_and_sensitive_paths_more() -> None:
    acl = only(edge()[0], "aws:wafv2/webAcl:WebAcl").inputs
    assert (acl["scope"], acl["region"]) == ("CLOUDFRONT", "us-east-1")
    rules = {rule["name"]: rule for rule in acl["rules"]}
    assert [rule["priority"] for rule in acl["rules"]] == list(range(len(rules)))
    assert rules["limit-sites-2000"]["statement"]["rateBasedStatement"]["limit"] == 2000
    checkout = rules["limit-checkout"]["statement"]["rateBasedStatement"]
    assert (checkout["limit"], checkout["aggregateKeyType"]) == (100, "IP")
    match = checkout["scopeDownStatement"]["byteMatchStatement"]
    assert (match["searchString"], match["positionalConstraint"]) == ("/checkout", "STARTS_WITH")
    assert [step["type"] for step in match["textTransformations"]] == [
        "URL_DECODE",
        "NORMALIZE_PATH",
        "LOWERCASE",
    ]


def test_managed_rules_block_but_for_what_a_shop_lives_on() -> None:
    acl = only(edge()[0], "aws:wafv2/webAcl:WebAcl").inputs
    groups = [rule for rule in acl["rules"] if "managedRuleGroupStatement" in rule["statement"]]
    assert all(rule["overrideAction"] == {"none": {}} for rule in groups)
    counted = {
        override["name"]
        for rule in groups
        for override in rule["statement"]["managedRuleGroupStatement"]["ruleActionOverrides"]
    }
    assert counted == {"SizeRestrictions_BODY", "HostingProviderIPList", "AnonymousIPList"}


def test_firewall_log_is_encrypted_and_keeps_no_secrets() -> None:
    resources, _ = edge()
    group = only(resources, "aws:cloudwatch/logGroup:LogGroup").inputs
    assert group["name"] == "aws-waf-logs-floodgate-prod-edge"
    assert group["region"] == "us-east-1"
    assert "kmsKeyId" in group
    log = only(resources, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").inputs
    redacted = {field["singleHeader"]["name"] for field in log["redactedFields"]}
    assert redacted == {"authorization", "cookie", "x-origin-token"}
    writer = only(resources, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy").inputs["policyDocument"]
    (statement,) = json.loads(writer)["Statement"]
    assert statement["Resource"].endswith(":log-group:aws-waf-logs-floodgate-prod-edge:*")


def test_access_log_has_no_cookies_and_stays_in_the_region() -> None:
    resources, _ = edge()
    assert "region" not in only(resources, "aws:s3/bucket:Bucket").inputs
    for delivery in of_type(resources, "aws:cloudwatch/logDelivery:LogDelivery"):
        assert delivery.inputs["region"] == "us-east-1"
        assert not {"cs(Cookie)", "cs-uri-query"} & set(delivery.inputs["recordFields"])
        assert any("BucketPolicy" in urn for urn in delivery.depends_on)


def test_access_log_deliveries_are_connected_one_after_the_other() -> None:
    first, second = of_type(edge()[0], "aws:cloudwatch/logDelivery:LogDelivery")
    assert first.urn in second.depends_on


def test_every_host_has_both_alias_records() -> None:
    resources, outputs = edge()
    records = {(r.inputs["name"], r.inputs["type"]) for r in of_type(resources, RECORD)}
    hosts = ("www.shop.example.net", "shop.example.net", "api.shop.example.net")
    assert records == {("origin.shop.example.net", "CNAME")} | {(h, t) for h in hosts for t in ("A", "AAAA")}
    assert outputs.urls == {"web": "https://www.shop.example.net", "api": "https://api.shop.example.net"}


def test_alarms_stand_where_the_metrics_are() -> None:
    alarms = of_type(edge()[0], ALARM)
    assert {alarm.inputs["region"] for alarm in alarms} == {"us-east-1"}
    blocked = [alarm.inputs for alarm in alarms if alarm.inputs["metricName"] == "BlockedRequests"]
    assert {each["dimensions"]["WebACL"] for each in blocked} == {"floodgate-prod-edge-waf"}
    assert [each["dimensions"]["Rule"] for each in blocked] == ["limit-sites-2000", "ALL"]


def test_disposable_edge_is_cheap_and_can_be_destroyed() -> None:
    resources, _ = edge(lambda args: replace(args, disposable=True, log_retention_days=30))
    assert only(resources, "aws:s3/bucket:Bucket").inputs["forceDestroy"] is True
    assert site(resources, "web")["priceClass"] == "PriceClass_100"
    assert errors_of(resources) == []


@pytest.mark.parametrize("host", ["a.b.shop.example.net", "www.other.example.net", "wwwshop.example.net"])
def test_host_outside_the_certificate_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match=r"host must be shop\.example\.net or one label below it"):
        edge(lambda args: replace(args, sites=(Site(name="web", host=host, cached=False),)))


def test_limit_below_the_minimum_is_refused() -> None:
    with pytest.raises(ValueError, match="sensitive_requests_per_ip must be at least 10, got 5"):
        edge(lambda args: replace(args, sensitive_requests_per_ip=5))


def test_certificates_of_both_regions_are_proved_by_the_same_two_records() -> None:
    resources = domain()
    certificates = {c.inputs.get("region"): c.inputs for c in of_type(resources, CERTIFICATE)}
    assert set(certificates) == {None, "us-east-1"}
    for certificate in certificates.values():
        assert certificate["subjectAlternativeNames"] == ["*.shop.example.net", "*.svc.shop.example.net"]
    records = {record.urn for record in of_type(resources, RECORD)}
    assert len(records) == 2
    for proof in of_type(resources, "aws:acm/certificateValidation:CertificateValidation"):
        assert set(proof.property_dependencies["validationRecordFqdns"]) == records


def test_one_certificate_is_enough_in_the_region_of_the_cdn() -> None:
    resources = domain(replace(AWS, region="us-east-1"))
    assert "region" not in only(resources, CERTIFICATE).inputs
    only(resources, "aws:acm/certificateValidation:CertificateValidation")


def test_existing_zone_is_used() -> None:
    resources = domain(zone_id="Z0123456789ABC")
    assert of_type(resources, "aws:route53/zone:Zone") == []
    assert {record.inputs["zoneId"] for record in of_type(resources, RECORD)} == {"Z0123456789ABC"}


def test_late_renewal_is_told() -> None:
    inputs = only(domain(), ALARM).inputs
    assert (inputs["namespace"], inputs["metricName"]) == ("AWS/CertificateManager", "DaysToExpiry")
    assert (inputs["comparisonOperator"], inputs["threshold"]) == ("LessThanThreshold", 30)


def test_foreign_certificate_is_refused() -> None:
    with pytest.raises(UnsupportedOnCloud, match="certificate_id is not supported on aws"):
        domain(certificate_id="8345123")


@pytest.mark.parametrize(("cached", "seconds"), [(True, 5), (False, 0)])
def test_an_error_of_one_customer_is_not_the_answer_for_the_next(cached: bool, seconds: int) -> None:
    def change(args: EdgeArgs) -> EdgeArgs:
        return replace(args, sites=tuple(replace(each, cached=cached) for each in args.sites))

    for distribution in of_type(edge(change)[0], DISTRIBUTION):
        answers = distribution.inputs["customErrorResponses"]
        kept = {answer["errorCode"]: answer["errorCachingMinTtl"] for answer in answers}
        refused = dict.fromkeys((400, 403, 404, 405, 414, 416), 0)
        assert kept == refused | dict.fromkeys((500, 501, 502, 503, 504), seconds)
