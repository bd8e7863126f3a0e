"""Where there is no Pulumi CLI, nobody may take the skipped end-to-end tests for passed ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from infra.program import ROOT


def test_one_loud_line_counts_the_tests_that_did_not_run(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/e2e", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=os.environ | {"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("!!!")]
    assert re.match(r"!!! \d\d end-to-end tests .* did NOT run: no pulumi, .* on PATH", line)
