"""What breaks each rule in the project's own stacks."""

from __future__ import annotations

from tests.policies.mutation import Mutation
from tests.policies.mutations import (
    alarms,
    capacity,
    capacity_sales,
    cost,
    data_protection,
    data_protection_copies,
    edge,
    encryption,
    encryption_transport,
    identity,
    logs,
    logs_account,
    network,
    resilience,
    tagging,
)

MUTATIONS: tuple[Mutation, ...] = tuple(
    mutation
    for area in (
        network,
        encryption,
        encryption_transport,
        identity,
        data_protection,
        data_protection_copies,
        logs,
        logs_account,
        edge,
        resilience,
        alarms,
        capacity,
        capacity_sales,
        cost,
        tagging,
    )
    for mutation in area.MUTATIONS
)
