"""Private ways from a VPC of AWS to AWS services, past the internet."""

from __future__ import annotations

from collections.abc import Iterable

from policies.view import View

_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_ROUTES = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
_SUBNETS = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"


def lacking(vpc: View, services: Iterable[str], *, places: int) -> str | None:
    """The first of these services that no endpoint of the network leads to, or why its endpoint is of no use.

    An interface endpoint must be in so many subnets.
    """
    endpoints = vpc.referring(_ENDPOINT, "vpcId")
    for service in services:
        faults = [
            _useless(endpoint, places)
            for endpoint in endpoints
            if str(endpoint.get("serviceName")).endswith(f".{service}")
        ]
        if None not in faults:
            return f"{service}: {faults[0] if faults else 'no endpoint leads to it'}"
    return None


def _useless(endpoint: View, places: int) -> str | None:
    if endpoint.get("vpcEndpointType", "Gateway") == "Gateway":
        if endpoint.has("routeTableIds") or endpoint.referring(_ROUTES, "vpcEndpointId"):
            return None
        return f"{endpoint.name} is in no route table"
    if endpoint.get("privateDnsEnabled", False) is not True:
        return f"`privateDnsEnabled` of {endpoint.name} is not true, so nobody finds it under the usual host name"
    stands = endpoint.count("subnetIds") + endpoint.count("subnetConfigurations")
    stands += len(endpoint.referring(_SUBNETS, "vpcEndpointId"))
    return None if stands >= places else f"{endpoint.name} stands in {stands} subnets, {places} are needed"
