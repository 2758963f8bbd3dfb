"""Which entry a question means, and whether that is sure enough to answer. Pure: one release in, outcomes out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from faq.entry import GERMAN, Entry, Release
from faq.index import Index, Likeness, Phrasing
from faq.outcome import Answer, Candidate, NoMatch, Outcome, Suggest
from faq.text import normalise

MAX_SUGGESTIONS = 3
MAX_RANKED = 10
FOREIGN_PHRASING = 0.95
"""What a phrasing in another language than the citizen's is worth."""
ANSWER_SCORE, ANSWER_MARGIN, ANSWER_ASKED, ANSWER_SAID, ANSWER_MISSED = 0.65, 0.12, 0.7, 0.45, 0.7
ALONE_SAID = 0.8
"""How much of the phrasing a question of a single content word must cover."""
WHOLE = 0.9
"""What the question's cover by all phrasings of an entry is worth against its cover by the best one."""
TURNED = 0.9
"""What a phrasing is worth whose entry says "anmelden" where the question says "abmelden"."""
BELOW_EXACT = 0.99
"""The most that a phrasing can reach which is not word for word the question."""
SUGGEST_SCORE, SUGGEST_ASKED = 0.26, 0.25
WEIGHTS: Mapping[str, float] = {"asked": 0.1, "said": 0.1, "whole": 0.35, "order": 0.05, "grams": 0.2, "both": 0.2}


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """An entry with its best phrasing and the score it got for it."""

    entry: Entry
    likeness: Likeness
    score: float


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why a text came to its outcome; `lines` are for the terminal, in German."""

    outcome: Outcome
    lines: tuple[str, ...]


class Matcher:
    """Matches on one release for as long as it lives; safe to share between threads that only match."""

    def __init__(self, release: Release) -> None:
        self._release = release
        phrasings: dict[str, list[Phrasing]] = {}
        self._exact: dict[str, set[str]] = {}
        for entry in release.entries:
            for lang, text in _phrasings(entry):
                phrasings.setdefault(lang, []).append(Phrasing(entry=entry.id, text=text))
                self._exact.setdefault(normalise(text), set()).add(entry.id)
        self._indices = {lang: Index(lang, many) for lang, many in phrasings.items()}

    def match(self, text: str, *, lang: str, on: date) -> Outcome:
        """The outcome of a text for a citizen of that language on that day (the town's local date). Never raises."""
        return self._decide(self._rank(text, lang, on), lang)[0]

    def rank(self, text: str, *, lang: str, on: date) -> tuple[Candidate, ...]:
        """The entries that may be meant, best first, at most ten, without deciding anything. Never raises."""
        return tuple(_candidate(one, lang) for one in self._rank(text, lang, on)[:MAX_RANKED])

    def explain(self, text: str, *, lang: str, on: date) -> Explanation:
        """The same outcome with its reasons."""
        ranked = self._rank(text, lang, on)
        outcome, reason = self._decide(ranked, lang)
        return Explanation(outcome=outcome, lines=(*_lines(ranked), reason))

    def _rank(self, text: str, lang: str, on: date) -> list[Ranked]:
        best: dict[str, tuple[float, Likeness]] = {}
        for phrasing_lang, index in self._indices.items():
            worth = 1.0 if phrasing_lang == lang else FOREIGN_PHRASING
            for likeness in index.nearest(text):
                score = min(worth * _score(likeness), BELOW_EXACT)
                if score > best.get(likeness.entry, (-1.0, likeness))[0]:
                    best[likeness.entry] = (score, likeness)
        plain = normalise(text)
        for id_ in self._exact.get(plain, ()) if " " in plain else ():
            best[id_] = (1.0, _exactly(id_, text))
        found = []
        for id_, (score, likeness) in best.items():
            entry = self._release.entry(id_)
            if entry is not None and entry.valid(on):
                found.append(Ranked(entry=entry, likeness=likeness, score=score))
        return sorted(found, key=lambda ranked: (-ranked.score, ranked.entry.id))

    def _decide(self, ranked: Sequence[Ranked], lang: str) -> tuple[Outcome, str]:
        candidates = tuple(_candidate(one, lang) for one in ranked[:MAX_SUGGESTIONS])
        if not ranked:
            return NoMatch(), "Kein Inhaltswort kommt in einem Eintrag vor."
        best = ranked[0]
        if best.score == 1.0 and (len(ranked) == 1 or ranked[1].score < 1.0):
            return Answer(best=candidates[0], candidates=candidates), "Antwort: wörtlich so im Eintrag."
        margin = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
        short = [
            f"{name} {value:.2f} < {least:.2f}"
            for name, value, least in (
                ("Wert", best.score, ANSWER_SCORE),
                ("Abstand", margin, ANSWER_MARGIN),
                ("Frage gedeckt", max(best.likeness.asked, WHOLE * best.likeness.whole), ANSWER_ASKED),
                ("Formulierung gedeckt", best.likeness.said, ANSWER_SAID),
            )
            if value < least
        ]
        if best.likeness.missed > ANSWER_MISSED:
            short.append(f"ein wichtiges Wort fehlt {best.likeness.missed:.2f} > {ANSWER_MISSED:.2f}")
        if _met_words(best.likeness) < 2 and best.likeness.said < ALONE_SAID:
            short.append(f"nur ein Wort, Formulierung gedeckt {best.likeness.said:.2f} < {ALONE_SAID:.2f}")
        if best.likeness.turned:
            short.append("an-/ab-/um- ist verschieden")
        if not short:
            return Answer(best=candidates[0], candidates=candidates), "Antwort: alle Grenzen sind erreicht."
        near = tuple(
            candidate
            for candidate, one in zip(candidates, ranked, strict=False)
            if one.score >= SUGGEST_SCORE and one.likeness.asked >= SUGGEST_ASKED
        )
        if near:
            return Suggest(candidates=near), f"Vorschläge, keine Antwort: {', '.join(short)}."
        return NoMatch(candidates=candidates), f"Nichts nahe genug: {', '.join(short)}."


def _phrasings(entry: Entry) -> list[tuple[str, str]]:
    found = list(entry.question.items())
    found += [(lang, text) for lang, many in entry.paraphrases.items() for text in many]
    return found


def _exactly(entry: str, text: str) -> Likeness:
    return Likeness(
        entry=entry,
        phrasing=text,
        asked=1.0,
        said=1.0,
        whole=1.0,
        order=1.0,
        grams=1.0,
        turned=False,
        missed=0.0,
        met=(),
    )


def _score(likeness: Likeness) -> float:
    score = (
        WEIGHTS["asked"] * likeness.asked
        + WEIGHTS["said"] * likeness.said
        + WEIGHTS["whole"] * likeness.whole
        + WEIGHTS["order"] * likeness.order
        + WEIGHTS["grams"] * likeness.grams
        + WEIGHTS["both"] * math.sqrt(likeness.asked * likeness.said)
    )
    return min(max(score * (TURNED if likeness.turned else 1.0), 0.0), 1.0)


def _met_words(likeness: Likeness) -> int:
    return sum(met.words for met in likeness.met if not met.light and met.covered >= 0.6)


def _candidate(ranked: Ranked, lang: str) -> Candidate:
    question = ranked.entry.question
    return Candidate(id=ranked.entry.id, question=question.get(lang) or question[GERMAN], score=ranked.score)


def _lines(ranked: Sequence[Ranked]) -> list[str]:
    lines = []
    for place, one in enumerate(ranked[:MAX_SUGGESTIONS], start=1):
        like = one.likeness
        lines.append(f"{place}. {one.entry.id}  {one.score:.3f}  „{like.phrasing}“")
        lines.append(
            f"   Frage gedeckt {like.asked:.2f} · Formulierung gedeckt {like.said:.2f} · Eintrag {like.whole:.2f}"
            f" · Wortfolge {like.order:.2f} · Zeichen {like.grams:.2f}"
        )
        for met in like.met:
            if met.how:
                lines.append(f"   {met.token} ~ {met.stem} ({_HOW[met.how]}) {met.covered:.2f} × {met.weight:.1f}")
            elif not met.light:
                lines.append(f"   {met.token} trifft nichts × {met.weight:.1f}")
    if len(ranked) > 1:
        lines.append(f"Abstand zum Zweiten: {ranked[0].score - ranked[1].score:.3f}")
    return lines


_HOW = {
    "same": "gleich",
    "root": "gleicher Stamm",
    "typo": "Tippfehler",
    "part": "Wortteile",
    "synonym": "gleichbedeutend",
    "beginning": "Wortanfang",
}
