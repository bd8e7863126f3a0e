"""Workspaces that one network reaches, and such that all the world does."""

from __future__ import annotations

from policies.examples.example import Example, fails, passes, ref, res

_RULE = "network-query-workspace-private"
_PROJECT = "alicloud:maxcompute/project:Project"

EXAMPLES: tuple[Example, ...] = (
    passes(
        _RULE,
        res(_PROJECT, projectName="shop", ipWhiteList={"vpcIpList": ref("network")}),
        res("alicloud:vpc/network:Network", "network"),
    ),
    fails(_RULE, res(_PROJECT, projectName="shop"), says="ipWhiteList.vpcIpList"),
)
