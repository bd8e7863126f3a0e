"""What moto does again and again though once is enough, done once.

Nothing of what it answers changes; where another version of moto lacks a name, it is only slower.
"""

from __future__ import annotations

import copy
import functools
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from unittest.mock import patch


@contextmanager
def swift(loader: Any) -> Iterator[None]:
    """While it lasts, moto

    - lists the methods of a service once, not for each call,
    - reads botocore's descriptions through this loader, which has those that the clients have read, in all the
      sessions that it makes only to learn the names of regions too,
    - makes one RSA key for all symmetric KMS keys, which use none,

    and the clients translate the name of an event once, not once for each of them.
    """
    with ExitStack() as patched:
        for module, name, change in (
            ("moto.core.responses", "method_names_from_class", functools.cache),
            ("moto.core.utils", "create_loader", lambda _: lambda: loader),
            ("botocore.session", "create_loader", lambda _: lambda *_: loader),
            ("botocore.hooks.EventAliaser", "__copy__", lambda _: _with_the_same_names),
            ("moto.kms.models", "generate_private_key", _symmetric_once),
        ):
            with suppress(ImportError, AttributeError):
                place = pkgutil.resolve_name(module)
                patched.enter_context(patch.object(place, name, change(getattr(place, name))))
        yield


def _symmetric_once(original: Callable[[str], Any]) -> Callable[[str], Any]:
    once = functools.cache(original)
    return lambda kind: once(kind) if kind == "SYMMETRIC_DEFAULT" else original(kind)


def _with_the_same_names(emitter: Any) -> Any:
    """A copy that knows the names that the original has translated."""
    copied = type(emitter)(copy.copy(emitter._emitter), copy.copy(emitter._event_aliases))
    copied._alias_name_cache = emitter._alias_name_cache
    return copied
