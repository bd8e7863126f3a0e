"""Stores and brokers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown

_CLUSTER = "aws:rds/cluster:Cluster"
_KVSTORE = "alicloud:kvstore/instance:Instance"
_POLARDB = "alicloud:polardb/cluster:Cluster"
_ELASTICSEARCH = "alicloud:elasticsearch/instance:Instance"
_ROCKETMQ = "alicloud:rocketmq/rocketMQInstance:RocketMQInstance"
_KAFKA = "alicloud:alikafka/instance:Instance"
_MSK = "aws:msk/cluster:Cluster"


def _flag(rule: str, type_: str, property_: str) -> Iterator[Example]:
    """A property that must not be true."""

    def given(value: Any) -> Res:
        inputs: dict[str, Any] = {property_: value}
        return res(type_, **inputs)

    yield passes(rule, given(False))
    yield passes(rule, res(type_))
    yield fails(rule, given(True), says=f"`{property_}` is true")
    yield unknown(rule, given(UNKNOWN))


def _databases() -> Iterator[Example]:
    rule = "network-database-private"
    for type_ in (
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:rds/instance:Instance",
        "aws:neptune/clusterInstance:ClusterInstance",
        "aws:redshift/cluster:Cluster",
        "aws:redshiftserverless/workgroup:Workgroup",
    ):
        yield from _flag(rule, type_, "publiclyAccessible")
    yield passes(rule, res(_CLUSTER, engine="aurora-mysql"))
    multi_az: dict[str, Any] = {"engine": "mysql", "dbClusterInstanceClass": "db.m6gd.large"}
    yield fails(rule, res(_CLUSTER, publiclyAccessible=True, **multi_az))
    yield fails(rule, res(_CLUSTER, **multi_az), says="is not set, which is true")
    yield fails(rule, res(_CLUSTER, dbSubnetGroupName="default", **multi_az))
    yield passes(rule, res(_CLUSTER, dbSubnetGroupName="isolated", **multi_az))
    yield unknown(rule, res(_CLUSTER, publiclyAccessible=UNKNOWN, **multi_az))
    yield unknown(rule, res(_CLUSTER, dbSubnetGroupName=UNKNOWN, **multi_az))
    primary, *others = (
        f"alicloud:polardb/{kind}"
        for kind in ("primaryEndpoint:PrimaryEndpoint", "clusterEndpoint:ClusterEndpoint")
    )
    for type_ in (primary, *others, "alicloud:polardb/endpoint:Endpoint"):
        yield passes(rule, res(type_, dbClusterId=UNKNOWN, netType="Private"))
        yield passes(rule, res(type_, dbClusterId=UNKNOWN))
        yield fails(rule, res(type_, dbClusterId=UNKNOWN, netType="Public"), says="`netType` is 'Public'")
        yield unknown(rule, res(type_, dbClusterId=UNKNOWN, netType=UNKNOWN))
    # facts/policies.md section 7, case 2: whatever the allow list says, this is a public end point
    yield fails(
        rule,
        res("alicloud:rds/connection:Connection", instanceId=UNKNOWN, connectionPrefix="orders"),
        res("alicloud:rds/instance:Instance", "database", securityIps=["10.40.0.0/16"]),
    )
    for kind in (
        "rds/dbInstanceEndpointAddress:DbInstanceEndpointAddress",
        "rds/dbProxyPublic:DbProxyPublic",
        "polardb/endpointAddress:EndpointAddress",
    ):
        yield fails(rule, res(f"alicloud:{kind}", dbInstanceId=UNKNOWN))


def _caches() -> Iterator[Example]:
    rule = "network-cache-private"
    yield from _flag(rule, _KVSTORE, "enablePublic")
    yield fails(rule, res("alicloud:kvstore/connection:Connection", instanceId=UNKNOWN, port="6379"))


def _allow_list(type_: str, good: Any, bad: Any, path: str = "securityIps") -> Iterator[Example]:
    rule = "network-db-allowlist-not-open"

    def given(value: Any) -> Res:
        inputs: dict[str, Any] = {path: value}
        return res(type_, **inputs)

    yield passes(rule, given(good))
    yield passes(rule, res(type_))
    yield fails(rule, given(bad), says=path)
    yield unknown(rule, given(UNKNOWN))


def _allow_lists() -> Iterator[Example]:
    rule, open_ = "network-db-allowlist-not-open", ["10.40.0.0/16", "0.0.0.0/0"]
    for type_ in ("alicloud:rds/instance:Instance", "alicloud:rds/readOnlyInstance:ReadOnlyInstance"):
        yield from _allow_list(type_, ["10.40.0.0/16", "127.0.0.1"], open_)
        yield fails(rule, res(type_, securityIps=["0.0.0.0"]))
    yield from _allow_list(_KVSTORE, ["10.40.0.0/16"], open_)
    yield from _allow_list("alicloud:redis/tairInstance:TairInstance", "10.40.0.0/16,127.0.0.1", ",".join(open_))
    yield from _allow_list(
        _POLARDB, [{"securityIps": ["10.40.0.0/16"]}], [{"securityIps": open_}], "dbClusterIpArrays"
    )
    yield fails(rule, res(_POLARDB, securityIps=open_))
    yield passes(rule, res(_POLARDB, dbClusterIpArrays=[{"modifyMode": "Delete", "securityIps": ["0.0.0.0/0"]}]))
    for path in ("privateWhitelists", "publicWhitelists", "kibanaPrivateWhitelists", "kibanaWhitelists"):
        yield from _allow_list(_ELASTICSEARCH, ["203.0.113.7"], ["::/0"], path)


def _elasticsearch(public: Any = False, kibana: Any = False) -> Res:
    return res(_ELASTICSEARCH, version="8.5.1_with_X-Pack", enablePublic=public, enableKibanaPublicNetwork=kibana)


def _search() -> Iterator[Example]:
    rule = "network-search-private"
    for type_ in ("aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"):
        yield passes(rule, res(type_, vpcOptions={"subnetIds": [UNKNOWN]}))
        yield fails(rule, res(type_, domainName="products"), says="has a public end point")
    yield passes(rule, _elasticsearch())
    yield fails(rule, _elasticsearch(public=True), says="enablePublic")
    yield fails(rule, _elasticsearch(kibana=True), says="Kibana")
    # left out, Kibana is public
    yield fails(rule, res(_ELASTICSEARCH, version="8.5.1_with_X-Pack"), says="Kibana")
    yield unknown(rule, _elasticsearch(kibana=UNKNOWN))


def _msk(access: Any) -> Res:
    return res(_MSK, brokerNodeGroupInfo={"connectivityInfo": {"publicAccess": {"type": access}}})


def _brokers() -> Iterator[Example]:
    rule = "network-broker-private"
    yield from _flag(rule, "aws:mq/broker:Broker", "publiclyAccessible")
    yield passes(rule, _msk("DISABLED"))
    yield passes(rule, res(_MSK, brokerNodeGroupInfo={"instanceType": "kafka.m7g.large"}))
    yield fails(rule, _msk("SERVICE_PROVIDED_EIPS"), says="SERVICE_PROVIDED_EIPS")
    yield unknown(rule, _msk(UNKNOWN))
    for spec, verdict in (("disable", passes), ("enable", fails), (UNKNOWN, unknown)):
        yield verdict(rule, res(_ROCKETMQ, networkInfo={"internetInfo": {"internetSpec": spec}}))
    # facts/policies.md section 7, case 7: 5 is the type without a public address
    yield passes(rule, res(_KAFKA, deployType=5))
    yield fails(rule, res(_KAFKA, deployType=4, eipMax=10), says="`deployType` is 4")
    yield unknown(rule, res(_KAFKA, deployType=UNKNOWN))
    yield from _flag(rule, "alicloud:amqp/instance:Instance", "supportEip")
    yield from _flag(rule, "alicloud:message/serviceEndpoint:ServiceEndpoint", "endpointEnabled")


EXAMPLES: tuple[Example, ...] = (*_databases(), *_caches(), *_allow_lists(), *_search(), *_brokers())
