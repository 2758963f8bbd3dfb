"""Whether the best entry is sure enough to be answered, or worth suggesting. Pure: a ranking in, probabilities out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from faq.ragged import Floats
from faq.ranking import TERMS, Ranking
from faq.weights import ANSWER, SUGGEST, Judge

EVIDENCE = (
    "score", "margin", "share", "third", "asked", "said", "both", "whole", "grams", "pool", "order", "missed", "turned",
    "lexicon", "rival", "second", "met", "words", "unmet", "heaviest", "phrasings", "alone", "agrees",
    "margin_both", "covered_margin", "lexicon_margin", "taught", "long", "firm", "lead_whole", "lead_both",
    "heard_whole", "heard_both", "explained", "unexplained", "fit", "familiar",
)  # fmt: skip
"""What a decision looks at, of the best candidate unless said otherwise.

score: its logit · margin: its lead over the second · share: its share of all candidates' odds · third: that of the
first three · met: content words that the entry covers (3 at most) · words: how many there are (log) · unmet: weight of
those it lacks · heaviest: the heaviest of them · phrasings: how many it has (log) · alone: 1 for a message of one
content word · agrees: 1 when the lexicon's first service is linked to it · margin_both, covered_margin,
lexicon_margin: the lead where words, coverage, lexicon support it · taught: lead of the classifier · long: 1 for more
than twelve words · firm: the better of lexicon and coverage · lead_whole, lead_both: how much more of the question it
covers, and how much nearer its best phrasing is, than any other · heard_whole, heard_both: the same of the lexicon's
service that it is about · explained: the better share of the question that entry or service cover · unexplained: the
rest, squared · fit: the better nearness of the two · familiar: 1 where the lexicon knows the knowledge base's matters.
"""
_OWN = tuple(name for name in EVIDENCE if name in TERMS and name != "taught")
_IN_ORDER = itemgetter(*EVIDENCE)
_RIVALLED = tuple((name, TERMS.index(name)) for name in ("whole", "both", "taught"))
ANSWERED = 0.93
"""At least so probable must it be that the best entry is right, to be answered, where the lexicon knows the matters."""
MUTE, ALL_MET = 0.97, 0.8
"""The same where the lexicon is mute, and there for several words that are all met by an entry of one phrasing: such an
entry is trusted too little, for the judgement was learnt on entries of many, which a question can come nearer to."""
SUGGESTED = 0.3
"""At least so probable must it be that the right entry is among three, for them to be suggested."""
LEAST_SHARE = 0.02
"""A suggestion less probable than this only distracts."""
RIVAL, FIRM = 0.25, 0.75
"""A service that much surer than the entry forbids an answer, unless the entry's own words are covered so far."""
UNRIVALLED = {"margin": 1.0, "share": 0.5, "third": 0.5}
"""What the lead of an entry is taken for that has no rival at all: no evidence."""
TIE = 0.5
"""A lead so small (in logits) is none."""
VERY_WORDS = 1.0
"""The lexicon hears a service so surely by its very name."""
CLEAR = 0.15
"""How much more a message of one word must be covered by the best entry than by any other."""
COVERED = 0.6
"""A word covered to this degree is met."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How probably the best entry is right (0 to 1), how probably the right one is among the suggestions, and why.

    `guards` forbid an answer; `is_empty` means that the message has no word of any topic; `needed` is
    how probable the best must be to be answered.
    """

    right: float
    among: float
    evidence: Mapping[str, float]
    guards: tuple[str, ...]
    is_empty: bool
    needed: float

    @property
    def is_sure(self) -> bool:
        """Whether the best entry may be answered."""
        return self.right >= self.needed and not self.guards


def judge(
    ranking: Ranking, phrasings: Mapping[str, int], *, answer: Judge = ANSWER, suggest: Judge = SUGGEST
) -> Judgement:
    """Weigh the evidence for the first of a ranking that is not empty."""
    evidence = weigh(ranking, phrasings)
    values = np.array(_IN_ORDER(evidence), np.float32)
    return Judgement(
        right=_probability(answer, values),
        among=_probability(suggest, values),
        evidence=evidence,
        guards=tuple(_guards(ranking, evidence)),
        is_empty=evidence["words"] == 0,
        needed=_needed(evidence),
    )


def weigh(ranking: Ranking, phrasings: Mapping[str, int]) -> dict[str, float]:
    """The evidence for the first of a ranking, by EVIDENCE."""
    best, *others = ranking.places
    terms = dict(zip(TERMS, best.terms, strict=True))
    shares = ranking.shares
    margin = min(best.score - others[0].score, 8.0) if others else UNRIVALLED["margin"]
    rivals = {name: max([place.terms[at] for place in others], default=terms[name]) for name, at in _RIVALLED}
    look = ranking.looks[best.lang]
    covers = look.wholes[:, best.column].tolist()
    content = [(word.weight, cover) for word, cover in zip(look.words, covers, strict=True) if not word.light]
    missing = [weight for weight, cover in content if cover < COVERED]
    met = sum(cover >= COVERED for _, cover in content)
    lexicon = terms["lexicon"]
    service = best.service
    heard_whole, heard_both = (service.whole, service.both) if service else (0.0, 0.0)
    explained = max(terms["whole"], heard_whole)
    return {
        **{name: terms[name] for name in _OWN},
        "score": best.score,
        "margin": margin,
        "share": shares[0] if others else UNRIVALLED["share"],
        "third": sum(shares[:3]) if others else UNRIVALLED["third"],
        "met": min(met, 3),
        "words": math.log1p(len(content)),
        "unmet": sum(missing),
        "heaviest": max(missing, default=0.0),
        "phrasings": math.log(max(phrasings.get(best.id, 1), 1)),
        "alone": float(len(content) < 2),
        "agrees": float(lexicon > 0.5 and terms["rival"] == 0),
        "margin_both": margin * terms["both"],
        "covered_margin": margin * terms["whole"],
        "lexicon_margin": margin * lexicon,
        "taught": min(terms["taught"] - rivals["taught"], 2.0),
        "lead_whole": terms["whole"] - rivals["whole"],
        "lead_both": terms["both"] - rivals["both"],
        "long": float(len(look.words) > 12),
        "firm": max(lexicon, terms["both"]),
        "heard_whole": heard_whole,
        "heard_both": heard_both,
        "explained": explained,
        "unexplained": (1 - explained) ** 2,
        "fit": max(terms["both"], heard_both),
        "familiar": float(ranking.familiar),
    }  # fmt: skip


def _needed(evidence: Mapping[str, float]) -> float:
    """How probable the best entry must be to be answered; MUTE tells why it differs."""
    if evidence["familiar"]:
        return ANSWERED
    is_met_by_one = evidence["unmet"] == 0 and evidence["phrasings"] == 0 and not evidence["alone"]
    return ALL_MET if is_met_by_one else MUTE


def _guards(ranking: Ranking, evidence: Mapping[str, float]) -> list[str]:
    """What forbids an answer whatever the probability says."""
    found = []
    best = ranking.places[0]
    if ranking.hidden > best.score - TIE:
        found.append("es passt besser zu etwas, das zurzeit nicht gezeigt wird oder woandershin gehört")
    if evidence["margin"] < TIE:
        found.append("der Zweite liegt fast gleichauf")
    if evidence["turned"]:
        found.append("an-/ab-/um- ist verschieden")
    if evidence["rival"] > RIVAL and evidence["both"] < FIRM:
        found.append("ein anderes Anliegen passt besser")
    shared = evidence["lead_whole"] < CLEAR and evidence["lead_both"] < 2 * CLEAR
    if evidence["alone"] and shared and evidence["lexicon"] < VERY_WORDS:
        found.append("nur ein Wort, und ein anderer Eintrag hat es auch")
    if evidence["met"] < 1 and evidence["lexicon"] < 0.6:
        found.append("kein wichtiges Wort getroffen")
    return found


def _probability(judge_: Judge, values: Floats) -> float:
    return 1 / (1 + math.exp(-(judge_.bias + float(((values - judge_.mean) / judge_.spread) @ judge_.weights))))
