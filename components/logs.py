"""Log streams: encrypted, searchable, with an end of retention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.component import Component


@dataclass(frozen=True, kw_only=True)
class LogTarget:
    """One place to write logs to."""

    name: pulumi.Output[str]
    """AWS: name of the log group. Alibaba Cloud: `project:logstore`, the provider's own id."""
    arn: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True)
class LogsArgs:
    """The streams of one stack."""

    retention_days: Mapping[str, int]
    """Stream name -> days to keep. AWS allows only certain values (settings.py checks them)."""
    key_arn: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class LogsOutputs:
    """Where each stream goes."""

    streams: Mapping[str, LogTarget]


class Logs(Component[LogsArgs, LogsOutputs]):
    """All log streams of one stack."""

    token = "floodgate:index:Logs"
