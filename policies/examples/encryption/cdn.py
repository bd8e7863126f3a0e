"""The CDN."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin"
_DCDN = "alicloud:dcdn/domain:Domain"
_CDN = "alicloud:cdn/domainNew:DomainNew"
_CONFIGS = {_DCDN: "alicloud:dcdn/domainConfig:DomainConfig", _CDN: "alicloud:cdn/domainConfig:DomainConfig"}
_ON: dict[str, dict[str, Any]] = {
    _DCDN: {"sslProtocol": "on"},
    _CDN: {"certificateConfig": {"serverCertificateStatus": "on"}},
}
_ESA = "alicloud:esa/site:Site"
_ESA_HTTPS = "alicloud:esa/httpsApplicationConfiguration:HttpsApplicationConfiguration"
_ESA_TLS = "alicloud:esa/httpsBasicConfiguration:HttpsBasicConfiguration"
_ESA_ORIGIN = "alicloud:esa/originRule:OriginRule"
_VIEWERS = "encryption-cdn-viewer-https"
_TLS = "encryption-cdn-min-tls"
_ORIGINS = "encryption-cdn-origin-https"


def _behaviors(default: Any, *others: Any) -> Res:
    return res(
        _DISTRIBUTION,
        defaultCacheBehavior={"viewerProtocolPolicy": default},
        orderedCacheBehaviors=[{"pathPattern": "/assets/*", "viewerProtocolPolicy": policy} for policy in others],
    )


def _certificate(version: Any, method: str = "sni-only") -> Res:
    certificate = {"acmCertificateArn": UNKNOWN, "minimumProtocolVersion": version, "sslSupportMethod": method}
    return res(_DISTRIBUTION, viewerCertificate=certificate)


def _custom(policy: Any, *protocols: str) -> Res:
    config = {"originProtocolPolicy": policy, "originSslProtocols": list(protocols)}
    return res(_DISTRIBUTION, origins=[{"domainName": "origin.shop.example.net", "customOriginConfig": config}])


def _matching(viewers: Any) -> Res:
    origins = _custom("match-viewer", "TLSv1.2")[3]["origins"]
    return res(_DISTRIBUTION, origins=origins, defaultCacheBehavior={"viewerProtocolPolicy": viewers})


def _domain(type_: str, **inputs: Any) -> Res:
    return res(type_, "www", **{"domainName": "www.cn.shop.example.net", **_ON[type_], **inputs})


def _function(type_: str, name: str, **args: Any) -> Res:
    pairs = [{"argName": key, "argValue": value} for key, value in args.items()]
    return res(_CONFIGS[type_], name, domainName=ref("www"), functionName=name, functionArgs=pairs)


def _sources(port: Any) -> list[dict[str, Any]]:
    return [{"content": "origin.cn.shop.example.net", "type": "domain", "port": port}]


def _alicloud(type_: str) -> tuple[Example, ...]:
    domain, origin = _domain(type_), _domain(type_, sources=_sources(443))
    return (
        passes(_VIEWERS, domain, _function(type_, "https_force", enable="on")),
        fails(_VIEWERS, domain, says="https_force"),
        fails(_VIEWERS, domain, _function(type_, "https_force", enable="off")),
        unknown(_VIEWERS, domain, _function(type_, "https_force", enable=UNKNOWN)),
        passes(_TLS, domain, _function(type_, "https_tls_version", tls10="off", tls11="off", tls12="on")),
        fails(_TLS, domain, says="https_tls_version"),
        fails(_TLS, domain, _function(type_, "https_tls_version", tls10="off", tls12="on"), says="tls11"),
        unknown(_TLS, domain, _function(type_, "https_tls_version", tls10="off", tls11=UNKNOWN)),
        passes(_ORIGINS, origin, _function(type_, "forward_scheme", enable="on", scheme_origin="https")),
        fails(_ORIGINS, origin, says="forward_scheme"),
        fails(_ORIGINS, origin, _function(type_, "forward_scheme", enable="on", scheme_origin="follow")),
        fails(
            _ORIGINS,
            _domain(type_, sources=_sources(80)),
            _function(type_, "forward_scheme", enable="on", scheme_origin="https"),
            says="80",
        ),
        unknown(_ORIGINS, _domain(type_, sources=_sources(UNKNOWN))),
    )


def _vpc_origin(policy: Any, *protocols: str) -> Res:
    config = {"originProtocolPolicy": policy, "originSslProtocols": {"items": list(protocols), "quantity": 1}}
    return res(_VPC_ORIGIN, vpcOriginEndpointConfig=config)


def _esa(type_: str, **inputs: Any) -> tuple[Res, Res]:
    """A site of ESA with one setting."""
    return res(_ESA, "site"), res(type_, "setting", siteId=ref("site"), **inputs)


_SITES: tuple[Example, ...] = (
    passes(_VIEWERS, *_esa(_ESA_HTTPS, httpsForce="on")),
    fails(_VIEWERS, *_esa(_ESA_HTTPS, hsts="on"), says="plain http is served"),
    unknown(_VIEWERS, *_esa(_ESA_HTTPS, httpsForce=UNKNOWN)),
    passes(_TLS, *_esa(_ESA_TLS, tls10="off", tls11="off")),
    fails(_TLS, *_esa(_ESA_TLS, tls12="on"), says="does not switch off tls11"),
    fails(_TLS, res(_ESA), says="no HttpsBasicConfiguration"),
    unknown(_TLS, *_esa(_ESA_TLS, tls11=UNKNOWN)),
    passes(_ORIGINS, *_esa(_ESA_ORIGIN, originScheme="https")),
    fails(_ORIGINS, *_esa(_ESA_ORIGIN, originScheme="follow"), says="follow"),
    unknown(_ORIGINS, *_esa(_ESA_ORIGIN, originScheme=UNKNOWN)),
)

EXAMPLES: tuple[Example, ...] = (
    passes(_VIEWERS, _behaviors("redirect-to-https", "https-only")),
    fails(_VIEWERS, _behaviors("redirect-to-https", "allow-all"), says="orderedCacheBehaviors[0]"),
    fails(_VIEWERS, _behaviors("allow-all"), says="defaultCacheBehavior"),
    # The second behaviour is wrong whatever the first is
    fails(_VIEWERS, _behaviors(UNKNOWN, "allow-all"), says="orderedCacheBehaviors[0]"),
    unknown(_VIEWERS, _behaviors(UNKNOWN)),
    passes(_TLS, _certificate("TLSv1.2_2021")),
    passes(_TLS, _certificate("TLSv1.3_2025")),
    fails(_TLS, res(_DISTRIBUTION, viewerCertificate={"cloudfrontDefaultCertificate": True}), says="'TLSv1'"),
    fails(_TLS, _certificate("TLSv1.2_2018"), says="TLSv1.2_2018"),
    fails(_TLS, _certificate("TLSv1.2_2021", "vip"), says="'vip'"),
    unknown(_TLS, _certificate(UNKNOWN)),
    passes(_ORIGINS, _custom("https-only", "TLSv1.2")),
    passes(_ORIGINS, res(_DISTRIBUTION, origins=[{"domainName": UNKNOWN, "originAccessControlId": UNKNOWN}])),
    # Where viewers come over https only, so does what matches them
    passes(_ORIGINS, _matching("redirect-to-https")),
    fails(
        _ORIGINS, _matching("allow-all"), says="is 'match-viewer', and `defaultCacheBehavior.viewerProtocolPolicy`"
    ),
    unknown(_ORIGINS, _matching(UNKNOWN)),
    fails(_ORIGINS, _custom("http-only", "TLSv1.2"), says="http-only"),
    fails(_ORIGINS, _custom("https-only", "TLSv1", "TLSv1.2"), says="TLSv1"),
    unknown(_ORIGINS, _custom(UNKNOWN, "TLSv1.2")),
    passes(_ORIGINS, _vpc_origin("https-only", "TLSv1.2")),
    fails(_ORIGINS, _vpc_origin("http-only", "TLSv1.2"), says="http-only"),
    unknown(_ORIGINS, _vpc_origin(UNKNOWN, "TLSv1.2")),
    *_alicloud(_DCDN),
    *_alicloud(_CDN),
    fails(_TLS, res(_DCDN, domainName="www.cn.shop.example.net"), says="sslProtocol"),
    fails(_TLS, res(_CDN, domainName="www.cn.shop.example.net"), says="serverCertificateStatus"),
    passes(
        _TLS,
        _domain(_CDN, certificateConfig={"certType": "cas", "certId": "8810044"}),
        _function(_CDN, "https_tls_version", tls10="off", tls11="off"),
    ),
    fails(_TLS, _domain(_CDN, certificateConfig={"serverCertificateStatus": "off"}), says="'off'"),
    *_SITES,
)
