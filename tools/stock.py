"""The same program the way Pulumi's documentation tests it: stock mocks, stock monitor, stock event loop.

The baseline of `make bench`, and the second opinion of tests/preview/test_stock.py.
Usage: python -m tools.stock STACK [--json]
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pulumi
from pulumi.runtime import known_types, mocks, rpc

from infra.planning import planned_capacity
from infra.preview.run import PROJECT
from infra.program import ROOT, program
from infra.settings import Settings, load
from infra.settings.clock import clock_of


class StockMocks(pulumi.runtime.Mocks):
    """Keeps what was registered and answers like the documentation's example, with an unknown id."""

    def __init__(self) -> None:
        self.registered: list[mocks.MockResourceArgs] = []

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        """The inputs are the outputs."""
        self.registered.append(args)
        return "", args.inputs

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        """No data source is ever called."""
        raise AssertionError(args.token)


def run(settings: Settings) -> StockMocks:
    """Run the program of valid settings under the stock mocks."""
    stock = StockMocks()
    pulumi.runtime.set_mocks(stock, project=PROJECT, stack=settings.name, preview=True)

    @pulumi.runtime.test  # type: ignore[untyped-decorator]
    def whole() -> None:
        program(settings, planned_capacity(settings, clock_of(settings)))

    whole()
    return stock


def inputs(stock: StockMocks) -> list[list[Any]]:
    """Type, name and inputs of all that was registered, sorted; secrets are open, and new in every run."""
    registered = [
        [args.typ, args.name, _plain(args.inputs)]
        for args in stock.registered
        if args.typ != "pulumi:pulumi:Stack"
    ]
    return sorted(registered, key=lambda item: item[:2])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if rpc._special_sig_key in value:
            return _plain(value["value"])
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if known_types.is_unknown(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


if __name__ == "__main__":
    registered = run(load(sys.argv[1], ROOT))
    print(json.dumps(inputs(registered)) if "--json" in sys.argv else f"{len(registered.registered)} resources")
