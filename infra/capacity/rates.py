"""Many series that are mixtures of a few: what every part of a shop does follows from visits and orders.

A day has 86,400 seconds and a shop some sixty series: they are computed when they are asked for, not kept.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]
"""One value per second."""


@functools.lru_cache(maxsize=1)
def _scratch(length: int) -> Series:
    """For what is thrown away at once: fresh memory costs more than what is computed in it."""
    return np.empty(length)


class Rates(Mapping[str, Series]):
    """Name -> series, each a sum of the basic series with the name's own factors."""

    def __init__(self, basic: Sequence[Series], factors: Mapping[str, Sequence[float]]) -> None:
        """The basic series, at least one and of one length; name -> one factor for each of them."""
        self._basic = tuple(basic)
        self._factors = {name: tuple(each) for name, each in factors.items()}

    def __getitem__(self, name: str) -> Series:
        return self._mixed(self._factors[name])

    def total(self, weights: Mapping[str, float]) -> Series:
        """The sum of some of them, each times its weight: as fast as one of them."""
        rows = ([weight * factor for factor in self._factors[name]] for name, weight in weights.items())
        return self._mixed([sum(column) for column in zip(*rows, strict=True)])

    def __contains__(self, name: object) -> bool:
        """Without computing it."""
        return name in self._factors

    def _mixed(self, factors: Sequence[float]) -> Series:
        total: Series | None = None
        part = _scratch(len(self._basic[0]))
        for factor, series in zip(factors, self._basic, strict=bool(factors)):
            if factor:
                # not `@`: threads of a linear algebra library would fight over two cores
                if total is None:
                    total = factor * series
                else:
                    total += np.multiply(factor, series, out=part)
        return np.zeros(len(self._basic[0])) if total is None else total

    def __iter__(self) -> Iterator[str]:
        return iter(self._factors)

    def __len__(self) -> int:
        return len(self._factors)

    def peaks(self) -> dict[str, float]:
        """Name -> the highest value."""
        return {name: float(self[name].max()) for name in self}
