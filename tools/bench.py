"""`make bench`: how fast preview, policies and local cloud are, as ratios in one run, and how they grow;
and plans, a simulation and a rehearsal (bench_capacity.py).

Absolute times depend on the machine; the ratios hold. Each pair of cold processes runs in turn, so that a
machine that slows down slows both; what has a limit in seconds runs in turn with a yardstick.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase
from typing import Any, NoReturn

from infra.audit.facts import facts
from infra.audit.planned import stack_of
from infra.planning import planned_capacity
from infra.preview import lazy_sdk
from infra.preview.run import plan_of
from infra.program import ROOT
from infra.settings import Settings, load
from infra.settings.shop import ShopSettings
from policies.assessment import assess
from policies.rules import RULES
from tools import bench_capacity
from tools.yardstick import Time, timed

STACK = "prod-aws"
CLOCK = datetime(2026, 11, 26, tzinfo=UTC)
"""An ordinary day, so that figures can be compared."""
PAIRS = 5
LIMIT_COLD = 0.4
"""`floodgate preview`, cold, takes at most this share of the stock path's time."""
LIMIT_GROWTH = 1.0
"""Time per resource at the largest size, relative to the smallest."""
LIMIT_MORE = 1.4
"""Time of one more resource at the largest size, relative to the smallest: some growth comes with memory that no
longer fits into the processor's caches; anything quadratic would be a multiple."""
LIMIT_POLICIES_SECONDS = 0.15
"""All rules on one production stack, in process (issue 6)."""
LIMIT_POLICIES = 1.4
"""Time per resource of the rules at 10,000 resources, relative to one shop."""
LIMIT_UP = 4.0
"""`floodgate up` takes at most this multiple of the time of `floodgate preview` (issue 4)."""
LIMIT_UP_MIB = 700
"""And this much memory."""
SIZES = (1, 2, 4, 8, 16)
_OF_ALL = ("public", "streams", "searches", "models", "mails")
"""What a copied service uses together with the original; some are called like a service."""
_LONGEST_NAME = 14
"""Of `Name` in infra/settings/model.py; a copy has one letter more, or another last one."""


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


def up() -> tuple[float, float]:
    """Median ratio of whole processes, `floodgate up` against `floodgate preview`, and the most memory in MiB."""
    commands = [
        [str(Path(sys.executable).with_name("floodgate")), command, STACK] for command in ("up", "preview")
    ]
    pairs = [tuple(_seconds(command) for command in commands) for _ in range(PAIRS)]
    created, shown = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    mib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # KiB on Linux; the largest child
    print(
        f"local cloud, median of {PAIRS}: floodgate up {created:.2f} s, floodgate preview {shown:.2f} s, "
        f"ratio {ratio:.2f}, {mib:.0f} MiB"
    )
    return ratio, mib


def growth() -> tuple[float, float]:
    """How the time per resource, and that of one more resource, change from the smallest shop to the largest.

    Every size has a process of its own, so that none finds memory or caches that another has left.
    """
    measured = {}
    for size in SIZES:
        runs = [_plan_in_new_process(size) for _ in range(3)]
        resources, seconds = runs[0][0], min(seconds for _, seconds in runs)
        measured[size] = resources, seconds
        print(f"{size:3d} x shop: {resources:6d} resources, {1000 * seconds / resources:.3f} ms each")
    sizes = [measured[size] for size in SIZES]
    whole = [seconds / resources for resources, seconds in sizes]
    more = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(sizes)]
    return whole[-1] / whole[0], more[-1] / more[0]


def _plan_in_new_process(size: int) -> tuple[int, float]:
    answer = subprocess.run(
        [sys.executable, "-m", "tools.bench", str(size)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    resources, seconds = answer.stdout.split()
    return int(resources), float(seconds)


def plan(size: int) -> NoReturn:
    """Print how many resources the enlarged shop has and how long its plan takes, the cloud's SDK included."""
    gc.disable()  # as the command does
    lazy_sdk.install()
    shop = enlarged(load(STACK, ROOT), size)
    capacity = planned_capacity(shop, CLOCK)  # has a limit of its own in bench_capacity.py
    start = time.perf_counter()
    made = plan_of(shop, capacity)
    print(len(made.resources), time.perf_counter() - start, flush=True)
    os._exit(0)  # as the command does


def policies() -> tuple[Time, float]:
    """Time of all rules on one stack, index included, and how that per resource changes to the largest."""
    measured = {}
    for size in (SIZES[0], SIZES[-1]):
        answer = subprocess.run(
            [sys.executable, "-m", "tools.bench", str(size), "policies"],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        resources, seconds, slowness = answer.stdout.split()
        took = Time(float(seconds), float(slowness))
        measured[size] = int(resources), took
        print(f"{size:3d} x shop: {len(RULES)} rules on {resources} resources in {took}")
    (few, quick), (many, slow) = measured.values()
    return quick, (slow.normal / many) / (quick.normal / few)


def judge(size: int) -> NoReturn:
    """Print how many resources the enlarged shop has, how long its rules take, and how slow the machine is."""
    gc.disable()
    lazy_sdk.install()
    settings = enlarged(load(STACK, ROOT), size)
    capacity = planned_capacity(settings, CLOCK)
    made = plan_of(settings, capacity)
    took = timed(lambda: assess(stack_of(made, facts(settings, capacity)), RULES), 5)
    print(len(made.resources), took.seconds, took.slowness, flush=True)
    os._exit(0)


def enlarged(settings: Settings, times: int) -> Settings:
    """The same stack with every service and store `times` times; each copy is wired like the original."""
    shop = settings.shop.model_dump()
    kinds = ("services", "databases", "caches", "tables", "buckets", "queues", "topics")
    names = {name for kind in kinds for name in shop[kind]}
    names |= {name for service in shop["services"].values() for name in service["secrets"]}

    def copied(value: Any, suffix: str) -> Any:
        if isinstance(value, dict):
            return {
                copied(key, suffix): item if key in _OF_ALL else copied(item, suffix)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [copied(item, suffix) for item in value]
        return f"{value[: _LONGEST_NAME - 1]}{suffix}" if value in names else value

    letters = ascii_lowercase[1:times]
    for kind in kinds:
        original = shop[kind]
        shop[kind] = original | {
            name: thing for letter in letters for name, thing in copied(original, letter).items()
        }
    for granted in (*shop["mails"].values(), *shop["third_parties"].values()):  # every copy asks for some
        granted["limit_rps"] *= times
    for priority in shop["priorities"]:  # a copy is as urgent as the original
        of_class = priority["services"]
        priority["services"] = of_class + [copied(name, letter) for letter in letters for name in of_class]
    larger = ShopSettings.model_validate(shop)
    return replace(settings, shop=larger, measured=larger)


def main() -> int:
    """Print the figures; exit 1 if a limit is broken."""
    ratio = cold()
    up_ratio, up_mib = up()
    grown, more = growth()
    print(f"{SIZES[-1]} x against 1 x: time per resource {grown:.2f}, time of one more resource {more:.2f}")
    rules, rules_grown = policies()
    print(f"policies: {rules}, time per resource at {SIZES[-1]} x relative to 1 x {rules_grown:.2f}")
    broken = []
    if up_ratio > LIMIT_UP:
        broken.append(f"floodgate up takes {up_ratio:.2f} times as long as the preview, more than {LIMIT_UP:g}")
    if up_mib > LIMIT_UP_MIB:
        broken.append(f"floodgate up takes {up_mib:.0f} MiB, more than {LIMIT_UP_MIB}")
    if rules.normal > LIMIT_POLICIES_SECONDS:
        broken.append(f"the rules take {rules}, more than {LIMIT_POLICIES_SECONDS} s")
    if rules_grown > LIMIT_POLICIES:
        broken.append(f"the rules' time per resource grows to {rules_grown:.2f}, more than {LIMIT_POLICIES}")
    if ratio > LIMIT_COLD:
        broken.append(f"the preview takes {ratio:.2f} of the stock time, more than {LIMIT_COLD}")
    if grown > LIMIT_GROWTH:
        broken.append(f"time per resource grows to {grown:.2f}, more than {LIMIT_GROWTH}")
    if more > LIMIT_MORE:
        broken.append(f"the time of one more resource grows to {more:.2f}, more than {LIMIT_MORE}")
    broken += bench_capacity.problems()
    for line in broken:
        print(f"too much: {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    if sys.argv[2:]:
        judge(int(sys.argv[1]))
    if sys.argv[1:]:
        plan(int(sys.argv[1]))
    sys.exit(main())
