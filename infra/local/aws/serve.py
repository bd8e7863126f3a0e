"""Keeps the emulated AWS reachable, with everything that was created in it, for the AWS CLI and boto3."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from infra.local.ports import LOOPBACK, require_free


@contextmanager
def serving(port: int) -> Iterator[int]:
    """Serve moto's back ends of this process on a port of loopback, 0 for a free one; gives the port.

    Raises:
        PortError: the port is taken.
    """
    require_free(port, "--port")
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - Flask is for nobody else

    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # it would name every request on the terminal
    server = ThreadedMotoServer(ip_address=LOOPBACK, port=port, verbose=False)
    server.start()
    try:
        yield server.get_host_and_port()[1]
    finally:
        server.stop()


def hint(port: int, region: str) -> str:
    """How to point the AWS CLI and boto3 at it; any credentials will do."""
    url = f"http://{LOOPBACK}:{port}"
    return (
        f"AWS CLI:  export AWS_ENDPOINT_URL={url} AWS_REGION={region} AWS_ACCESS_KEY_ID=local "
        "AWS_SECRET_ACCESS_KEY=local\n"
        "          aws autoscaling describe-auto-scaling-groups\n"
        f'boto3:    boto3.client("ec2", endpoint_url="{url}", region_name="{region}", '
        'aws_access_key_id="local", aws_secret_access_key="local")'
    )
