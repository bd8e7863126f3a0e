"""Stores and brokers: no address on the internet, no list of callers that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from policies.checks import is_not_true, is_one_of
from policies.reading.permissions import is_everybody
from policies.rule import Area, Check, Outcome, Rule, Severity, forbidden
from policies.view import View

_PRIVATE_NETS = ("Private", "Inner")
_DEFAULT_GROUP = "default"
_EVERYBODY = "0.0.0.0"
"""RDS takes it for 0.0.0.0/0."""


def _multi_az_cluster_private(cluster: View) -> Outcome:
    """Only clusters of PostgreSQL and MySQL proper have the property; those of Aurora are judged by instance."""
    public = cluster.get("publiclyAccessible")
    if public is None and cluster.has("dbClusterInstanceClass"):
        public = not cluster.has("dbSubnetGroupName") or cluster.get("dbSubnetGroupName") == _DEFAULT_GROUP
        return "`publiclyAccessible` is not set, which is true in the default subnets" if public else None
    return "`publiclyAccessible` is true" if public is True else None


def _not_public(endpoint: View) -> Outcome:
    return is_one_of("netType", _PRIVATE_NETS, default="Private")(endpoint)


def _search_in_vpc(domain: View) -> Outcome:
    if domain.has("vpcOptions.subnetIds"):
        return None
    return "`vpcOptions.subnetIds` is not set: the domain has a public end point"


def _elasticsearch_private(instance: View) -> Outcome:
    if instance.get("enablePublic", False) is True:
        return "`enablePublic` is true"
    if instance.get("enableKibanaPublicNetwork", True) is True:
        return "`enableKibanaPublicNetwork` is not false: Kibana is on the internet by default"
    return None


def _msk_private(cluster: View) -> Outcome:
    path = "brokerNodeGroupInfo.connectivityInfo.publicAccess.type"
    return is_one_of(path, ("DISABLED",), default="DISABLED")(cluster)


def _never_everybody(addresses: Callable[[View], Iterator[tuple[str, Any]]]) -> Check:
    def check(store: View) -> Outcome:
        for path, address in addresses(store):
            if address == _EVERYBODY or is_everybody(address):
                return f"`{path}` has {address}"
        return None

    return check


def _lists(*paths: str) -> Callable[[View], Iterator[tuple[str, Any]]]:
    """Lists, or texts with commas between the addresses."""

    def addresses(store: View) -> Iterator[tuple[str, Any]]:
        for path in paths:
            for value in store.values(path):
                yield from ((path, address.strip()) for address in str(value).split(","))

    return addresses


def _polardb_lists(cluster: View) -> Iterator[tuple[str, Any]]:
    yield from _lists("securityIps")(cluster)
    for group in cluster.each("dbClusterIpArrays"):
        if group.get("modifyMode", "Cover") != "Delete":
            yield from ((f"{group.path}.securityIps", address) for address in group.values("securityIps"))


RULES = (
    Rule(
        id="network-database-private",
        title="Databases have no address on the internet",
        area=Area.NETWORK,
        severity=Severity.CRITICAL,
        why="All orders and customers are then one guessed password away from everybody.",
        remediation="build databases with Database, which gives them private end points only; people connect "
        "through the session manager of the cloud",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
        checks={
            "aws:rds/instance:Instance": is_not_true("publiclyAccessible"),
            "aws:rds/clusterInstance:ClusterInstance": is_not_true("publiclyAccessible"),
            "aws:rds/cluster:Cluster": _multi_az_cluster_private,
            "aws:neptune/clusterInstance:ClusterInstance": is_not_true("publiclyAccessible"),
            "aws:redshift/cluster:Cluster": is_not_true("publiclyAccessible"),
            "aws:redshiftserverless/workgroup:Workgroup": is_not_true("publiclyAccessible"),
            "alicloud:rds/connection:Connection": forbidden("it is a public end point of the instance"),
            "alicloud:rds/dbInstanceEndpointAddress:DbInstanceEndpointAddress": forbidden(
                "it is a public address of the instance"
            ),
            "alicloud:rds/dbProxyPublic:DbProxyPublic": forbidden("it is a public address of the proxy"),
            "alicloud:polardb/endpointAddress:EndpointAddress": forbidden("it is a public address of the cluster"),
            "alicloud:polardb/primaryEndpoint:PrimaryEndpoint": _not_public,
            "alicloud:polardb/clusterEndpoint:ClusterEndpoint": _not_public,
            "alicloud:polardb/endpoint:Endpoint": _not_public,
        },
    ),
    Rule(
        id="network-cache-private",
        title="Caches have no address on the internet",
        area=Area.NETWORK,
        severity=Severity.CRITICAL,
        why="Whoever reaches the cache reads sessions and can log in as any customer.",
        remediation="build caches with Cache, which gives them a private end point only",
        source="https://www.alibabacloud.com/help/en/redis",
        checks={
            "alicloud:kvstore/connection:Connection": forbidden("it is a public end point of the instance"),
            "alicloud:kvstore/instance:Instance": is_not_true("enablePublic"),
        },
        not_applicable={"aws": "ElastiCache has no public end points"},
    ),
    Rule(
        id="network-db-allowlist-not-open",
        title="The allow list of no store lets everybody in",
        area=Area.NETWORK,
        severity=Severity.CRITICAL,
        why="The list is the only firewall these stores have: a public end point, opened for a minute by hand, is "
        "then open to all.",
        remediation="name the callers in `clients` of Database and Cache, whose security groups are then the "
        "allow list, and in `client_cidrs` of SearchCluster; never add 0.0.0.0/0",
        source="https://www.alibabacloud.com/help/en/rds",
        checks={
            "alicloud:rds/instance:Instance": _never_everybody(_lists("securityIps")),
            "alicloud:rds/readOnlyInstance:ReadOnlyInstance": _never_everybody(_lists("securityIps")),
            "alicloud:polardb/cluster:Cluster": _never_everybody(_polardb_lists),
            "alicloud:kvstore/instance:Instance": _never_everybody(_lists("securityIps")),
            "alicloud:redis/tairInstance:TairInstance": _never_everybody(_lists("securityIps")),
            "alicloud:elasticsearch/instance:Instance": _never_everybody(
                _lists("privateWhitelists", "publicWhitelists", "kibanaPrivateWhitelists", "kibanaWhitelists")
            ),
        },
        not_applicable={"aws": "stores are members of security groups, which network-no-public-data-ports judges"},
    ),
    Rule(
        id="network-search-private",
        title="Search clusters have no address on the internet",
        area=Area.NETWORK,
        severity=Severity.CRITICAL,
        why="Open search clusters are found within hours, copied and wiped for ransom.",
        remediation="build the cluster with SearchCluster, which stands in isolated subnets and shows no Kibana",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-2",
        checks={
            "aws:opensearch/domain:Domain": _search_in_vpc,
            "aws:elasticsearch/domain:Domain": _search_in_vpc,
            "alicloud:elasticsearch/instance:Instance": _elasticsearch_private,
        },
    ),
    Rule(
        id="network-broker-private",
        title="Message brokers have no address on the internet",
        area=Area.NETWORK,
        severity=Severity.HIGH,
        why="Whoever can write to the queues of the shop sends orders and payments that nobody made.",
        remediation="use Queue and Topic; otherwise set `publicly_accessible` to False (Amazon MQ), "
        "`internet_spec` to 'disable' (RocketMQ), `deploy_type` to 5 (Kafka), `endpoint_enabled` to False (SMQ)",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-4",
        checks={
            "aws:mq/broker:Broker": is_not_true("publiclyAccessible"),
            "aws:msk/cluster:Cluster": _msk_private,
            "alicloud:rocketmq/rocketMQInstance:RocketMQInstance": is_one_of(
                "networkInfo.internetInfo.internetSpec", ("disable",)
            ),
            # 5 is the type without a public address, 4 the one that has it too
            "alicloud:alikafka/instance:Instance": is_one_of("deployType", (5,)),
            "alicloud:amqp/instance:Instance": is_not_true("supportEip"),
            "alicloud:message/serviceEndpoint:ServiceEndpoint": is_not_true("endpointEnabled"),
        },
    ),
)
