"""Search clusters."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, ref, res, unknown

_DOMAIN = "aws:opensearch/domain:Domain"
_OLD = "aws:elasticsearch/domain:Domain"
_MODERN = {"enforceHttps": True, "tlsSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}
_CLUSTER = "alicloud:elasticsearch/instance:Instance"
_KEY = res("aws:kms/key:Key", "key")
_REST = "encryption-search-at-rest"
_TRANSIT = "encryption-search-in-transit"


def _domain(policy: Any, *, nodes: Any = True, **endpoint: Any) -> Res:
    options = {"tlsSecurityPolicy": policy, **endpoint}
    return res(_DOMAIN, domainEndpointOptions=options, nodeToNodeEncryption={"enabled": nodes})


EXAMPLES: tuple[Example, ...] = (
    passes(_REST, res(_DOMAIN, encryptAtRest={"enabled": True, "kmsKeyId": ref("key")}), _KEY),
    fails(_REST, res(_DOMAIN, engineVersion="OpenSearch_2.19"), says="encryptAtRest.enabled"),
    fails(_REST, res(_DOMAIN, encryptAtRest={"enabled": True}), says="encryptAtRest.kmsKeyId"),
    unknown(_REST, res(_DOMAIN, encryptAtRest={"enabled": UNKNOWN, "kmsKeyId": ref("key")}), _KEY),
    # What was called so before it was OpenSearch
    passes(_REST, res(_OLD, encryptAtRest={"enabled": True, "kmsKeyId": ref("key")}), _KEY),
    fails(_REST, res(_OLD, elasticsearchVersion="7.10"), says="encryptAtRest.enabled"),
    unknown(_REST, res(_OLD, encryptAtRest={"enabled": UNKNOWN, "kmsKeyId": ref("key")}), _KEY),
    passes(_TRANSIT, res(_OLD, nodeToNodeEncryption={"enabled": True}, domainEndpointOptions=_MODERN)),
    fails(_TRANSIT, res(_OLD, domainEndpointOptions=_MODERN), says="nodeToNodeEncryption"),
    unknown(_TRANSIT, res(_OLD, nodeToNodeEncryption={"enabled": UNKNOWN}, domainEndpointOptions=_MODERN)),
    passes(
        _REST, res(_CLUSTER, dataNodeConfiguration={"spec": "elasticsearch.sn2ne.large", "diskEncryption": True})
    ),
    passes(_REST, res(_CLUSTER, dataNodeDiskEncrypted=True)),
    fails(_REST, res(_CLUSTER, dataNodeConfiguration={"spec": "elasticsearch.sn2ne.large"}), says="neither"),
    fails(
        _REST,
        res(
            _CLUSTER,
            dataNodeDiskEncrypted=True,
            warmNodeConfiguration={"amount": 2, "spec": "elasticsearch.sn1ne"},
        ),
        says="it has warm nodes",
    ),
    passes(
        _REST,
        res(_CLUSTER, dataNodeDiskEncrypted=True, warmNodeConfiguration={"amount": 2, "diskEncryption": True}),
    ),
    unknown(_REST, res(_CLUSTER, dataNodeConfiguration={"diskEncryption": UNKNOWN})),
    passes(_TRANSIT, _domain("Policy-Min-TLS-1-2-PFS-2023-10", enforceHttps=True)),
    fails(_TRANSIT, _domain("Policy-Min-TLS-1-0-2019-07"), says="TLS-1-0"),
    fails(_TRANSIT, _domain("Policy-Min-TLS-1-2-2019-07", nodes=False), says="nodeToNodeEncryption"),
    fails(_TRANSIT, _domain("Policy-Min-TLS-1-2-2019-07", enforceHttps=False), says="enforceHttps"),
    fails(_TRANSIT, _domain(None), says="not set"),
    # facts/policies.md section 7, case 13: a new name is judged by its protocol, or not at all
    passes(_TRANSIT, _domain("Policy-Min-TLS-1-3-2027-01")),
    unknown(_TRANSIT, _domain("Policy-Modern-2027"), says="does not say"),
    unknown(_TRANSIT, _domain(UNKNOWN)),
    passes(_TRANSIT, res(_CLUSTER, protocol="HTTPS")),
    fails(_TRANSIT, res(_CLUSTER, version="8.15.1_with_X-Pack"), says="'HTTP'"),
    unknown(_TRANSIT, res(_CLUSTER, protocol=UNKNOWN)),
)
