"""Where the lake is asked from."""

from __future__ import annotations

from policies.reading.own_key import key_at
from policies.reading.permissions import is_everybody
from policies.rule import Area, Outcome, Rule, Severity
from policies.view import View

_ANY_VPC = "*"


def _named(project: View) -> Outcome:
    """With one list MaxCompute refuses the other kind of network, and both lists have a word for everybody."""
    networks = key_at(project, "ipWhiteList.vpcIpList") or ""
    for address in map(str.strip, str(project.get("ipWhiteList.ipList", "")).split(",")):
        if address == _ANY_VPC or is_everybody(address):
            return f"`ipWhiteList.ipList` has {address}: the whole internet"
    if _ANY_VPC in map(str.strip, networks.split(",")):
        return f"`ipWhiteList.vpcIpList` has {_ANY_VPC}: every VPC of the region"
    return None if networks else "`ipWhiteList.vpcIpList` is not set"


RULES = (
    Rule(
        id="network-query-workspace-private",
        title="The query workspace admits named networks only",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="Without a list, whoever finds an access key reads what all visitors did, from anywhere in the world.",
        remediation="build the workspace with QueryWorkspace and its `network_id`",
        source="https://www.alibabacloud.com/help/en/maxcompute/security-and-compliance/manage-ip-address-whitelists",
        checks={"alicloud:maxcompute/project:Project": _named},
        not_applicable={"aws": "Athena stands in no network: IAM says who may ask, and the bucket who may read"},
    ),
)
