"""What citizens ask and the FAQ does not answer: questions alike in one heap, told without telling on anybody. Pure.

A heap is shown only when enough people asked, and a word or message of it only when enough people used its words.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.matcher import Matcher
from faq.outcome import Answer
from faq.text import is_function_word, normalise, stem, tokens

LEAST = 3
"""People who must have asked alike before anything of it is shown."""
ALIKE = 0.45
"""Cosine of the weighed stems from which on a question joins a heap."""
LONELY = 0.35
"""What the weight of a stem counts that nobody else used: it can bring no two questions together."""
PART = 5
"""Letters a stem must have to count as a part of a longer one."""
SHOWN_WORDS, SHOWN_MESSAGES, LONGEST = 8, 8, 12
"""Words and messages of a heap that are shown, and words a message may have for it."""
MAX_ASKED = 50_000

Why = Literal["unanswered", "suggested", "contradicted"]

_ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|www\.\S+", re.IGNORECASE)
_NUMBERS = re.compile(r"\+?\d[\d\s/.,:-]*")
_WORD = re.compile(r"\w+")
_MASKED = re.compile(r"\[[^\]\n]{1,40}\]")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question that found no answer: who asked (any name for one person), and how it ended.

    `entry`: the entry whose answer was contradicted.
    """

    text: str
    asker: str
    why: Why = "unanswered"
    lang: str = "de"
    entry: str = ""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Questions alike. `people` asked `questions` times; `words` and `messages` are safe to show.

    `nearest` is the entry that most of them come nearest to, for `near` of them; empty when there is none.
    """

    questions: int
    people: int
    whys: Mapping[str, int]
    words: tuple[str, ...]
    messages: tuple[str, ...]
    nearest: str
    near: int


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """All heaps that may be shown, the largest first, and how many questions lie in heaps that may not."""

    found: tuple[Gap, ...]
    hidden: int
    least: int


@dataclass(frozen=True, kw_only=True)
class _Question:
    """A question without details; `content` is token -> stem of the words that carry its topic.

    `stems` are those and the ones they misspell or are made of.
    """

    asked: Asked
    text: str
    content: Mapping[str, str]
    stems: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class _Heap:
    members: list[int] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    norm: float = 0.0


def without_details(text: str) -> str:
    """The text without addresses, numbers and what is masked: what may tell who wrote it."""
    for pattern in (_MASKED, _ADDRESSES, _NUMBERS):
        text = pattern.sub(" ", text)
    return " ".join(text.split())


def gaps(asked: Sequence[Asked], nearest: Mapping[str, str], *, least: int = LEAST, public: Sequence[str] = ()) -> Gaps:
    """The heaps of what was asked, the newest MAX_ASKED questions of it.

    `nearest`: text -> id of the nearest entry, as far as known. `public`: phrasings whose words anybody may read.
    """
    questions = [
        _Question(asked=one, text=text, content=content)
        for one in asked[-MAX_ASKED:]
        if (content := _content(text := without_details(one.text), one.lang))
    ]
    stems = _mended([set(question.content.values()) for question in questions])
    questions = [replace(question, stems=frozenset(some)) for question, some in zip(questions, stems, strict=True)]
    safe = _safe_stems(questions, public, least)
    found, hidden = [], 0
    for heap in _heaps(stems, Counter(stem(token, "de") for text in public for token in tokens(text))):
        gap = _gap([questions[number] for number in heap.members], safe, nearest, least)
        if gap.people < least or not gap.words:
            hidden += gap.questions
        else:
            found.append(gap)
    found.sort(key=lambda gap: (-gap.people, -gap.questions, gap.words))
    return Gaps(found=tuple(found), hidden=hidden, least=least)


def place(one: Asked, matcher: Matcher, *, on: date) -> str | None:
    """The entry a question comes nearest to, empty when to none; None when it is answered by now."""
    if one.why != "contradicted" and isinstance(matcher.match(one.text, lang=one.lang, on=on), Answer):
        return None
    ranked = matcher.rank(one.text, lang=one.lang, on=on)
    return ranked[0].id if ranked else ""


def draft(gap: Gap, *, id: str, department: str, office: str) -> str:
    """An entry in YAML for an editor to complete; what is missing says TODO, so that no check lets it pass."""
    nearest = f", am nächsten liegt „{gap.nearest}“ ({gap.near})" if gap.nearest else ""
    reasons = ", ".join(f"{count} {_WHYS[why]}" for why, count in sorted(gap.whys.items()))
    lines = [
        f"# {gap.questions} Fragen von {gap.people} Menschen ({reasons}){nearest}",
        f"# Wörter: {', '.join(gap.words)}",
        *([f"# Passt es dort? Dann die Umschreibungen bei „{gap.nearest}“ ergänzen."] if gap.nearest else []),
        f"- id: {id}",
        "  question:",
        "    de: TODO",
        "  paraphrases:",
        "    de:",
        *(f"      - {json.dumps(text, ensure_ascii=False)}" for text in paraphrases(gap)),
        "  answer:",
        "    de: TODO",
        f"  department: {department or 'TODO'}",
        f"  office: {office or 'TODO'}",
        "  source: TODO",
        "  checked: TODO",
        "  owner: TODO",
        "  review: TODO",
    ]
    return "\n".join(lines) + "\n"


def paraphrases(gap: Gap) -> tuple[str, ...]:
    """The messages that may be shown, else its commonest words in one line."""
    return gap.messages or (" ".join(gap.words[:3]),)


_WHYS = {"unanswered": "ohne Antwort", "suggested": "nur Vorschläge", "contradicted": "Antwort half nicht"}


def _content(text: str, lang: str) -> dict[str, str]:
    return {token: stem(token, lang) for token in tokens(text) if len(token) > 2 and _tells(token)}


def _tells(token: str) -> bool:
    """Whether a token may carry a topic, or tell who wrote it."""
    return not any(is_function_word(token, lang) for lang in ("de", "en"))


def _mended(stems: Sequence[set[str]]) -> list[set[str]]:
    """Each rare stem takes along the frequent one it misspells, and the frequent ones it is made of."""
    count = Counter(stem_ for some in stems for stem_ in some)
    frequent = {stem_ for stem_, many in count.items() if many >= 2}
    shelves: dict[str, list[str]] = defaultdict(list)
    for stem_ in sorted(frequent):
        shelves[stem_[0]].append(stem_)
    other: dict[str, set[str]] = {}
    for stem_ in count:
        parts = {part for at in range(PART, len(stem_) - 2) for part in (stem_[:at], stem_[at:]) if len(part) >= PART}
        found = parts & frequent
        if stem_ not in frequent and len(stem_) > PART:
            near = process.extractOne(
                stem_, shelves[stem_[0]], scorer=OSA.distance, score_cutoff=1 if len(stem_) < 9 else 2
            )
            found |= {near[0]} if near else set()
        other[stem_] = found
    return [some | {more for stem_ in some for more in other[stem_]} for some in stems]


def _heaps(stems: Sequence[set[str]], known: Counter[str]) -> list[_Heap]:
    """Each question joins the nearest heap that is near enough; the commonest wordings come first and found them.

    `known`: how often a stem stands in the FAQ; what is common there (Rathaus, Antrag) brings nothing together.
    """
    spread = Counter(stem_ for some in stems for stem_ in some)
    weight = {
        stem_: math.log(1 + (len(stems) + known.total()) / (many + known[stem_])) * (LONELY if many == 1 else 1.0)
        for stem_, many in spread.items()
    }
    heaps: list[_Heap] = []
    places: dict[str, set[int]] = defaultdict(set)
    same: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, some in enumerate(stems):
        same[frozenset(some)].append(number)
    for alike, members in sorted(same.items(), key=lambda one: (-len(one[1]), one[1][0])):
        length = math.sqrt(sum(weight[stem_] ** 2 for stem_ in alike))
        dots: dict[int, float] = defaultdict(float)
        for stem_ in alike:
            for place in places[stem_]:
                dots[place] += weight[stem_] * heaps[place].weights[stem_]
        best = max(dots, key=lambda place: (dots[place] / (length * heaps[place].norm), -place), default=None)
        if best is None or dots[best] / (length * heaps[best].norm) < ALIKE:
            best = len(heaps)
            heaps.append(_Heap())
        heap = heaps[best]
        heap.members += members
        for stem_ in alike:
            heap.weights[stem_] += weight[stem_] * len(members)
            places[stem_].add(best)
        heap.norm = math.sqrt(sum(value * value for value in heap.weights.values()))
    return heaps


def _safe_stems(questions: Sequence[_Question], public: Iterable[str], least: int) -> frozenset[str]:
    """Stems that so many people used, or that stand in the FAQ, that they tell on nobody."""
    users = _users((question.asked.asker, question.content.values()) for question in questions)
    common = {stem_ for stem_, people in users.items() if len(people) >= least}
    return frozenset(common | {stem(token, "de") for text in public for token in tokens(text)})


def _users(said: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Who used each stem, from (who, stems)."""
    users: dict[str, set[str]] = defaultdict(set)
    for asker, stems in said:
        for stem_ in stems:
            users[stem_].add(asker)
    return users


def _gap(asked: Sequence[_Question], safe: frozenset[str], nearest: Mapping[str, str], least: int) -> Gap:
    users = _users((question.asked.asker, question.stems) for question in asked)
    forms = Counter(pair for question in asked for pair in question.content.items())
    spelt = {normalise(word): word for question in asked for word in _WORD.findall(question.text.lower())}
    words: dict[str, str] = {}
    for (token, stem_), _ in sorted(forms.items(), key=lambda item: (-len(users[item[0][1]]), -item[1], item[0])):
        if len(users[stem_]) >= least:
            words.setdefault(stem_, spelt.get(token, token))
    entries = Counter(id_ for question in asked if (id_ := nearest.get(question.asked.text, "")))
    best, near = min(entries.items(), key=lambda item: (-item[1], item[0])) if entries else ("", 0)
    agreed = 2 * near >= len(asked)
    return Gap(
        questions=len(asked),
        people=len({question.asked.asker for question in asked}),
        whys=Counter(question.asked.why for question in asked),
        words=tuple(words.values())[:SHOWN_WORDS],
        messages=tuple(_messages(asked, safe)),
        nearest=best if agreed else "",
        near=near if agreed else 0,
    )


def _messages(asked: Iterable[_Question], safe: frozenset[str]) -> Iterator[str]:
    """The commonest short messages without details all of whose words may be shown, each wording once."""
    said: Counter[str] = Counter()
    form: dict[str, str] = {}
    for question in asked:
        plain = tokens(question.text)
        detailed = question.text != " ".join(question.asked.text.split())
        if (
            detailed
            or len(plain) > LONGEST
            or any(_tells(token) and question.content.get(token) not in safe for token in plain)
        ):
            continue
        wording = " ".join(plain)
        said[wording] += 1
        form.setdefault(wording, question.text)
    for wording, _ in sorted(said.items(), key=lambda item: (-item[1], len(item[0]), item[0]))[:SHOWN_MESSAGES]:
        yield form[wording]
