"""What stands behind the CDN."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl"
_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_LISTENER = "aws:lb/listener:Listener"
_LISTENER_RULE = "aws:lb/listenerRule:ListenerRule"
_RECORD = "aws:route53/record:Record"
_DCDN = "alicloud:dcdn/domain:Domain"
_OLD_CDN = "alicloud:cdn/domainNew:DomainNew"
_ALB = "alicloud:alb/loadBalancer:LoadBalancer"
_ECS_GROUP = "alicloud:ecs/securityGroup:SecurityGroup"
_ECS_RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
_ALB_GROUP = "alicloud:alb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment"
_BYPASS, _FLOOD = "edge-origin-not-bypassable", "edge-ddos-protection"
_CUSTOM = {"originProtocolPolicy": "https-only"}
_ORIGIN = "origin.shop.example.net"


def _distribution(**origin: Any) -> Res:
    return res(_DISTRIBUTION, "cdn", origins=[{"originId": "origin", **origin}])


def _buckets() -> Iterator[Example]:
    host, control = "files.s3.eu-central-1.amazonaws.com", res(_CONTROL, "files", signingBehavior="always")
    signed = _distribution(domainName=host, originAccessControlId=ref("files"))
    yield passes(_BYPASS, signed, control)
    yield fails(_BYPASS, _distribution(domainName=host), says="`origins[0].originAccessControlId` is not set")
    identity = {"originAccessIdentity": "origin-access-identity/cloudfront/E2ABCDEF0123"}
    yield fails(_BYPASS, _distribution(domainName=host, s3OriginConfig=identity), says="uses an access identity")
    yield fails(_BYPASS, signed, res(_CONTROL, "files", signingBehavior="never"), says="signs no request")
    yield unknown(_BYPASS, signed, res(_CONTROL, "files", signingBehavior=UNKNOWN))
    function = "abc123.lambda-url.eu-central-1.on.aws"
    custom = _distribution(domainName=function, customOriginConfig=_CUSTOM, originAccessControlId=ref("files"))
    yield passes(_BYPASS, custom, control)
    unsigned = _distribution(domainName=function, customOriginConfig=_CUSTOM)
    yield unknown(_BYPASS, unsigned, says="no load balancer of this stack")
    balancer = res(_BALANCER, "balancer", internal=True)
    leading = res(_RECORD, "record", name=_ORIGIN, type="CNAME", records=[ref("balancer")])
    yield passes(_BYPASS, _distribution(domainName=_ORIGIN, customOriginConfig=_CUSTOM), balancer, leading)
    website = "files.s3-website.eu-central-1.amazonaws.com"
    yield fails(_BYPASS, _distribution(domainName=website, customOriginConfig=_CUSTOM), says="everybody can read")
    yield unknown(_BYPASS, _distribution(domainName=UNKNOWN, customOriginConfig=_CUSTOM))
    yield passes(_BYPASS, _distribution(domainName=UNKNOWN, vpcOriginConfig={"vpcOriginId": UNKNOWN}))
    for type_, config in ((_DCDN, "alicloud:dcdn/domainConfig"), (_OLD_CDN, "alicloud:cdn/domainConfig")):
        domain = res(type_, "files", domainName="files.shop.example.net", sources=[{"type": "oss"}])

        def signing(switch: Any, config: str = config) -> Res:
            given = [{"argName": "private_oss_auth", "argValue": switch}]
            name = "files.shop.example.net"
            return res(f"{config}:DomainConfig", domainName=name, functionName="l2_oss_key", functionArgs=given)

        yield passes(_BYPASS, domain, signing("on"))
        yield fails(_BYPASS, domain, says="l2_oss_key (`private_oss_auth`) is not on")
        yield fails(_BYPASS, domain, signing("off"))
        yield unknown(_BYPASS, domain, signing(UNKNOWN))
        yield skips(_BYPASS, res(type_, domainName="www.shop.example.net", sources=[{"type": "domain"}]))


_AWS_BALANCER = res(_BALANCER, "balancer", internal=False, securityGroups=[ref("group")])
_CDN = _distribution(domainName=_ORIGIN, customOriginConfig=_CUSTOM)


def _record(**target: Any) -> Res:
    return res(_RECORD, "record", name=_ORIGIN, type="CNAME", **target)


def _https(**source: Any) -> Res:
    return res(
        _INGRESS_RULE, "https", securityGroupId=ref("group"), ipProtocol="tcp", fromPort=443, toPort=443, **source
    )


def _listener(conditions: list[Any]) -> tuple[Res, Res]:
    """A listener that sends everybody away, and a rule of it that does not."""
    nothing = [{"type": "fixed-response", "fixedResponse": {"statusCode": "403"}}]
    return (
        res(_LISTENER, "listener", loadBalancerArn=ref("balancer"), defaultActions=nothing),
        res(_LISTENER_RULE, listenerArn=ref("listener"), actions=[{"type": "forward"}], conditions=conditions),
    )


def _aws_balancers() -> Iterator[Example]:
    behind = (res(_GROUP, "group"), _CDN, _record(records=[ref("balancer")]))
    yield passes(_BYPASS, _AWS_BALANCER, *behind, _https(prefixListId="pl-a3a144ca"))
    yield fails(_BYPASS, _AWS_BALANCER, *behind, _https(cidrIpv4="0.0.0.0/0"), says="group admits 0.0.0.0/0")
    yield unknown(_BYPASS, _AWS_BALANCER, *behind, _https(cidrIpv4=UNKNOWN))
    # an alias, a name without its zone, the name of the balancer itself
    anybody = (res(_GROUP, "group"), _https(cidrIpv6="::/0"))
    # what AWS advises: whoever does not bring the CDN's header is sent away
    record = _record(records=[ref("balancer")])
    for header, verdict in (("X-Origin-Token", passes), ("User-Agent", fails), (UNKNOWN, unknown)):
        condition = {"httpHeader": {"httpHeaderName": header, "values": ["[secret]"]}}
        yield verdict(_BYPASS, _AWS_BALANCER, *anybody, _CDN, record, *_listener([condition]))
    yield fails(_BYPASS, _AWS_BALANCER, *anybody, _CDN, record, *_listener([]))
    forwarding = res(_LISTENER, loadBalancerArn=ref("balancer"), defaultActions=[{"type": "forward"}])
    yield fails(_BYPASS, _AWS_BALANCER, *anybody, _CDN, record, forwarding)
    alias = _record(aliases=[{"name": ref("balancer"), "evaluateTargetHealth": False}])
    yield fails(_BYPASS, _AWS_BALANCER, *anybody, _CDN, alias)
    yield fails(_BYPASS, _AWS_BALANCER, *anybody, _CDN, res(_RECORD, name="origin", records=[ref("balancer")]))
    direct = _distribution(domainName=ref("balancer"), customOriginConfig=_CUSTOM)
    yield fails(_BYPASS, _AWS_BALANCER, *anybody, direct)
    yield unknown(_BYPASS, res(_BALANCER, "balancer", securityGroups=["sg-of-another-stack"]), direct)
    half = res(_BALANCER, "balancer", securityGroups=[ref("group"), "sg-of-another-stack"])
    yield unknown(_BYPASS, half, res(_GROUP, "group"), direct, says="not of this stack")
    yield fails(_BYPASS, half, *anybody, direct)
    yield skips(_BYPASS, _AWS_BALANCER, *anybody)
    yield skips(
        _BYPASS, _AWS_BALANCER, *anybody, _CDN, res(_RECORD, name="api.example.net", records=[ref("balancer")])
    )
    yield skips(_BYPASS, res(_BALANCER, "balancer", internal=True), direct)
    yield passes(_FLOOD, _AWS_BALANCER, *behind, _https(prefixListId="pl-a3a144ca"))
    yield fails(_FLOOD, _AWS_BALANCER, *anybody, says="neither the CDN nor an anti-DDoS service")
    shield = res("aws:shield/protection:Protection", "shield", resourceArn=ref("balancer"))
    yield passes(_FLOOD, _AWS_BALANCER, *anybody, shield)
    yield fails(_FLOOD, res(_BALANCER, loadBalancerType="network"), says="it has no security group")
    yield unknown(_FLOOD, _AWS_BALANCER, res(_GROUP, "group"), _https(cidrIpv4=UNKNOWN))
    yield skips(_FLOOD, res(_BALANCER, loadBalancerType="gateway"))
    yield skips(_FLOOD, res(_BALANCER, internal=True))


_ALICLOUD_BALANCER = res(_ALB, "balancer", addressType="Internet")
_ALICLOUD_GROUP = (
    res(_ECS_GROUP, "group"),
    res(_ALB_GROUP, "attachment", loadBalancerId=ref("balancer"), securityGroupId=ref("group")),
)
_REST: dict[str, Any] = {"type": "ingress", "ipProtocol": "all", "portRange": "-1/-1", "cidrIp": "0.0.0.0/0"}


def _drop(**more: Any) -> Res:
    return res(_ECS_RULE, "rest", securityGroupId=ref("group"), **{**_REST, "policy": "drop", **more})


def _ecs_https(source: Any) -> Res:
    ports: dict[str, Any] = {"ipProtocol": "tcp", "portRange": "443/443"}
    return res(_ECS_RULE, "https", type="ingress", securityGroupId=ref("group"), cidrIp=source, **ports)


def _alicloud_balancers() -> Iterator[Example]:
    balancer, group, cdn_only = _ALICLOUD_BALANCER, _ALICLOUD_GROUP, _ecs_https("203.0.113.0/24")
    source = {"type": "domain", "content": _ORIGIN, "port": 443}
    behind = (
        res(_DCDN, "www", domainName="www.shop.example.net", sources=[source]),
        res(
            "alicloud:dns/alidnsRecord:AlidnsRecord",
            rr="origin.shop",
            domainName="example.net",
            value=ref("balancer"),
        ),
    )
    for rule, around in ((_BYPASS, behind), (_FLOOD, ())):
        yield passes(rule, balancer, *group, *around, _drop(), cdn_only)
        yield fails(rule, balancer, *group, *around, cdn_only, says="so ALB accepts everybody")
        yield fails(rule, balancer, *around, says="so ALB accepts everybody")
        yield fails(
            rule, balancer, *group, *around, _drop(), _ecs_https("0.0.0.0/0"), says="group admits 0.0.0.0/0"
        )
        yield unknown(rule, balancer, *group, *around, _drop(policy=UNKNOWN), cdn_only)
        yield skips(rule, res(_ALB, "balancer", addressType="Intranet"), *around)
        listener = res("alicloud:alb/listener:Listener", "listener", loadBalancerId=ref("balancer"))
        allow = "alicloud:alb/listenerAclAttachment:ListenerAclAttachment"
        yield passes(rule, balancer, *around, listener, res(allow, listenerId=ref("listener"), aclType="White"))
        yield fails(rule, balancer, *around, listener, res(allow, listenerId=ref("listener"), aclType="Black"))
    yield fails(
        _BYPASS,
        balancer,
        res(_OLD_CDN, domainName="www.shop.example.net", sources=[{"type": "domain", "content": ref("balancer")}]),
    )
    foreign = res(_ALB_GROUP, loadBalancerId=ref("balancer"), securityGroupId="sg-of-another-stack")
    yield unknown(_FLOOD, balancer, foreign, says="not of this stack")
    yield skips(_BYPASS, balancer)
    scrubbing = "alicloud:ddos/domainResource:DomainResource"
    yield passes(_FLOOD, balancer, res(scrubbing, domain="www.shop.example.net", realServers=[ref("balancer")]))


EXAMPLES: tuple[Example, ...] = (*_buckets(), *_aws_balancers(), *_alicloud_balancers())
