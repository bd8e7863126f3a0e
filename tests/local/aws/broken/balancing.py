"""Load balancers."""

from __future__ import annotations

from tests.local.aws.broken.network import GROUP, SUBNET
from tests.local.variation import GONE, Broken, Of

BALANCER = "lb/loadBalancer:LoadBalancer"
LISTENER = "lb/listener:Listener"
RULE = "lb/listenerRule:ListenerRule"
TARGETS = "lb/targetGroup:TargetGroup"

BALANCING = (
    Broken(type=BALANCER, name="public-lb-alb", at="subnets", value=lambda subnets: subnets[:1]),
    Broken(type=BALANCER, name="public-lb-alb", at="subnets[1]", value=Of(SUBNET, "network-private-a")),
    Broken(type=BALANCER, name="public-lb-alb", at="name", value="floodgate-prod-the-public-load-balancer"),
    Broken(type=BALANCER, name="public-lb-alb", at="name", value="public_lb"),
    Broken(type=BALANCER, name="public-lb-alb", at="securityGroups[0]", value=Of(GROUP, "stranger")),
    Broken(type=BALANCER, name="public-lb-alb", at="securityGroups[0]", value="sg-0123456789abcdef0"),
    Broken(
        type=BALANCER,
        name="public-lb-alb",
        at="accessLogs.bucket",
        value=Of("s3/bucket:Bucket", "web-assets-bucket", "bucket"),
    ),
    Broken(type=BALANCER, name="public-lb-alb", at="idleTimeout", value=5000),
    Broken(type=BALANCER, name="public-lb-alb", at="desyncMitigationMode", value="strict"),
    Broken(type=BALANCER, name="public-lb-alb", at="ipAddressType", value="ipv6"),
    Broken(type=LISTENER, name="public-lb-https", at="certificateArn", value=GONE),
    Broken(type=LISTENER, name="public-lb-https", at="port", value=80),
    Broken(
        type=LISTENER,
        name="public-lb-https",
        at="certificateArn",
        value="arn:aws:acm:eu-central-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
    ),
    Broken(
        type=LISTENER,
        name="public-lb-https",
        at="certificateArn",
        value=Of("acm/certificate:Certificate", "domain-edge-certificate", "arn"),
    ),
    Broken(type=LISTENER, name="public-lb-https", at="sslPolicy", value="TLS-1.3-only"),
    Broken(type=LISTENER, name="public-lb-https", at="protocol", value="TLS"),
    Broken(
        type=LISTENER,
        name="public-lb-https",
        at="defaultActions[0].type",
        value="forward",
        blame="defaultActions[0].targetGroupArn",
    ),
    Broken(
        type=LISTENER,
        name="public-lb-https",
        at="defaultActions[0].fixedResponse.contentType",
        value="text/xml",
    ),
    Broken(type=LISTENER, name="public-lb-https", at="defaultActions[0].fixedResponse.statusCode", value="600"),
    Broken(
        type=LISTENER,
        name="public-lb-http",
        at="defaultActions[0].redirect",
        value={"statusCode": "HTTP_301", "port": "80", "protocol": "HTTP"},
    ),
    Broken(
        type=LISTENER,
        name="public-lb-http",
        at="defaultActions[0].redirect.statusCode",
        value="HTTP_307",
    ),
    Broken(type=RULE, name="catalog-api-rule", at="priority", value=Of(RULE, "orders-api-rule", "priority")),
    Broken(type=RULE, name="orders-api-rule", at="priority", value=60000),
    Broken(
        type=RULE,
        name="orders-api-rule",
        at="conditions[1].pathPattern.values",
        value=["/carts/*", "/checkout/*", "/orders/*", "/wishes/*"],
        blame="conditions",
    ),
    Broken(
        type=RULE,
        name="orders-api-rule",
        at="conditions[1].pathPattern.values",
        value=["/*/*/*/*/*/*"],
        blame="conditions",
    ),
    Broken(
        type=RULE,
        name="orders-api-rule",
        at="actions[0].targetGroupArn",
        value="arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/orders/0123456789abcdef",
    ),
    Broken(
        type=RULE,
        name="orders-api-rule",
        at="actions[0].targetGroupArn",
        value=Of(BALANCER, "public-lb-alb", "arn"),
    ),
    Broken(
        type=RULE,
        name="catalog-internal-rule",
        at="actions[0].targetGroupArn",
        value=Of(TARGETS, "catalog-api", "arn"),
    ),
    Broken(type=TARGETS, name="catalog-api", at="healthCheck.timeout", value=10),
    Broken(type=TARGETS, name="catalog-api", at="healthCheck.path", value="healthz"),
    Broken(type=TARGETS, name="catalog-api", at="healthCheck.matcher", value="OK"),
    Broken(type=TARGETS, name="catalog-api", at="protocol", value="HTTPX"),
    Broken(type=TARGETS, name="catalog-api", at="targetType", value="container"),
    Broken(type=TARGETS, name="catalog-api", at="vpcId", value="vpc-0123456789abcdef0"),
    Broken(
        type=TARGETS,
        name="catalog-api",
        at="loadBalancingAlgorithmType",
        value="least_outstanding_requests",
        blame="slowStart",
    ),
    Broken(type=TARGETS, name="catalog-api", at="deregistrationDelay", value=7200),
)
