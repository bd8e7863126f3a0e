"""Resource options of children."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi


def extend(
    opts: pulumi.ResourceOptions,
    *,
    depends_on: Sequence[pulumi.Resource] | None = None,
    protect: bool | None = None,
    ignore_changes: Sequence[str] | None = None,
    delete_before_replace: bool | None = None,
) -> pulumi.ResourceOptions:
    """The options every child gets (its parent), plus what one child needs. `ignore_changes` takes the
    provider's camelCase names."""
    return pulumi.ResourceOptions.merge(
        opts,
        pulumi.ResourceOptions(
            depends_on=list(depends_on) if depends_on else None,
            protect=protect,
            ignore_changes=list(ignore_changes) if ignore_changes else None,
            delete_before_replace=delete_before_replace,
        ),
    )
