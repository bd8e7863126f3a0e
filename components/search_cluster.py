"""A search cluster: indexes of documents that several services ask and fill, reached from inside only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component
from components.label import DataClass


@dataclass(frozen=True, kw_only=True)
class SearchClient:
    """A service that asks the cluster or writes into it."""

    security_group_id: pulumi.Input[str]
    identity: str
    """Name of its `Identity`, which is made later: it is granted what the cluster gives out."""
    indexes: tuple[str, ...]
    """The only ones it may touch, where the cloud can tell indexes apart."""
    updates: bool
    """Writes documents, too."""


@dataclass(frozen=True, kw_only=True)
class SearchClusterArgs:
    """What the cluster must carry and survive."""

    data: DataClass
    vcpu: int
    """Of one data node, at least."""
    memory_gib: int
    """Of one data node, at least."""
    disk_gib: int
    """Of one data node."""
    nodes: int
    """Data nodes."""
    dedicated_managers: bool
    """Three nodes that only manage the cluster, and everything spread over three zones. Without them it stands in
    one zone."""
    network_id: pulumi.Input[str]
    zones: tuple[str, ...]
    subnet_ids: tuple[pulumi.Input[str], ...]
    """Isolated subnets in the order of the zones."""
    client_cidrs: tuple[str, ...]
    """Blocks that the clients' instances have their addresses from."""
    clients: Mapping[str, SearchClient]
    """Service name -> what it may do."""
    owner: str
    """The client that makes the indexes and says who may do what in them."""
    key_arn: pulumi.Input[str]
    secret_key_arn: pulumi.Input[str]
    """Key of a generated credential."""
    log_retention_days: int
    log_key_arn: pulumi.Input[str]
    notify: pulumi.Input[str]
    account_role: bool = False
    """Also make the role that the cloud's service needs once in every account, because nobody has yet."""
    deletion_protected: bool = True


@dataclass(frozen=True, kw_only=True)
class SearchClusterOutputs:
    """How services reach the cluster, and what must be granted to them."""

    cluster_id: pulumi.Output[str]
    """AWS: name of the domain. Alibaba Cloud: id of the instance."""
    endpoint: pulumi.Output[str]
    """`https://...`, with the port."""
    indexes_arn: pulumi.Output[str] | None
    """The ARN of an index is this, `/` and its name. None where the cloud grants nothing on indexes."""
    owner_role_arn: pulumi.Output[str] | None
    """AWS: the role that the owner assumes to make indexes and to let the others in. None elsewhere."""
    members: pulumi.Output[str] | None
    """AWS: JSON for the owner, who must be let in and to which indexes. None elsewhere."""
    secret_arn: pulumi.Output[str] | None
    """Secret with JSON `username` and `password`. None where roles are enough."""


class SearchCluster(Component[SearchClusterArgs, SearchClusterOutputs]):
    """One search cluster."""

    token = "floodgate:index:SearchCluster"
