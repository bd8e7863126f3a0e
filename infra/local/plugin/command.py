"""What `floodgate plugin` says while it serves."""

from __future__ import annotations

import gc
from collections.abc import Mapping

from infra.local.plugin.serve import debug_providers, serving
from infra.local.ports import stop_requested
from infra.output import console

_WHAT = {"aws": "AWS, in moto", "alicloud": "Alibaba Cloud, simulated"}


def serve(ports: Mapping[str, int]) -> None:
    """Serve until a signal comes.

    Raises:
        PortError: a port is taken.
    """
    stopped = stop_requested()
    gc.enable()  # the command turns it off, since other commands end at once
    with console(None) as out, serving(ports, _note) as served:
        for one in served:
            out.print(f"{one.package:<9} {_WHAT[one.package]}: port {one.port}")
        out.print("\nIn the shell that runs pulumi:\n")
        print(f"export PULUMI_DEBUG_PROVIDERS={debug_providers(served)}", flush=True)
        out.print("\nCtrl-C ends it, and with it everything that was created; docs/engine.md says more.")
        stopped.wait()
        out.print("stopped; forget what was created: `pulumi stack rm --force --preserve-config STACK`")


def _note(line: str) -> None:
    print(line, flush=True)
