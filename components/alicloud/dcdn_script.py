"""Experiments on DCDN: a script in EdgeScript, which is part of a domain's configuration; pure.

The API can publish it, unlike the code of an edge routine: `dcdn.Er` has no argument for it. Functions and
variables: DCDN developer reference, "EdgeScript built-in functions" and "EdgeScript built-in variables",
2026-08.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from components.experiment import EXPERIMENTS_HEADER, VISITOR_COOKIE, Experiment


def experiments_script(experiments: Sequence[Experiment]) -> str:
    """Gives every visitor an id, and tells the service which variants follow from it.

    A variant is `crc(md5(id.name)) mod weights`: md5 spreads ids that are alike, so experiments are independent.
    DCDN's cache has no part for a header, so pages of running experiments are not kept there.
    """
    return "\n".join(
        (
            f"visitor = $cookie_{VISITOR_COOKIE}",
            "if not(visitor) {",
            "    visitor = md5(concat($remote_addr, tostring(now()), tostring(rand())))",
            f"    add_rsp_cookie('{VISITOR_COOKIE}', visitor, ['path' = '/', 'secure' = true, 'httponly' = true, "
            "'max_age' = 31536000, 'samesite' = 'Lax'])",
            "}",
            "seen = ''",
            *(line for each in experiments for line in _assigned(each)),
            f"add_req_header('{EXPERIMENTS_HEADER}', seen)",
        )
    )


def _assigned(experiment: Experiment) -> Iterator[str]:
    """Lines that add the visitor's variant to what he sees."""
    paths = "|".join(re.escape(prefix) for prefix in experiment.prefixes)
    yield f"if match_re($uri, '^({paths})') {{"
    yield "    set_cache_ttl('path', 0)"
    yield f"    point = mod(crc(md5(concat(visitor, '.{experiment.name}'))), {sum(experiment.variants.values())})"
    below = 0
    for variant, weight in experiment.variants.items():
        from_, below = below, below + weight
        if weight:
            yield f"    if and(ge(point, {from_}), lt(point, {below})) {{"
            yield f"        seen = concat(seen, '{experiment.name}={variant};')"
            yield "    }"
    yield "}"
