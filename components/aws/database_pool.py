"""The connection pool in front of a database: RDS Proxy."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_aws import cloudwatch, iam, rds

from components.aws.alarm import alarm
from components.aws.context import AwsContext
from components.aws.policy import document, trust
from components.aws.store_catalog import DatabaseClass
from components.database import DatabaseArgs
from components.options import extend

_POOL_PERCENT = 90
"""Share of a server's connections that the pool may take; the rest is for people and monitoring."""
_IDLE_PERCENT = 50
"""Share that stays open without work, so that a flood does not begin with log-ins."""
_BORROW_SECONDS = 10
"""A request that waits longer than this for a connection has failed for its customer anyway."""
_IDLE_CLIENT_SECONDS = 1800
_CLIENTS_PER_CONNECTION = 10
"""More clients than this share one connection: alarm, because multiplexing has become thin."""
_SLOW_BORROW_MICROSECONDS = 100_000
"""Waiting 0.1 s for a connection is noticed by customers."""


def database_pool(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    cluster: rds.Cluster,
    nodes: Sequence[rds.ClusterInstance],
    size: DatabaseClass,
    secret_arn: pulumi.Output[str],
    security_group_id: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
    """A pool that takes TLS connections only. Returns its writer's and its readers' endpoint, which are the same
    when there are no readers."""
    # As with the cluster: RDS Proxy writes to the log group of its name and would make one that never expires
    physical = ctx.label.physical(f"{name}-pool", 63)
    log = cloudwatch.LogGroup(
        f"{name}-pool-log",
        name=f"/aws/rds/proxy/{physical}",
        retention_in_days=args.log_retention_days,
        kms_key_id=args.log_key_arn,
        tags=ctx.label.tags(name, args.data),
        opts=opts,
    )
    role, permission = _role(ctx, name, args, secret_arn, opts)
    proxy = rds.Proxy(
        f"{name}-pool",
        name=physical,
        engine_family="MYSQL",
        require_tls=True,
        idle_client_timeout=_IDLE_CLIENT_SECONDS,
        role_arn=role.arn,
        # Services log in with the name and password of the secret, as they would at the cluster itself
        auths=[{"auth_scheme": "SECRETS", "iam_auth": "DISABLED", "secret_arn": secret_arn}],
        vpc_subnet_ids=args.subnet_ids,
        vpc_security_group_ids=[security_group_id],
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[log, permission]),
    )
    group = rds.ProxyDefaultTargetGroup(
        f"{name}-pool-group",
        db_proxy_name=proxy.name,
        connection_pool_config={
            "max_connections_percent": _POOL_PERCENT,
            "max_idle_connections_percent": _IDLE_PERCENT,
            "connection_borrow_timeout": _BORROW_SECONDS,
        },
        opts=opts,
    )
    target = rds.ProxyTarget(
        f"{name}-pool-target",
        db_proxy_name=proxy.name,
        target_group_name=group.name,
        db_cluster_identifier=cluster.cluster_identifier,
        # A cluster without a server cannot be registered
        opts=extend(opts, depends_on=nodes, delete_before_replace=True),  # a pool has one cluster
    )
    _alarms(ctx, name, args, proxy, size, opts)
    if args.readers == 0:
        return proxy.endpoint, proxy.endpoint
    reader = rds.ProxyEndpoint(
        f"{name}-pool-readers",
        db_proxy_name=proxy.name,
        db_proxy_endpoint_name=ctx.label.physical(f"{name}-readers", 63),
        target_role="READ_ONLY",
        vpc_subnet_ids=args.subnet_ids,
        vpc_security_group_ids=[security_group_id],
        tags=ctx.label.tags(name),
        opts=extend(opts, depends_on=[target], delete_before_replace=True),  # its name is fixed
    )
    return proxy.endpoint, reader.endpoint


def _role(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    secret_arn: pulumi.Output[str],
    opts: pulumi.ResourceOptions,
) -> tuple[iam.Role, iam.RolePolicy]:
    # RDS does not document that it names the account when it assumes this role: the condition counts if it does
    own_account = {"StringEqualsIfExists": {"aws:SourceAccount": ctx.account_id}}
    role = iam.Role(
        f"{name}-pool",
        description="Lets the connection pool read the database's credentials",
        assume_role_policy=trust("rds.amazonaws.com", own_account),
        tags=ctx.label.tags(name),
        opts=opts,
    )
    permission = iam.RolePolicy(
        f"{name}-pool",
        role=role.name,
        policy=document(
            [
                {
                    "Sid": "Credentials",
                    "Effect": "Allow",
                    "Action": "secretsmanager:GetSecretValue",
                    "Resource": secret_arn,
                },
                {
                    "Sid": "DecryptThem",
                    "Effect": "Allow",
                    "Action": "kms:Decrypt",
                    "Resource": args.secret_key_arn,
                    "Condition": {
                        "StringEquals": {"kms:ViaService": f"secretsmanager.{ctx.region}.amazonaws.com"}
                    },
                },
            ]
        ),
        opts=opts,
    )
    return role, permission


def _alarms(
    ctx: AwsContext,
    name: str,
    args: DatabaseArgs,
    proxy: rds.Proxy,
    size: DatabaseClass,
    opts: pulumi.ResourceOptions,
) -> None:
    connections = min(args.max_connections, size.max_connections) * _POOL_PERCENT / 100
    alarm(
        ctx,
        name,
        "pool-wait",
        opts,
        description=f"Requests wait for a database connection of {name}: the pool is exhausted",
        namespace="AWS/RDS",
        metric="DatabaseConnectionsBorrowLatency",
        dimensions={"ProxyName": proxy.name},
        threshold=_SLOW_BORROW_MICROSECONDS,
        notify=args.notify,
    )
    alarm(
        ctx,
        name,
        "pool-clients",
        opts,
        description=f"More than {_CLIENTS_PER_CONNECTION} clients share a database connection of {name}",
        namespace="AWS/RDS",
        metric="ClientConnections",
        dimensions={"ProxyName": proxy.name},
        # The metric has one sample per endpoint and host of the proxy: only the sum is the number of clients
        statistic="Sum",
        threshold=connections * _CLIENTS_PER_CONNECTION,
        notify=args.notify,
    )
