"""What pydantic found wrong with a value, in words a person can act on."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable

import annotated_types
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from infra.settings import form
from infra.settings.field import field_at, limits_at, model_at
from infra.settings.problem import Path, counted, did_you_mean, shown

Fault = dict[str, str]
"""The keyword arguments `what`, `given`, `allowed`, `fix` of a problem."""

_KINDS = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "dict": "a mapping of `key: value` lines",
    "model": "a mapping of `key: value` lines",
    "list": "a list",
}
"""Pydantic's type names; an error `<name>_type` says that the value is not one."""


def fault(error: ErrorDetails, model: type[BaseModel], key: str) -> Fault:
    """What to tell about one validation error of `model`; `key` is what the file calls the value."""
    if error["type"] == "missing":
        return _missing(error, model, key)
    explain = _EXPLANATIONS.get(error["type"])
    if explain is not None:
        return explain(error, model)
    if error["type"].endswith("_type"):
        return _wrong_type(error)
    return {"what": _lower(error["msg"]), "given": shown(error["input"])}


def place(error: ErrorDetails) -> Path:
    """Where the value is; a bad key is where its value is."""
    path = error["loc"]
    return path[:-1] if path and path[-1] == "[key]" else path


def _missing(error: ErrorDetails, model: type[BaseModel], key: str) -> Fault:
    info = field_at(model, error["loc"])
    meaning = info.description if info and info.description else _about(model_at(model, error["loc"]))
    return {"what": "is missing", "fix": f"add `{key}:`{_note(meaning)}"}


def _unknown_key(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    parent = model_at(model, error["loc"][:-1])
    known = list(parent.model_fields) if parent else []
    key = error["loc"][-1]
    return {
        "what": "is not a known key",
        "allowed": ", ".join(known),
        "fix": did_you_mean(key, known, "delete it"),
    }


def _not_in_enum(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    known = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    given = error["input"]
    return {
        "what": "is none of the allowed values",
        "given": shown(given),
        "allowed": ", ".join(known),
        "fix": did_you_mean(given, known, "choose one of them"),
    }


def _wrong_type(error: ErrorDetails) -> Fault:
    kind = error["type"].removesuffix("_type")
    given = error["input"]
    told = {"what": f"must be {_KINDS.get(kind, kind)}", "given": _with_kind(given)}
    if given is None:
        told |= {"given": "nothing", "fix": "give a value, or delete the key"}
    elif kind == "string" and not isinstance(given, list | dict):
        told["fix"] = "put it in quotes"
    elif kind in ("int", "float", "bool") and isinstance(given, str):
        told["fix"] = "write it without quotes"
    elif kind == "list" and not isinstance(given, dict):
        told["fix"] = f"write [{shown(given)}]"
    return told


def _with_kind(value: object) -> str:
    """Text and numbers look alike."""
    kind = {str: "text", int: "a number", float: "a number"}.get(type(value))
    return f"{shown(value)} ({kind})" if kind else shown(value)


def _out_of_range(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    limits = {type(limit): limit for limit in limits_at(model, error["loc"])}
    low, high = limits.get(annotated_types.Ge), limits.get(annotated_types.Le)
    more = limits.get(annotated_types.Gt)
    too = "small" if error["type"].startswith("greater") else "large"
    bounds = [
        *([f"at least {low.ge:,}"] if low else []),
        *([f"more than {more.gt:,}"] if more else []),
        *([f"at most {high.le:,}"] if high else []),
    ]
    return {"what": f"is too {too}", "given": shown(error["input"]), "allowed": ", ".join(bounds)}


def _not_a_multiple(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    step = error["ctx"]["multiple_of"]
    return {"what": "has a wrong step", "given": shown(error["input"]), "allowed": f"a multiple of {step:g}"}


def _wrong_form(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    pattern = error["ctx"]["pattern"]
    return {
        "what": "does not have the right form",
        "given": shown(error["input"]),
        "allowed": form.WORDS.get(pattern, pattern),
    }


def _too_long_text(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    given, most = str(error["input"]), error["ctx"]["max_length"]
    return {
        "what": f"is too long: {counted(len(given), 'character')}",
        "given": shown(given),
        "allowed": f"at most {counted(most, 'character')}",
    }


def _wrong_length(error: ErrorDetails, model: type[BaseModel]) -> Fault:
    context = error["ctx"]
    least, most = context.get("min_length"), context.get("max_length")
    bound = f"at least {counted(least, 'item')}" if least is not None else f"at most {counted(most or 0, 'item')}"
    what = "has too few items" if least is not None else "has too many items"
    return {"what": what, "given": counted(context["actual_length"], "item"), "allowed": bound}


_EXPLANATIONS: dict[str, Callable[[ErrorDetails, type[BaseModel]], Fault]] = {
    "extra_forbidden": _unknown_key,
    "enum": _not_in_enum,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "multiple_of": _not_a_multiple,
    "string_pattern_mismatch": _wrong_form,
    "string_too_long": _too_long_text,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
}


def _about(model: type[BaseModel] | None) -> str | None:
    return inspect.getdoc(model) if model else None


def _note(meaning: str | None) -> str:
    return f" ({_lower(' '.join(meaning.split()).rstrip('.'))})" if meaning else ""


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
