"""The only place that chooses the cloud."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from components.cloud import Cloud
from infra.settings import Settings
from infra.settings.stack import CloudName

if TYPE_CHECKING:
    from infra.local.emulation import Emulation
    from infra.local.faults import Faults


def select(settings: Settings) -> Cloud:
    """The stack's cloud. Only its SDK is imported: the other one would cost a quarter of a second for nothing."""
    account, region = settings.config.account, settings.config.region
    if settings.config.stack.cloud is CloudName.AWS:
        from components.aws.cloud import aws  # noqa: PLC0415
        from components.aws.context import AwsContext  # noqa: PLC0415

        return aws(
            AwsContext(
                label=settings.label,
                region=region,
                account_id=account.id,
                machine_image=account.machine_image,
            )
        )
    from components.alicloud.cloud import alicloud  # noqa: PLC0415
    from components.alicloud.context import AlicloudContext  # noqa: PLC0415

    return alicloud(
        AlicloudContext(
            label=settings.label,
            region=region,
            account_id=account.id,
            machine_image=account.machine_image,
            kms_instance_id=account.kms_instance_id,
            cdn_origin_cidrs=tuple(account.cdn_origin_cidrs),
            esa_instance_id=account.esa_instance_id,
            esa_cname_zone=account.esa_cname_zone,
        )
    )


def emulate(settings: Settings, faults: Faults, now: datetime | None = None) -> AbstractContextManager[Emulation]:
    """The stack's cloud on this machine, at a time where it can have one. Only its emulator is imported."""
    if settings.config.stack.cloud is CloudName.AWS:
        from infra.local.aws.emulation import emulated as aws_emulated  # noqa: PLC0415

        return aws_emulated(settings, faults)
    from infra.local.alicloud.emulation import emulated  # noqa: PLC0415

    return emulated(settings, faults, now)
