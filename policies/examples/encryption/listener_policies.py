"""Listeners of load balancers: which TLS they accept."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, skips, unknown

_RULE = "encryption-lb-tls-policy"
_LISTENER = "aws:lb/listener:Listener"
_ALB = "alicloud:alb/listener:Listener"
_NLB = "alicloud:nlb/listener:Listener"
_SLB = "alicloud:slb/listener:Listener"
_ALB_POLICY = "alicloud:alb/securityPolicy:SecurityPolicy"
_NLB_POLICY = "alicloud:nlb/securityPolicy:SecurityPolicy"


def _https(policy: Any) -> Res:
    return res(_LISTENER, protocol="HTTPS", port=443, sslPolicy=policy)


EXAMPLES: tuple[Example, ...] = (
    passes(_RULE, _https("ELBSecurityPolicy-TLS13-1-2-Res-2021-06")),
    fails(_RULE, res(_LISTENER, protocol="HTTPS", port=443), says="ELBSecurityPolicy-2016-08"),
    fails(_RULE, _https("ELBSecurityPolicy-TLS13-1-0-2021-06"), says="TLS 1.0"),
    fails(_RULE, _https("ELBSecurityPolicy-TLS-1-1-2017-01"), says="TLS 1.1"),
    fails(_RULE, _https("ELBSecurityPolicy-FS-2018-06"), says="TLS 1.0"),
    passes(_RULE, _https("ELBSecurityPolicy-FS-1-2-Res-2020-10")),
    passes(_RULE, res(_LISTENER, protocol="TLS", sslPolicy="ELBSecurityPolicy-TLS13-1-3-2021-06")),
    # facts/policies.md section 7, case 13: a new name is judged by its protocol, or not at all
    passes(_RULE, _https("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")),
    unknown(_RULE, _https("ELBSecurityPolicy-Modern-2027-01"), says="does not say"),
    unknown(_RULE, _https(UNKNOWN)),
    skips(_RULE, res(_LISTENER, protocol="HTTP", port=80)),
    passes(_RULE, res(_ALB, listenerProtocol="HTTPS", securityPolicyId="tls_cipher_policy_1_2_strict_with_1_3")),
    fails(_RULE, res(_ALB, listenerProtocol="HTTPS", listenerPort=443), says="not set"),
    fails(_RULE, res(_ALB, listenerProtocol="HTTPS", securityPolicyId="tls_cipher_policy_1_1"), says="TLS 1.1"),
    passes(
        _RULE,
        res(_ALB, listenerProtocol="HTTPS", securityPolicyId=ref("modern")),
        res(_ALB_POLICY, "modern", tlsVersions=["TLSv1.2", "TLSv1.3"]),
    ),
    unknown(_RULE, res(_ALB, listenerProtocol="HTTPS", securityPolicyId="tls-1a2b3c4d"), says="tls-1a2b3c4d"),
    unknown(_RULE, res(_ALB, listenerProtocol="HTTPS", securityPolicyId=UNKNOWN)),
    skips(_RULE, res(_ALB, listenerProtocol="HTTP", listenerPort=80)),
    skips(_RULE, res(_ALB, listenerProtocol="QUIC", listenerPort=443)),
    passes(_RULE, res(_NLB, listenerProtocol="TCPSSL", securityPolicyId="tls_cipher_policy_1_2")),
    fails(_RULE, res(_NLB, listenerProtocol="TCPSSL", securityPolicyId="tls_cipher_policy_1_0"), says="TLS 1.0"),
    unknown(_RULE, res(_NLB, listenerProtocol="TCPSSL", securityPolicyId=UNKNOWN)),
    skips(_RULE, res(_NLB, listenerProtocol="TCP")),
    passes(_RULE, res(_SLB, protocol="https", tlsCipherPolicy="tls_cipher_policy_1_2")),
    fails(_RULE, res(_SLB, protocol="https"), says="tls_cipher_policy_1_0"),
    unknown(_RULE, res(_SLB, protocol="https", tlsCipherPolicy=UNKNOWN)),
    skips(_RULE, res(_SLB, protocol="tcp")),
    *(
        example
        for type_ in (_ALB_POLICY, _NLB_POLICY)
        for example in (
            passes(_RULE, res(type_, tlsVersions=["TLSv1.2", "TLSv1.3"])),
            fails(_RULE, res(type_, tlsVersions=["TLSv1.1", "TLSv1.2"]), says="TLSv1.1"),
            unknown(_RULE, res(type_, tlsVersions=UNKNOWN)),
        )
    ),
)
