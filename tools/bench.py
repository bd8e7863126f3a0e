"""`make bench`: how fast the preview is, as ratios in one run, and whether it grows evenly with the shop.

Absolute times depend on the machine; the ratios hold. Each pair of cold processes runs in turn, so that a
machine that slows down slows both.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from pathlib import Path

from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import Settings, load

STACK = "prod-aws"
PAIRS = 5
LIMIT_COLD = 0.4
"""`floodgate preview`, cold, takes at most this share of the stock path's time."""
LIMIT_GROWTH = 1.15
"""Time per resource at the largest size, relative to the smallest, allowing for noise."""
SIZES = (1, 2, 4, 8, 16)


def cold() -> float:
    """Median ratio of whole processes: the command against the same program under the stock mocks."""
    command = [str(Path(sys.executable).with_name("floodgate")), "preview", STACK]
    stock = [sys.executable, "-m", "tools.stock", STACK]
    _seconds(command), _seconds(stock)  # writes what Python caches on disk
    pairs = [(_seconds(command), _seconds(stock)) for _ in range(PAIRS)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(
        f"cold, median of {PAIRS}: floodgate preview {ours:.2f} s, stock mocks {theirs:.2f} s, ratio {ratio:.2f}"
    )
    return ratio


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def growth() -> float:
    """Time per resource of the largest shop relative to the smallest, in this process."""
    gc.disable()  # as the command does
    settings = load(STACK, ROOT)
    plan_of(settings)  # imports the cloud's SDK
    per_resource = {}
    for size in SIZES:
        shop = enlarged(settings, size)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            plan = plan_of(shop)
            times.append(time.perf_counter() - start)
            resources = len(plan.resources)
            del plan
            gc.collect()
        per_resource[size] = min(times) / resources
        print(f"{size:3d} x shop: {resources:6d} resources, {1000 * per_resource[size]:.3f} ms each")
    return per_resource[SIZES[-1]] / per_resource[SIZES[0]]


def enlarged(settings: Settings, times: int) -> Settings:
    """The same stack with every service and store `times` times."""
    shop = settings.shop

    def copies(things: dict[str, object]) -> dict[str, object]:
        return {
            name if copy == 0 else f"{name}{copy}": thing
            for copy in range(times)
            for name, thing in things.items()
        }

    names = ("services", "databases", "caches", "tables", "buckets", "queues", "topics")
    return Settings(
        name=settings.name,
        config=settings.config,
        shop=shop.model_copy(update={name: copies(getattr(shop, name)) for name in names}),
    )


def main() -> int:
    """Print the figures; exit 1 if a limit is broken."""
    ratio, grown = cold(), growth()
    print(f"time per resource, {SIZES[-1]} x against 1 x: {grown:.2f}")
    broken = []
    if ratio > LIMIT_COLD:
        broken.append(f"the preview takes {ratio:.2f} of the stock time, more than {LIMIT_COLD}")
    if grown > LIMIT_GROWTH:
        broken.append(f"time per resource grows by {grown:.2f}, more than {LIMIT_GROWTH}")
    for line in broken:
        print(f"too slow: {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
