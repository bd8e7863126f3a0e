"""The boot script of an instance: rendered, parsed by bash, and what it writes run against stub commands."""

import ast
import base64
import os
import re
import shutil
import stat
import subprocess
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from components.alicloud import instance_call
from components.alicloud.service_pool import build_service_pool
from components.alicloud.user_data import boot_script
from components.service_pool import ServicePool
from tests.components.harness import ALICLOUD, only, provision
from tests.components.samples import samples

DIGEST = "sha256:" + "0" * 64
REGISTRY = "shop-registry-vpc.cn-hangzhou.cr.aliyuncs.com"
IMAGE = f"{REGISTRY}/shop/orders@{DIGEST}"
TOOLS = {"bash", "openssl", "awk", "install"}


def render(**changes: Any) -> str:
    arguments: dict[str, Any] = {
        "name": "orders",
        "image": IMAGE,
        "registry_id": "cri-0123456789abcdef",
        "port": 8443,
        "environment": {"DATABASE_HOST": "orders.db.internal", "LOG_LEVEL": "info"},
        "secrets": {"DATABASE_SECRET": "acs:kms:cn-hangzhou:1234567890123456:secret/orders-db"},
    }
    return boot_script(ALICLOUD, **{**arguments, **changes})


@pytest.fixture(scope="module")
def script() -> str:
    return render()


def embedded(script: str, mark: str) -> str:
    """One file that the script writes."""
    found = re.search(rf"<<'{mark}'\n(.*?)^{mark}$", script, re.DOTALL | re.MULTILINE)
    assert found, f"no here-document {mark}"
    return found[1]


def test_is_valid_shell_to_the_end(script: str) -> None:
    for text in (script, embedded(script, "SERVE")):
        subprocess.run(["bash", "-n"], input=text, text=True, check=True, timeout=10)
        assert text.startswith("#!/bin/bash\n")
        assert "set -euo pipefail" in text
        assert "{{" not in text
        assert "{%" not in text


def test_template_gets_the_script_in_base64() -> None:
    name, make = samples("alicloud")[ServicePool]
    resources, _ = provision(
        ServicePool,
        name,
        lambda: replace(make(), environment={}, secrets={}),
        partial(build_service_pool, ALICLOUD),
    )
    template = only(resources, "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate")
    assert base64.b64decode(template.inputs["userData"]).startswith(b"#!/bin/bash\n")


def test_leaves_room_below_the_limit_of_ecs(script: str) -> None:
    assert len(script.encode()) < 32_768 / 2


def test_a_script_over_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"boot script of orders must be at most 32768 bytes"):
        render(environment={f"VARIABLE_{index}": "x" * 100 for index in range(300)})


def test_a_value_of_several_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="MOTD of orders must be one line"):
        render(environment={"MOTD": "one\ntwo"})


def test_values_cannot_break_out_of_the_script() -> None:
    nasty = "$(reboot) `reboot` '; reboot #"

    script = render(environment={"NASTY": nasty}, secrets={"PASSWORD": "acs:kms:::secret/x'; reboot #"})

    assert f"NASTY={nasty}\n" in embedded(script, "SETTINGS")
    assert """secret PASSWORD 'x'"'"'; reboot #'\n""" in embedded(script, "SERVE")


def test_only_a_registry_instance_is_logged_in_to(script: str) -> None:
    other = render(registry_id=None)

    assert f'"$call" login cn-hangzhou cri-0123456789abcdef {REGISTRY}' in script
    assert '"$call" login' not in other
    assert "docker pull" in other


def test_log_agent_knows_its_machine_group_and_comes_last(script: str) -> None:
    start, agent = script.index("systemctl enable --now"), script.index("/etc/ilogtail/user_defined_id")
    assert start < agent
    assert "echo floodgate-prod-orders >/etc/ilogtail/user_defined_id" in script


@pytest.fixture
def host(tmp_path: Path, script: str) -> Path:
    """Stands for the instance: the script, with its paths moved into a directory, and stub commands."""
    if missing := {tool for tool in TOOLS if shutil.which(tool) is None}:
        pytest.skip(f"this machine has no {', '.join(sorted(missing))}")
    (tmp_path / "bin").mkdir()
    text = embedded(script, "SERVE")
    for name in ("run=/run/floodgate", "call=/usr/local/libexec/floodgate/call"):
        assert name in text
        text = text.replace(name, f"{name.partition('=')[0]}={tmp_path}/{name.rpartition('/')[2]}")
    (tmp_path / "serve").write_text(text.replace(f"run={tmp_path}/floodgate", f"run={tmp_path}/run"))
    stub(tmp_path / "call", 'echo "$@" >>"$HOST/call.log"; [[ $1 == login ]] || cat "$HOST/secret"')
    stub(tmp_path / "bin/docker", 'echo "$@" >>"$HOST/docker.log"; [[ "$1 $2" != "image inspect" ]]')
    (tmp_path / "secret").write_text("s3cr3t=with'odd$chars\n")
    return tmp_path


def stub(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/bash\n{body}\n")
    path.chmod(0o755)


def serve(host: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{host}/bin:{os.environ['PATH']}", "HOST": str(host)}
    return subprocess.run(
        ["bash", str(host / "serve")], env=environment, capture_output=True, text=True, check=False, timeout=30
    )


def test_serve_starts_a_confined_container(host: Path) -> None:
    assert serve(host).returncode == 0

    run = (host / "docker.log").read_text().splitlines()[-1]
    for option in (
        "run --name floodgate --rm --init --read-only",
        "--cap-drop=ALL --security-opt=no-new-privileges --pids-limit=",
        "--publish=8443:8443",
        f"--volume={host}/run/tls:/run/tls:ro",
        "--log-driver=json-file",
        "--log-opt=max-size=64m --log-opt=max-file=4",
    ):
        assert option in run
    assert re.search(r"--memory=\d+m --memory-swap=\d+m", run)
    assert run.endswith(IMAGE)


def test_serve_keeps_secrets_in_a_closed_directory_and_out_of_arguments(host: Path) -> None:
    assert serve(host).returncode == 0

    secrets = host / "run/secrets.env"
    assert secrets.read_text() == "DATABASE_SECRET=s3cr3t=with'odd$chars\n"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert stat.S_IMODE((host / "run").stat().st_mode) == 0o700
    assert "s3cr3t" not in (host / "docker.log").read_text()
    assert (host / "call.log").read_text().splitlines() == [
        "secret cn-hangzhou orders-db",
        f"login cn-hangzhou cri-0123456789abcdef {REGISTRY}",
    ]


def test_serve_makes_a_certificate_that_any_user_of_the_image_can_read(host: Path) -> None:
    assert serve(host).returncode == 0

    for name in ("tls.crt", "tls.key"):
        assert stat.S_IMODE((host / "run/tls" / name).stat().st_mode) == 0o444


def test_serve_can_run_again_and_then_needs_no_registry(host: Path) -> None:
    assert serve(host).returncode == 0
    stub(host / "bin/docker", 'echo "$@" >>"$HOST/docker.log"')  # the image is there now
    (host / "docker.log").unlink()

    assert serve(host).returncode == 0

    assert "pull" not in (host / "docker.log").read_text()
    assert (host / "call.log").read_text().count("login") == 1
    assert (host / "run/secrets.env").read_text().count("DATABASE_SECRET=") == 1


def test_serve_fails_without_its_secret(host: Path) -> None:
    (host / "secret").unlink()

    assert serve(host).returncode != 0

    assert "run --name" not in (host / "docker.log").read_text()


def test_call_is_carried_whole_and_runs_on_the_python_of_the_image(script: str) -> None:
    carried = embedded(script, "CALL")
    assert carried == Path(instance_call.__file__).read_text(encoding="utf-8")
    ast.parse(carried, feature_version=(3, 6))


def test_call_signs_like_the_example_of_alibaba_cloud() -> None:
    """Source: Alibaba Cloud documentation "Request syntax and signature method V3", fixed parameter example."""
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-version": "2014-05-26",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
    }
    keys = {"AccessKeyId": "YourAccessKeyId", "AccessKeySecret": "YourAccessKeySecret"}
    query = "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai"

    authorization = instance_call.signed(keys, query, headers)["Authorization"]

    assert authorization.endswith("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0")
    assert "Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;" in authorization


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that were called; the first one cannot be reached."""
    hosts: list[str] = []

    def fetch(url: str, method: str, headers: dict[str, str]) -> str:
        hosts.append(headers["host"])
        if len(hosts) == 1:
            raise OSError("no route")
        assert headers["x-acs-security-token"] == "session"
        return '{"SecretData": "s3cr3t"}'

    keys = {"AccessKeyId": "id", "AccessKeySecret": "secret", "SecurityToken": "session"}
    monkeypatch.setattr(instance_call, "fetch", fetch)
    monkeypatch.setattr(instance_call, "credentials", lambda: keys)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    return hosts


def test_call_tries_the_other_address_when_one_fails(cloud: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    instance_call.secret("cn-hangzhou", "orders-db")

    assert cloud == ["kms-vpc.cn-hangzhou.aliyuncs.com", "kms.cn-hangzhou.aliyuncs.com"]
    assert capsys.readouterr().out == "s3cr3t\n"


def test_call_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch, cloud: list[str]) -> None:
    def fetch(url: str, method: str, headers: dict[str, str]) -> str:
        cloud.append(url)
        raise OSError("no route")

    monkeypatch.setattr(instance_call, "fetch", fetch)

    with pytest.raises(SystemExit, match="gave up on GetSecretValue"):
        instance_call.secret("cn-hangzhou", "orders-db")

    assert len(cloud) == instance_call.ATTEMPTS
