"""What came of a creation in the local cloud as JSON, schema `floodgate.creation/1` (docs/up.md)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from infra.local.record import Failure, Made
from infra.local.up import Up
from infra.local.verify import ReadBack, Verification

SCHEMA = "floodgate.creation/1"


def local_json(up: Up) -> str:
    """One object, secrets masked."""
    creation, verification = up.creation, up.verification
    read = {item.made.resource.urn: item for item in verification.read_back} if verification else {}
    found = {
        "schema": SCHEMA,
        "stack": creation.plan.stack,
        "cloud": creation.plan.cloud,
        "region": creation.plan.region,
        "simulated": up.simulated,
        "holds": up.holds,
        "summary": {
            "created": len(creation.created),
            "failed": len(creation.failed),
            "skipped": len(creation.skipped),
            "interrupted": creation.interrupted,
            "creation_seconds": round(up.creation_seconds, 3),
            **(_verified(verification, up) if verification else {}),
        },
        "resources": [_resource(made, read.get(made.resource.urn)) for made in creation.made],
        "connections": [asdict(wire) for wire in verification.wires] if verification else [],
        "faults": [
            {"fault": injected.fault.kind.value, "resource": injected.resource, "call": injected.call}
            for injected in up.faults
        ],
        "outputs": creation.plan.outputs,
    }
    return json.dumps(found, indent=2, ensure_ascii=False, default=str) + "\n"


def _verified(verification: Verification, up: Up) -> dict[str, Any]:
    return {
        "properties_sent": verification.sent,
        "properties_verified": verification.verified,
        "properties_unequal": len(verification.unequal),
        "not_emulated": verification.not_emulated,
        "missing": len(verification.missing),
        "connections": len(verification.wires),
        "connections_wrong": len(verification.loose),
        "verification_seconds": round(up.verification_seconds, 3),
    }


def _resource(made: Made, read: ReadBack | None) -> dict[str, Any]:
    return {
        "urn": made.resource.urn,
        "type": made.resource.type,
        "name": made.resource.name,
        "outcome": made.outcome.value,
        "id": made.created.id if made.created else None,
        "failure": _failure(made.failure) if made.failure else None,
        "needs": list(made.missing),
        "exists": read.exists if read else None,
        "verified": list(read.verified) if read else [],
        "unequal": [asdict(unequal) for unequal in read.unequal] if read else [],
        "unread": list(read.unread) if read else [],
        "not_emulated": [asdict(one) for one in read.not_emulated] if read else [],
    }


def _failure(failure: Failure) -> dict[str, Any]:
    call = failure.call
    return {
        "answer": failure.answer,
        "code": failure.code,
        "call": {"service": call.service, "operation": call.operation, "parameters": dict(call.parameters)}
        if call
        else None,
        "findings": [asdict(finding) for finding in failure.findings],
    }
