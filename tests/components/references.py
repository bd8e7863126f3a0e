"""Follows every reference in a capability's arguments to the resources that use it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pulumi
import pytest

from tests.components import samples as sample_module
from tests.components import targets as target_module
from tests.components.cases import Case
from tests.components.harness import provision
from tests.components.samples import samples

_PROBE = "floodgate:test:Probe"

_ONE_SWITCH = "the service stands in one switch; its standby is told the zone, not the switch"
_OWN_LOG = "the service keeps this log itself and has no customer keys for it"
_NETWORK = "the table's policy names the network; tables do not stand in subnets"
NOT_NEEDED: Mapping[str, Mapping[str, str]] = {
    "aws-Table": dict.fromkeys((f"table.subnet_ids[{zone}]" for zone in range(3)), _NETWORK),
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
    "alicloud-Notifier": {"notifier.key_id": "CloudMonitor sends mails and stores no messages"},
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
            for module in (sample_module, target_module):
                patch.setattr(module, "unknown", probes.unknown)
                patch.setattr(module, "known", probes.known)
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
