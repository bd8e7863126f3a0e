"""Where the lake is asked from."""

from __future__ import annotations

from policies.checks import is_set
from policies.rule import Area, Rule, Severity

RULES = (
    Rule(
        id="network-query-workspace-private",
        title="The query workspace admits named networks only",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="Without a list, whoever finds an access key reads what all visitors did, from anywhere in the world.",
        remediation="build the workspace with QueryWorkspace and its `network_id`",
        source="https://www.alibabacloud.com/help/en/maxcompute/user-guide/manage-ip-address-whitelists",
        checks={"alicloud:maxcompute/project:Project": is_set("ipWhiteList.vpcIpList")},
        not_applicable={"aws": "Athena stands in no network: IAM says who may ask, and the bucket who may read"},
    ),
)
