"""The same program the way Pulumi's documentation tests it: stock mocks, stock monitor, stock event loop.

The baseline of `make bench`, and the second opinion of tests/preview/test_stock.py.
Usage: python -m tools.stock STACK
"""

from __future__ import annotations

import sys
from typing import Any

import pulumi
from pulumi.runtime import mocks

from infra.preview.run import PROJECT
from infra.program import ROOT, program
from infra.settings import Settings, load


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

    @pulumi.runtime.test
    def whole() -> None:
        program(settings)

    whole()
    return stock


if __name__ == "__main__":
    print(len(run(load(sys.argv[1], ROOT)).registered), "resources")
