"""What a case is found by, and how lists of found cases are written down. Pure.

A case is found by its words (stems of German or English), its receipt and the facts that a list is narrowed by. Each is
a *term*; the journal keeps a list of case numbers a term under a keyed hash: the store holds no plain words twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from faq.text import stem, tokens
from faq.units import german_stem, is_light, root
from handoff.journal.records import Row
from handoff.ticket import Ticket

LANGS: Final = ("de", "en")
MAX_TERMS: Final = 4000
"""Of one case."""
MAX_WORDS: Final = 12
"""Of one search; more are not looked at."""
EARLIEST: Final = date(2020, 1, 1)
"""No case is older."""
_DIGITS: Final = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"  # ascending, as ASCII is
CODE_BYTES: Final = 4
"""Of a number in a list."""
_WIDTH: Final = CODE_BYTES
_BLANK: Final = ord(" ")
LARGEST: Final = len(_DIGITS) ** _WIDTH - 1
_RECEIPT: Final = re.compile(r"[A-Z0-9]{2,4}-?[A-Z0-9]{2,6}(?:-[A-Z0-9]{2,6})?", re.IGNORECASE)
PART: Final = 3
LONGEST_RECEIPT: Final = 16
SNIPPET: Final = 160


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Terms of which a closed case must have one.

    ``doubtful``: a case found by these alone has a receipt of which a part begins like ``word``; whether with all of it
    is to be asked of the receipt. Each beginning of each receipt as a term of its own would cost more than its words.
    """

    sure: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    word: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is looked for. Empty fields narrow nothing; ``departments`` are those that may be seen, None means all.

    ``state``: "open", "closed" or "". ``since`` and ``until`` are days (UTC) on which it was asked, both included.
    """

    text: str = ""
    departments: tuple[str, ...] | None = None
    state: str = ""
    kind: str = ""
    channel: str = ""
    lang: str = ""
    end: str = ""
    owner: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that tell something, in normal form."""
        return tuple(list(dict.fromkeys(word for word in tokens(self.text) if not is_light(word)))[:MAX_WORDS])

    @property
    def is_too_general(self) -> bool:
        """Whether there are words, but none that tells anything ("ich habe eine Frage")."""
        return bool(self.text.strip()) and not self.words

    @property
    def receipt(self) -> str:
        """The text as a receipt number, where it may be one."""
        text = self.text.strip()
        return text.upper() if _RECEIPT.fullmatch(text) else ""

    def allows(self, ticket: Ticket) -> bool:
        """Whether a ticket's facts are those looked for; words are another matter."""
        asked = ticket.asked_at.astimezone(UTC).date()
        return (
            (self.departments is None or ticket.department in self.departments)
            and self.kind in ("", ticket.kind.value)
            and self.channel in ("", ticket.channel)
            and self.lang in ("", ticket.lang)
            and self.end in ("", ticket.end.value if ticket.end else "")
            and self.owner in ("", ticket.owner.login if ticket.owner else "")
            and self.tag in ("", *ticket.tags)
            and (self.since is None or asked >= self.since)
            and (self.until is None or asked <= self.until)
            and (not self.state or ticket.is_open == (self.state == "open"))
        )

    def term_groups(self) -> list[Group]:
        """Terms of closed cases: one of each group must be there."""
        groups = [
            Group(sure=tuple(f"w:{term}" for term in terms), doubtful=_beginning(word), word=word)
            for word, terms in zip(self.words, _wanted(self), strict=True)
        ]
        if self.departments is not None:
            groups.append(Group(sure=tuple(f"d:{one}" for one in self.departments)))
        for name, value in (("k", self.kind), ("c", self.channel), ("e", self.end), ("o", self.owner), ("t", self.tag)):
            if value:
                groups.append(Group(sure=(f"{name}:{value}",)))
        if self.since or self.until:
            groups.append(Group(sure=_span(self.since, self.until)))
        return groups


def terms_of(ticket: Ticket, rows: Sequence[Row]) -> list[str]:
    """What a case is found by: facts first, then words in the order in which they were said, at most `MAX_TERMS`."""
    facts = [
        f"d:{ticket.department}",
        f"k:{ticket.kind.value}",
        f"c:{ticket.channel}",
        f"m:{ticket.asked_at.astimezone(UTC):%Y-%m}",
        f"y:{ticket.asked_at.astimezone(UTC):%Y-%m-%d}",
        *([f"e:{ticket.end.value}"] if ticket.end else []),
        *([f"o:{ticket.owner.login}"] if ticket.owner else []),
        *(f"t:{tag}" for tag in getattr(ticket, "tags", ())),
        *dict.fromkeys(f"r:{part[:PART]}" for part in parts_of(ticket.receipt)),
    ]
    words = (
        f"w:{_term(word, ticket.lang)}"
        for text in (ticket.subject, ticket.place, *spoken(rows))
        for word in tokens(text)
        if not is_light(word)
    )
    return list(dict.fromkeys([*facts, *words]))[:MAX_TERMS]


def former_terms(ticket: Ticket) -> list[str]:
    """What a case was found by besides when each beginning of its receipt was a term of its own."""
    return [f"w:{_term(part, ticket.lang)}" for part in parts_of(ticket.receipt)]


def parts_of(receipt: str) -> list[str]:
    """What a receipt number is found by: whole, each part, and the beginnings of these from `PART` letters on."""
    parts = tokens(receipt)
    return list(dict.fromkeys(one[:n] for one in ("".join(parts), *parts) for n in range(PART, len(one) + 1)))


def spoken(rows: Iterable[Row]) -> Iterator[str]:
    """What people said and noted. What the machine says is the FAQ's and would be found in every case."""
    return (str(row.body.get("text", "")) for row in rows if row.who != "machine")


def said_terms(texts: Iterable[str], lang: str) -> frozenset[str]:
    """What an open case of a language is found by."""
    return frozenset(_term(word, lang) for text in texts for word in tokens(text))


def matches(query: Query, said: frozenset[str]) -> bool:
    """Whether all words that are looked for are among the terms of a case."""
    return not query.is_too_general and all(not said.isdisjoint(group) for group in _wanted(query))


def snippet(query: Query, texts: Iterable[str]) -> list[tuple[str, bool]]:
    """The place of a text that tells why it was found: pieces, and whether each is what was looked for."""
    wanted = frozenset(term for group in _wanted(query) for term in group)
    first = ""
    for text in texts:
        line = " ".join(text.split())
        first = first or line
        hits = [m for m in re.finditer(r"\w+", line) if _hit(m.group(), wanted)]
        if hits:
            return _around(line, hits)
    return [(first[:SNIPPET] + ("…" if len(first) > SNIPPET else ""), False)] if first else []


def encode(number: int) -> str:
    """A case's number in four characters whose order is the numbers'. Raises ValueError above `LARGEST`."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no case has the number {number}")
    digits = []
    for _ in range(_WIDTH):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def decode(posting: str) -> NDArray[np.int64]:
    """The numbers of a list, ascending, without repeats; blanks (erased) and a torn end are left out."""
    codes = np.frombuffer(posting.encode("ascii", "replace"), dtype=np.uint8)
    whole = codes[: len(codes) // _WIDTH * _WIDTH].reshape(-1, _WIDTH)
    found: NDArray[np.int64] = _VALUES[whole[whole[:, 0] != _BLANK]] @ _WEIGHTS
    # A list is ascending; only where something was erased or filed twice do numbers repeat.
    return found if bool(np.all(found[1:] > found[:-1])) else np.unique(found)


_VALUES: Final[NDArray[np.int64]] = np.zeros(256, dtype=np.int64)
for _value, _digit in enumerate(_DIGITS):
    _VALUES[ord(_digit)] = _value
_WEIGHTS: Final[NDArray[np.int64]] = np.array([len(_DIGITS) ** i for i in reversed(range(_WIDTH))], dtype=np.int64)


@lru_cache(maxsize=50_000)
def _term(word: str, lang: str) -> str:
    """A word in normal form as it is found by: a verb like its noun, "Schlaglöcher" like "Schlagloch"."""
    if lang != "de":
        return stem(word, lang)
    return _UMLAUT.sub(r"\1", root(german_stem(word)))


_UMLAUT: Final = re.compile("([aou])e")


def _wanted(query: Query) -> list[tuple[str, ...]]:
    return [tuple(dict.fromkeys(_term(word, lang) for lang in LANGS)) for word in query.words]


def _beginning(word: str) -> tuple[str, ...]:
    """How parts of receipts begin that a word may be the beginning of."""
    return (f"r:{word[:PART]}",) if PART <= len(word) <= LONGEST_RECEIPT and word.isascii() and word.isalnum() else ()


def _hit(word: str, wanted: frozenset[str]) -> bool:
    return any(_term(plain, lang) in wanted for plain in tokens(word) for lang in LANGS)


def _around(line: str, hits: list[re.Match[str]]) -> list[tuple[str, bool]]:
    start = max(0, hits[0].start() - SNIPPET // 3)
    if start:
        start = line.find(" ", start, hits[0].start()) + 1 or start
    end = min(len(line), start + SNIPPET)
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for hit in hits:
        if hit.end() > end:
            break
        pieces += [(line[at : hit.start()], False), (hit.group(), True)]
        at = hit.end()
    pieces.append((line[at:end] + ("…" if end < len(line) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _span(since: date | None, until: date | None) -> tuple[str, ...]:
    """The terms of a span of days: its whole months, and the days before and after them."""
    last = min(until or datetime.now(UTC).date(), datetime.now(UTC).date() + timedelta(days=1))
    day, found = max(since or EARLIEST, EARLIEST), list[str]()
    while day <= last:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        if day.day == 1 and following - timedelta(days=1) <= last:
            found.append(f"m:{day:%Y-%m}")
            day = following
        else:
            found.append(f"y:{day}")
            day += timedelta(days=1)
    return tuple(found)
