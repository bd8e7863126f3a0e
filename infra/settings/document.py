"""One settings file as its model sees it, and how to point at what is in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, Unpack, cast, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from infra.settings import words
from infra.settings.model import Model
from infra.settings.problem import Details, Path, Problem
from infra.settings.yaml_source import Source

ModelT = TypeVar("ModelT", bound=Model)


class NotParsedError(Exception):
    """A rule asked for something that is not valid; that has been reported already."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """The values of one file under the keys of its model."""

    source: Source
    value: Mapping[str, Any] | None
    """None when the file could not be read."""
    place: Callable[[Path], Path]
    """From a path in the model to the path in the file."""

    def problem(self, path: Path, what: str, **details: Unpack[Details]) -> Problem:
        """A problem at a path of the model."""
        place = self.place(path)
        return Problem(
            file=self.source.file,
            line=self.source.line(place),
            path=self.source.text(place),
            what=what,
            **details,
        )


@dataclass(frozen=True, kw_only=True)
class Checked(Generic[ModelT]):
    """What of a document is valid. Reading a section that is not raises `NotParsedError`, which ends a rule."""

    document: Document
    whole: ModelT | None
    """The model, if everything is valid."""
    sections: ModelT
    """The model as far as it is valid: of a section of named things, those that are."""
    faulty: frozenset[str]
    """Sections with an error in them."""
    problems: list[Problem] = field(default_factory=list)

    def names(self, section: str) -> frozenset[str]:
        """The names in a section of named things, whether they are valid or not."""
        if self.document.value is None:
            raise NotParsedError(section)
        things = self.document.value.get(section, {})
        if not isinstance(things, dict):
            raise NotParsedError(section)
        return frozenset(things)

    def require_all(self, *sections: str) -> None:
        """End the rule unless everything in these sections is valid."""
        if self.document.value is None or not self.faulty.isdisjoint(sections):
            raise NotParsedError(sections)


class _ValidSections:
    """Stands in for a model of which only some sections are valid."""

    def __init__(self, valid: Mapping[str, object]) -> None:
        self._valid = valid

    def __getattr__(self, name: str) -> object:
        try:
            return self._valid[name]
        except KeyError:
            raise NotParsedError(name) from None


def check(model: type[ModelT], document: Document) -> Checked[ModelT]:
    """Validate a document; every error becomes a problem, and what is valid stays usable."""
    if document.value is None:
        return Checked(document=document, whole=None, sections=_stand_in(model, {}), faulty=frozenset())
    try:
        whole = model.model_validate_json(json.dumps(document.value))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    else:
        return Checked(document=document, whole=whole, sections=whole, faulty=frozenset())
    return Checked(
        document=document,
        whole=None,
        sections=_stand_in(model, _valid_sections(model, document.value, [error["loc"] for error in errors])),
        faulty=frozenset(str(error["loc"][0]) for error in errors if error["loc"]),
        problems=explained(model, document, errors),
    )


def explained(model: type[Model], document: Document, errors: list[ErrorDetails]) -> list[Problem]:
    """The validation errors in words, without those about values that YAML readers disagree on anyway."""
    problems = []
    for error in errors:
        path = words.place(error)
        place = document.place(path)
        if not document.source.is_broken(place):
            problems.append(document.problem(path, **words.fault(error, model, str(place[-1]))))
    return problems


def _stand_in(model: type[ModelT], valid: Mapping[str, object]) -> ModelT:
    return cast(ModelT, _ValidSections(valid))


def _valid_sections(model: type[Model], value: Mapping[str, Any], errors: list[Path]) -> dict[str, object]:
    """What no error is in: of a section of named things, those that are valid; of any other, its valid keys."""
    sections: dict[str, object] = {}
    for name, info in model.model_fields.items():
        inside = [error[1:] for error in errors if error[:1] == (name,)]
        given = value.get(name)
        if not inside:
            sections[name] = _validated(info.annotation, given) if name in value else info.get_default()
        elif isinstance(given, dict) and () not in inside:
            sections[name] = _valid_part(info.annotation, given, inside)
    return sections


def _valid_part(annotation: Any, value: dict[str, Any], errors: list[Path]) -> object:
    if get_origin(annotation) in (Union, UnionType):  # a section that may be absent, and is not
        annotation = next(each for each in get_args(annotation) if each is not NoneType)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _stand_in(annotation, _valid_sections(annotation, value, errors))
    bad = {error[0] for error in errors}
    return _validated(annotation, {key: thing for key, thing in value.items() if key not in bad})


def _validated(annotation: Any, value: object) -> object:
    return TypeAdapter(annotation).validate_json(json.dumps(value))
