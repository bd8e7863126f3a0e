"""Streams, their deliveries, and questions to what was delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_STREAM = "aws:kinesis/stream:Stream"
_S3 = "extendedS3Configuration"
_ERROR_TYPE = "!{firehose:error-output-type}"
_EXPRESSION = re.compile(r"!\{([^}]*)\}")
_KNOWN = re.compile(r"firehose:(random-string|error-output-type)|timestamp:.+|partitionKeyFrom(Query|Lambda):.+")
"""Source: Firehose Developer Guide, "Understand custom prefixes for Amazon S3 objects", 2026-11."""
_COLUMNS_MIB = 64
"""Source: Firehose API reference, BufferingHints and ExtendedS3DestinationConfiguration, 2026-11."""


def encrypted(subject: Subject) -> Iterator[Finding]:
    """A stream that is encrypted has a key."""
    if subject.text("encryptionType") == "KMS" and not subject.get("kmsKeyId"):
        yield subject.finding("kmsKeyId", "must be given with `encryptionType` KMS")


def shards(subject: Subject) -> Iterator[Finding]:
    """A stream has as many shards as it is told, or as it needs.

    Source: the provider's checks at plan time, "shard_count must ...".
    """
    count, on_demand = subject.number("shardCount"), subject.text("streamModeDetails.streamMode") == "ON_DEMAND"
    if on_demand and count:
        yield subject.finding("shardCount", "must not be given in the mode ON_DEMAND")
    if not on_demand and not count:
        yield subject.finding("shardCount", "must be at least 1 in the mode PROVISIONED")


def at_most_doubled(subject: Subject) -> Iterator[Finding]:
    """One update at most doubles the shards, and at most halves them."""
    wanted = subject.number("shardCount")
    before = next((each for each in subject.existing.of_type(_STREAM) if each.urn == subject.wanted.urn), None)
    has = float(before.get("shardCount") or 0) if before else 0
    if not wanted or not has:
        return
    if wanted > 2 * has or wanted < has / 2:
        yield subject.finding(
            "shardCount",
            f"is {wanted:g}; one update leads from {has:g} to {-(-has // 2):g} to {2 * has:g}",
            "go there in several steps",
        )


def delivery(subject: Subject) -> Iterator[Finding]:
    """Failures lie apart by kind, files of columns are large, and nothing is encrypted or compressed twice."""
    prefix, errors = subject.text(f"{_S3}.prefix"), subject.text(f"{_S3}.errorOutputPrefix")
    if "!{" in prefix and _ERROR_TYPE not in errors:
        yield subject.finding(
            f"{_S3}.errorOutputPrefix", f"must have {_ERROR_TYPE}, as the prefix has expressions"
        )
    for path, text in ((f"{_S3}.prefix", prefix), (f"{_S3}.errorOutputPrefix", errors)):
        for expression in _EXPRESSION.findall(text):
            if not _KNOWN.fullmatch(expression):
                yield subject.finding(path, f"has an expression that Firehose does not know, {expression}")
    if _ERROR_TYPE in prefix:
        yield subject.finding(f"{_S3}.prefix", f"must not have {_ERROR_TYPE}, which is for errorOutputPrefix")
    if subject.get("kinesisSourceConfiguration") and subject.get("serverSideEncryption.enabled"):
        yield subject.finding("serverSideEncryption", "is not possible with a stream as source")
    columns = f"{_S3}.dataFormatConversionConfiguration"
    if not subject.get(columns) or subject.get(f"{columns}.enabled") is False:
        return
    size = subject.number(f"{_S3}.bufferingSize")
    if size is None or size < _COLUMNS_MIB:
        yield subject.finding(f"{_S3}.bufferingSize", f"must be at least {_COLUMNS_MIB} to write columns")
    if subject.text(f"{_S3}.compressionFormat") not in ("", "UNCOMPRESSED"):
        yield subject.finding(f"{_S3}.compressionFormat", "must be left out: columns are compressed themselves")


def clock(subject: Subject) -> Iterator[Finding]:
    """The time zone of the folders exists."""
    try:
        ZoneInfo(subject.text(f"{_S3}.customTimeZone") or "UTC")
    except (ValueError, ZoneInfoNotFoundError):
        yield subject.finding(
            f"{_S3}.customTimeZone", "must be a zone of the IANA database, such as Europe/Berlin"
        )


def results(subject: Subject) -> Iterator[Finding]:
    """Answers lie with Athena or in a bucket of one's own."""
    managed = subject.get("configuration.managedQueryResultsConfiguration.enabled")
    if managed and subject.get("configuration.resultConfiguration.outputLocation"):
        yield subject.finding(
            "configuration.resultConfiguration.outputLocation", "must not be given with managed query results"
        )


RULES: Rules = {
    _STREAM: (encrypted, shards, at_most_doubled),
    "aws:athena/workgroup:Workgroup": (results,),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (delivery, clock),
}
