"""Search domains: logs are a list in Pulumi and a map by kind in the API."""

from __future__ import annotations

from typing import Any

_KIND, _LOGS, _SENT = "logType", "logPublishingOptions", "LogPublishingOptions"
_GROUP, _GROUP_SENT = "cloudwatchLogGroupArn", "CloudWatchLogsLogGroupArn"


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """The list as the map."""
    if _LOGS not in inputs:
        return inputs
    logs = {
        each[_KIND]: {_GROUP_SENT: each.get(_GROUP), "Enabled": each.get("enabled", True)}
        for each in inputs[_LOGS]
    }
    return {**inputs, _LOGS: logs}


def decode(record: Any) -> Any:
    """The map as the list, in the order in which it was sent."""
    if not isinstance(record, dict) or not isinstance(record.get(_SENT), dict):
        return record
    logs = [
        {_KIND: kind, _GROUP: log.get(_GROUP_SENT), "enabled": log.get("Enabled")}
        for kind, log in record[_SENT].items()
    ]
    return {**record, _SENT: logs}
