"""Search clusters are encrypted, at rest and on the wire."""

from __future__ import annotations

import re

from policies.checks import is_one_of
from policies.reading.own_key import not_own
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import NotEvaluated, View

_AWS = ("aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain")
_ELASTICSEARCH = "alicloud:elasticsearch/instance:Instance"
_TLS_1_2 = (1, 2)


def _opensearch_at_rest(domain: View) -> Outcome:
    if domain.get("encryptAtRest.enabled", False) is not True:
        return "`encryptAtRest.enabled` is not true"
    return not_own(domain, "encryptAtRest.kmsKeyId")


def _elasticsearch_at_rest(cluster: View) -> Outcome:
    new, old = "dataNodeConfiguration.diskEncryption", "dataNodeDiskEncrypted"
    if not (cluster.get(new, False) is True or cluster.get(old, False) is True):
        return f"neither `{new}` nor `{old}` is true"
    warm = float(cluster.get("warmNodeConfiguration.amount", 0)) or float(cluster.get("warmNodeAmount", 0))
    new, old = "warmNodeConfiguration.diskEncryption", "warmNodeDiskEncrypted"
    if warm and not (cluster.get(new, False) is True or cluster.get(old, False) is True):
        return f"it has warm nodes, and neither `{new}` nor `{old}` is true"
    return None


def _opensearch_in_transit(domain: View) -> Outcome:
    if domain.get("nodeToNodeEncryption.enabled", False) is not True:
        return "`nodeToNodeEncryption.enabled` is not true"
    if domain.get("domainEndpointOptions.enforceHttps", True) is not True:
        return "`domainEndpointOptions.enforceHttps` is false"
    path = "domainEndpointOptions.tlsSecurityPolicy"
    policy = domain.get(path)
    if policy is None:
        return f"`{path}` is not set, and the service's default has accepted TLS 1.0"
    named = re.match(r"Policy-Min-TLS-(\d)-(\d)(-|$)", policy)
    if named is None:
        raise NotEvaluated(f"the name of `{path}` {policy} does not say which TLS it accepts")
    return None if (int(named[1]), int(named[2])) >= _TLS_1_2 else f"`{path}` is {policy!r}"


RULES = (
    Rule(
        id="encryption-search-at-rest",
        title="Search clusters are encrypted at rest",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="What was indexed can be read from a node's disk or a snapshot: customers, orders, log lines.",
        remediation="build the cluster with SearchCluster, which encrypts it: on AWS with `key_arn`",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-1",
        checks={**dict.fromkeys(_AWS, _opensearch_at_rest), _ELASTICSEARCH: _elasticsearch_at_rest},
    ),
    Rule(
        id="encryption-search-in-transit",
        title="Search clusters speak TLS 1.2 or later only",
        area=Area.ENCRYPTION,
        severity=Severity.HIGH,
        why="Search terms and whole documents go between services and nodes; in clear anybody in the network"
        " reads them.",
        remediation="build the cluster with SearchCluster, which speaks TLS 1.2 or later only",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-8",
        checks={
            **dict.fromkeys(_AWS, _opensearch_in_transit),
            _ELASTICSEARCH: is_one_of("protocol", ("HTTPS",), default="HTTP"),
        },
    ),
)
