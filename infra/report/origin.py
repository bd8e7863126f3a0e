"""Where a resource comes from: the key in stacks/ that asks for it, and the line of ours that builds it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from infra.settings.load import SHOP_FILE
from infra.settings.stack_file import stack_file
from infra.settings.yaml_source import Source, read
from policies.resource import Resource
from policies.stack import Stack

_SECTIONS: Mapping[str, tuple[str, str]] = {
    "Bucket": ("buckets", ""),
    "Cache": ("caches", "-cache"),
    "Database": ("databases", "-db"),
    "Identity": ("services", "-role"),
    "Queue": ("queues", "-queue"),
    "SecurityGroup": ("services", "-sg"),
    "ServicePool": ("services", ""),
    "Table": ("tables", "-table"),
    "Topic": ("topics", "-topic"),
}
"""Capability -> section of shop.yaml, and what the program adds to the name there."""

_STACK_SECTIONS: Mapping[str, str] = {
    "AuditTrail": "retention",
    "Backup": "retention",
    "Budget": "account",
    "Domain": "account",
    "Logs": "retention",
    "Network": "network",
    "Notifier": "account",
}
"""Capability -> section of the stack file that decides most about it."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of a file of the project."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Origins:
    """Finds the places of the resources of one stack; files are read once, when the first is asked for."""

    def __init__(self, root: Path, stack: Stack) -> None:
        self._root = root
        self._stack = stack

    def places(self, resource: Resource) -> tuple[Place, ...]:
        """What to look at, the first is what a person changes; the stack file where nothing else is known."""
        component = self._component(resource)
        kind = component.type.rsplit(":", 1)[-1] if component else ""
        found = (self._key(kind, component), self._line(resource, kind))
        places = tuple(place for place in found if place is not None)
        return places or (Place(file=stack_file(self._stack.facts.stack), line=1),)

    def _component(self, resource: Resource) -> Resource | None:
        while resource.parent:
            parent = self._stack.resources.get(resource.parent)
            if parent is None or parent.type.endswith(":Layer"):
                break
            resource = parent
        return None if resource.custom else resource

    def _key(self, kind: str, component: Resource | None) -> Place | None:
        if component is None:
            return None
        if kind in _SECTIONS:
            section, suffix = _SECTIONS[kind]
            name = component.name.removesuffix(suffix)
            if (section, name) in self._shop.lines:
                return Place(file=SHOP_FILE, line=self._shop.lines[section, name])
        if kind in _STACK_SECTIONS:
            path = ("config", f"floodgate:{_STACK_SECTIONS[kind]}")
            if path in self._stack_source.lines:
                return Place(file=self._stack_source.file, line=self._stack_source.lines[path])
        return None

    def _line(self, resource: Resource, kind: str) -> Place | None:
        """Of several builders of a type, the one nearest to the capability's own file by its imports."""
        found = self._source.built.get(resource.type, [])
        if len(found) < 2:
            return found[0] if found else None
        distance = self._source.distances(re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower())
        return min(found, key=lambda place: distance.get(Path(place.file).stem, len(distance)))

    @cached_property
    def _shop(self) -> Source:
        return read(self._root, SHOP_FILE)

    @cached_property
    def _stack_source(self) -> Source:
        return read(self._root, stack_file(self._stack.facts.stack))

    @cached_property
    def _source(self) -> _Builders:
        return _Builders(self._root, self._stack)


class _Builders:
    """The source of the builders of one cloud."""

    def __init__(self, root: Path, stack: Stack) -> None:
        cloud = stack.facts.cloud
        by_call = {_call(type_): type_ for type_ in stack.types()}
        self.built: dict[str, list[Place]] = {}
        """Pulumi type -> the lines that make one."""
        self._imports: dict[str, list[str]] = {}
        for path in sorted((root / "components" / cloud).glob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            self._imports[path.stem] = list(_imported(tree, f"components.{cloud}."))
            for call, line in _calls(tree):
                if call in by_call:
                    place = Place(file=path.relative_to(root).as_posix(), line=line)
                    self.built.setdefault(by_call[call], []).append(place)

    def distances(self, start: str) -> dict[str, int]:
        """Files that a file imports, with how many steps away they are."""
        found, waiting = {start: 0}, [start]
        for name in waiting:
            for other in self._imports.get(name, ()):
                if other not in found:
                    found[other] = found[name] + 1
                    waiting.append(other)
        return found


def _call(type_: str) -> str:
    """`aws:rds/cluster:Cluster` -> `rds.Cluster`, as builders write it; a second provider is a `Provider`."""
    if type_.startswith("pulumi:providers:"):
        return "Provider"
    _, module, name = type_.split(":")
    return f"{module.split('/')[0]}.{name}"


def _calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def _imported(tree: ast.Module, package: str) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(package):
            yield node.module.removeprefix(package)
