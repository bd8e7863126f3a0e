"""How long requests take: percentiles over many seconds, and over the hops of one request.

The response time of one second is taken as gamma distributed with its mean and variance: exact for an exponential
service without waiting, and within 0.5 % for sums of 2-6 exponential hops (facts/capacity.md 3.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv

from infra.capacity.hops import gamma_quantile

Series = NDArray[np.float64]

_LEAST_SCV = 1e-6
"""Below, a constant: keeps the gamma's shape finite."""
_BIN = 0.01
"""Seconds whose mean and variance differ by less (relative) are counted as one kind: that is the error."""
_SHORTEST_SECONDS = 1e-9
_ALIKE = 0.02
"""Seconds whose distributions differ by no more (relative) are alike."""
_PRECISION = 1e-5
"""Of a quantile, relative."""
_MANY = 1e6
"""More than there are bins of the scale, so that one number names the bins of shape and scale."""


@dataclass(frozen=True, kw_only=True)
class Percentiles:
    """Of response times."""

    p50_seconds: float
    p95_seconds: float
    p99_seconds: float


@dataclass(frozen=True, kw_only=True)
class Response:
    """Response times second by second."""

    mean_seconds: Series
    variance_seconds_squared: Series
    rps: Series
    """Responses in each second."""

    def minutes(self) -> Response:
        """The same by the minute (law of total variance)."""
        weights = self.rps.reshape(-1, 60)
        total = weights.sum(axis=1)
        share = np.divide(weights, total[:, None], out=np.full_like(weights, 1 / 60), where=total[:, None] > 0)
        mean = (share * self.mean_seconds.reshape(-1, 60)).sum(axis=1)
        square = (share * (self.variance_seconds_squared + self.mean_seconds**2).reshape(-1, 60)).sum(axis=1)
        return Response(
            mean_seconds=mean, variance_seconds_squared=np.maximum(square - mean**2, 0), rps=total / 60
        )

    def quantile_by_minute(self, q: float) -> Series:
        """Of each minute; 0 where there are no responses.

        A minute in which all seconds are alike is one gamma distribution; any other is a mixture of sixty.
        """
        minutes = self.minutes()
        found = gamma_quantile(minutes.mean_seconds, minutes.variance_seconds_squared, q)
        shape, scale = (each.reshape(-1, 60) for each in self.gamma())
        mixed = (np.ptp(shape, axis=1) > _ALIKE * shape.min(axis=1)) | (
            np.ptp(scale, axis=1) > _ALIKE * scale.min(axis=1)
        )
        mixed &= minutes.rps > 0
        weights = self.rps.reshape(-1, 60)[mixed]
        found[mixed] = _mixed_quantiles(shape[mixed], scale[mixed], weights, q)
        return np.where(minutes.rps > 0, found, 0.0)

    def of(self, share: float | Series) -> Response:
        """A share of the responses, as slow as all."""
        return replace(self, rps=self.rps * share)

    def percentiles(self) -> Percentiles | None:
        """Over all responses; None if there are none."""
        return percentiles([self])

    def then(self, other: Response, calls: float) -> Response:
        """Followed by calls, one after the other: a whole number, and for a share of requests one more."""
        share = calls % 1
        extra = calls * other.variance_seconds_squared + share * (1 - share) * other.mean_seconds**2
        return Response(
            mean_seconds=self.mean_seconds + calls * other.mean_seconds,
            variance_seconds_squared=self.variance_seconds_squared + extra,
            rps=self.rps,
        )

    def gamma(self) -> tuple[Series, Series]:
        """Shape and scale (seconds) of each second's distribution."""
        variance = np.maximum(self.variance_seconds_squared, _LEAST_SCV * self.mean_seconds**2)
        return self.mean_seconds**2 / variance, variance / self.mean_seconds


def percentiles(responses: Iterable[Response]) -> Percentiles | None:
    """Over all responses together, to about 1 %; None if there are none."""
    parts = [(*part.gamma(), part.rps) for part in responses]
    shape, scale, weight = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    some = weight > 0
    if not some.any():
        return None
    kinds = np.round(np.log(shape[some]) / _BIN) * _MANY + np.round(np.log(scale[some]) / _BIN)
    _, first, index = np.unique(kinds, return_index=True, return_inverse=True)
    weights = np.bincount(index, weights=weight[some]).astype(np.float64)
    shape, scale = shape[some][first], scale[some][first]
    p50, p95, p99 = (
        float(_mixed_quantiles(shape[None], scale[None], weights[None], q)[0]) for q in (0.5, 0.95, 0.99)
    )
    return Percentiles(p50_seconds=p50, p95_seconds=p95, p99_seconds=p99)


def _mixed_quantiles(shape: Series, scale: Series, weights: Series, q: float) -> Series:
    """Of mixtures, one a row, by bisection."""
    weights = weights / weights.sum(axis=1, keepdims=True)
    each = np.log(np.maximum(gammaincinv(shape, q) * scale, _SHORTEST_SECONDS))
    low, high = each.min(axis=1), each.max(axis=1)
    while np.any(high - low > _PRECISION):
        middle = (low + high) / 2
        below = (weights * gammainc(shape, np.exp(middle)[:, None] / scale)).sum(axis=1) < q
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    found: Series = np.exp((low + high) / 2)
    return found
