"""A local cloud with everything that `floodgate up` does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from infra.local.contract import LocalCloud
from infra.local.ports import NotServableError
from infra.local.record import Creation
from infra.local.verify import Verification, Wire, read_back


@dataclass(frozen=True, kw_only=True)
class Emulation:
    """What one cloud can do locally. Nothing of it is on disk: it ends with the process."""

    cloud: LocalCloud
    one_pass: Callable[[], AbstractContextManager[None]]
    """While it is open nothing changes, so that lists need to be read only once."""
    wires: Callable[[Creation], tuple[Wire, ...]]
    """Looks at the connections between resources from outside."""
    serve: Callable[[int], AbstractContextManager[int]]
    """Other programs can talk to the cloud while it is open, on this port of loopback (0: a free one), which it
    gives.

    Raises:
        PortError: the port is taken.
        NotServableError: the cloud has no end point.
    """
    hint: Callable[[int], str]
    """How other programs find it on that port."""

    def verify(self, creation: Creation) -> Verification:
        """Read everything back, and follow the connections."""
        with self.one_pass():
            return Verification(read_back=read_back(creation, self.cloud), wires=self.wires(creation))


@contextmanager
def no_end_point(port: int) -> Iterator[int]:
    """For a cloud that is only simulated."""
    raise NotServableError(
        "--serve: Alibaba Cloud is simulated, no API of it is emulated, so there is nothing to serve; "
        "leave out --serve, or take a stack on AWS"
    )
    yield port
