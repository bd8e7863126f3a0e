"""The properties of a resource as the engine sends them: plain values, and the paths of what is special."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from infra.preview.paths import within
from infra.preview.values import Decoder

UNKNOWN: str = rpc.UNKNOWN
"""Stands where a value is not known before `up`: the engine's own sentinel, to be handed back as it came."""


@dataclass(frozen=True, kw_only=True)
class Properties:
    """Plain values, secrets among them."""

    values: dict[str, Any]
    secret: frozenset[str]
    """Paths, for example `masterPassword` or `tags["a.b"]`."""
    unknown: frozenset[str]

    def undecided(self, path: str) -> bool:
        """What stands at the path depends on an unknown value; an empty path means all properties together."""
        return any(not path or within(path, unknown) or within(unknown, path) for unknown in self.unknown)


def decode(struct: struct_pb2.Struct) -> Properties:
    """From the wire format."""
    decoder = Decoder(masked=False, unknown=UNKNOWN)
    values = decoder.struct(struct)
    return Properties(values=values, secret=frozenset(decoder.secret), unknown=frozenset(decoder.unknown))
