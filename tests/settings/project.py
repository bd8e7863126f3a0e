"""A small project of its own for these tests, and what the bad files in it must say.

A bad file stands in `bad/<what it replaces>/` (`shop`, `campaigns`, or the name of a stack); everything else
comes from `good/`. Its opening comment is exactly what the loader prints. After a change of the wording,
`python -m tests.settings.project` writes the comments anew: read the difference before you commit it.
"""

import shutil
import tempfile
from pathlib import Path

from infra.settings import SettingsError, load

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*/*.yaml"))
SHARED = ("shop", "campaigns")
"""Files that all stacks share."""


def project(root: Path) -> Path:
    """A project with the good files, to be broken by a test."""
    shutil.copytree(HERE / "good", root / "stacks")
    return root


def stack_of(bad: Path) -> str:
    """The stack that a bad file is loaded with."""
    return "prod-aws" if bad.parent.name in SHARED else bad.parent.name


def place(bad: Path, root: Path) -> None:
    """Put a bad file where the loader reads it."""
    replaced = bad.parent.name if bad.parent.name in SHARED else f"Pulumi.{bad.parent.name}"
    shutil.copy(bad, root / "stacks" / f"{replaced}.yaml")


def comment(bad: Path) -> str:
    """The opening comment: what the loader must print."""
    lines = []
    for line in bad.read_bytes().split(b"\n"):
        if not line.startswith(b"# "):
            break
        lines.append(line[2:].decode())
    return "\n".join(lines)


def printed(bad: Path, root: Path) -> str:
    """What the loader prints."""
    place(bad, root)
    try:
        load(stack_of(bad), root)
    except SettingsError as error:
        return str(error)
    return "nothing: the file is good"


def main() -> None:
    """Write the opening comment of every bad file anew; it moves the lines it speaks of, hence the loop."""
    for bad in BAD:
        with tempfile.TemporaryDirectory() as folder:
            root = project(Path(folder))
            while (message := printed(bad, root)) != comment(bad):
                old = len(comment(bad).encode().splitlines())
                rest = b"\n".join(bad.read_bytes().split(b"\n")[old:])
                header = "".join(f"# {line}\n" for line in message.split("\n"))
                bad.write_bytes(header.encode() + rest)


if __name__ == "__main__":
    main()
