"""AWS for `floodgate up`: moto in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from infra.local.aws.cloud import AwsCloud
from infra.local.aws.injection import Injection
from infra.local.aws.serve import hint, serving
from infra.local.aws.wiring import wires
from infra.local.emulation import Emulation
from infra.local.faults import Faults
from infra.settings import Settings


@contextmanager
def emulated(settings: Settings, faults: Faults) -> Iterator[Emulation]:
    """The account of a stack, empty but for what the stack file says it has. It ends with the context."""
    account, region = settings.config.account, settings.config.region
    zones = {account.zone_id: settings.config.stack.domain} if account.zone_id else {}
    cloud = AwsCloud(region=region, account=account.id, zones=zones)
    try:
        if faults.injected:
            Injection(cloud.clients, faults)
        yield Emulation(
            cloud=cloud,
            one_pass=cloud.reading,
            wires=partial(wires, cloud.records, region),
            serve=serving,
            hint=partial(hint, region=region),
        )
    finally:
        cloud.close()
