"""Streams and their deliveries."""

from __future__ import annotations

from collections.abc import Iterator

from infra.local.aws.refusals.subject import Rules, Subject
from infra.local.contract import Finding

_STREAM = "aws:kinesis/stream:Stream"
_S3 = "extendedS3Configuration"
_ERROR_TYPE = "!{firehose:error-output-type}"
_COLUMNS_MIB = 64
"""Source: Firehose API reference, BufferingHints and ExtendedS3DestinationConfiguration, 2026-11."""


def encrypted(subject: Subject) -> Iterator[Finding]:
    """A stream that is encrypted has a key."""
    if subject.text("encryptionType") == "KMS" and not subject.get("kmsKeyId"):
        yield subject.finding("kmsKeyId", "must be given with `encryptionType` KMS")


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


RULES: Rules = {
    _STREAM: (encrypted, at_most_doubled),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (delivery,),
}
