"""The boot script of an instance: rendered, parsed by bash, and what it writes run against stub commands."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from components.aws.user_data import boot_script
from tests.components.harness import AWS

DIGEST = "sha256:" + "0" * 64
ECR = f"123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/orders@{DIGEST}"
SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:orders-AbCdEf"
TOOLS = {"bash", "openssl", "awk", "install"}


def render(**changes: Any) -> str:
    arguments: dict[str, Any] = {
        "name": "orders",
        "image": ECR,
        "port": 8443,
        "health_path": "/healthz",
        "environment": {"DATABASE_HOST": "orders.db.internal", "LOG_LEVEL": "info"},
        "secrets": {"DATABASE_SECRET": SECRET_ARN},
        "log_group": "/floodgate/prod/orders",
    }
    return boot_script(AWS, **{**arguments, **changes})


@pytest.fixture(scope="module")
def script() -> str:
    return render()


def embedded(script: str, mark: str) -> str:
    """One file that the script writes."""
    found = re.search(rf"<<'{mark}'\n(.*?)^{mark}$", script, re.DOTALL | re.MULTILINE)
    assert found, f"no here-document {mark}"
    return found[1]


def test_is_valid_shell_to_the_end(script: str) -> None:
    for text in (script, embedded(script, "SERVE"), embedded(script, "READY")):
        subprocess.run(["bash", "-n"], input=text, text=True, check=True, timeout=10)
        assert text.startswith("#!/bin/bash\n")
        assert "set -euo pipefail" in text
        assert "{{" not in text.replace("{{.", "")
        assert "{%" not in text


def test_leaves_room_below_the_limit_of_ec2(script: str) -> None:
    assert len(script.encode()) < 16_384 / 2


def test_a_script_over_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"boot script of orders must be at most 16384 bytes"):
        render(environment={f"VARIABLE_{index}": "x" * 100 for index in range(150)})


def test_a_value_of_several_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="MOTD of orders must be one line"):
        render(environment={"MOTD": "one\ntwo"})


def test_values_cannot_break_out_of_the_script() -> None:
    nasty = "$(reboot) `reboot` '; reboot #"

    script = render(environment={"NASTY": nasty}, secrets={"PASSWORD": "arn'; reboot #"})

    assert f"NASTY={nasty}\n" in embedded(script, "SETTINGS")
    assert """secret PASSWORD 'arn'"'"'; reboot #'\n""" in embedded(script, "SERVE")


def test_only_ecr_is_logged_in_to(script: str) -> None:
    other = render(image=f"registry.example.net/shop/orders@{DIGEST}")

    assert "docker login --username AWS" in script
    assert "docker login" not in other
    assert "docker pull" in other


@pytest.fixture
def host(tmp_path: Path, script: str) -> Path:
    """Stands for the instance: the scripts, with their paths moved into a directory, and stub commands."""
    if missing := {tool for tool in TOOLS if shutil.which(tool) is None}:
        pytest.skip(f"this machine has no {', '.join(sorted(missing))}")
    (tmp_path / "bin").mkdir()
    (tmp_path / "instance-id").write_text("i-0123456789abcdef0\n")
    for name in ("serve", "ready"):
        text = embedded(script, name.upper())
        text = text.replace("run=/run/floodgate", f"run={tmp_path}/run")
        text = text.replace("/var/lib/cloud/data/instance-id", f"{tmp_path}/instance-id")
        assert str(tmp_path) in text
        (tmp_path / name).write_text(text)
    stub(tmp_path, "aws", 'case $1 in ecr) echo token;; *) cat "$HOST/secret";; esac')
    stub(
        tmp_path,
        "docker",
        """
        echo "$@" >>"$HOST/docker.log"
        [[ $1 == login ]] && cat >"$HOST/login"
        [[ "$1 $2" != "image inspect" ]]
        """,
    )
    (tmp_path / "secret").write_text("s3cr3t=with'odd$chars\n")
    return tmp_path


def stub(host: Path, command: str, body: str) -> None:
    path = host / "bin" / command
    path.write_text(f"#!/bin/bash\n{body}\n")
    path.chmod(0o755)


def run(host: Path, script: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{host}/bin:{os.environ['PATH']}", "HOST": str(host)}
    return subprocess.run(
        ["bash", str(host / script)], env=environment, capture_output=True, text=True, check=False, timeout=30
    )


def serve(host: Path) -> subprocess.CompletedProcess[str]:
    return run(host, "serve")


def test_serve_starts_a_confined_container(host: Path) -> None:
    assert serve(host).returncode == 0

    run = (host / "docker.log").read_text().splitlines()[-1]
    for option in (
        "run --name floodgate --rm --init --read-only",
        "--cap-drop=ALL --security-opt=no-new-privileges --pids-limit=",
        "--publish=8443:8443",
        f"--volume={host}/run/tls:/run/tls:ro",
        "--log-opt=mode=non-blocking",
        "--log-opt=awslogs-stream=orders/i-0123456789abcdef0",
    ):
        assert option in run
    assert re.search(r"--memory=\d+m --memory-swap=\d+m", run)
    assert run.endswith(ECR)


def test_serve_keeps_secrets_in_a_closed_directory_and_out_of_arguments(host: Path) -> None:
    assert serve(host).returncode == 0

    secrets = host / "run/secrets.env"
    assert secrets.read_text() == "DATABASE_SECRET=s3cr3t=with'odd$chars\n"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert stat.S_IMODE((host / "run").stat().st_mode) == 0o700
    assert "s3cr3t" not in (host / "docker.log").read_text()
    assert (host / "login").read_text() == "token\n"


def test_serve_makes_a_certificate_that_any_user_of_the_image_can_read(host: Path) -> None:
    assert serve(host).returncode == 0

    for name in ("tls.crt", "tls.key"):
        assert stat.S_IMODE((host / "run/tls" / name).stat().st_mode) == 0o444
    shown = subprocess.run(
        ["openssl", "x509", "-noout", "-subject", "-in", str(host / "run/tls/tls.crt")],
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    assert "orders" in shown.stdout


def test_serve_can_run_again_and_then_needs_no_registry(host: Path) -> None:
    assert serve(host).returncode == 0
    stub(host, "docker", 'echo "$@" >>"$HOST/docker.log"')  # the image is there now
    (host / "docker.log").unlink()

    assert serve(host).returncode == 0

    calls = (host / "docker.log").read_text()
    assert "pull" not in calls
    assert "login" not in calls
    assert (host / "run/secrets.env").read_text().count("DATABASE_SECRET=") == 1


@pytest.mark.parametrize("content", [None, "one\ntwo\n"], ids=["not readable", "several lines"])
def test_serve_fails_without_a_usable_secret(host: Path, content: str | None) -> None:
    if content is None:
        (host / "secret").unlink()
    else:
        (host / "secret").write_text(content)

    assert serve(host).returncode != 0

    assert "run --name" not in (host / "docker.log").read_text()


def test_ready_reports_only_a_service_that_answers(host: Path) -> None:
    stub(host, "aws", 'echo "$@" >"$HOST/aws.log"')
    stub(host, "curl", 'case "${@: -1}" in https://127.0.0.1:8443/healthz) exit 22;; esac')

    assert run(host, "ready").returncode != 0
    assert not (host / "aws.log").exists()

    stub(
        host,
        "curl",
        'case "${@: -1}" in */aws:autoscaling:groupName) echo orders-group-1a2b3c4;; *) echo x;; esac',
    )

    assert run(host, "ready").returncode == 0
    assert (host / "aws.log").read_text() == (
        "autoscaling complete-lifecycle-action --region eu-central-1 --lifecycle-hook-name ready "
        "--lifecycle-action-result CONTINUE --auto-scaling-group-name orders-group-1a2b3c4 "
        "--instance-id i-0123456789abcdef0\n"
    )
