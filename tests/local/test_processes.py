"""The command as a process: killed, interrupted, twice at once, serving."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest

from infra.program import ROOT
from tests.stacks import of_cloud

STACK = of_cloud("dev-aws", datetime.now(UTC))
"""The command plans for the day on which it runs: on a campaign's eve there is more."""
FLOODGATE = Path(sys.executable).with_name("floodgate")
PATIENCE_S = 120


def start(*arguments, **more):
    """The command, running."""
    return subprocess.Popen(
        [FLOODGATE, "up", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        # The first words must come at once, not when a buffer is full
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        **{"stderr": subprocess.PIPE, **more},
    )


def finish(process):
    """Exit code and what it printed."""
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err


@pytest.fixture
def files():
    """What is in the project and the temporary folder before; afterwards it must be the same."""
    watched = [ROOT, ROOT / "infra", ROOT / "stacks"]

    def there():
        return {path for folder in watched for path in folder.iterdir() if path.name != "__pycache__"}

    before = there()
    yield
    assert there() == before


def test_killed_anywhere_it_works_again_also_twice_at_once(files):
    for seconds in (1.0, 4.0):
        victim = start("dev-aws")
        time.sleep(seconds)
        victim.kill()
        assert finish(victim)[0] in (-signal.SIGKILL, 0)
    both = [start("dev-aws") for _ in range(2)]
    for code, out, err in map(finish, both):
        assert (code, err) == (0, ""), out
        assert re.search(rf"(?m)^{len(STACK)} resources created, ", out)


def test_ctrl_c_in_the_middle_says_what_exists_and_ends_with_1():
    """On a terminal, where the bar shows how far it is."""
    terminal, theirs = pty.openpty()
    process = start("dev-aws", stderr=theirs)
    os.close(theirs)
    shown = b""
    while not re.search(rf"creating dev-aws .*[1-9]\d+/{len(STACK)}".encode(), shown):
        shown += os.read(terminal, 4096)
    process.send_signal(signal.SIGINT)
    code, out, _ = finish(process)
    os.close(terminal)
    assert code == 1
    assert re.search(r"exists until this process ends: \d+ resources", out)
    assert "interrupted; nothing of it is left" in out
    assert re.search(r"(?m)^\d+ resources created, ", out)


def test_serving_until_ctrl_c():
    process = start("dev-aws", "--serve")
    try:
        shown = ""
        while "boto3.client" not in shown:
            line = process.stdout.readline()
            assert line, process.communicate()
            shown += line
        url = re.search(r"AWS_ENDPOINT_URL=(\S+)", shown)[1]
        region = re.search(r"AWS_REGION=(\S+)", shown)[1]
        client = boto3.client(
            "autoscaling",
            endpoint_url=url,
            region_name=region,
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )
        groups = client.describe_auto_scaling_groups()["AutoScalingGroups"]
        wanted = [each for each in STACK if each.type == "aws:autoscaling/group:Group"]
        assert [group["Instances"][0]["AvailabilityZone"][:-1] for group in groups] == [region] * len(wanted)
        taken = start("dev-aws", "--serve", "--port", url.rpartition(":")[2])
        code, out, err = finish(taken)
        assert (code, out) == (2, "")
        assert re.fullmatch(r"port \d+ of 127\.0\.0\.1 cannot be used: .* in use; give another one .*\n", err)
    finally:
        process.send_signal(signal.SIGINT)
    code, out, err = finish(process)
    assert (code, err) == (0, "")
    assert out.endswith("stopped; nothing is left of it\n")
