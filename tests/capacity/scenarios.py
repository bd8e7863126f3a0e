"""Small scenarios for tests."""

from __future__ import annotations

import numpy as np

from infra.capacity.autoscaler import Group
from infra.capacity.flow import Station
from infra.capacity.scenario import Scenario, Service, Workers


def station(**changes):
    """Eight workers of 20 ms: 400 requests per second and instance."""
    return Station(**{"service_time_seconds": 0.02, "workers_per_instance": 8, "timeout_seconds": 5.0, **changes})


def group(instances: int = 10, **changes):
    """So many instances in three zones, and no more."""
    return Group(
        **{
            "minimum": instances,
            "maximum": instances,
            "desired": instances,
            "zones": 3,
            "boot_seconds": 70,
            "warm_up_seconds": 45,
            "launch_rate_per_second": 20,
            "launch_burst": 100,
            **changes,
        }
    )


def service(instances: int = 10, **changes):
    """A service with a group of fixed size."""
    return Service(**{"station": station(), "group": group(instances), **changes})


def workers(instances: int = 2, **changes):
    """Workers of a queue: 32 messages per second and instance."""
    slow = station(service_time_seconds=0.25, timeout_seconds=np.inf, pooled=True)
    return Workers(**{"station": slow, "group": group(instances), **changes})


def level(rps: float, minutes: int = 10):
    """A constant rate."""
    return np.full(60 * minutes, float(rps))


def shop(rps: float = 1000, **changes) -> Scenario:
    """Pages call the catalog one and a half times and orders now and then; orders send mails."""
    return Scenario(
        **{
            "services": {
                "orders": service(3, sends={"mails": 0.4}),
                "web": service(10, calls={"catalog": 1.5, "orders": 0.05}),
                "catalog": service(12),
            },
            "queues": {"mails": workers()},
            "loads": {"web": level(rps)},
            **changes,
        }
    )
