"""What breaks each rule in the project's own stacks."""

from __future__ import annotations

from tests.policies.mutation import Mutation
from tests.policies.mutations import (
    alarms,
    capacity,
    capacity_intelligence,
    capacity_sales,
    cost,
    data_protection,
    data_protection_copies,
    edge,
    encryption,
    encryption_transport,
    identity,
    jobs,
    logs,
    logs_account,
    mail,
    models_and_containers,
    network,
    resilience,
    tagging,
    ways_around,
)

MUTATIONS: tuple[Mutation, ...] = tuple(
    mutation
    for area in (
        network,
        models_and_containers,
        encryption,
        encryption_transport,
        identity,
        data_protection,
        data_protection_copies,
        logs,
        logs_account,
        edge,
        resilience,
        mail,
        alarms,
        capacity,
        capacity_intelligence,
        capacity_sales,
        jobs,
        cost,
        tagging,
        ways_around,
    )
    for mutation in area.MUTATIONS
)
