"""How many messages one connection may send. Pure; time comes in as seconds of a monotonic clock."""

from __future__ import annotations


class Pace:
    """At most ``limit`` messages in any ``window`` seconds; what is over the limit is reported once a window."""

    __slots__ = ("_limit", "_times", "_told", "_window")

    def __init__(self, *, limit: int = 20, window: float = 10.0) -> None:
        self._limit = limit
        self._window = window
        self._times: list[float] = []  # few: an empty deque is larger
        self._told = float("-inf")

    def allows(self, now: float) -> bool:
        """Whether a message may come in now; counts it if so."""
        while self._times and self._times[0] <= now - self._window:
            self._times.pop(0)
        if len(self._times) >= self._limit:
            return False
        self._times.append(now)
        return True

    def tells(self, now: float) -> bool:
        """Whether the sender is to be told now that it was too much: once a window."""
        if now < self._told + self._window:
            return False
        self._told = now
        return True

    def wait(self, now: float) -> float:
        """Seconds until the next message may come in."""
        return max(0.0, self._times[0] + self._window - now) if len(self._times) >= self._limit else 0.0
