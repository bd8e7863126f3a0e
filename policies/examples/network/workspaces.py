"""Workspaces that one network reaches, and such that all the world does."""

from __future__ import annotations

from policies.examples.example import UNKNOWN, Example, fails, passes, ref, res, unknown

_RULE = "network-query-workspace-private"
_PROJECT = "alicloud:maxcompute/project:Project"

EXAMPLES: tuple[Example, ...] = (
    passes(
        _RULE,
        res(_PROJECT, projectName="shop", ipWhiteList={"vpcIpList": ref("network")}),
        res("alicloud:vpc/network:Network", "network"),
    ),
    fails(
        _RULE,
        res(_PROJECT, projectName="shop", ipWhiteList={"vpcIpList": "cn-shanghai_vpc-1", "ipList": "0.0.0.0/0"}),
        says="the whole internet",
    ),
    fails(_RULE, res(_PROJECT, projectName="shop", ipWhiteList={"vpcIpList": "*"}), says="every VPC"),
    passes(
        _RULE,
        res(_PROJECT, projectName="shop", ipWhiteList={"vpcIpList": "cn-shanghai_vpc-1", "ipList": "10.0.0.0/8"}),
    ),
    unknown(
        _RULE, res(_PROJECT, projectName="shop", ipWhiteList={"vpcIpList": "cn-shanghai_vpc-1", "ipList": UNKNOWN})
    ),
    fails(_RULE, res(_PROJECT, projectName="shop"), says="ipWhiteList.vpcIpList"),
)
