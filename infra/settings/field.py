"""Which model or field describes what is at a path."""

from __future__ import annotations

import inspect
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from infra.settings.problem import Path


def field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """The field that a path ends at, if it ends at a key of a model."""
    parent = model_at(model, path[:-1]) if path else None
    return parent.model_fields.get(str(path[-1])) if parent else None


def limits_at(model: type[BaseModel], path: Path) -> list[Any]:
    """The limits of the value at a path: of a key of a model, or of what a mapping or list holds."""
    field = field_at(model, path)
    if field is not None:
        return list(field.metadata)
    annotation: Any = model
    for part in path:
        annotation = _inside(annotation, part)
    limits = [each.metadata if isinstance(each, FieldInfo) else [each] for each in get_args(annotation)[1:]]
    return [limit for each in limits for limit in each] if get_origin(annotation) is Annotated else []


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that describes what is at a path."""
    annotation: Any = model
    for part in path:
        annotation = _inside(annotation, part)
    annotation = _plain(annotation)
    return annotation if inspect.isclass(annotation) and issubclass(annotation, BaseModel) else None


def _inside(annotation: Any, part: str | int) -> Any:
    annotation = _plain(annotation)
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        info = annotation.model_fields.get(str(part))
        return info.annotation if info else None
    return get_args(annotation)[-1] if get_origin(annotation) in (dict, list) else None


def _plain(annotation: Any) -> Any:
    """Without `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    choices = [each for each in get_args(annotation) if each is not type(None)]
    return _plain(choices[0]) if type(None) in get_args(annotation) and choices else annotation
