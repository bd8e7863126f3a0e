"""Data sources that can be answered without an account's own data."""

from __future__ import annotations

from typing import Any

from infra.local.aws.client import Clients
from infra.local.contract import CloudError, Inputs


def invoke(clients: Clients, region: str, token: str, arguments: Inputs) -> dict[str, Any]:
    """Answer a data source.

    Raises:
        CloudError: it is none of those about the account, its region and its zones.
    """
    region = str(arguments.get("region") or region)
    if token == "aws:index/getCallerIdentity:getCallerIdentity":
        user = f"arn:aws:iam::{clients.account}:root"
        return {"accountId": clients.account, "arn": user, "id": clients.account, "userId": clients.account}
    if token == "aws:index/getRegion:getRegion":
        return {"id": region, "name": region, "region": region, "endpoint": f"ec2.{region}.amazonaws.com"}
    if token == "aws:index/getPartition:getPartition":
        return {"id": "aws", "partition": "aws", "dnsSuffix": "amazonaws.com", "reverseDnsPrefix": "com.amazonaws"}
    if token == "aws:index/getAvailabilityZones:getAvailabilityZones":
        answer = clients.call("ec2", region, "DescribeAvailabilityZones", {}, lambda value: value)
        zones = answer["AvailabilityZones"]
        return {
            "id": region,
            "names": [zone["ZoneName"] for zone in zones],
            "zoneIds": [zone["ZoneId"] for zone in zones],
        }
    raise CloudError(
        f"the local cloud cannot answer the data source {token}; take the fact from the stack file instead",
        code="NotEmulated",
    )
