"""The bot's update queue: offsets, confirmation, delivery as disturbed as a test asks. Knows no clock and no HTTP."""

import random
from dataclasses import dataclass, field
from typing import Literal

from .shapes import Json

Order = Literal["same", "reversed", "shuffled"]
KEPT_SECONDS = 24 * 3600
FAR_FUTURE = 10


@dataclass(kw_only=True)
class Queued:
    """An update on its way to the bot."""

    update: Json
    at: float
    delivered: int = 0
    confirmed: bool = False

    @property
    def update_id(self) -> int:
        """Telegram's id."""
        return int(self.update["update_id"])


@dataclass(kw_only=True)
class UpdateQueue:
    """Updates in the order of arrival.

    As Telegram: an offset forgets everything below it, and one far beyond the last id counts as none. With `times` > 1
    each update goes out that often in different polls, confirmed or not, and an offset forgets only what has been out.
    """

    next_id: int = 1
    times: int = 1
    order: Order = "same"
    held: bool = False
    rng: random.Random = field(default_factory=random.Random)
    _items: list[Queued] = field(default_factory=list)

    def add(self, update: Json, *, at: float) -> None:
        """Queue an update that has its id."""
        self._items.append(Queued(update=update, at=at))
        self.next_id = max(self.next_id, int(update["update_id"]) + 1)

    def jump(self, next_id: int) -> None:
        """Go on with another id, higher or lower, as after a week without updates."""
        self.next_id = next_id

    def pending(self) -> list[int]:
        """Ids not confirmed."""
        return [item.update_id for item in self._items if not item.confirmed]

    def owed(self) -> int:
        """How many deliveries are still to come, repeats included."""
        return sum(max(self.times - item.delivered, 0 if item.confirmed else 1) for item in self._items)

    def below(self, offset: int) -> list[int]:
        """Ids that a poll with `offset` confirms."""
        if offset == 0 or offset > self.next_id + FAR_FUTURE:
            return []
        open_items = [item for item in self._items if not item.confirmed]
        chosen = open_items[:offset] if offset < 0 else [item for item in open_items if item.update_id < offset]
        return [item.update_id for item in chosen if not self.disturbed or item.delivered]

    @property
    def disturbed(self) -> bool:
        """Whether a poll may get what an offset has passed."""
        return self.times > 1 or self.order != "same"

    def batch(self, limit: int) -> list[Json]:
        """What a poll gets now, at most `limit` updates."""
        if self.held:
            return []
        due = [item for item in self._items if not item.confirmed or item.delivered < self.times]
        match self.order:
            case "same":
                chosen = due
            case "reversed":
                chosen = due[::-1]
            case "shuffled":
                # A part of it only, so that a repeat of an early update comes after later ones.
                chosen = self.rng.sample(due, (len(due) + 1) // 2)
        return [item.update for item in chosen[:limit]]

    def mark_delivered(self, update_ids: list[int]) -> None:
        """Count one delivery each."""
        wanted = set(update_ids)
        for item in self._items:
            if item.update_id in wanted:
                item.delivered += 1
        self._sweep()

    def mark_confirmed(self, update_ids: list[int], *, dropped: bool = False) -> None:
        """The bot will not be asked again for these; `dropped` ends the repeats too."""
        wanted = set(update_ids)
        for item in self._items:
            if item.update_id in wanted:
                item.confirmed = True
                if dropped:
                    item.delivered = max(item.delivered, self.times)
        self._sweep()

    def expired(self, now: float) -> list[int]:
        """Ids older than the day that Telegram keeps them."""
        return [item.update_id for item in self._items if not item.confirmed and item.at < now - KEPT_SECONDS]

    def _sweep(self) -> None:
        self._items = [
            item for item in self._items if not item.confirmed or (self.times > 1 and item.delivered < self.times)
        ]
