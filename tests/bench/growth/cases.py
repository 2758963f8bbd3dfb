"""Ended cases of eight messages, as the program leaves them: one is played, the others are written after its likeness.

Writing straight into the store is fifty times faster than playing; a test compares the keys of both.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from faq.richtext import Rich
from handoff.acts import Acts
from handoff.folded import Folded, pack
from handoff.journal.folds import row_of
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Delivery, Row, Sending, State, Who
from handoff.search import encode, terms_of
from handoff.ticket import End, Kind, Staff, Ticket, Turn, ticket_from_json
from tests.bench.archive.cases import DEPARTMENTS, NAMES, TOPICS, WORDS

AT_ONCE: Final = 200
RARE: Final = "Silberbrunnenstieg"
OF_IT: Final = 20
"""Cases of a street that no other case names, in a town of any size."""
CLERK: Final = Staff(login="clerk", name="Petra Lindner")
LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_B64: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_STAMP: Final = re.compile(r"(?<!\d)1[7-9]\d{11}(?!\d)")
_ISO: Final = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_PASSING: Final = (
    *("seen", "request", "pace", "feed", "audit", "meta", "count", "due", "mail", "reachable"),
    *("acted", "waits", "queues", "words"),
)
"""Gone after two days at most, or counted by the day."""
GREETING: Final = (
    "Guten Tag! Hier antwortet eine Maschine der Stadt Musterstadt mit geprüften Texten. Einen Menschen erreichen Sie "
    "jederzeit. Bitte schreiben Sie freundlich und nennen Sie keine Daten anderer Personen: /netiquette (Fassung 1). "
    "Datenschutz"
)
ANSWERS: Final = tuple(
    f"{topic}: Bitte buchen Sie online einen Termin im Bürgerbüro und bringen Sie Ihren Personalausweis und die "
    f"Unterlagen für {topic} mit. Die Gebühr beträgt {10 + n},50 Euro, die Bearbeitung dauert {n % 5 + 1} Wochen. "
    f"Geöffnet ist Montag bis Freitag von 8 bis {12 + n % 6} Uhr, Zimmer {n * 7 + 3}."
    for n, topic in enumerate(TOPICS)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plot:
    """What one case has of its own."""

    no: int
    conversation: str
    case: str
    receipt: str
    address: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    subject: str
    place: str
    department: str
    ended: datetime


def plot(no: int, ended: datetime) -> Plot:
    """The same for the same number: its people write of their own streets and days."""
    rng = random.Random(no)
    topic, street = rng.randrange(len(TOPICS)), f"{rng.choice(NAMES)} {rng.randint(1, 180)}"
    if no < OF_IT:
        street = f"{RARE} {no + 1}"

    def token(length: int) -> str:
        return "".join(rng.choice(_B64) for _ in range(length))

    def words(count: int) -> str:
        return " ".join(rng.sample(WORDS, count))

    question = f"Guten Tag, ich habe eine Frage: {TOPICS[topic]} {words(5)}, {street}?"
    code = "".join(rng.choice(LETTERS) for _ in range(7))
    receipt = f"{code[:3]}-{code[3:]}"
    return Plot(
        no=no,
        conversation=token(12),
        case=token(12),
        receipt=receipt,
        address=f"telegram:{5_000_000_000 + no}",
        ids=(f"{700_000_000 + 3 * no}", *(token(10) for _ in range(2)), f"{700_000_001 + 3 * no}",
             *(token(10) for _ in range(2)), f"{700_000_002 + 3 * no}", token(10)),
        texts=(
            question,
            GREETING,
            ANSWERS[topic],
            f"Das hilft mir nicht. Mein {words(3)} ist {words(2)}, ich wohne {street}.",
            f"Ihr Anliegen ist angekommen. Nummer: {receipt}, zuständig: Bürgerdienste. Sie hören spätestens von uns: "
            f"morgen um {rng.randint(8, 17)} Uhr.",
            f"Guten Tag, für {TOPICS[topic]} brauchen wir noch {words(4)}. Bitte kommen Sie am {rng.randint(1, 28)}. "
            f"in Zimmer {rng.randint(1, 300)}. Freundliche Grüße, {CLERK.name}",
            f"Vielen Dank, {words(3)}.",
            "Wie zufrieden waren Sie? Ihre Bewertung von 1 bis 5 hilft uns, besser zu werden.",
        ),
        subject=question[:80],
        place=street if no % 3 == 0 else "",
        department=DEPARTMENTS[topic % len(DEPARTMENTS)],
        ended=ended,
    )  # fmt: skip


_WHO: Final[tuple[Who, ...]] = (
    "citizen", "machine", "machine", "citizen", "machine", "person", "citizen", "machine"
)  # fmt: skip


def _rows(one: Plot) -> list[Row]:
    def keys(row: str, *labels: tuple[str, str]) -> list[Any]:
        return [[{"label": label, "data": f"{row}|{data}"}] for label, data in labels]

    bodies: list[dict[str, Any]] = [{"text": text} for text in one.texts]
    for n in (0, 3, 6):
        bodies[n]["channel"] = "telegram"
    bodies[0]["why"], bodies[0]["release"] = ["sperrmuell 0.71", "personalausweis 0.12"], "ed170af44ac5c513"
    bodies[1]["spans"] = [[31, 39, "bold", ""], [225, 236, "link", "https://chat.example/privacy?lang=de"]]
    bodies[1]["keys"] = keys(one.ids[1], ("Mit einem Menschen sprechen", "person"), ("Leichte Sprache", "easy:on"))
    bodies[2]["entry"], bodies[2]["release"] = "sperrmuell", "ed170af44ac5c513"
    bodies[2]["keys"] = keys(
        one.ids[2], ("Hat geholfen", "yes"), ("Hat nicht geholfen", "no"), ("Mit einem Menschen sprechen", "person")
    )
    bodies[7]["keys"] = keys(one.ids[7], *((str(n), f"rate:{n}") for n in range(1, 6)))
    return [
        Row(id=i, who=who, body=body, name=CLERK.name if who == "person" else "")
        for i, who, body in zip(one.ids, _WHO, bodies, strict=True)
    ]


async def play(journal: Journal, one: Plot) -> tuple[str, str]:
    """One case by the program's own steps; its conversation, and the id of the reply that the program chose."""
    rows = _rows(one)
    to, acts = "", Acts(journal, {"telegram": 4096})

    async def say(numbers: Sequence[int], conversation: str, **more: Any) -> None:
        sent = tuple(
            Delivery(id=f"{rows[n].id}.0", channel="telegram", to=to, body=dict(rows[n].body), settles=True)
            for n in numbers
            if rows[n].who == "machine"
        )
        await journal.commit(
            Commit(
                conversation=conversation, consumed=1, questions=(rows[numbers[0]].id,), case=one.case,
                rows=tuple(rows[n] for n in numbers), deliveries=sent, **more,
            )
        )  # fmt: skip
        await _send(journal)

    async def hear(n: int) -> str:
        event = json.dumps({"type": "said", "id": one.ids[n], "text": one.texts[n]})
        return await journal.ingest(
            address=one.address, event_id=one.ids[n], event=event, due_in=timedelta(days=1), speaks=True
        )

    conversation = await hear(0)
    to = f"citizen:{conversation}"
    await say((0, 1, 2), conversation, talk='{"phase":"asked","greeted":true}')
    await hear(3)
    now = datetime.now(UTC)
    ticket = Ticket(
        receipt=one.receipt, case=one.case, kind=Kind.QUESTION, department=one.department, channel="telegram",
        lang="de", subject=one.subject, place=one.place, asked_at=now, turn=Turn.OURS, turn_since=now,
        promised_by=now + timedelta(days=1),
    )  # fmt: skip
    await say(
        (3, 4), conversation, ticket=ticket, receipt=one.receipt, queue=one.department,
        talk=json.dumps({"phase": "waiting", "greeted": True, "past": one.receipt}, separators=(",", ":")),
    )  # fmt: skip
    await acts.claim(conversation, CLERK, request=f"c{one.no}")
    fence = (await _ticket(journal, conversation)).fence
    await acts.reply(conversation, CLERK, fence, Rich(text=one.texts[5]), request=f"r{one.no}")
    await _send(journal)
    await hear(6)
    await acts.close(conversation, CLERK, End.ANSWERED, request=f"e{one.no}")
    talk = json.dumps({"phase": "open", "greeted": True, "past": one.receipt}, separators=(",", ":"))
    await say((6, 7), conversation, talk=talk, settle_all=True, close_case=True)
    (reply,) = [row.id for row in await journal.rows(conversation) if row.n == 6]
    return conversation, reply


async def _send(journal: Journal) -> None:
    while isinstance(sending := await journal.take_delivery("telegram"), Sending):
        await journal.report(sending, State.SENT, detail="4711")


async def _ticket(journal: Journal, conversation: str) -> Ticket:
    known = await journal.snapshot(conversation)
    assert known is not None
    assert known.ticket is not None
    return known.ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Mould:
    """The keys that one played case left, as text: key, type, value."""

    keys: str
    made: Plot
    reply: str
    at: int

    @classmethod
    async def of(cls, journal: Journal, made: Plot) -> Mould:
        """Play a case in an empty town and take its likeness."""
        conversation, reply = await play(journal, made)
        redis: Any = journal._store.redis
        while await journal.file_next():
            pass
        found = []
        for name in sorted(await redis.keys(f"{journal._keys.root}*")):
            bare = name.removeprefix(journal._keys.root)
            if bare.split(":", 1)[0] in _PASSING or bare.startswith(("post:", "filed:", "index", "secret")):
                continue
            found.append([bare, *await _value(redis, name)])
        text = json.dumps(found, ensure_ascii=False).replace(conversation, made.conversation)
        (closed,) = [at for name, kind, value in found if name == "ended" for _, at in value]
        return cls(keys=text, made=made, reply=reply, at=int(closed))

    def cast(self, one: Plot) -> list[tuple[str, str, Any]]:
        """The keys of another case."""
        text, own = self.keys, self.made
        swaps = {
            own.conversation: one.conversation, own.case: one.case, own.receipt: one.receipt, own.address: one.address,
            self.reply: one.ids[5], own.department: one.department, own.subject: one.subject,
            **{a: b for n, (a, b) in enumerate(zip(own.ids, one.ids, strict=True)) if n != 5},
            **dict(zip(own.texts, one.texts, strict=True)),
        }  # fmt: skip
        whole = re.compile("|".join(map(re.escape, sorted(swaps, key=len, reverse=True))))
        text = whole.sub(lambda m: swaps[m.group()], text)
        shift = int(one.ended.timestamp() * 1000) - self.at
        text = _STAMP.sub(lambda m: str(int(m.group()) + shift), text)
        text = _ISO.sub(lambda m: _later(m.group(), shift), text)
        return [(name, kind, value) for name, kind, value in json.loads(text)]


def _later(iso: str, shift: int) -> str:
    at = datetime.fromisoformat(iso) + timedelta(milliseconds=shift)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


async def _value(redis: Any, name: str) -> tuple[str, Any]:
    match kind := str(await redis.type(name)):
        case "string":
            return kind, await redis.get(name)
        case "hash":
            return kind, sorted((await redis.hgetall(name)).items())
        case "list":
            return kind, await redis.lrange(name, 0, -1)
        case "set":
            return kind, sorted(await redis.smembers(name))
        case _:
            return "zset", await redis.zrange(name, 0, -1, withscores=True)


class Seeder:
    """Writes cases into a town, and into its search."""

    def __init__(self, journal: Journal, mould: Mould) -> None:
        self._journal = journal
        self._mould = mould
        self._root = journal._keys.root

    async def fill(
        self, first: int, count: int, *, folded: bool, since: datetime, until: datetime,
        tell: Callable[[int], object] = lambda _: None,
    ) -> None:  # fmt: skip
        """Cases with numbers from ``first`` on, ended evenly between two times."""
        redis: Any = self._journal._store.redis
        index, number = await self._journal._index(), await self._journal._count(await self._journal._index())
        words = await self._journal._best_words()
        for start in range(first, first + count, AT_ONCE):
            posts: dict[str, list[str]] = defaultdict(list)
            receipts: list[str] = []
            async with redis.pipeline(transaction=False) as pipe:
                for no in range(start, min(start + AT_ONCE, first + count)):
                    one = plot(no, since + (until - since) * ((no - first + 1) / count))
                    keys = self._mould.cast(one)
                    self._write(pipe, _folded(keys, one, f"{index} {number}", words) if folded else keys)
                    rows = next(value for name, _, value in keys if name == f"rows:{one.case}")
                    handoff = dict(next(value for name, _, value in keys if name == f"handoff:{one.receipt}"))
                    for term in terms_of(ticket_from_json(handoff["ticket"]), [row_of(line) for line in rows]):
                        posts[term].append(encode(number))
                    if not folded:
                        pipe.hset(f"{self._root}handoff:{one.receipt}", "filed", f"{index} {number}")
                    receipts.append(one.receipt)
                    number += 1
                names = await self._journal._hashes(list(posts))
                for name, codes in zip(names, posts.values(), strict=True):
                    pipe.append(f"{self._root}post:{index}:{name}", "".join(codes))
                pipe.rpush(f"{self._root}filed:{index}", *receipts)
                await pipe.execute()
            tell(start + AT_ONCE - first)
        if folded:
            await redis.hset(f"{self._root}meta", "folding", "1")

    async def of_the_citizen(self, count: int) -> float:
        """Bytes a citizen that are there once, however many cases they have: those of so many are looked at."""
        redis: Any = self._journal._store.redis
        once = ("conv", "at", "addresses", "cases", "handoffs", "ends")
        a_line = 45  # what a further case adds to the last three
        total = 0
        for no in range(count):
            one = plot(no, datetime.now(UTC))
            names = [f"{kind}:{one.address if kind == 'at' else one.conversation}" for kind in once]
            total += sum([int(await redis.memory_usage(self._root + name) or 0) for name in names])
        return total / count - a_line

    def _write(self, pipe: Any, keys: Sequence[tuple[str, str, Any]]) -> None:
        for name, kind, value in keys:
            key = self._root + name
            match kind:
                case "string":
                    pipe.set(key, value)
                case "hash":
                    pipe.hset(key, mapping=dict(value))
                case "list":
                    pipe.rpush(key, *value)
                case "set":
                    pipe.sadd(key, *value)
                case _:
                    pipe.zadd(key, {member: float(score) for member, score in value})


def _folded(
    keys: Sequence[tuple[str, str, Any]], one: Plot, filed: str, words: tuple[int, bytes]
) -> list[tuple[str, str, Any]]:
    """The same keys when the case has been folded."""
    stored: dict[str, Any] = {name: dict(value) if kind == "hash" else value for name, kind, value in keys}
    gone = {f"{kind}:{one.case}" for kind in ("rows", "did", "case", "deliveries")}
    gone |= {name for name in stored if name.startswith(("delivery:", "handoff:", "receipt:"))} | {"unfolded"}
    handoffs: Mapping[str, str] = stored[f"handoff:{one.receipt}"]
    value = pack(
        Folded(
            case=stored[f"case:{one.case}"],
            rows=tuple(stored[f"rows:{one.case}"]),
            did=tuple(stored[f"did:{one.case}"]),
            handoffs={one.receipt: {name: text for name, text in handoffs.items() if name != "filed"}},
            deliveries={
                name.removeprefix("delivery:"): value for name, value in stored.items() if name.startswith("delivery:")
            },
        ),
        *words,
    )
    return [
        *((name, kind, value) for name, kind, value in keys if name not in gone),
        (f"folded:{one.case}", "string", value),
        (f"handoff:{one.receipt}", "hash", [["folded", one.case], ["filed", filed]]),
    ]
