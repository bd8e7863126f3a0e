"""The inputs of a resource between program, state and cloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from infra.local.contract import Inputs, Reading

GENERATED = "__defaults"
"""Lists the inputs that the provider, not the program, has filled in; real providers keep it in the state too."""


def without_marks(inputs: Mapping[str, Any]) -> Inputs:
    """What a cloud is asked for."""
    return {key: value for key, value in inputs.items() if key != GENERATED}


def generated(checked: Mapping[str, Any], news: Mapping[str, Any], olds: Mapping[str, Any]) -> Inputs:
    """The checked inputs, with the generated values that the resource already has instead of new ones."""
    made = sorted(checked.keys() - news.keys())
    has = {key: olds[key] for key in made if key in olds.get(GENERATED, ()) and key in olds}
    return {**checked, **has, **({GENERATED: made} if made else {})}


def kept(olds: Inputs, news: Inputs, ignored: Iterable[str]) -> Inputs:
    """The new inputs with ignored properties as they were; the engine itself has restored what lies deeper."""
    inputs = {key: value for key, value in news.items() if key not in set(ignored)}
    return inputs | {key: olds[key] for key in ignored if key in olds}


def read_inputs(inputs: Mapping[str, Any], reading: Reading, known: Mapping[str, Any]) -> Inputs:
    """The inputs as the cloud has them now; what it does not tell stays as it was asked for.

    `known` are the outputs in the state.
    """
    return {
        key: reading.asked(key, value, known) if key in reading.read else value
        for key, value in inputs.items()
        if key not in reading.read or key in reading.outputs
    }
