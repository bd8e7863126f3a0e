"""Launch templates: disks, network interfaces, user data."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_USER_DATA_BYTES = 16384
_IMAGE = re.compile(r"ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*(:\S+)?")
_TYPE = re.compile(r"[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+")
_GIB = {
    "gp2": (1, 16384),
    "gp3": (1, 65536),
    "io1": (4, 16384),
    "io2": (4, 65536),
    "st1": (125, 16384),
    "sc1": (125, 16384),
    "standard": (1, 1024),
}
"""Volume type -> sizes. Source: EBS guide, "Volume types", 2026-11."""
_PROVISIONED = ("io1", "io2")
_WITHOUT_IOPS = ("gp2", "st1", "sc1", "standard")


def template(subject: Subject) -> Iterator[Finding]:
    """Images, types, and where security groups stand."""
    if subject.get("imageId") and not _IMAGE.fullmatch(subject.text("imageId")):
        yield subject.finding("imageId", "must be ami- and hexadecimal digits, or resolve:ssm: and a parameter")
    if subject.get("instanceType") and not _TYPE.fullmatch(subject.text("instanceType")):
        yield subject.finding("instanceType", "must be like c7i.large")
    groups = next((path for path in ("vpcSecurityGroupIds", "securityGroupNames") if subject.get(path)), "")
    if groups and subject.get("networkInterfaces"):
        yield subject.finding(groups, "must stand inside networkInterfaces, as there are some")


def user_data(subject: Subject) -> Iterator[Finding]:
    """Base64, and not too much of it."""
    text = subject.text("userData")
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        yield subject.finding("userData", "must be Base64")
        return
    if len(content) > _USER_DATA_BYTES:
        what = f"must have at most {_USER_DATA_BYTES} bytes, has {len(content)}"
        yield subject.finding("userData", what, given=f"{len(content)} bytes")


def disks(subject: Subject) -> Iterator[Finding]:
    """Type, size, speed and key of each disk, and its name."""
    names: set[str] = set()
    for mapping in subject.parts("blockDeviceMappings[]"):
        if mapping.text("deviceName") in names:
            yield mapping.finding("deviceName", "is that of another disk")
        names.add(mapping.text("deviceName"))
        for disk in mapping.parts("ebs"):
            yield from _disk(disk)


def _disk(disk: Subject) -> Iterator[Finding]:
    kind, size, iops = disk.text("volumeType") or "gp3", disk.number("volumeSize"), disk.number("iops")
    if kind not in _GIB:
        yield disk.finding("volumeType", f"must be one of {', '.join(_GIB)}")
        return
    low, high = _GIB[kind]
    if size is not None and not low <= size <= high:
        yield disk.finding("volumeSize", f"must be between {low} and {high} GiB for {kind}")
    if kind in _PROVISIONED and iops is None:
        yield disk.finding("iops", f"must be given for {kind}")
    if kind in _WITHOUT_IOPS and iops is not None:
        yield disk.finding("iops", f"must not be given for {kind}")
    if kind != "gp3" and disk.get("throughput"):
        yield disk.finding("throughput", "is for gp3 only")
    if disk.get("kmsKeyId") and disk.text("encrypted").lower() != "true":
        yield disk.finding("kmsKeyId", "needs encrypted")


RULES: Rules = {"aws:ec2/launchTemplate:LaunchTemplate": (template, user_data, disks)}
