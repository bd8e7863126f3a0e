"""Rules of security groups: a description belongs to a source, and each kind of source has a list of its own."""

from __future__ import annotations

from typing import Any

_SOURCES = {
    "cidrIpv4": ("IpRanges", "CidrIp"),
    "cidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListId": ("PrefixListIds", "PrefixListId"),
    "referencedSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
}


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """The source as an element of the list for its kind."""
    for name, (list_, member) in _SOURCES.items():
        if inputs.get(name):
            source = {member: inputs.pop(name)}
            if "description" in inputs:
                source["Description"] = inputs["description"]
            return {name: value for name, value in inputs.items() if name != "description"} | {list_: [source]}
    return inputs
