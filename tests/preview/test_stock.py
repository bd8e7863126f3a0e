"""The preview against the second opinion: the same program under the SDK's own mocks, monitor and event loop."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.preview.plan import SECRET, from_json
from infra.program import ROOT


def stock_inputs(stack: str) -> list[list[Any]]:
    """What the stock path registers, in a process of its own: it leaves an event loop and a monitor behind."""
    ran = subprocess.run(
        [sys.executable, "-m", "tools.stock", stack, "--json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    registered: list[list[Any]] = json.loads(ran.stdout)
    return registered


def masked(ours: Any, theirs: Any) -> Any:
    """`theirs` with secrets hidden where ours are: the stock path only says that a property holds one."""
    if ours == SECRET:
        return SECRET
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {key: masked(ours.get(key), value) for key, value in theirs.items()}
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [masked(one, other) for one, other in zip(ours, theirs, strict=True)]
    return theirs


@pytest.mark.parametrize("stack", ["prod-aws", "prod-alicloud"])
def test_the_plan_is_that_of_the_stock_path(stack: str, tmp_path: Path) -> None:
    """By the command, so with everything that makes it fast."""
    written = tmp_path / "plan.json"
    command = Path(sys.executable).with_name("floodgate")
    subprocess.run([command, "preview", stack, "--format", "json", "--output", written], cwd=ROOT, check=True)
    plan = from_json(written.read_text(encoding="utf-8"), str(written))
    ours = [[resource.type, resource.name, resource.inputs] for resource in plan.resources]
    assert any(SECRET in json.dumps(inputs) for _, _, inputs in ours)
    ours.sort(key=lambda item: item[:2])
    assert ours == masked(ours, stock_inputs(stack))
