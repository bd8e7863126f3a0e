"""Follows every reference in a capability's arguments to the resources that use it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pulumi
import pytest

from tests.components import edges as edge_module
from tests.components import job_sample, pool_sample, samples_events, samples_search
from tests.components import samples as sample_module
from tests.components import samples_models as model_sample_module
from tests.components import targets as target_module
from tests.components.cases import Case
from tests.components.harness import provision
from tests.components.samples import samples

_PROBE = "floodgate:test:Probe"
_SAMPLES = (
    edge_module,
    job_sample,
    model_sample_module,
    pool_sample,
    sample_module,
    samples_events,
    samples_search,
    target_module,
)
"""Where samples make their Outputs."""

_ONE_SWITCH = "the service stands in one switch; its standby is told the zone, not the switch"
_OWN_LOG = "the service keeps this log itself and has no customer keys for it"
_COMMAND = "a task definition stands nowhere: the command that starts a task says where"
_NETWORK = "the table's policy names the network; tables do not stand in subnets"
_OWN_KEY = "the service encrypts its disks with a key of its own and takes no other"
_NO_PASSWORD = "nobody has a password: IAM roles sign their requests"
NOT_NEEDED: Mapping[str, Mapping[str, str]] = {
    "aws-Reminder": {"reminder.log": "the scheduler tells people itself"},
    "aws-SearchCluster": {"search_cluster.secret_key_arn": _NO_PASSWORD},
    "aws-QueryWorkspace": {"query_workspace.network_id": "Athena stands in no network; IAM says who may ask"},
    "aws-ScheduledJob": {"scheduled_job.network_id": "the subnets and the firewall stand for their network"},
    "aws-Table": dict.fromkeys((f"table.subnet_ids[{zone}]" for zone in range(3)), _NETWORK),
    "aws-LoadGenerator": dict.fromkeys(
        (*(f"load_generator.subnet_ids[{zone}]" for zone in range(3)), "load_generator.security_group_id"),
        _COMMAND,
    ),
    "aws-ModelEndpoint": {"model_endpoint.network_id": "the subnets say it"},
    "alicloud-LoadGenerator": {"load_generator.key_arn": "the temporary disks of ECI take no customer key"},
    "alicloud-ModelEndpoint": {
        "model_endpoint.disk_key_arn": "the disks of EAS take no customer key",
        "model_endpoint.log_key_arn": _OWN_LOG,
    },
    "alicloud-Backup": {"backup.sources[orders-db]": "Cloud Backup cannot copy PolarDB, whose own policy does"},
    "alicloud-Cache": {
        "cache.subnet_ids[1]": _ONE_SWITCH,
        "cache.subnet_ids[2]": _ONE_SWITCH,
        "cache.log_key_arn": _OWN_LOG,
    },
    "alicloud-Database": {
        "database.subnet_ids[1]": _ONE_SWITCH,
        "database.subnet_ids[2]": _ONE_SWITCH,
        "database.log_key_arn": _OWN_LOG,
    },
    "alicloud-EventLake": {
        "event_lake.catalog": "only the statement that a person runs names it",
        "event_lake.log_key_arn": "a job's log is a service log of SLS, which a person switches on",
    },
    "alicloud-Notifier": {"notifier.key_id": "CloudMonitor sends mails and stores no messages"},
    "alicloud-Reminder": {"reminder.key_arn": "alerts are not stored"},
    "alicloud-SearchCluster": {
        "search_cluster.network_id": "the switch it stands in stands for its network",
        "search_cluster.subnet_ids[1]": _ONE_SWITCH,
        "search_cluster.subnet_ids[2]": _ONE_SWITCH,
        "search_cluster.key_arn": _OWN_KEY,
        "search_cluster.log_key_arn": _OWN_LOG,
    },
    "alicloud-QueryWorkspace": {"query_workspace.notify": "CloudMonitor has no metric of queries paid by use"},
    "alicloud-ScheduledJob": {
        "scheduled_job.log_key_arn": "what Function Compute says of a run stands in the job's own log",
        "scheduled_job.disk_key_arn": "the disk lives as long as the instance, with a key of Function Compute",
    },
    "alicloud-Table": {
        "table.network_id": "the switch it is bound to stands for its network",
        "table.subnet_ids[1]": _ONE_SWITCH,
        "table.subnet_ids[2]": _ONE_SWITCH,
    },
    "alicloud-Topic": {"topic.key_arn": "a topic stores nothing, and its queues are encrypted"},
}
"""Case -> references that its cloud has no use for -> why; each builder's docstring says so, too."""


def unused_references(case: Case, build: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of references that the builder takes and gives to no resource.

    Every Output of the sample comes from a resource of its own, so the dependencies that Pulumi records tell where
    it went, whether its value is known or not. Of a target with several handles (name, ARN, host) one is enough.
    """
    probes = _Probes()
    name, make_args = samples(case.cloud)[case.kind]
    handles: dict[str, set[str]] = {}

    def args() -> Any:
        with monkeypatch.context() as patch:
            for module in _SAMPLES:
                patch.setattr(module, "unknown", probes.unknown, raising=False)
                patch.setattr(module, "known", probes.known, raising=False)
            made = make_args()
        for path, probe in probes.paths(made, case.capability):
            handles.setdefault(path, set()).add(probe)
        return made

    resources, _ = provision(case.kind, name, args, build)
    used = {
        urn.rpartition("::")[2]
        for resource in resources
        if resource.custom
        for urns in resource.property_dependencies.values()
        for urn in urns
    }
    return [path for path, names in handles.items() if not names & used]


class _Probes:
    """Makes Outputs whose way can be followed."""

    def __init__(self) -> None:
        self._made: list[tuple[pulumi.Output[str], str]] = []

    def unknown(self) -> pulumi.Output[str]:
        """A value that only the cloud can know."""
        return self._keep(lambda probe: probe.id)

    def known(self, value: str) -> pulumi.Output[str]:
        """A value that is known before `up`."""
        return self._keep(lambda probe: probe.urn.apply(lambda _: value))

    def _keep(self, output_of: Callable[[pulumi.CustomResource], pulumi.Output[str]]) -> pulumi.Output[str]:
        name = f"probe-{len(self._made)}"
        output = output_of(pulumi.CustomResource(_PROBE, name, {}))
        self._made.append((output, name))
        return output

    def paths(self, value: Any, path: str) -> Iterator[tuple[str, str]]:
        """Where in the arguments each probe is, by the probe's name."""
        if isinstance(value, pulumi.Output):
            yield from ((path, name) for output, name in self._made if output is value)
        elif dataclasses.is_dataclass(value):
            handles = type(value).__name__.endswith(("Target", "Source"))
            for field in dataclasses.fields(value):
                yield from self.paths(getattr(value, field.name), path if handles else f"{path}.{field.name}")
        elif isinstance(value, Mapping):
            for key, item in value.items():
                yield from self.paths(item, f"{path}[{key}]")
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from self.paths(item, f"{path}[{index}]")
