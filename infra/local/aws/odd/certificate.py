"""Certificates: the records that prove a domain lie flat in the SDK."""

from __future__ import annotations

from typing import Any


def finish(outputs: dict[str, Any]) -> dict[str, Any]:
    """Each option with the name, type and value of its record; one for each name of the certificate.

    After a refresh they are flat already.
    """
    options = [
        _flat(option) if "resourceRecord" in option else option
        for option in outputs.get("domainValidationOptions", ())
    ]
    return outputs | {"domainValidationOptions": options}


def decode(record: dict[str, Any]) -> dict[str, Any]:
    """Alternative names without the name itself, which ACM repeats among them."""
    names = [name for name in record.get("SubjectAlternativeNames", ()) if name != record.get("DomainName")]
    return {**record, "SubjectAlternativeNames": names}


def _flat(option: dict[str, Any]) -> dict[str, Any]:
    record = option.get("resourceRecord") or {}
    return {
        "domainName": option["domainName"],
        "resourceRecordName": record.get("name"),
        "resourceRecordType": record.get("type"),
        "resourceRecordValue": record.get("value"),
    }
