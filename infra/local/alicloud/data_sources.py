"""The few data sources that can be answered without a cloud: who and where one is, and what it has made."""

from __future__ import annotations

from typing import Any

from infra.local.contract import CloudError, Inputs

_ZONES = "abc"
"""Real regions have others too, and not every class in each; nothing here may depend on which."""


def answer(token: str, arguments: Inputs, *, region: str, account: str) -> dict[str, Any]:
    """The result of a data source.

    Raises:
        CloudError: it cannot be answered here.
    """
    if token == "alicloud:index/getAccount:getAccount":
        return {"id": account}
    if token == "alicloud:index/getCallerIdentity:getCallerIdentity":
        arn = f"acs:ram::{account}:root"
        return {"id": account, "accountId": account, "arn": arn, "identityType": "Account"}
    if token == "alicloud:index/getRegions:getRegions":
        row = {"id": region, "regionId": region, "localName": region}
        return {"id": region, "ids": [region], "regions": [row], "current": arguments.get("current")}
    if token == "alicloud:index/getZones:getZones":
        joint = "" if region[-1:].isdigit() else "-"  # `ap-southeast-1a`, but `cn-hangzhou-a`
        ids = [f"{region}{joint}{letter}" for letter in _ZONES]
        return {"id": region, "ids": ids, "zones": [{"id": zone, "localName": zone} for zone in ids]}
    if token == "alicloud:directmail/getDomains:getDomains":
        ids = [str(id_) for id_ in arguments.get("ids") or ()]
        return {"id": "domains", "ids": ids, "domains": [_mail_domain(id_) for id_ in ids]}
    raise CloudError(
        f"the simulator of Alibaba Cloud does not answer the data source {token}; "
        "take the fact from the stack file",
        code="NotSimulated",
    )


def _mail_domain(id_: str) -> dict[str, str]:
    """What DirectMail says of a domain that the stack has made; the key is none."""
    return {
        "id": id_,
        "domainId": id_,
        "domainType": f"simulated-owner-{id_}",
        "spfRecord": "v=spf1 include:spf1.dm.aliyun.com -all",
        "mxRecord": "mx01.dm.aliyun.com",
        "dkimPublicKey": f"v=DKIM1; k=rsa; p=simulated{id_}",
    }
