"""A script in the form in which containers are handed one: compressed, as text. Both clouds limit its length."""

from __future__ import annotations

import base64
import gzip

from components.errors import InvalidArgument


def packed(script: str, most_bytes: int) -> str:
    """gzip, then base64; the same for the same script.

    Raises:
        InvalidArgument: it is longer than the cloud takes.
    """
    text = base64.b64encode(gzip.compress(script.encode(), mtime=0)).decode()
    if len(text) > most_bytes:
        raise InvalidArgument(f"script must be at most {most_bytes} bytes when it is compressed, got {len(text)}")
    return text
