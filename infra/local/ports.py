"""Ports of this machine that a command serves on, until it is told to stop."""

from __future__ import annotations

import signal
import socket
import threading

LOOPBACK = "127.0.0.1"
"""Nobody else can reach what listens here."""


class PortError(Exception):
    """Nothing can be served on a port."""


class NotServableError(Exception):
    """There is nothing that other programs could talk to."""


def require_free(port: int, option: str) -> None:
    """Say so in our words, before a server says it in its own; `option` is where the port was given.

    Raises:
        PortError: the port is taken, or reserved for the system.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise PortError(
                f"port {port} of {LOOPBACK} cannot be used: {error.strerror}; give another one with {option}, "
                f"or leave {option} out for a free one"
            ) from None


def stop_requested() -> threading.Event:
    """Is set at Ctrl-C, or when the process is asked to end. To be called before people are told that they can."""
    requested = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: requested.set())
    return requested


def wait_for_signal() -> None:
    """Return when somebody asks to stop."""
    stop_requested().wait()
