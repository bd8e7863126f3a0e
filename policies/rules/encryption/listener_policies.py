"""TLS policies of load balancers accept TLS 1.2 and later only."""

from __future__ import annotations

import re

from policies.checks import shown
from policies.reading.faults import first_fault
from policies.rule import Area, NotApplicable, Outcome, Rule, Scope, Severity
from policies.rules.encryption.listeners import ALB, ENCRYPTED, LISTENER, NLB, SLB, aws_protocol
from policies.view import NotEvaluated, View

_NO_TLS = NotApplicable("it does not speak TLS")
_QUIC = NotApplicable("QUIC brings its own encryption; TLS policies are for HTTPS")
_WEAK_AWS = re.compile(r"ELBSecurityPolicy-(FS-)?(2011|2014|2015|2016|2018)-\d\d")
"""Names without a version: they accept TLS 1.0."""
_MINIMUM_AWS = re.compile(r"ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-(\d)(?:-.*)?")
_MINIMUM_ALICLOUD = re.compile(r"tls_cipher_policy_1_(\d)(?:_.*)?")
_LEAST_MINOR = 2
_SECURE = frozenset({"TLSv1.2", "TLSv1.3"})


def _aws_policy(listener: View) -> Outcome:
    if aws_protocol(listener) not in ("HTTPS", "TLS"):
        return _NO_TLS
    policy = str(listener.get("sslPolicy", "ELBSecurityPolicy-2016-08"))
    if _WEAK_AWS.fullmatch(policy):
        return f"`sslPolicy` is {policy!r}, which accepts TLS 1.0"
    return _by_minor(_MINIMUM_AWS.fullmatch(policy), "sslPolicy", policy)


def _by_minor(named: re.Match[str] | None, path: str, policy: str) -> str | None:
    """The protocol decides, not a list of names: new policies appear every year."""
    if named is None:
        raise NotEvaluated(f"the name of `{path}` {policy} does not say which TLS it accepts")
    minor = int(named[1])
    return None if minor >= _LEAST_MINOR else f"`{path}` is {policy!r}, which accepts TLS 1.{minor}"


_CUSTOM = {
    ALB: "alicloud:alb/securityPolicy:SecurityPolicy",
    NLB: "alicloud:nlb/securityPolicy:SecurityPolicy",
}


def _alicloud_policy(listener: View) -> Outcome:
    protocol = listener.get("listenerProtocol")
    if protocol not in ENCRYPTED or protocol == "QUIC":
        return _QUIC if protocol == "QUIC" else _NO_TLS
    if not listener.has("securityPolicyId"):
        return "`securityPolicyId` is not set, and the default accepts TLS 1.0"
    if custom := listener.targets("securityPolicyId", _CUSTOM[listener.type]):
        return first_fault(custom, _custom_policy)
    policy = str(listener.get("securityPolicyId"))
    return _by_minor(_MINIMUM_ALICLOUD.fullmatch(policy), "securityPolicyId", policy)


def _custom_policy(policy: View) -> str | None:
    versions = policy.values("tlsVersions")
    if versions and set(versions) <= _SECURE:
        return None
    return f"`tlsVersions` of {policy.name} is {shown(list(versions))}"


def _slb_policy(listener: View) -> Outcome:
    if listener.get("protocol") != "https":
        return _NO_TLS
    policy = str(listener.get("tlsCipherPolicy", "tls_cipher_policy_1_0"))
    return _by_minor(_MINIMUM_ALICLOUD.fullmatch(policy), "tlsCipherPolicy", policy)


RULES = (
    Rule(
        id="encryption-lb-tls-policy",
        title="Load balancers accept TLS 1.2 and later only",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="TLS 1.0 and 1.1 are broken, PCI DSS scanners fail a shop that accepts them, and the providers'"
        " defaults do accept them.",
        remediation="build it with LoadBalancer, whose policy starts at TLS 1.2 on both clouds",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17",
        checks={
            LISTENER: _aws_policy,
            ALB: _alicloud_policy,
            NLB: _alicloud_policy,
            SLB: _slb_policy,
            _CUSTOM[ALB]: _custom_policy,
            _CUSTOM[NLB]: _custom_policy,
        },
        scope=Scope.STACK,
    ),
)
