"""Puts into words why a question came to its outcome: words and how they met, the terms of the score, the decision."""

from collections.abc import Iterator, Sequence

from faq.deciding import SUGGESTED, Judgement
from faq.index import Look
from faq.outcome import Answer, NoMatch, Outcome, Suggest
from faq.question import AskedWord
from faq.ranking import TERMS, Place, Ranking

SHOWN = 3
_HOW = {
    "same": "gleich",
    "root": "gleicher Stamm",
    "typo": "Tippfehler",
    "part": "Wortteile",
    "synonym": "gleichbedeutend",
    "beginning": "Wortanfang",
}
_TERM = {
    "asked": "Frage gedeckt",
    "said": "Formulierung gedeckt",
    "both": "beides",
    "grams": "Zeichen",
    "order": "Wortfolge",
    "pairs": "Wortpaare",
    "whole": "Eintrag deckt Frage",
    "pool": "Zeichen des Eintrags",
    "bm25": "BM25",
    "second": "zweite Formulierung",
    "missed": "schwerstes fehlendes Wort",
    "turned": "an-/ab-/um- verschieden",
    "taught": "gelernt",
    "lexicon": "Lexikon",
    "rival": "anderes Anliegen",
}


def reasons(ranking: Ranking, judgement: Judgement | None, outcome: Outcome, services: Sequence[str]) -> list[str]:
    """Lines for the terminal, in German; `services` are the lexicon's ids by number."""
    if judgement is None:
        return ["Kein Inhaltswort kommt in einem Eintrag vor."]
    lines = [line for at, place in enumerate(ranking.places[:SHOWN], start=1) for line in _place(at, place)]
    lines += _words(ranking.looks[ranking.places[0].lang], ranking.places[0])
    lines += [
        f"Lexikon hört {services[heard.service]} {heard.score:.2f} („{heard.phrase}“)"
        for heard in ranking.heard[:SHOWN]
    ]
    if len(ranking.places) > 1:
        lines.append(f"Abstand zum Zweiten: {ranking.places[0].score - ranking.places[1].score:.2f}")
    lines.append(_verdict(ranking, judgement, outcome))
    return lines


def _place(at: int, place: Place) -> Iterator[str]:
    yield f"{at}. {place.id}  {place.score:.2f}  „{place.phrasing}“"
    named = [
        f"{_TERM[name]} {value:.2f}"
        for name, value in zip(TERMS, place.terms, strict=True)
        if abs(float(value)) >= 0.005
    ]
    yield f"   {' · '.join(named)}"


def _words(look: Look, best: Place) -> Iterator[str]:
    for word, cover in zip(look.words, look.wholes[:, best.column], strict=True):
        if word.light:
            continue
        if cover < 0.01:
            yield f"   {word.token} trifft nichts × {word.weight:.1f}"
        else:
            yield f"   {word.token} ~ {_met(word, float(cover), look)} {cover:.2f} × {word.weight:.1f}"


def _met(word: AskedWord, cover: float, look: Look) -> str:
    for sense in word.senses:
        if abs(sense.near - cover) < 0.01 or sense.how == "same":
            return f"{look.stem(sense.number)} ({_HOW[sense.how]})"
    if word.pieces:
        parts = "+".join(piece.piece for piece in word.pieces if piece.senses)
        return f"{parts} ({_HOW['part']})"
    return f"{look.stem(word.senses[0].number)} ({_HOW[word.senses[0].how]})" if word.senses else "?"


def _verdict(ranking: Ranking, judgement: Judgement, outcome: Outcome) -> str:
    right, among = f"{judgement.right:.0%}", f"{judgement.among:.0%}"
    match outcome:
        case Answer():
            if ranking.places[0].exact:
                return "Antwort: wörtlich so im Eintrag."
            return f"Antwort: mit {right} die richtige (nötig {judgement.needed:.0%})."
        case Suggest() | NoMatch():
            why = [f"nur {right} sicher (nötig {judgement.needed:.0%})"] if judgement.right < judgement.needed else []
            why += judgement.guards
            if isinstance(outcome, Suggest):
                return f"Vorschläge, keine Antwort: {', '.join(why) or 'mehrere gleich lautende Einträge'}."
            return f"Nichts nahe genug: {', '.join(why)}; unter den ersten dreien {among} (nötig {SUGGESTED:.0%})."
