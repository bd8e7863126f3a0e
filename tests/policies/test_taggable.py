"""The table of types that take tags is that of the installed SDKs."""

from __future__ import annotations

import pytest

from infra.local.schema import Kind, arguments
from policies.reading.taggable import TABLE, TAGGABLE
from tools.taggable import table


def test_table_is_fresh():
    """Make it anew with `python -m tools.taggable`."""
    assert TABLE.read_text(encoding="utf-8") == table()


@pytest.mark.parametrize(
    ("type_", "taggable"),
    [
        ("aws:sqs/queue:Queue", True),
        ("aws:sqs/queuePolicy:QueuePolicy", False),
        ("aws:autoscaling/group:Group", False),  # a list, which a rule of its own reads
        ("aws:inspector/resourceGroup:ResourceGroup", False),  # its tags select others
        ("alicloud:message/serviceQueue:ServiceQueue", True),
        ("alicloud:ots/table:Table", False),
    ],
)
def test_it_says_what_the_classes_say(type_, taggable):
    assert (type_ in TAGGABLE) is taggable
    shape = arguments(type_)
    assert (shape.fields.get("tags") is not None and shape.fields["tags"].kind is Kind.MAP) >= taggable
