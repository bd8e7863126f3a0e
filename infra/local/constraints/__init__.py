"""What the two Pulumi providers refuse in the inputs of one resource: ranges, lengths, patterns, conflicts."""

from infra.local.constraints.check import findings

__all__ = ["findings"]
