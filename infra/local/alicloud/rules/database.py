"""PolarDB and Tair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.local.alicloud.case import Case
from infra.local.contract import Finding

_ENGINES = {"MySQL": "mysql", "PostgreSQL": "pg", "Oracle": "o"}
_VERSIONS = {"MySQL": ("5.6", "5.7", "8.0"), "PostgreSQL": ("11", "14", "15", "16", "17"), "Oracle": ("11", "14")}
"""Source: PolarDB API reference, CreateDBCluster, `DBType`, `DBVersion`, `DBNodeClass`, 2026-08."""
_MOST_STEADY_PCU = 8
_MOST_STEADY_READERS = 7
"""Source: terraform-provider-alicloud docs/polardb_cluster, `scale_max`, `scale_ro_num_max`, 2026-08."""
_MOST_GROUPS = 10
"""Source: PolarDB documentation "Configure a security group", Tair API reference ModifySecurityGroupConfiguration,
2026-08."""
_CLASSES = {"tair_rdb": "tair.rdb.", "tair_scm": "tair.scm.", "tair_essd": "tair.essd."}
_PASSWORD = re.compile(r"[A-Za-z0-9!@#$%^&*()_+\-=]{8,32}")
_KINDS = tuple(map(re.compile, ("[a-z]", "[A-Z]", "[0-9]", r"[!@#$%^&*()_+\-=]")))


def password(case: Case) -> Iterator[Finding]:
    """8 to 32 characters of at least three kinds."""
    for name in ("accountPassword", "password"):
        for place in case.places(name):
            text = str(place.value)
            if not _PASSWORD.fullmatch(text) or sum(bool(kind.search(text)) for kind in _KINDS) < 3:
                what = "must be 8 to 32 characters, of three kinds: small, capital, digit, one of !@#$%^&*()_+-="
                yield case.refuse(place.path, what, place.value)


def maintenance_hour(case: Case) -> Iterator[Finding]:
    """PolarDB is patched in one hour, on the hour."""
    for place in case.places("maintainTime"):
        found = re.fullmatch(r"(\d\d):00Z-(\d\d):00Z", str(place.value))
        if not found or int(found[2]) - int(found[1]) != 1:
            yield case.refuse(place.path, "must be one hour on the hour, such as 19:00Z-20:00Z", place.value)


def maintenance_span(case: Case) -> Iterator[Finding]:
    """Tair is patched in an hour or more."""
    start, end = case.value("maintainStartTime"), case.value("maintainEndTime")
    if start is None and end is None:
        return
    minutes: list[int] = []
    for name, given in (("maintainStartTime", start), ("maintainEndTime", end)):
        found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)Z", str(given))
        if not found:
            yield case.refuse(name, "must be HH:mmZ, in UTC", given)
            return
        minutes.append(int(found[1]) * 60 + int(found[2]))
    if (minutes[1] - minutes[0]) % (24 * 60) < 60:
        yield case.refuse("maintainEndTime", f"must be at least an hour after {start}", end)


def elasticity(case: Case) -> Iterator[Finding]:
    """Least and most of what grows are in order, and within what steady clusters allow."""
    for low, high in (("scaleMin", "scaleMax"), ("scaleRoNumMin", "scaleRoNumMax")):
        least, most = case.number(low), case.number(high)
        if least is not None and most is not None and least > most:
            yield case.refuse(high, f"must be at least {least:g}, the `{low}`", case.value(high))
    if case.value("serverlessType") == "SteadyServerless":
        for name, limit in (("scaleMax", _MOST_STEADY_PCU), ("scaleRoNumMax", _MOST_STEADY_READERS)):
            given = case.number(name)
            if given is not None and given > limit:
                yield case.refuse(name, f"must be at most {limit} with SteadyServerless", case.value(name))
    shrink = case.number("serverlessRuleCpuShrinkThreshold")
    grow = case.number("serverlessRuleCpuEnlargeThreshold")
    if shrink is not None and grow is not None and grow < shrink + 30:
        what = f"must be at least {shrink + 30:g}, 30 above the threshold to shrink"
        yield case.refuse("serverlessRuleCpuEnlargeThreshold", what, grow)


def engine(case: Case) -> Iterator[Finding]:
    """Node class and version are those of the engine."""
    type_ = str(case.value("dbType"))
    prefix = f"polar.{_ENGINES.get(type_)}."
    if type_ in _ENGINES and not str(case.value("dbNodeClass")).startswith(prefix):
        yield case.refuse("dbNodeClass", f"must begin with {prefix} for {type_}", case.value("dbNodeClass"))
    if type_ in _VERSIONS and str(case.value("dbVersion")) not in _VERSIONS[type_]:
        words = ", ".join(_VERSIONS[type_])
        yield case.refuse("dbVersion", f"must be one of {words} for {type_}", case.value("dbVersion"))


def class_of_series(case: Case) -> Iterator[Finding]:
    """The class is one of the series."""
    prefix = _CLASSES.get(str(case.value("instanceType")))
    if prefix and not str(case.value("instanceClass")).startswith(prefix):
        what = f"must begin with {prefix} for {case.value('instanceType')}"
        yield case.refuse("instanceClass", what, case.value("instanceClass"))


def standby_zone(case: Case) -> Iterator[Finding]:
    """A standby in the same zone would be lost with it."""
    for name in ("standbyAz", "secondaryZoneId"):
        for place in case.places(name):
            if place.value == case.value("zoneId"):
                yield case.refuse(place.path, "must be another zone than `zoneId`", place.value)


def groups(case: Case) -> Iterator[Finding]:
    """An allow list takes so many security groups."""
    joined = case.value("securityGroupId")
    given = [*case.values("securityGroupIds[]"), *(joined.split(",") if isinstance(joined, str) else ())]
    if len(given) > _MOST_GROUPS:
        path = "securityGroupId" if joined else "securityGroupIds"
        yield case.refuse(path, f"must be at most {_MOST_GROUPS} groups", len(given))
