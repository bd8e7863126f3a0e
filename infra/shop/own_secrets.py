"""The secrets that only one service reads, and who reminds people to change those that a partner has, too."""

from __future__ import annotations

from itertools import groupby

import pulumi

from components.cloud import Cloud
from components.reminder import Reminder, ReminderArgs
from components.secret import Secret, SecretArgs, SecretOutputs
from infra.settings import Settings
from infra.settings.shop import ServiceSettings
from infra.shop.infrastructure import Infrastructure


def own_secrets(
    name: str,
    service: ServiceSettings,
    cloud: Cloud,
    settings: Settings,
    base: Infrastructure,
    opts: pulumi.ResourceOptions,
) -> dict[str, SecretOutputs]:
    """Each secret of the service, by its name in shop.yaml."""
    shared = settings.shop.shared_secrets
    made = {
        secret: Secret(
            secret,
            SecretArgs(
                purpose=f"Used by the service {name} only",
                key_id=base.keys.secrets,
                recovery_window_days=settings.recovery_window_days,
                rotate_days=shared[secret].rotate_days if secret in shared else None,
            ),
            cloud.secret,
            opts,
        ).outputs
        for secret in service.secrets
    }
    changed = sorted((shared[secret].rotate_days, secret) for secret in made if secret in shared)
    for days, group in groupby(changed, key=lambda each: each[0]):
        args = ReminderArgs(
            every_days=days,
            text=f"Change the secrets of the service {name} as docs/rotation.md says",
            about={
                f"{secret}, issued by the {shared[secret].issued_by}": made[secret].secret_arn
                for _, secret in group
            },
            notify=base.alerts,
            key_arn=base.keys.messages,
            log=base.logs[name],
        )
        Reminder(f"{name}-rotation-{days}", args, cloud.reminder, opts)
    return made
