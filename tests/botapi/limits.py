"""Telegram's flood limits as token buckets. Times are seconds of any steady clock, passed in."""

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the bot may send; `None` switches a limit off."""

    bot_per_second: float | None = 30
    chat_per_second: float | None = 1
    chat_burst: int = 3
    group_per_minute: float | None = 20

    @classmethod
    def off(cls) -> "Limits":
        """No limit at all."""
        return cls(bot_per_second=None, chat_per_second=None, group_per_minute=None)


@dataclass(kw_only=True)
class _Bucket:
    rate: float
    size: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one token is there."""
        self.tokens = min(self.size, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


@dataclass(kw_only=True)
class Throttle:
    """The buckets in use; changing the limits empties them."""

    limits: Limits
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def use(self, limits: Limits) -> None:
        """Apply other limits from now on."""
        self.limits = limits
        self._buckets.clear()

    def take(self, chat_id: int, *, group: bool, edit: bool, now: float) -> int | None:
        """Count one call, or answer the whole seconds to wait and count nothing.

        An edit counts for the bot and for a group, not for the pace of a chat.
        """
        limits = self.limits
        buckets: list[_Bucket] = []
        if limits.bot_per_second:
            buckets.append(self._bucket("bot", limits.bot_per_second, limits.bot_per_second, now))
        if group and limits.group_per_minute:
            buckets.append(self._bucket(f"group {chat_id}", limits.group_per_minute / 60, limits.group_per_minute, now))
        if not edit and limits.chat_per_second:
            buckets.append(self._bucket(f"chat {chat_id}", limits.chat_per_second, limits.chat_burst, now))
        wait = max((bucket.wait(now) for bucket in buckets), default=0.0)
        if wait > 0:
            return max(1, math.ceil(wait))
        for bucket in buckets:
            bucket.tokens -= 1
        return None

    def _bucket(self, name: str, rate: float, size: float, now: float) -> _Bucket:
        if name not in self._buckets:
            self._buckets[name] = _Bucket(rate=rate, size=size, tokens=size, at=now)
        return self._buckets[name]
