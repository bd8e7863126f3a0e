"""An emulator that runs already, in another process."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.local.aws.accounts import ACCOUNT, REGION, account, change, make, reading


@pytest.fixture(scope="module")
def endpoint():
    """The URL of a moto server."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def test_everything_happens_there_in_the_account_of_the_stack(endpoint):
    with account(endpoint=endpoint) as cloud:
        vpc = make(cloud, "ec2/vpc:Vpc", cidrBlock="10.7.0.0/16", tags={"a": "1"})
        queue = make(cloud, "sqs/queue:Queue", visibilityTimeoutSeconds=60)
        assert queue.outputs["arn"] == f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue.outputs['name']}"
        changed = change(cloud, "sqs/queue:Queue", queue, visibilityTimeoutSeconds=61)
        with cloud.reading():
            assert reading(cloud, "ec2/vpc:Vpc", vpc).outputs["tags"] == {"a": "1"}
            assert reading(cloud, "sqs/queue:Queue", changed).outputs["visibilityTimeoutSeconds"] == 61
    with account(endpoint=endpoint) as later:
        assert reading(later, "ec2/vpc:Vpc", vpc) is not None
        later.delete("aws:ec2/vpc:Vpc", vpc.id, vpc.outputs)
        assert reading(later, "ec2/vpc:Vpc", vpc) is None
