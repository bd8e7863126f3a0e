"""Text messages: Alibaba Cloud has no resource for them."""

from __future__ import annotations

import pulumi

from components.alicloud.context import AlicloudContext
from components.errors import UnsupportedOnCloud
from components.sms_sender import SmsSenderArgs, SmsSenderOutputs


def build_sms_sender(
    ctx: AlicloudContext, name: str, args: SmsSenderArgs, opts: pulumi.ResourceOptions
) -> SmsSenderOutputs:
    """Nothing.

    Raises:
        UnsupportedOnCloud: always. Short Message Service sends under signatures and with templates that people at
            Alibaba Cloud approve one by one; the provider has a resource for neither.
    """
    raise UnsupportedOnCloud(
        "alicloud",
        "sms_sender",
        "signatures and templates of Short Message Service are approved by hand, and no resource makes them; "
        "leave out `floodgate:sms`, and set up the service in its console",
    )
