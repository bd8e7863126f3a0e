"""Mail that nobody wanted."""

from __future__ import annotations

from typing import Any

from policies.examples.example import UNKNOWN, Example, Res, fails, passes, res, unknown

_KEPT = "resilience-mail-reputation"


def _settings(reasons: Any, *, measured: Any = True) -> Res:
    return res(
        "aws:sesv2/configurationSet:ConfigurationSet",
        configurationSetName="news",
        suppressionOptions={"suppressedReasons": reasons},
        reputationOptions={"reputationMetricsEnabled": measured},
    )


EXAMPLES: tuple[Example, ...] = (
    passes(_KEPT, _settings(["BOUNCE", "COMPLAINT"])),
    fails(_KEPT, _settings(["BOUNCE"]), says="lacks COMPLAINT"),
    fails(_KEPT, _settings(["BOUNCE", "COMPLAINT"], measured=False), says="reputationMetricsEnabled"),
    fails(_KEPT, res("aws:sesv2/configurationSet:ConfigurationSet", configurationSetName="news")),
    unknown(_KEPT, _settings(UNKNOWN)),
)
