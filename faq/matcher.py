"""Which entry a question means, and whether that is sure enough to answer. Pure: one release in, outcomes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from faq.entry import GERMAN, Entry, Release
from faq.index import Index, Likeness, Phrasing
from faq.outcome import Answer, Candidate, NoMatch, Outcome, Suggest

MAX_SUGGESTIONS = 3
FOREIGN_PHRASING = 0.95
"""What a phrasing in another language than the citizen's is worth."""
ANSWER_SCORE, ANSWER_MARGIN, ANSWER_ASKED, ANSWER_SAID = 0.62, 0.1, 0.7, 0.6
TURNED = 0.8
SUGGEST_SCORE, SUGGEST_ASKED = 0.3, 0.3
WEIGHTS: Mapping[str, float] = {"asked": 0.35, "said": 0.2, "whole": 0.15, "order": 0.15, "grams": 0.15}


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
        for entry in release.entries:
            for lang, text in _phrasings(entry):
                phrasings.setdefault(lang, []).append(Phrasing(entry=entry.id, text=text))
        self._indices = {lang: Index(lang, many) for lang, many in phrasings.items()}

    def match(self, text: str, *, lang: str, on: date) -> Outcome:
        """The outcome of a text for a citizen of that language on that day (the town's local date). Never raises."""
        return self._decide(self._rank(text, lang, on), lang)[0]

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
                score = worth * _score(likeness)
                if score > best.get(likeness.entry, (-1.0, likeness))[0]:
                    best[likeness.entry] = (score, likeness)
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
        margin = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
        short = [
            f"{name} {value:.2f} < {least:.2f}"
            for name, value, least in (
                ("Wert", best.score, ANSWER_SCORE),
                ("Abstand", margin, ANSWER_MARGIN),
                ("Frage gedeckt", best.likeness.asked, ANSWER_ASKED),
                ("Formulierung gedeckt", best.likeness.said, ANSWER_SAID),
            )
            if value < least
        ]
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


def _score(likeness: Likeness) -> float:
    score = (
        WEIGHTS["asked"] * likeness.asked
        + WEIGHTS["said"] * likeness.said
        + WEIGHTS["whole"] * likeness.whole
        + WEIGHTS["order"] * likeness.order
        + WEIGHTS["grams"] * likeness.grams
    )
    return min(max(score * (TURNED if likeness.turned else 1.0), 0.0), 1.0)


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


_HOW = {"same": "gleich", "root": "gleicher Stamm", "typo": "Tippfehler", "part": "Wortteil", "beginning": "Wortanfang"}
