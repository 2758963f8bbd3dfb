"""What systemd is told of the program: that it is ready, that it makes progress, that it stops (sd_notify(3))."""

from __future__ import annotations

import socket
from contextlib import suppress


class ServiceManager:
    """Speaks to the socket that the service manager named; without one it says nothing."""

    def __init__(self, address: str) -> None:
        # A leading @ stands for Linux' abstract sockets.
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._is_ready = False

    def ready(self) -> None:
        """Everything runs."""
        self._is_ready = True
        self._say("READY=1\nSTATUS=running")

    def progress(self) -> None:
        """The program has made progress since the last time. Not said before it is ready: nobody asks for it then."""
        if self._is_ready:
            self._say("WATCHDOG=1")

    def stopping(self, why: str = "draining") -> None:
        """It ends."""
        self._say(f"STOPPING=1\nSTATUS={why}")

    def _say(self, text: str) -> None:
        if not self._address:
            return
        # A service manager that does not listen is no reason to stop.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.setblocking(False)
            line.sendto(text.encode(), self._address)
