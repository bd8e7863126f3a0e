"""What a security group lets in, entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policies.reading.faults import first_fault
from policies.reading.permissions import (
    DEFAULT_GROUP,
    ECS_RULE,
    GROUP,
    INGRESS_RULE,
    RULE,
    Direction,
    Permission,
    permissions,
)
from policies.rule import Area, Check, NotApplicable, Outcome, Rule, Severity
from policies.view import View

_ADMIN_PORTS: Mapping[int, str] = {
    22: "SSH",
    23: "Telnet",
    2375: "Docker",
    3389: "RDP",
    5985: "WinRM",
    5986: "WinRM",
}
_DATA_PORTS: Mapping[int, str] = {
    445: "SMB",
    1433: "SQL Server",
    1521: "Oracle",
    2049: "NFS",
    2181: "ZooKeeper",
    2379: "etcd",
    3306: "MySQL",
    5432: "PostgreSQL",
    5439: "Redshift",
    5601: "Kibana",
    5671: "AMQP",
    5672: "AMQP",
    6379: "Redis",
    8182: "Neptune",
    8848: "Nacos",
    9042: "Cassandra",
    9092: "Kafka",
    9093: "Kafka",
    9094: "Kafka",
    9096: "Kafka",
    9098: "Kafka",
    9200: "Elasticsearch",
    9300: "Elasticsearch",
    9876: "RocketMQ",
    11211: "Memcached",
    20880: "Dubbo",
    27017: "MongoDB",
    61616: "ActiveMQ",
    61617: "ActiveMQ",
}
"""Stores, brokers and registries of services."""
_SHOWN_PORTS = 5
_REMEDIATION = (
    "name the callers in `clients` of Database, Cache or LoadBalancer, which open one port to their groups; for a "
    "rule of your own give a security group or the network's block as source"
)


def _each(wrong_with: Callable[[Permission], str | None]) -> Mapping[str, Check]:
    """The check for every form in which something can be let in."""

    def check(resource: View) -> Outcome:
        found = list(permissions(resource, Direction.IN))
        if not found:
            return NotApplicable("it lets nothing in by itself")
        return first_fault(found, wrong_with)

    return dict.fromkeys((GROUP, DEFAULT_GROUP, RULE, INGRESS_RULE, ECS_RULE), check)


def _none_of(ports: Mapping[int, str]) -> Callable[[Permission], str | None]:
    def wrong_with(permission: Permission) -> str | None:
        reached = permission.ports()
        open_ports = [f"{port} ({what})" for port, what in ports.items() if port in reached]
        block = permission.everybody() if open_ports else None
        more = len(open_ports) - _SHOWN_PORTS
        shown = ", ".join(open_ports[:_SHOWN_PORTS]) + (f" and {more} more" if more > 0 else "")
        return f"{permission.place}lets {block} in to port {shown}" if block else None

    return wrong_with


def _not_every_port(permission: Permission) -> str | None:
    block = permission.everybody() if permission.unrestricted() else None
    return f"{permission.place}lets {block} in to every port" if block else None


RULES = (
    Rule(
        id="network-no-public-admin-ports",
        title="Nobody on the internet can reach a port of remote administration",
        area=Area.NETWORK,
        severity=Severity.CRITICAL,
        why="Log-ins on open SSH and RDP ports are tried all day; one weak password opens the shop's network.",
        remediation=f"use the session manager of the cloud, which needs no open port; {_REMEDIATION}",
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13",
        checks=_each(_none_of(_ADMIN_PORTS)),
    ),
    Rule(
        id="network-no-public-data-ports",
        title="Nobody on the internet can reach the port of a store or a message broker",
        area=Area.NETWORK,
        severity=Severity.CRITICAL,
        why="Orders and customers lie behind these ports, and some of them ask for no password by default.",
        remediation=_REMEDIATION,
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19",
        checks=_each(_none_of(_DATA_PORTS)),
    ),
    Rule(
        id="network-no-any-protocol-ingress",
        title="No security group lets the internet in to every port",
        area=Area.NETWORK,
        severity=Severity.CRITICAL,
        why="Whatever listens on an instance, now or after the next deployment, is on the internet.",
        remediation=_REMEDIATION,
        source="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
        checks=_each(_not_every_port),
    ),
)
