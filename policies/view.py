"""How a check reads a resource: what it reads becomes evidence, and what nobody can know yet ends the check."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from policies.resource import SECRET, Resource

if TYPE_CHECKING:
    from policies.stack import Stack


class NotEvaluated(Exception):  # noqa: N818 - a verdict, not an error
    """The check cannot decide; the text says why."""


class UnknownValue(NotEvaluated):
    """A value that only the cloud can know decides it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"`{path}` is not known before the cloud has made what it comes from")


class View:
    """One resource, or an object inside it, with the stack around it.

    Paths are Pulumi's camelCase names joined by dots (`metadataOptions.httpTokens`) and lead through objects;
    lists are read with `each` and `values`. A value that the program leaves out reads as the given default: what
    the provider does then is part of the rule.
    """

    __slots__ = ("_label", "_path", "_reads", "_value", "resource", "stack")

    def __init__(
        self,
        resource: Resource,
        stack: Stack,
        reads: dict[str, Any],
        value: Any = None,
        path: str = "",
        label: str = "",
    ) -> None:
        self.resource = resource
        self.stack = stack
        self._reads = reads
        self._value = resource.inputs if value is None else value
        self._path = path
        self._label = label

    def __repr__(self) -> str:
        return f"<{self.resource.type} {self.resource.name}{f' {self._path}' if self._path else ''}>"

    @property
    def name(self) -> str:
        """The resource's logical name."""
        return self.resource.name

    @property
    def type(self) -> str:
        """Its canonical type."""
        return self.resource.type

    @property
    def path(self) -> str:
        """Where in the resource this is; empty for the resource itself."""
        return self._path

    def get(self, path: str, default: Any = None) -> Any:
        """The value at `path`, or `default` where it is not set.

        Raises:
            UnknownValue: the value, or a part of it, is not known.
        """
        value, full = self._find(path)
        if value is None:
            self._note(full, None)
            return default
        if isinstance(value, dict | list):
            self._all_known(full)
        self._note(full, value)
        return value

    def has(self, path: str) -> bool:
        """Whether the program sets the value; one that is not known yet is set."""
        try:
            value, full = self._find(path)
        except UnknownValue:
            self._note(self._join(path), "(known after creation)")
            return True
        self._note(full, value)
        return value is not None and value not in ("", [], {})

    def at(self, path: str) -> View:
        """The object at `path`, empty where it is not set, so that everything in it reads as its default."""
        value, full = self._find(path)
        return self._inner({} if value is None else value, full)

    def each(self, path: str) -> Iterator[View]:
        """The objects of the list at `path` (one object counts as a list of one)."""
        value, full = self._find(path)
        if value is None:
            self._note(full, None)
            return
        if isinstance(value, dict):
            yield self._inner(value, full)
            return
        for index, item in enumerate(value):
            place = f"{full}[{index}]"
            if item is None and place in self.resource.unknown:
                raise UnknownValue(place)
            yield self._inner(item, place)

    def values(self, path: str) -> tuple[Any, ...]:
        """The values of the list at `path` (one value counts as a list of one).

        Raises:
            UnknownValue: one of them is not known.
        """
        value = self.get(path)
        if value is None:
            return ()
        return tuple(value) if isinstance(value, list) else (value,)

    def count(self, path: str) -> int:
        """How many entries the list at `path` has, known or not."""
        value, full = self._find(path)
        self._note(full, value)
        return len(value) if isinstance(value, list) else int(value is not None)

    def document(self, path: str, *, in_part: bool = False) -> Any:
        """The JSON document at `path` (policies are JSON in a string), `None` where it is not set.

        `in_part`: the caller can do with one that has `HIDDEN` for what is not known (reading/parts.py).

        Raises:
            NotEvaluated: it is not JSON.
        """
        value, full = self._known(path, in_part), self._join(path)
        self._note(full, value)
        if value is None or isinstance(value, dict | list):
            return value
        try:
            return json.loads(value)
        except (TypeError, ValueError):
            raise NotEvaluated(f"`{full}` is not JSON") from None

    def secret(self, path: str) -> bool:
        """Whether the value at `path` is marked as a secret."""
        return bool(self.get(path) == SECRET)

    def concealed(self, path: str, *, in_part: bool = False) -> Any:
        """Like `get`, for what is or may hold a credential: evidence says that there is a value, not which.

        `in_part`: as of `document`, for other texts.
        """
        value = self._known(path, in_part)
        self._reads[self._label + self._join(path)] = _masked(value)
        return value

    def inputs(self) -> Iterator[str]:
        """The names of everything that is set."""
        return iter(self._value)

    def of(self, resource: Resource) -> View:
        """Another resource; what is read of it is evidence of this check too."""
        return View(resource, self.stack, self._reads, label=f"{resource.name}: ")

    def targets(self, path: str, *types: str) -> list[View]:
        """The resources of these types that the value at `path` refers to, by dependency or by id, ARN or name.

        Raises:
            UnknownValue: the value is not known, and nothing in the stack is what it comes from.
        """
        top = self._join(path)
        found = [self.of(resource) for resource in self.stack.targets(self.resource, top, types)]
        self._note(top, [view.name for view in found] or self._shown(path))
        if not found:
            self._all_known(self._find(path)[1])
        return found

    def referring(self, type_: str, path: str) -> list[View]:
        """The resources of a type whose value at `path` (a top-level property) refers to this one."""
        found = [self.of(resource) for resource in self.stack.referring(self.resource, type_, path)]
        self._note(f"{type_.rpartition(':')[2]}.{path}", [view.name for view in found])
        return found

    def apart(self) -> View:
        """The same resource for `Stack.once`: what is read there is evidence of no single check."""
        return View(self.resource, self.stack, {})

    def note(self, what: str, value: Any) -> None:
        """Take what the stack worked out once into the evidence."""
        self._note(self._join(what), value)

    def all(self, *types: str) -> list[View]:
        """Every resource of these types in the stack."""
        return [self.of(resource) for type_ in types for resource in self.stack.of_type(type_)]

    def _known(self, path: str, in_part: bool) -> Any:
        full = self._join(path)
        if in_part and full in self.resource.in_part and full in self.resource.unknown:
            return self.resource.in_part[full]
        return self.get(path)

    def _shown(self, path: str) -> Any:
        try:
            return self._find(path)[0]
        except UnknownValue:
            return "(known after creation)"

    def _find(self, path: str) -> tuple[Any, str]:
        """The value and its full path; raises where it, or an object on the way to it, is not known."""
        value = self._value
        unknown = self.resource.unknown
        full = self._path
        for key in path.split("."):
            full = f"{full}.{key}" if full else key
            value = value.get(key) if isinstance(value, dict) else None
            if value is None:
                if unknown and full in unknown:
                    raise UnknownValue(self._label + full)
                return None, self._join(path)
        return value, full

    def _all_known(self, full: str) -> None:
        for path in self.resource.unknown:
            if path.startswith((f"{full}.", f"{full}[")):
                raise UnknownValue(self._label + path)

    def _inner(self, value: Any, path: str) -> View:
        return View(self.resource, self.stack, self._reads, value, path, self._label)

    def _join(self, path: str) -> str:
        return f"{self._path}.{path}" if self._path else path

    def _note(self, full: str, value: Any) -> None:
        self._reads[self._label + full] = _masked(value) if _holds_credential(full) else value


@functools.lru_cache(maxsize=4096)
def _holds_credential(path: str) -> bool:
    return _CREDENTIAL.search(path) is not None


_CREDENTIAL = re.compile(
    r"(passwords?|authToken|secretString|secretData|containerDefinitions)(Wo)?$", re.IGNORECASE
)
"""Properties whose value never becomes evidence: reports go to more people than the program does. Definitions of
containers are one text with all of their variables in it."""


def _masked(value: Any) -> Any:
    """Whether there is a value, and how long it is; a switch (`manageMasterUserPassword`) stays what it is."""
    if value is None or isinstance(value, bool) or value == SECRET:
        return value
    return f"({len(str(value))} characters)"
