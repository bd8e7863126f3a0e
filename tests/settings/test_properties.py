"""Whatever stands in the files: the loader returns settings or tells problems, and never fails in another way."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.program import ROOT
from infra.settings import Problem, SettingsError, load, stack_names
from infra.settings.yaml_source import read

LIMITS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
STACK_NAMES = stack_names(ROOT)
FILES = {name: read(ROOT, f"stacks/{name}").value for name in ("shop.yaml", "campaigns.yaml")} | {
    f"Pulumi.{name}.yaml": read(ROOT, f"stacks/Pulumi.{name}.yaml").value for name in STACK_NAMES
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["aws", "prod", "orders", "catalog", "/*", "10.0.0.0/8", "eu-central-1a", "yes", "0755"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "stacks").mkdir(exist_ok=True)
    return tmp_path


def write(root: Path, files: dict[str, Any]) -> None:
    """JSON is YAML; numbers and texts keep their types."""
    for name, value in files.items():
        (root / "stacks" / name).write_text(json.dumps(value, indent=1), encoding="utf-8")


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


def mutate(draw: Any, value: Any) -> Any:
    """Delete, replace or insert something somewhere."""
    value = copy.deepcopy(value)
    path = draw(st.sampled_from(sorted(paths(value), key=str)))
    parent = value
    for key in path[:-1]:
        parent = parent[key]
    match draw(st.sampled_from(["delete", "replace", "insert"])):
        case "delete":
            del parent[path[-1]]
        case "replace":
            parent[path[-1]] = draw(JSON)
        case "insert" if isinstance(parent, dict):
            parent[draw(st.text(max_size=8))] = draw(JSON)
        case "insert":
            parent.insert(path[-1], draw(JSON))
    return value


def problems(stack: str, root: Path, engine_config: dict[str, str] | None) -> tuple[Problem, ...] | None:
    """What the loader tells; None if there is nothing to tell."""
    try:
        load(stack, root, engine_config)
    except SettingsError as error:
        return error.problems
    return None


def check_loads_or_tells(stack: str, root: Path, engine_config: dict[str, str] | None = None) -> None:
    found = problems(stack, root, engine_config)
    assert found != ()
    for problem in found or ():
        assert problem.file.startswith("stacks/")
        assert problem.line is not None
        assert problem.line >= 1
        assert problem.what
        assert all(line.isprintable() for line in str(problem).split("\n"))


@LIMITS
@given(data=st.data())
def test_mutated_settings(root: Path, data: st.DataObject):
    stack = data.draw(st.sampled_from(STACK_NAMES))
    files = {name: FILES[name] for name in ("shop.yaml", "campaigns.yaml", f"Pulumi.{stack}.yaml")}
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(files)))
        files[name] = mutate(data.draw, files[name])
        if not any(paths(files[name])):
            break
    write(root, files)
    check_loads_or_tells(stack, root)


@LIMITS
@given(data=st.data())
def test_mutated_engine_config(root: Path, data: st.DataObject):
    write(root, {name: FILES[name] for name in ("shop.yaml", "campaigns.yaml", "Pulumi.prod-aws.yaml")})
    config = mutate(data.draw, FILES["Pulumi.prod-aws.yaml"]["config"])
    engine = {key: value if isinstance(value, str) else json.dumps(value) for key, value in config.items()}
    check_loads_or_tells("prod-aws", root, engine)


@LIMITS
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_random_bytes(root: Path, content: bytes):
    write(root, {name: FILES[name] for name in ("shop.yaml", "campaigns.yaml")})
    (root / "stacks/Pulumi.prod-aws.yaml").write_bytes(content)
    check_loads_or_tells("prod-aws", root)


@LIMITS
@given(data=st.data())
def test_a_committed_file_with_a_line_broken(root: Path, data: st.DataObject):
    name = data.draw(st.sampled_from(["shop.yaml", "campaigns.yaml", "Pulumi.staging-aws.yaml"]))
    for each in ("shop.yaml", "campaigns.yaml", "Pulumi.staging-aws.yaml"):
        (root / "stacks" / each).write_bytes((ROOT / "stacks" / each).read_bytes())
    lines = (ROOT / "stacks" / name).read_text().split("\n")
    index = data.draw(st.integers(0, len(lines) - 1))
    line = lines[index]
    at = data.draw(st.integers(0, len(line)))
    broken = data.draw(
        st.sampled_from(["\t", " ", ":", "- ", "'", '"', "[", "}", "&a ", "*a", "!!x ", "#", "%", "|"])
    )
    lines[index] = line[:at] + broken + line[at:]
    (root / "stacks" / name).write_text("\n".join(lines))
    check_loads_or_tells("staging-aws", root)
