"""From the inputs of a Pulumi resource to the parameters of a call, along botocore's shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from infra.local.aws import paths, shapes
from infra.local.aws.table import Names

_INTEGERS = ("integer", "long")
_FLOATS = ("double", "float")


class Converter:
    """Converts values for one call and notes the paths of what has no place in it."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.homeless: list[str] = []

    def parameters(
        self, shape: Shape, properties: Mapping[str, Any], *, under: str = "", into: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The parameters that carry these properties; `into` has what is said already."""
        result = {} if into is None else into
        for name, value in properties.items():
            if value is None:
                continue
            path = self.place(shape, name, under)
            if path is None:
                self.homeless.append(name)
                continue
            target = shapes.at(shape, path)
            assert target is not None
            paths.put(result, path, self._each(path, value, target, name, name))
        return result

    def place(self, shape: Shape, name: str, under: str = "") -> paths.Path | None:
        """Where a top-level property goes: under the member `under` if it has a place there."""
        for outer in (paths.parse(under), ()):
            found = self._path(shapes.at(shape, outer), name, name)
            if found is not None:
                return (*outer, *found)
        return None

    def value(self, value: Any, shape: Shape, path: str = "", plain: str = "") -> Any:  # noqa: PLR0911
        """A value as the shape wants it; `path` is where it stands, `plain` the same without indices."""
        if isinstance(shape, StructureShape):
            return self._structure(value, shape, path, plain)
        if isinstance(shape, ListShape):
            return self._list(value, shape, path, plain)
        if isinstance(shape, MapShape) and isinstance(value, dict):
            return {key: self.value(item, shape.value, f'{path}["{key}"]', plain) for key, item in value.items()}
        if shape.type_name == "string":
            return text(value)
        if shape.type_name in _INTEGERS and isinstance(value, str | float):
            return int(value)
        if shape.type_name in _FLOATS and isinstance(value, str | int) and not isinstance(value, bool):
            return float(value)
        if shape.type_name == "boolean" and isinstance(value, str):
            return value.lower() == "true"
        if shape.type_name == "blob" and isinstance(value, str):
            return value.encode()
        return value

    def _structure(self, value: Any, shape: StructureShape, path: str, plain: str) -> Any:
        if shapes.wrapped(shape) and isinstance(value, list):
            items = self.value(value, shape.members["Items"], path, plain)
            return {"Quantity": len(items), "Items": items} if items else {"Quantity": 0}
        if isinstance(value, list) and len(value) == 1:
            return self._structure(value[0], shape, f"{path}[0]", plain)
        if not isinstance(value, dict):
            return value  # botocore says that it must be an object
        result: dict[str, Any] = {}
        for name, inner in value.items():
            if inner is None:
                continue
            where, bare = f"{path}.{name}", f"{plain}.{name}"
            found = self._path(shape, name, bare)
            target = None if found is None else shapes.at(shape, found)
            if found is None or target is None:
                if name in shape.members:  # said in a template, as the API calls it
                    result[name] = self.value(inner, shape.members[name], where, bare)
                else:
                    self.homeless.append(where)
                continue
            paths.put(result, found, self._each(found, inner, target, where, bare))
        if shapes.wrapped(shape):
            result["Quantity"] = len(result.get("Items", ()))
        return result

    def _each(self, path: paths.Path, value: Any, shape: Shape, where: str, plain: str) -> Any:
        """A value for the end of a path; if the path goes through every element of a list, one for each item."""
        if isinstance(value, list) and paths.EVERY in path:
            return [self.value(item, shape, f"{where}[{index}]", plain) for index, item in enumerate(value)]
        return self.value(value, shape, where, plain)

    def _list(self, value: Any, shape: ListShape, path: str, plain: str) -> Any:
        pair = shapes.pair(shape.member)
        if isinstance(value, dict) and pair and set(pair) != set(value):
            return [{pair[0]: key, pair[1]: text(item)} for key, item in value.items()]
        items = value if isinstance(value, list) else [value]
        return [self.value(item, shape.member, f"{path}[{index}]", plain) for index, item in enumerate(items)]

    def _path(self, shape: Shape | None, name: str, plain: str) -> paths.Path | None:
        if plain in self._names:
            found = paths.parse(self._names[plain])
            return found if shapes.at(shape, found) is not None else None
        found_member = shapes.member(shape, name)
        return None if found_member is None else (paths.Member(name=found_member),)


def text(value: Any) -> Any:
    """A value where an API wants a text: JSON for what has parts, `true` for True."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    return value
