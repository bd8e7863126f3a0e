"""What the account had before the stack: its public hosted zones."""

from __future__ import annotations

from infra.local.aws.client import Clients


def assume_zone(clients: Clients, zone: str, domain: str, region: str) -> None:
    """Make a public hosted zone that has this id.

    Route 53 chooses ids itself, and only in this process moto can be told which; an endpoint must have the zone
    already.
    """
    if clients.endpoint is not None:
        return
    from moto.route53.models import HostedZoneIdentifier  # noqa: PLC0415 - loads the emulator, when it is started
    from moto.utilities.id_generator import moto_id_manager  # noqa: PLC0415

    identifier = HostedZoneIdentifier(clients.account, f"{domain}.", None)
    moto_id_manager.set_custom_id(identifier, zone)
    try:
        parameters = {"Name": domain, "CallerReference": zone}
        clients.call("route53", region, "CreateHostedZone", parameters, lambda value: value)
    finally:
        moto_id_manager.unset_custom_id(identifier)
