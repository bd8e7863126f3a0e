"""Who may import whom (DESIGN.md section 3), as checks over the source of one file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

SDKS = ("pulumi_aws", "pulumi_alicloud")
CLOUD_FOLDERS = ("components.aws", "components.alicloud")
MOST_LINES = 300


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What the files below some folders must not import."""

    where: tuple[str, ...]
    """Folders (`infra/`) or files (`infra/program.py`)."""
    forbidden: tuple[str, ...]
    """Modules, with everything below them."""
    why: str
    exceptions: tuple[str, ...] = ()
    only_directly: bool = False
    """Only the files of the folder itself, not of those below."""

    def covers(self, path: str) -> bool:
        """Whether the rule speaks about this file."""
        if path.startswith(self.exceptions) or not path.startswith(self.where):
            return False
        return not self.only_directly or any(path.count("/") == folder.count("/") for folder in self.where)


RULES = (
    Rule(
        where=("components/",),
        forbidden=("infra", "policies", "tests"),
        why="capabilities know nothing of the shop",
    ),
    Rule(
        where=("components/",),
        forbidden=(*SDKS, *CLOUD_FOLDERS),
        why="neutral files know no cloud",
        only_directly=True,
    ),
    Rule(
        where=("components/aws/",),
        forbidden=("components.alicloud", "pulumi_alicloud"),
        why="the clouds know nothing of each other",
    ),
    Rule(
        where=("components/alicloud/",),
        forbidden=("components.aws", "pulumi_aws"),
        why="the clouds know nothing of each other",
    ),
    Rule(
        where=("infra/", "policies/", "tools/"),
        forbidden=CLOUD_FOLDERS,
        why="only infra/clouds.py chooses the cloud",
        exceptions=("infra/clouds.py",),
    ),
    Rule(
        where=("infra/", "components/", "policies/"),
        forbidden=("yaml", "pulumi.Config", "pulumi.config"),
        why="only infra/settings/ reads configuration; the tables of the local clouds are data",
        exceptions=("infra/settings/", "infra/local/aws/table.py", "infra/local/alicloud/table.py"),
    ),
    Rule(
        where=("infra/", "components/", "policies/"),
        forbidden=("pulumi.runtime.config",),
        why="only infra/settings/ reads configuration; infra/program.py hands over what the engine gives",
        exceptions=("infra/settings/", "infra/program.py"),
    ),
    Rule(
        where=("infra/capacity/", "policies/"),
        forbidden=("pulumi", *SDKS, "components"),
        why="arithmetic and rules are pure: they run without Pulumi",
    ),
    Rule(
        where=("policies/",),
        forbidden=("infra", "tests", "pulumi_policy"),
        why="rules know neither where resources come from nor who reads the verdicts",
        exceptions=("policies/__main__.py",),
    ),
)


def violations(path: str, source: str) -> list[str]:
    """Everything that is wrong with one Python file; `path` is relative to the repository."""
    tree = ast.parse(source)
    found = [
        f"{path}:{line}: must not import {module}: {rule.why}"
        for rule in RULES
        if rule.covers(path)
        for line, module in imported(tree)
        if any(module == name or module.startswith(f"{name}.") for name in rule.forbidden)
    ]
    found += [f"{path}:{line}: branches on the cloud; only infra/clouds.py does" for line in branches(path, tree)]
    if path.startswith(("infra/", "components/", "policies/")) and not ast.get_docstring(tree):
        found.append(f"{path}:1: has no module docstring: one sentence that says what belongs here")
    lines = source.count("\n")
    if lines > MOST_LINES:
        found.append(f"{path}:{lines}: has {lines} lines, at most {MOST_LINES}: split it by idea")
    return found


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of every module that is imported, or reached through the package `pulumi`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "."
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith("pulumi."):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield node.lineno, ast.unparse(node.args[0]).strip("'\"f")


def branches(path: str, tree: ast.Module) -> Iterator[int]:
    """Lines that compare something with a cloud's name."""
    if not path.startswith(("infra/", "components/")) or path == "infra/clouds.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            compared = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            compared = [node.value]
        else:
            continue
        if any(_is_cloud(part) for item in compared for part in ast.walk(item)):
            yield compared[0].lineno


def _is_cloud(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return ast.unparse(node).removesuffix(".value") in ("CloudName.AWS", "CloudName.ALICLOUD")
    return isinstance(node, ast.Constant) and node.value in ("aws", "alicloud")


def builders(source: str) -> list[str]:
    """The public builders that a file defines: `build_queue`."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("build_")
    ]
