"""From vCPU and memory to instance types; the tables of types are the clouds' own (their catalog.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from components.errors import InvalidArgument

_NEAREST = 4
"""How many other sizes an error message proposes."""


@dataclass(frozen=True, kw_only=True)
class InstanceType:
    """One x86-64 instance type."""

    name: str
    vcpu: int
    memory_gib: int
    burstable: bool = False
    """Pays for more than its share of the CPU with credits."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """Instance types of one kind in several sizes."""

    name: str
    gib_per_vcpu: int
    vcpus: tuple[int, ...]

    def types(self) -> Iterator[InstanceType]:
        """One for each size; both clouds count large = 2 vCPU, xlarge = 4, Nxlarge = 4 N."""
        for vcpu in self.vcpus:
            size = {2: "large", 4: "xlarge"}.get(vcpu, f"{vcpu // 4}xlarge")
            yield InstanceType(name=f"{self.name}.{size}", vcpu=vcpu, memory_gib=vcpu * self.gib_per_vcpu)


def of_size(
    catalog: Sequence[InstanceType], vcpu: int, memory_gib: int, *, table: str
) -> tuple[InstanceType, ...]:
    """The types with exactly this size, in the order of the catalog; `table` is the file it stands in.

    Raises:
        InvalidArgument: there is no such size; the message lists the nearest.
    """
    found = tuple(kind for kind in catalog if (kind.vcpu, kind.memory_gib) == (vcpu, memory_gib))
    if found:
        return found
    sizes = sorted(
        {(kind.vcpu, kind.memory_gib) for kind in catalog},
        key=lambda size: (_ratio(size[0], vcpu) * _ratio(size[1], memory_gib), size),
    )
    nearest = ", ".join(f"{v} vCPU with {m} GiB" for v, m in sorted(sizes[:_NEAREST]))
    raise InvalidArgument(
        f"vcpu and memory_gib must be a size in {table}, got {vcpu} vCPU with {memory_gib} GiB; "
        f"the nearest are {nearest}"
    )


def _ratio(size: int, wanted: int) -> float:
    return max(size / wanted, wanted / size)
