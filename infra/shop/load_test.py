"""The load test of a stack, in a network of its own."""

from __future__ import annotations

import pulumi

from components.cloud import Cloud
from components.component import Layer
from components.encryption_key import EncryptionKey, EncryptionKeyArgs, KeyUser
from components.load_generator import LoadGenerator, LoadGeneratorArgs, LoadGeneratorOutputs
from components.logs import Logs, LogsArgs
from components.network import Nat, Network, NetworkArgs
from components.security_group import SecurityGroup, SecurityGroupArgs
from infra.capacity.plan.plan import CapacityPlan
from infra.load_test import agreed, script
from infra.settings import Settings
from infra.settings.stack import LoadTestSection
from infra.shop.infrastructure import Infrastructure

_NAME = "load-test"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def load_test(cloud: Cloud, settings: Settings, plan: CapacityPlan, base: Infrastructure) -> None:
    """The load generator, if the stack file asks for one and its window is open."""
    if (test := settings.config.load_test) is not None:
        opts = pulumi.ResourceOptions(parent=Layer("load-test"))
        made, egress_ips = _load_test(test, cloud, settings, plan, base, opts)
        pulumi.export("load_test", {"start": made.start, "egress_ips": list(egress_ips)})


def _load_test(
    test: LoadTestSection,
    cloud: Cloud,
    settings: Settings,
    plan: CapacityPlan,
    base: Infrastructure,
    opts: pulumi.ResourceOptions,
) -> tuple[LoadGeneratorOutputs, tuple[pulumi.Output[str], ...]]:
    """Everything is its own: network, key, log. When the section goes, all of it goes and nothing else."""
    config, account = settings.config, settings.config.account
    start, end = agreed(settings, test, plan.clock)
    key = EncryptionKey(
        f"{_NAME}-key",
        EncryptionKeyArgs(
            purpose="The load test: its log and its disks",
            users=(KeyUser.LOGS, KeyUser.TASKS),
            deletion_window_days=7,
            protected=False,
        ),
        cloud.encryption_key,
        opts,
    ).outputs.key_arn
    traffic = f"{_NAME}-network"
    logs = Logs(
        f"{_NAME}-logs",
        LogsArgs(
            retention_days={_NAME: config.retention.logs_days, traffic: config.retention.security_logs_days},
            key_arn=key,
        ),
        cloud.logs,
        opts,
    ).outputs.streams
    network = Network(
        traffic,
        NetworkArgs(
            cidr=test.cidr,
            zones=tuple(config.network.zones),
            nat=Nat.PER_ZONE if settings.highly_available else Nat.SINGLE,
            flow_log=logs[traffic],
            registry_id=account.registry_id,
            deletion_protected=False,
        ),
        cloud.network,
        opts,
    ).outputs
    security_group = SecurityGroup(
        f"{_NAME}-sg",
        SecurityGroupArgs(network_id=network.network_id, purpose="Load generators"),
        cloud.security_group,
        opts,
    ).outputs.security_group_id
    made = LoadGenerator(
        _NAME,
        LoadGeneratorArgs(
            image=f"{account.registry}/{test.repository}@{test.digest}",
            registry_id=account.registry_id,
            script=script(settings, settings.calendar.campaigns[test.campaign], test.minutes, test.tasks),
            tasks=test.tasks,
            window_start=start.strftime(_TIME),
            window_end=end.strftime(_TIME),
            subnet_ids=network.private_subnet_ids,
            security_group_id=security_group,
            log=logs[_NAME],
            key_arn=key,
            notify=base.alerts,
        ),
        cloud.load_generator,
        opts,
    ).outputs
    return made, network.egress_ips
