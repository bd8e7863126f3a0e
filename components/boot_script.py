"""What the boot scripts of service pools have in common on all clouds; the scripts are the clouds' own."""

from __future__ import annotations

import base64
import functools
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulumi
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from components.errors import InvalidArgument
from components.service_pool import ServicePoolArgs

_STOP_SECONDS = 30
"""What the container gets to finish its requests after the load balancer has stopped sending new ones."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")


def check_variables(args: ServicePoolArgs, own: frozenset[str]) -> None:
    """Refuse names that the container or the script could not take; `own` are those the script sets.

    Raises:
        InvalidArgument: a variable has no proper name, or is given twice.
    """
    names = [*args.environment, *args.secrets]
    for name in names:
        if not _VARIABLE.fullmatch(name):
            raise InvalidArgument(f"variable must be upper-case letters, digits and underscores, got {name!r}")
        if name in own or names.count(name) > 1:
            raise InvalidArgument(
                f"variable {name} is set twice: by environment, secrets or the boot script itself"
            )


def user_data_of(values: Mapping[str, pulumi.Input[Any]], script: Callable[..., str]) -> pulumi.Output[str]:
    """The script that these values make, base64-encoded as the launch templates of both clouds take it."""
    return of_values(values, lambda known: base64.b64encode(script(**known).encode()).decode())


def of_values(
    values: Mapping[str, pulumi.Input[Any]], text: Callable[[dict[str, Any]], str]
) -> pulumi.Output[str]:
    """A text in which all values stand. A preview keeps what is known of it: infra/preview/known_in_part.py takes
    the place of this function."""
    return pulumi.Output.all(**values).apply(text)


def rendered(template: Path, *, name: str, environment: Mapping[str, str], limit_bytes: int, **values: Any) -> str:
    """The script of pool `name` in clear; the template quotes values for the shell by the filter `quote`.

    Raises:
        InvalidArgument: a variable has several lines, or the script is longer than the cloud takes.
    """
    for key, value in environment.items():
        if "\n" in value:
            raise InvalidArgument(f"environment variable {key} of {name} must be one line")
    script = (
        _templates(template.parent)
        .get_template(template.name)
        .render(name=name, environment=environment, stop_seconds=_STOP_SECONDS, **values)
    )
    size = len(script.encode())
    if size > limit_bytes:
        raise InvalidArgument(
            f"the boot script of {name} must be at most {limit_bytes} bytes, got {size}; shorten environment"
        )
    return script


@functools.cache
def _templates(folder: Path) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # a shell script: the filter below quotes
    )
    templates.filters["quote"] = shlex.quote
    return templates
