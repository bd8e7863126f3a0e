"""The CDN: https to viewers, modern TLS, and https to the origin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.checks import shown
from policies.reading.esa import ESA, ESA_HTTPS, ESA_ORIGIN, ESA_TLS, configured
from policies.reading.faults import first_fault
from policies.reading.sites import DCDN, OLD_CDN, functions, switched_on
from policies.rule import Area, Outcome, Rule, Scope, Severity
from policies.view import View

_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
_VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin"
_MINIMUM = re.compile(r"TLSv1\.(\d)_(\d{4})")
_LEAST = (2, 2021)
"""TLS 1.2 with the ciphers of the policy of 2021, the first without CBC."""
_OLD_TLS = ("tls10", "tls11")
_ESA_TLS = {"tls10": "off", "tls11": "on"}
"""Version -> what ESA does where nothing is said. Source: ESA API, CreateHttpsBasicConfiguration, 2026-11."""
_HTTPS_PORT = 443


def _viewers(distribution: View) -> str | None:
    behaviors = [distribution.at("defaultCacheBehavior"), *distribution.each("orderedCacheBehaviors")]
    return first_fault(behaviors, _plain_viewers)


def _plain_viewers(behavior: View) -> str | None:
    policy = behavior.get("viewerProtocolPolicy", "allow-all")
    if policy in ("redirect-to-https", "https-only"):
        return None
    return f"`{behavior.path}.viewerProtocolPolicy` is {policy!r}"


def _alicloud_viewers(domain: View) -> Outcome:
    return (
        None
        if switched_on(domain, "https_force")
        else "its function `https_force` is not on: plain http is served"
    )


def _minimum(distribution: View) -> Outcome:
    certificate = distribution.at("viewerCertificate")
    version = str(certificate.get("minimumProtocolVersion", "TLSv1"))
    named = _MINIMUM.fullmatch(version)
    if named is None or (int(named[1]), int(named[2])) < _LEAST:
        return f"`viewerCertificate.minimumProtocolVersion` is {version!r}, which accepts old protocols or ciphers"
    method = certificate.get("sslSupportMethod")
    return (
        None
        if method == "sni-only"
        else f"`viewerCertificate.sslSupportMethod` is {shown(method)}, not 'sni-only'"
    )


def _dcdn_minimum(domain: View) -> Outcome:
    protocol = domain.get("sslProtocol", "off")
    return f"`sslProtocol` is {protocol!r}: it has no https" if protocol != "on" else _no_old_tls(domain)


def _cdn_minimum(domain: View) -> Outcome:
    # A certificate without a status is switched on
    default = "on" if domain.has("certificateConfig") else "off"
    status = domain.get("certificateConfig.serverCertificateStatus", default)
    if status != "on":
        return f"`certificateConfig.serverCertificateStatus` is {status!r}: it has no https"
    return _no_old_tls(domain)


def _no_old_tls(domain: View) -> str | None:
    """Both CDNs accept TLS 1.0 and 1.1 until they are told not to."""
    for function in functions(domain, "https_tls_version"):
        accepted = [version for version in _OLD_TLS if function.arg(version) != "off"]
        return (
            f"its function `https_tls_version` does not switch off {' and '.join(accepted)}" if accepted else None
        )
    return "it has no function `https_tls_version`, so it accepts TLS 1.0"


def _origins(distribution: View) -> Outcome:
    custom = [origin for origin in distribution.each("origins") if origin.has("customOriginConfig")]
    return first_fault((origin.at("customOriginConfig") for origin in custom), _plain_origin)


def _plain_origin(config: View) -> str | None:
    protocol = config.get("originProtocolPolicy")
    if protocol == "match-viewer":  # as good as https where no viewer comes over http
        if plain := _viewers(config.of(config.resource)):
            return f"`{config.path}.originProtocolPolicy` is 'match-viewer', and {plain}"
    elif protocol != "https-only":
        return f"`{config.path}.originProtocolPolicy` is {shown(protocol)}"
    return _old_origin(config, "originSslProtocols")


def _vpc_origin(origin: View) -> Outcome:
    config = origin.at("vpcOriginEndpointConfig")
    protocol = config.get("originProtocolPolicy")
    if protocol != "https-only":
        return f"`{config.path}.originProtocolPolicy` is {shown(protocol)}"
    return _old_origin(config, "originSslProtocols.items")


def _old_origin(config: View, path: str) -> str | None:
    old = [protocol for protocol in config.values(path) if protocol not in ("TLSv1.2", "TLSv1.3")]
    return f"`{config.path}.{path}` has {', '.join(map(str, old))}" if old else None


def _alicloud_origins(domain: View) -> Outcome:
    if fault := first_fault(domain.each("sources"), _plain_source):
        return fault
    schemes = list(_schemes(domain))
    if "https" in schemes:
        return None
    return f"its function `forward_scheme` is {shown(schemes[0] if schemes else None)}, not 'https'"


def _plain_source(source: View) -> str | None:
    port = source.get("port", 80)
    return None if int(port) == _HTTPS_PORT else f"`{source.path}.port` is {port}, not {_HTTPS_PORT}"


def _schemes(domain: View) -> Iterator[str]:
    for function in functions(domain, "forward_scheme"):
        yield str(function.arg("scheme_origin")) if function.arg("enable") == "on" else "off"


def _esa_viewers(site: View) -> Outcome:
    if any(config.get("httpsForce") == "on" for config in configured(site, ESA_HTTPS)):
        return None
    return "no HttpsApplicationConfiguration of it has `httpsForce` on: plain http is served"


def _esa_minimum(site: View) -> Outcome:
    """ESA accepts TLS 1.1 until it is told not to."""
    for config in configured(site, ESA_TLS):
        accepted = [version for version, default in _ESA_TLS.items() if config.get(version, default) != "off"]
        return f"{config.name} does not switch off {' and '.join(accepted)}" if accepted else None
    return "it has no HttpsBasicConfiguration, so it accepts TLS 1.1"


def _esa_origins(site: View) -> Outcome:
    schemes = [rule.get("originScheme") for rule in configured(site, ESA_ORIGIN)]
    return (
        None if "https" in schemes else f"`originScheme` of its OriginRule is {shown(next(iter(schemes), None))}"
    )


RULES = (
    Rule(
        id="encryption-cdn-viewer-https",
        title="The CDN serves customers over https only",
        area=Area.ENCRYPTION,
        severity=Severity.CRITICAL,
        why="In a cafe's network anybody can read a session cookie that goes over plain http, and buy with it.",
        remediation="build it with Edge, which redirects every site to https",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-3",
        checks={_DISTRIBUTION: _viewers, DCDN: _alicloud_viewers, OLD_CDN: _alicloud_viewers, ESA: _esa_viewers},
        scope=Scope.STACK,
    ),
    Rule(
        id="encryption-cdn-min-tls",
        title="The CDN accepts TLS 1.2 and later only, without the ciphers of old",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="The quarterly PCI DSS scan fails on TLS 1.0, and cards may no longer be taken until it is off.",
        remediation="build it with Edge, which sets TLS 1.2 and its own certificate for every site",
        source="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/"
        "secure-connections-supported-viewer-protocols-ciphers.html",
        checks={_DISTRIBUTION: _minimum, DCDN: _dcdn_minimum, OLD_CDN: _cdn_minimum, ESA: _esa_minimum},
        scope=Scope.STACK,
    ),
    Rule(
        id="encryption-cdn-origin-https",
        title="The CDN calls its origins over https only",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="Customers see the lock of https, and behind the CDN their passwords cross the internet in clear.",
        remediation="build it with Edge, which calls port 443 of the origin and nothing else",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-9",
        checks={
            _DISTRIBUTION: _origins,
            _VPC_ORIGIN: _vpc_origin,
            DCDN: _alicloud_origins,
            OLD_CDN: _alicloud_origins,
            ESA: _esa_origins,
        },
        scope=Scope.STACK,
    ),
)
