"""Telegram's flood limits. Times are seconds of any steady clock, passed in."""

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the bot may send; `None` switches a limit off. A chat may be ahead of its pace by `chat_burst` messages."""

    bot_per_second: int | None = 30
    chat_per_second: float | None = 1
    chat_burst: int = 3
    group_per_minute: int | None = 20

    @classmethod
    def off(cls) -> "Limits":
        """No limit at all."""
        return cls(bot_per_second=None, chat_per_second=None, group_per_minute=None)


@dataclass(kw_only=True)
class _Window:
    """At most `count` in any `seconds`."""

    count: int
    seconds: float
    taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.taken and self.taken[0] <= now - self.seconds:
            self.taken.popleft()
        return 0.0 if len(self.taken) < self.count else self.taken[0] + self.seconds - now

    def take(self, now: float) -> None:
        self.taken.append(now)


@dataclass(kw_only=True)
class _Pace:
    """`rate` a second on average, `burst` at once."""

    rate: float
    burst: int
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        self.tokens = min(self.burst, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate

    def take(self, now: float) -> None:
        self.tokens -= 1


@dataclass(kw_only=True)
class Throttle:
    """What was sent lately; changing the limits forgets it."""

    limits: Limits
    _bot: _Window | None = None
    _chats: dict[int, _Pace] = field(default_factory=dict)
    _groups: dict[int, _Window] = field(default_factory=dict)

    def use(self, limits: Limits) -> None:
        """Apply other limits from now on."""
        self.limits = limits
        self._bot = None
        self._chats.clear()
        self._groups.clear()

    def take(self, chat_id: int, *, group: bool, edit: bool, now: float) -> int | None:
        """Count one call, or answer the whole seconds to wait and count nothing.

        An edit counts for the bot and for a group, not for the pace of a chat.
        """
        limits = self.limits
        asked: list[_Window | _Pace] = []
        if limits.bot_per_second:
            self._bot = self._bot or _Window(count=limits.bot_per_second, seconds=1)
            asked.append(self._bot)
        if group and limits.group_per_minute:
            asked.append(self._groups.setdefault(chat_id, _Window(count=limits.group_per_minute, seconds=60)))
        if not edit and limits.chat_per_second:
            fresh = _Pace(rate=limits.chat_per_second, burst=limits.chat_burst, tokens=limits.chat_burst, at=now)
            asked.append(self._chats.setdefault(chat_id, fresh))
        wait = max((each.wait(now) for each in asked), default=0.0)
        if wait > 0:
            return max(1, math.ceil(wait))
        for each in asked:
            each.take(now)
        return None
