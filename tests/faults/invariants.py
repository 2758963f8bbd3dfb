"""What must be true of a town after any fault, once it is quiet: read from the raw keys and the Bot API's ledger.

Each finding names the promise it breaks (P1 …). Nothing is read through the journal, so its errors cannot hide.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.channels.telegram.mapping import MAX_CAPTION, MAX_TEXT
from handoff.enclosure import Enclosure
from handoff.letter import Letter, rich_of, write_letter
from tests.botapi import Ledger

Order = Mapping[int, Sequence[str]]
"""By chat the event ids in the order they must stand in; where missing, that of Telegram's update ids."""
FINAL = {"sent", "uncertain", "held", "undeliverable", "dead", "needless"}


@dataclass(kw_only=True)
class Conversation:
    """A conversation as it lies in the store; ``address`` is that on Telegram where it has one."""

    id: str
    address: str
    elsewhere: bool
    fields: Mapping[str, str]
    rows: list[tuple[int, dict[str, Any]]]
    mail: list[str]
    open: set[str]
    due: float | None

    @property
    def chat(self) -> int:
        """Telegram's chat."""
        return int(self.address.partition(":")[2])

    @property
    def in_handoff(self) -> bool:
        """Whether people have it."""
        ticket = self.fields.get("ticket") or ""
        return bool(ticket) and not json.loads(ticket).get("closed_at")


@dataclass(kw_only=True)
class Town:
    """All of a town."""

    root: str
    keys: list[str]
    conversations: list[Conversation]
    deliveries: Mapping[str, Mapping[str, str]]
    obligations: Mapping[str, float]
    parked: str
    audit: list[dict[str, Any]]
    lanes: Mapping[str, list[str]] = field(default_factory=dict)


async def violations(redis: Any, town: str, ledger: Ledger, *, order: Order | None = None) -> list[str]:
    """Everything that is wrong; empty when all promises hold."""
    state = await read_town(redis, town)
    return [
        *_confirmed(state, ledger),
        *_rows(state, order or {}),
        *_sends(state, ledger),
        *_deliveries(state),
        *_obligations(state),
        *_owners(state),
        *_keys(state),
    ]


async def read_town(redis: Any, town: str) -> Town:
    """Read all keys of the town. (``redis`` decodes its answers; redis-py's types do not know.)"""
    root = f"bd:{{{town}}}:"
    keys = sorted([key async for key in redis.scan_iter(count=1000)])
    own = [key.removeprefix(root) for key in keys if key.startswith(root)]

    def under(kind: str) -> list[str]:
        return [key.partition(":")[2] for key in own if key.startswith(kind + ":")]

    addresses: dict[str, list[str]] = {}
    for address in under("at"):
        addresses.setdefault(await redis.get(f"{root}at:{address}"), []).append(address)
    conversations = []
    for cid, known in addresses.items():
        address = next((a for a in known if a.startswith("telegram:")), known[0])
        rows = []
        for case in await redis.lrange(f"{root}cases:{cid}", 0, -1):
            for line in await redis.lrange(f"{root}rows:{case.split(' ', 1)[1]}", 0, -1):
                n, _, text = line.split("\t", 2)
                rows.append((int(n), json.loads(text)))
        conversations.append(
            Conversation(
                id=cid,
                address=address,
                elsewhere=len({a.partition(":")[0] for a in known}) > 1,
                fields=await redis.hgetall(f"{root}conv:{cid}"),
                rows=rows,
                mail=await redis.lrange(f"{root}mail:{cid}", 0, -1),
                open=set(await redis.smembers(f"{root}open:{cid}")),
                due=await redis.zscore(f"{root}due", cid),
            )
        )
    parked = [*(await redis.hvals(f"{root}parked"))]
    parked += [str(await redis.get(f"{root}parked:{key}")) for key in under("parked") if key != "index"]
    return Town(
        root=root,
        keys=keys,
        conversations=conversations,
        deliveries={did: await redis.hgetall(f"{root}delivery:{did}") for did in under("delivery")},
        obligations=dict(await redis.zrange(f"{root}obligations", 0, -1, withscores=True)),
        parked="\n".join(parked),
        audit=[json.loads(fields["row"]) for _, fields in await redis.xrange(f"{root}audit")],
        lanes={lane: await redis.lrange(f"{root}lane:{lane}", 0, -1) for lane in under("lane")},
    )


def _confirmed(state: Town, ledger: Ledger) -> list[str]:
    """P1, P3: what was confirmed to Telegram has left its mark, once."""
    rows = [row for c in state.conversations for _, row in c.rows]
    marks = Counter(event for row in rows for event in (row["id"], *row["body"].get("parts", ())))
    found = [f"P3: row {row} stands {n} times" for row, n in marks.items() if n > 1]
    ids = {update["update_id"] for update in ledger.updates() if _is_citizens(update)}
    for update_id in sorted(ledger.confirmed_update_ids() & ids):
        event = f"tg:{update_id}"
        if event not in marks and f'"{event}"' not in state.parked.replace('\\"', '"'):
            found.append(f"P1: {event} was confirmed and has left no mark")
    return found


def _is_citizens(update: dict[str, Any]) -> bool:
    """Whether it is for a mailbox: what staff do in their group, or to link their account, is acted on at once."""
    message = update.get("message") or update.get("callback_query", {}).get("message")
    if message is None or message.get("chat", {}).get("type") != "private":
        return False
    return "callback_query" in update or not message.get("text", "").startswith(("/verbinden", "/trennen"))


def _rows(state: Town, order: Order) -> list[str]:
    """P4: rows without a gap, the citizen's in the order they were taken in."""
    found = []
    for c in state.conversations:
        numbers = [n for n, _ in c.rows]
        if numbers != list(range(1, len(numbers) + 1)) or str(len(numbers)) != c.fields.get("seq", "0"):
            found.append(f"P4: rows of {c.id} are numbered {numbers}, seq {c.fields.get('seq')}")
        said = [row["id"] for _, row in c.rows if row["who"] == "citizen" and not row["id"].startswith("web:")]
        if c.address.startswith("telegram:"):
            wanted = list(order.get(c.chat, sorted(said, key=lambda event: int(event.partition(":")[2]))))
            if said != [event for event in wanted if event in said]:
                found.append(f"P4: the citizen's rows of {c.id} are {said}, not in the order {wanted}")
    return found


FILE = " [file]"


@dataclass(frozen=True, kw_only=True)
class _Expected:
    id: str
    text: str
    least: int
    most: int


def _expected(state: Town, c: Conversation) -> list[_Expected]:
    """The messages of a chat by its transcript, with how often each may stand there."""
    found = []
    for _, row in c.rows:
        if row["who"] not in ("machine", "person") or row["body"].get("edit_of"):
            continue  # a new version changes what stands there
        for chunk in _letter(row, c).deliveries:
            delivery = state.deliveries.get(chunk.id, {})
            uncertain, sent = int(delivery.get("uncertain", 0)), delivery.get("state") == "sent"
            text = _plain(str(chunk.body["text"])) + (FILE if "file" in chunk.body else "")
            found.append(_Expected(id=chunk.id, text=text, least=int(sent), most=uncertain + int(sent)))
    return found


def _letter(row: Mapping[str, Any], c: Conversation) -> Letter:
    """The row and what had to be sent for it."""
    files = [
        Enclosure(ref=file["ref"], name=file["name"], mime=file["mime"], size=file["size"])
        for file in row["body"].get("attachments", ())
    ]
    return write_letter(
        row_id=row["id"],
        who=row["who"],
        rich=rich_of(row["body"]),
        channel="telegram",
        conversation=c.id,
        max_text=MAX_TEXT,
        files=files,
        max_caption=MAX_CAPTION,
    )


def _taken(message: Mapping[str, Any]) -> str:
    is_file = "document" in message or "photo" in message
    return _plain(message.get("text") or message.get("caption") or "") + (FILE if is_file else "")


def _sends(state: Town, ledger: Ledger) -> list[str]:
    """P4, P6: what Telegram took is the transcript in its order, and more often only where doubt was recorded."""
    found = []
    for c in state.conversations:
        if not c.address.startswith("telegram:"):
            continue
        expected = _expected(state, c)
        taken = [_taken(message) for message in ledger.accepted_messages(c.chat)]
        if c.elsewhere:  # some was said there, and a word on it here is no part of the talk
            expected = [e for e in expected if e.id in state.deliveries]
            taken = [text for text in taken if text in {e.text for e in expected}]
        missing = [e.id for e in expected if e.id not in state.deliveries]
        if missing:
            found.append(f"P5: rows of {c.id} without a delivery: {missing}")
        if not _fits(expected, taken):
            told = [(e.text[:30], e.least, e.most) for e in expected]
            found.append(f"P4/P6: {c.address} got {[t[:30] for t in taken]}, the journal says {told}")
    return found


def _fits(expected: Sequence[_Expected], taken: Sequence[str]) -> bool:
    """Whether ``taken`` is each expected text in turn, as often as it may be."""
    reached = {0}  # how many of ``taken`` are explained
    for e in expected:
        following = set()
        for start in reached:
            for times in range(e.most + 1):
                if times and (start + times > len(taken) or taken[start + times - 1] != e.text):
                    break
                if times >= e.least:
                    following.add(start + times)
        reached = following
    return len(taken) in reached


def _plain(text: str) -> str:
    return " ".join(text.split())


def _deliveries(state: Town) -> list[str]:
    """P5: every delivery has ended, and nothing waits."""
    found = [f"P5: {did} is {d.get('state')}" for did, d in state.deliveries.items() if d.get("state") not in FINAL]
    return found + [f"P5: {lane} still holds {ids}" for lane, ids in state.lanes.items() if ids]


def _obligations(state: Town) -> list[str]:
    """P7: what is open has a due time, and what is not settled is with people or in doubt."""
    found = []
    known = {c.id for c in state.conversations}
    for member, due in state.obligations.items():
        cid, _, event = member.partition("/")
        if cid not in known or due <= 0:
            found.append(f"P7: obligation {event} of {cid} has no place or no due time")
    for c in state.conversations:
        due_here = {m.partition("/")[2] for m in state.obligations if m.startswith(c.id + "/")}
        found += [f"P7: {event} is open and has no due time" for event in c.open - due_here]
        found += [f"P7: {event} is due and belongs to nothing" for event in due_here - c.open]
        doubted = {
            event
            for d in state.deliveries.values()
            if d.get("conversation") == c.id and d.get("state") not in ("sent", "undeliverable")
            for event in d.get("settles", "").split()
        }
        if not c.in_handoff:
            found += [f"P7: {event} is open and nobody sees to it" for event in c.open - doubted]
        if c.mail and c.due is None:
            found.append(f"P7: {c.id} has mail and is never due")
    return found


def _owners(state: Town) -> list[str]:
    """P8, P10: one owner at a time, and as many replies as were spoken."""
    found = []
    owner: dict[str, str] = {}
    for act in state.audit:
        receipt, who = act.get("receipt", ""), act.get("who", "")
        match act.get("action"):
            case "claim":
                if owner.get(receipt, who) != who:
                    found.append(f"P8: {receipt} was claimed by {who} while {owner[receipt]} had it")
                owner[receipt] = who
            case "reply":
                if owner.get(receipt) not in (who, None):
                    found.append(f"P10: {who} spoke in {receipt}, {owner[receipt]} has it")
            case "release" | "transfer" | "close":
                owner.pop(receipt, None)
    replies = sum(1 for act in state.audit if act.get("action") == "reply")
    persons = sum(1 for c in state.conversations for _, row in c.rows if row["who"] == "person")
    if replies != persons:
        found.append(f"P10: {replies} replies, {persons} of them in transcripts")
    return found


def _keys(state: Town) -> list[str]:
    """Every key carries the town's tag."""
    return [f"key {key} has no town" for key in state.keys if not key.startswith(state.root)]
