"""Where results go: the terminal, or a file that appears only when it is complete."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path

from rich.console import Console

_WIDTH = 160


class OutputError(Exception):
    """The result cannot be written."""


def write(content: str | bytes, output: Path | None) -> None:
    """All or nothing: a file appears only when it is complete. Bytes are for files.

    Raises:
        OutputError: the file cannot be written.
    """
    if output is None:
        print(content, end="")
        return
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(data)  # a pipe or /dev/null; replacing it would destroy it
        else:
            _replace(output.resolve(), data)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from None


@contextmanager
def console(output: Path | None) -> Iterator[Console]:
    """A console on the terminal, or on a file with plain text of a fixed width."""
    if output is None:
        # On a pipe nobody knows the width; long lines are better than broken ones
        yield Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
        return
    text = StringIO()
    # FORCE_COLOR, which CI systems set, is meant for what they show, not for files
    yield Console(highlight=False, width=_WIDTH, file=text, color_system=None)
    write(text.getvalue(), output)


def _replace(file: Path, data: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    except OSError:
        with suppress(OSError):  # where nothing can be written, nothing can be deleted
            part.unlink()
        raise


def require_endings(files: Iterable[Path], endings: Iterable[str], words: str) -> None:
    """Refuse names of reports whose ending says nothing; `words` is what the endings stand for.

    Raises:
        OutputError: such a name.
    """
    allowed = tuple(endings)
    bad = [str(file) for file in files if file.suffix not in allowed]
    if bad:
        raise OutputError(
            f"--report {', '.join(bad)}: the ending says what to write, allowed: {', '.join(allowed)} ({words})"
        )
