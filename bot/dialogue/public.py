"""What is said where others read along: approved answers, and the way to a private talk. Takes no concern. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.effects import Count, Decision, Say, SayAnswer, SayInPublic
from bot.dialogue.events import AskedInPublic
from bot.dialogue.facts import Facts
from bot.dialogue.talk import Talk
from bot.dialogue.urgency import key_of
from bot.dialogue.wishes import recognise
from faq.emergency import emergency
from faq.outcome import Answer, Outcome
from faq.text import guess_language


def answered(talk: Talk, event: AskedInPublic, match: Outcome | None, facts: Facts) -> Decision:
    """The approved answer, else where to ask; whatever else was wished for belongs into the private talk."""
    lang = guess_language(event.text) or talk.lang
    danger = emergency(event.text)
    said: Say | SayAnswer
    outcome, entry_id = "other", ""
    if danger is not None:
        said = Say(key=key_of(danger.danger))
    elif not event.text or recognise(event.text) is not None:
        said = Say(key="public-help")
    elif isinstance(match, Answer) and match.best.id in facts.entries:
        entry = facts.entries[match.best.id]
        lead = "" if lang in entry.langs or lang == "de" else "fallback-note"
        said = SayAnswer(entry=entry.id, lang=lang, lead=lead)
        outcome, entry_id = "answered", entry.id
    else:
        said = Say(key="public-no-match")
        outcome = "no_match"
    told = SayInPublic(said=said, lang=lang, reply_to=event.origin, link=event.link)
    return Decision(talk=replace(talk, public=True), effects=(told, Count(outcome=f"public_{outcome}", entry=entry_id)))
