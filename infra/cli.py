"""The `floodgate` command; no logic of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

HELP = """One online shop on AWS or Alibaba Cloud: see what `pulumi up` would create, without an account.

Exit codes: 0 all is well, 2 bad input.
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How a plan is written."""

    TEXT = "text"
    JSON = "json"


Stack = Annotated[str, typer.Argument(help="Name of a stack, as `floodgate stacks` lists them.")]


@app.command()
def preview(
    stack: Stack,
    format_: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    base: Annotated[
        Path | None, typer.Option(help="Plan (JSON) of the same stack to compare with: shows the changes.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Name every resource, not only their number.")] = False,
) -> None:
    """Show what the stack would have, or what would change."""
    from infra import commands  # noqa: PLC0415 - `--help` need not wait for the cloud's SDK

    _run(lambda: commands.preview(stack, format_.value, output, base, full=full))


@app.command()
def stacks() -> None:
    """List the stacks with their cloud, region and size."""
    from infra import commands  # noqa: PLC0415

    _run(commands.stacks)


def _run(command: Callable[[], None]) -> None:
    from infra.commands import BAD_INPUT  # noqa: PLC0415

    try:
        command()
    except BAD_INPUT as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)


def main() -> None:
    """Entry point of the console script."""
    import gc  # noqa: PLC0415

    from infra.preview import lazy_sdk  # noqa: PLC0415

    lazy_sdk.install()
    # One short run leaves next to no cyclic garbage; looking for it costs a third of the time of a preview.
    gc.disable()
    code = 0
    try:
        app()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking down 10,000 SDK classes one by one would take longer than the preview itself.
    os._exit(code)
