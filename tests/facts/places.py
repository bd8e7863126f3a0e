"""The inputs of a planned resource, addressed by path."""

from __future__ import annotations

from infra.local.constraints.places import Places
from infra.preview.plan import Resource


def places_of(resource: Resource) -> Places:
    """Its inputs, with what is unknown or secret hidden."""
    return Places(resource.inputs, hidden={*resource.unknown, *resource.secret})
