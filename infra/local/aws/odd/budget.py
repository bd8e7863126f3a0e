"""Budgets: filters are a map in the API, and a notification is apart from its subscribers."""

from __future__ import annotations

from typing import Any


def encode(inputs: dict[str, Any]) -> dict[str, Any]:
    """Filters by name, notifications with their subscribers."""
    if inputs.get("costFilters"):
        inputs["costFilters"] = {each["name"]: each["values"] for each in inputs["costFilters"]}
    if inputs.get("notifications"):
        inputs["notifications"] = [_notification(dict(each)) for each in inputs["notifications"]]
    return inputs


def decode(record: dict[str, Any]) -> dict[str, Any]:
    """Filters as a list again."""
    filters = record.get("CostFilters")
    if filters is None:
        return record
    return {**record, "CostFilters": [{"name": name, "values": values} for name, values in filters.items()]}


def _notification(said: dict[str, Any]) -> dict[str, Any]:
    mails = said.pop("subscriberEmailAddresses", None) or ()
    topics = said.pop("subscriberSnsTopicArns", None) or ()
    subscribers = [{"subscriptionType": "EMAIL", "address": mail} for mail in mails]
    subscribers += [{"subscriptionType": "SNS", "address": topic} for topic in topics]
    return {"notification": said, "subscribers": subscribers}
