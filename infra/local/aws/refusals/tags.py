"""Tags, of every type that has them."""

from __future__ import annotations

from collections.abc import Iterator

from infra.local.aws.refusals.subject import Subject
from infra.local.contract import Finding

_MOST = 50
_LONGEST_KEY = 128
_LONGEST_VALUE = 256


def tags(subject: Subject) -> Iterator[Finding]:
    """Few and short enough, and none in the space that AWS keeps for itself.

    Source: "Tag naming limits and requirements" of the tagging guide, 2026-11.
    """
    given = subject.wanted.inputs.get("tags")
    if isinstance(given, list):  # Auto Scaling: a list of key, value and whether instances get it
        pairs = [
            (f"tags[{index}].key", str(tag.get("key")), str(tag.get("value")))
            for index, tag in enumerate(given)
            if isinstance(tag, dict)
        ]
    elif isinstance(given, dict):
        pairs = [(place.path, place.path.removeprefix("tags"), str(place.value)) for place in subject.at("tags[]")]
        pairs = [(path, key.removeprefix(".").strip('["]'), value) for path, key, value in pairs]
    else:
        return
    if len(pairs) > _MOST:
        yield subject.finding("tags", f"must be at most {_MOST}, are {len(pairs)}")
    for path, key, value in pairs:
        if key.lower().startswith("aws:"):
            yield subject.finding(path, "must not begin with aws:", given=key)
        if not 1 <= len(key) <= _LONGEST_KEY:
            yield subject.finding(path, f"must have a key of 1 to {_LONGEST_KEY} characters", given=key)
        if len(value) > _LONGEST_VALUE:
            yield subject.finding(path, f"must have a value of at most {_LONGEST_VALUE} characters", given=value)
