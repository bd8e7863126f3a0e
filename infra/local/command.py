"""The command `floodgate up`: creates, reports, serves."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from infra.capacity.plan.plan import CapacityPlan
from infra.clouds import emulate
from infra.local.emulation import Emulation
from infra.local.faults import Faults, parse
from infra.local.ports import wait_for_signal
from infra.local.up import Up, create_and_verify
from infra.output import console, write
from infra.planning import planned_capacity
from infra.program import ROOT, buildable
from infra.report.local_json import local_json
from infra.report.local_text import SIMULATED, local_text
from infra.report.progress import progress
from infra.settings import Settings, load
from infra.settings.clock import clock_of, read_time


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How a stack is created in the local cloud."""

    at: str | None = None
    """The plan as of this time; None: as of now."""
    keep_going: bool = False
    """Create also after a failure what does not depend on it."""
    serve_on: int | None = None
    """Port of loopback on which the cloud stays reachable until a signal comes; 0: a free one, None: not so."""
    faults: Sequence[str] = ()
    """As they are written: `throttling:2@orders-queue`."""


def up(stack: str, output: Path | None, choices: Choices, *, as_json: bool, full: bool) -> bool:
    """Create the stack in the local cloud; whether all was created and is as it was asked for.

    Raises:
        SettingsError, NotBuildableError: there is no such stack, or it asks for what its cloud does not have.
        FaultError, PortError, NotServableError, OutputError: the command cannot do what it was asked for.
    """
    faults = Faults([parse(text) for text in choices.faults])
    at = read_time(choices.at)
    settings = load(stack, ROOT)
    clock = clock_of(settings, at)
    with buildable(settings.name):
        return create_and_tell(
            settings,
            planned_capacity(settings, clock),
            emulate(settings, faults, clock),
            faults,
            choices,
            output,
            as_json=as_json,
            full=full,
        )


def create_and_tell(
    settings: Settings,
    capacity: CapacityPlan,
    emulated: AbstractContextManager[Emulation],
    faults: Faults,
    choices: Choices,
    output: Path | None,
    *,
    as_json: bool,
    full: bool,
) -> bool:
    """The same for a cloud that is given; raises as `up`."""
    with ExitStack() as opened:
        emulation = opened.enter_context(emulated)
        port = None if choices.serve_on is None else opened.enter_context(emulation.serve(choices.serve_on))
        with progress(f"creating {settings.name}") as watch:
            made = create_and_verify(settings, capacity, emulation, faults, watch, keep_going=choices.keep_going)
        _tell(made, output, as_json=as_json, full=full)
        if port is not None and not made.creation.interrupted:
            told = sys.stderr if as_json else sys.stdout
            print(f"\nserving until Ctrl-C\n{emulation.hint(port)}", file=told, flush=True)
            wait_for_signal()
            print("stopped; nothing is left of it", file=told)
    return made.holds


def _tell(made: Up, output: Path | None, *, as_json: bool, full: bool) -> None:
    if as_json:
        write(local_json(made), output)
    else:
        with console(output) as out:
            out.print(local_text(made, full=full))
    if (as_json or output is not None) and not made.holds:
        said = f"{SIMULATED}  " if made.simulated else ""
        plan, counts = made.creation.plan, made.creation
        print(
            f"{said}{plan.stack}: {len(counts.failed)} failed, {len(counts.skipped)} skipped, "
            f"{len(counts.created)} created; what is not as it should be stands in the output",
            file=sys.stderr,
        )
