"""How sensitive the data in a store is: its tag `data-classification`, written by `components/label.py`."""

from __future__ import annotations

from collections.abc import Mapping

from policies.reading.providers import tags_of
from policies.view import View

CARDHOLDER = "cardholder"

_TAG = "data-classification"
_TAGGED_THROUGH: Mapping[str, tuple[str, str]] = {
    "alicloud:ots/table:Table": ("instanceName", "alicloud:ots/instance:Instance"),
}
"""Types without tags -> the property that leads to what has them, and its type."""


def data_class(store: View) -> str | None:
    """The class of the data, `None` where no tag says it.

    Raises:
        UnknownValue: the tags are not known, or not what carries them.
    """
    if store.type in _TAGGED_THROUGH:
        path, type_ = _TAGGED_THROUGH[store.type]
        return next((data_class(carrier) for carrier in store.targets(path, type_)), None)
    tags = tags_of(store)  # as a whole: an unknown tag may be any of them
    return str(tags[_TAG]).lower() if tags.get(_TAG) else None
