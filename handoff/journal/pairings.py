"""Who of the staff is who on Telegram, which group is the staff's, and where in it a handoff is."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from redis.asyncio.client import Pipeline

from handoff.journal import scripts
from handoff.journal.folds import Folds, Span, row_of
from handoff.journal.records import Row

CODE_FOR: Final = timedelta(minutes=10)
CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH: Final = 8
SHOWN_ROWS: Final = 200

Purpose = Literal["account", "group"]
Place = Literal["private", "group"]
Used = Literal["unknown", "exposed", "linked", "elsewhere", "paired"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A one-time code and when it ends."""

    text: str
    ends: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A member's own account on Telegram."""

    login: str
    user: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The staff's group. ``away``: why it cannot be written to at the moment, as a short word; empty when it can."""

    chat: int
    by: str
    at: datetime
    away: str = ""


class Pairings(Folds):
    """A town's links between staff and Telegram."""

    async def make_code(self, purpose: Purpose, login: str) -> Code:
        """A fresh code that links this member's account, or pairs the group in their name."""
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        value = json.dumps({"purpose": purpose, "login": login})
        await self._store.call(lambda r: r.set(self._keys("code", _digest(code)), value, px=CODE_FOR))
        return Code(text=code, ends=datetime.now(UTC) + CODE_FOR)

    async def use_code(self, code: str, *, place: Place, user: int, chat: int, request: str) -> tuple[Used, str]:
        """Use a code up; what it did and for which login. The same request gets the same answer."""
        now = datetime.now(UTC).isoformat()
        _, said = await self._run(scripts.PAIR, _digest(code), request, place, user, chat, now)
        result, _, login = str(said).partition(" ")
        return result, login  # type: ignore[return-value] # the script's words

    async def links(self) -> list[Link]:
        """All links."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("linked")))
        return [_link(int(user), text) for user, text in stored.items()]

    async def link_of(self, login: str) -> Link | None:
        """The link of a member."""
        return next((link for link in await self.links() if link.login == login), None)

    async def login_of(self, user: int) -> str | None:
        """Whose account on Telegram this is."""
        stored = await self._store.call(lambda r: r.hget(self._keys("linked"), str(user)))
        return _link(user, stored).login if stored else None

    async def unlink(self, login: str) -> bool:
        """Take a member's link back; False when there is none."""
        link = await self.link_of(login)
        if link is None:
            return False
        return bool(await self._store.call(lambda r: r.hdel(self._keys("linked"), str(link.user))))

    # -- the group

    async def group(self) -> Group | None:
        """The paired group."""
        stored = await self._store.call(lambda r: r.hgetall(self._keys("group")))
        if not stored:
            return None
        return Group(
            chat=int(stored["chat"]),
            by=stored.get("by", ""),
            at=datetime.fromisoformat(stored["at"]),
            away=stored.get("away", ""),
        )

    async def unpair(self) -> bool:
        """Give the group up; False when there is none. What still waits for it is dropped by its sender."""
        keys = [self._keys(name) for name in ("group", "topics", "threads", "posted:telegram:group")]
        return bool(await self._store.call(lambda r: r.delete(*keys)))

    async def group_moved(self, old: int, new: int) -> None:
        """The group has become a supergroup: it has another id, and its messages and topics have."""
        group = await self.group()
        if group is None or group.chat != old:
            return

        def fill(pipe: Pipeline) -> None:
            pipe.hset(self._keys("group"), "chat", str(new))
            pipe.delete(self._keys("topics"), self._keys("threads"), self._keys("posted", "telegram", "group"))

        await self._store.pipeline(fill)

    async def group_away(self, reason: str) -> bool:
        """Note why the group cannot be written to, or (empty) that it can; whether that is news."""
        group = await self.group()
        if group is None or group.away == reason:
            return False
        await self._store.call(lambda r: r.hset(self._keys("group"), "away", reason))
        return True

    # -- topics and messages of the group

    async def topic(self, receipt: str) -> int | None:
        """The topic of a handoff."""
        thread = await self._store.call(lambda r: r.hget(self._keys("topics"), receipt))
        return int(thread) if thread else None

    async def receipt_in(self, thread: int) -> str | None:
        """The handoff a topic is about."""
        found: str | None = await self._store.call(lambda r: r.hget(self._keys("threads"), str(thread)))
        return found

    async def put_topic(self, receipt: str, thread: int) -> None:
        """A topic was made."""

        def fill(pipe: Pipeline) -> None:
            pipe.hset(self._keys("topics"), receipt, str(thread))
            pipe.hset(self._keys("threads"), str(thread), receipt)

        await self._store.pipeline(fill)

    async def forget_topic(self, receipt: str, thread: int) -> None:
        """A topic is gone, and what stood in it."""

        def fill(pipe: Pipeline) -> None:
            pipe.hdel(self._keys("topics"), receipt)
            pipe.hdel(self._keys("threads"), str(thread))
            pipe.hdel(self._keys("posted", "telegram", "group"), receipt)

        await self._store.pipeline(fill)

    async def shown_in(self, message: int) -> tuple[str, ...]:
        """The slots that a message in the group shows."""
        stored = await self._store.call(lambda r: r.get(self._keys("shown", "telegram", "group", str(message))))
        return tuple(stored.split()) if stored else ()

    # -- what is shown there

    async def case_rows(self, case: str, upto: int) -> list[Row]:
        """The rows of a case up to a number, the last ones when there are many."""
        (lines,) = await self.transcript_lines([Span(case=case)])
        return [row for row in map(row_of, lines) if row.n <= upto][-SHOWN_ROWS:]


def _link(user: int, text: str) -> Link:
    value = json.loads(text)
    return Link(login=value["login"], user=user, at=datetime.fromisoformat(value["at"]))


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode("utf-8", "surrogatepass")).hexdigest()
