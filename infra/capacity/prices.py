"""What an hour costs: a small table of prices (`prices.csv`), every row with its mark and date.

All rows are EXAMPLE: of the size of list prices on demand, not taken from a price list. Put in those of your own
contract; nothing but the costs that are shown follows from them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("prices.csv")
_EVERYWHERE = "*"


@dataclass(frozen=True, kw_only=True)
class Price:
    """Of one unit."""

    item: str
    """An instance type (`t3.medium`), a family (`c7i`), or a thing (`lcu`)."""
    unit: str
    """`hour`, `vcpu-hour`, `gib-hour`, `gib` or `million` (requests)."""
    amount: float
    currency: str
    vcpu: int | None
    """Of an instance type."""
    gib_per_vcpu: float | None
    """Memory that comes with each vCPU of an instance."""
    mark: str
    """EXAMPLE, or where it was read."""
    date: str
    """Year and month."""


def price(cloud: str, region: str, item: str, unit: str = "hour") -> Price | None:
    """What one unit of a thing costs in a region; elsewhere than in the listed ones, the price for everywhere."""
    rows = _rows()
    return rows.get((cloud, region, item, unit)) or rows.get((cloud, _EVERYWHERE, item, unit))


def instance_price(cloud: str, region: str, type_: str, vcpu: int) -> Price | None:
    """What one hour of an instance type costs; both clouds ask the same for each vCPU of a family."""
    if found := price(cloud, region, type_):
        return found
    each = price(cloud, region, type_.rpartition(".")[0], "vcpu-hour")
    return None if each is None else _sized(each, type_, vcpu)


def size_price(cloud: str, region: str, vcpu: int, memory_gib: float) -> Price | None:
    """What one hour of an instance costs, by its size: of the first in the table, the one that pools prefer."""
    for where, _, item, unit in _rows():
        each = price(cloud, region, item, unit) if where == cloud else None
        if each and each.vcpu in (vcpu, None) and each.gib_per_vcpu and each.gib_per_vcpu * vcpu == memory_gib:
            return each if each.unit == "hour" else _sized(each, each.item, vcpu)
    return None


def _sized(each: Price, item: str, vcpu: int) -> Price:
    return replace(each, item=item, unit="hour", amount=each.amount * vcpu, vcpu=vcpu)


@cache
def _rows() -> dict[tuple[str, str, str, str], Price]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["cloud"], row["region"], row["item"], row["unit"]): Price(
                item=row["item"],
                unit=row["unit"],
                amount=float(row["price"]),
                currency=row["currency"],
                vcpu=int(row["vcpu"]) if row["vcpu"] else None,
                gib_per_vcpu=float(row["gib_per_vcpu"]) if row["gib_per_vcpu"] else None,
                mark=row["mark"],
                date=row["date"],
            )
            for row in csv.DictReader(file)
        }
