"""A copy of the project as a user has it, with a backend in a folder and the local cloud attached."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.program import ROOT
from tests.e2e.cases import Edit
from tests.e2e.run import Run

_COPIED = ("Pulumi.yaml", "pyproject.toml", "infra", "components", "policies", "stacks")
_LONGEST_S = 900
_STARTS_S = 120
_STOPS_S = 60
_EXPORT = "export PULUMI_DEBUG_PROVIDERS="


@dataclass(frozen=True, kw_only=True)
class Project:
    """Where `pulumi` runs."""

    root: Path
    environment: dict[str, str]
    logs: Path
    """The output of every command; `FLOODGATE_E2E_LOGS` keeps it after the tests."""

    @classmethod
    @contextmanager
    def copied(cls, folder: Path) -> Iterator[Project]:
        """Copy the project, since `pulumi stack init` writes into a stack's file, and start `floodgate plugin`."""
        root, logs = folder / "project", Path(os.environ.get("FLOODGATE_E2E_LOGS", folder / "logs")) / folder.name
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                root.mkdir(exist_ok=True)
                shutil.copy(source, root / name)
        (root / ".venv").symlink_to(sys.prefix)  # what Pulumi.yaml and PulumiPolicy.yaml name
        for made in (folder / "backend", logs):
            made.mkdir(parents=True)
        environment = os.environ | {
            "PULUMI_BACKEND_URL": f"file://{folder / 'backend'}",
            "PULUMI_CONFIG_PASSPHRASE": "end to end",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DEBUG_COMMANDS": "true",  # for --event-log
            # The virtual environment knows the project by its first place; a user's clone has one of its own
            "PYTHONPATH": str(root),
        }
        with _plugin(root, environment, logs) as variable:
            yield cls(root=root, environment=environment | {"PULUMI_DEBUG_PROVIDERS": variable}, logs=logs)

    def pulumi(self, *arguments: str, stack: str = "") -> Run:
        """Run the CLI in the project; with a stack it is an operation, whose events are kept."""
        number = len(list(self.logs.glob("*.log")))
        log = self.logs / f"{number:02}-{'-'.join(arguments[:2]).strip('-')}.log"
        events = log.with_suffix(".jsonl")
        command = ["pulumi", *arguments, "--non-interactive", "--color", "never"]
        if stack:
            command += ["--stack", stack, "--event-log", str(events)]
        begin = time.monotonic()
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=_LONGEST_S,
            check=False,
        )
        seconds = time.monotonic() - begin
        text = done.stdout + done.stderr
        log.write_text(f"$ {' '.join(command)}\n{text}\nexit code {done.returncode}, {seconds:.1f} s\n", "utf-8")
        return Run(
            command=" ".join(command), code=done.returncode, text=text, seconds=seconds, events=_lines(events)
        )

    def exported(self, stack: str) -> list[dict[str, Any]]:
        """The resources in the stack's state."""
        deployment = json.loads(self.pulumi("stack", "export", "--stack", stack).text)["deployment"]
        return list(deployment.get("resources") or [])

    def edit(self, edit: Edit) -> None:
        """Change one place in a file of `stacks/`."""
        file = self.root / "stacks" / edit.file
        text = file.read_text(encoding="utf-8")
        assert text.count(edit.before) == 1, f"{edit.file} must have {edit.before!r} once"
        file.write_text(text.replace(edit.before, edit.after), encoding="utf-8")


@contextmanager
def _plugin(root: Path, environment: dict[str, str], logs: Path) -> Iterator[str]:
    """The command as a user starts it; the value of the variable that it tells the user to export."""
    told = logs / "plugin.txt"  # a file, since nobody would empty a pipe
    command = [Path(sys.executable).with_name("floodgate"), "plugin"]
    with (
        told.open("w", encoding="utf-8") as output,
        subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output) as process,
    ):
        try:
            yield _exported(process, told)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=_STOPS_S)
    assert process.returncode == 0, told.read_text(encoding="utf-8")


def _exported(process: subprocess.Popen[bytes], told: Path) -> str:
    end = time.monotonic() + _STARTS_S
    while time.monotonic() < end and process.poll() is None:
        for line in told.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.startswith(_EXPORT) and line.endswith("\n"):
                return line.removeprefix(_EXPORT).strip()
        time.sleep(0.1)
    raise AssertionError(f"`floodgate plugin` has not started:\n{told.read_text(encoding='utf-8')}")


def _lines(events: Path) -> list[dict[str, Any]]:
    if not events.exists():
        return []
    return [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]
