"""What a citizen's message comes to: by phase, by wish, or by what the matcher found. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.dialogue import answers, buttons, facets, intake, mydata, rating, reopening, waiting
from bot.dialogue.commands import command
from bot.dialogue.courtesy import courtesy, spoken
from bot.dialogue.effects import (
    Decision,
    Effect,
    EndCase,
    Forward,
    OpenHandoff,
    Reopen,
    Say,
    SayAnswer,
    SayFacets,
    Settle,
)
from bot.dialogue.events import Said
from bot.dialogue.facts import Facts
from bot.dialogue.filing import refused_in
from bot.dialogue.lead import led_away, without_files
from bot.dialogue.pending import ALBUM, INTAKE, pending
from bot.dialogue.talk import Asked, Phase, Talk
from bot.dialogue.urgency import OFFER, is_lately_warned
from bot.dialogue.versions import is_overtaking, is_told_already
from bot.dialogue.wishes import Wish, concern_in, recognise
from faq.asking import asked_facets
from faq.outcome import Answer, NoMatch, Outcome
from faq.text import guess_language
from handoff.ticket import Ticket

FOREIGN_BEFORE_OFFER: Final = 2
"""Messages in a row in another language before that language is offered."""

_ENDS_RATING: Final = frozenset({Wish.CANCEL, Wish.NO, Wish.SKIP, Wish.UNSURE})
_UNFINISHED: Final = INTAKE | {Phase.INTAKE_SUBJECT, Phase.OFFERED}
"""While a concern waits for a word of the citizen to be passed on."""
_REOPENS: Final = frozenset({Wish.PERSON, Wish.NOT_HELPED, Wish.NONE_OF_THESE, Wish.STATUS})


def said(talk: Talk, ticket: Ticket | None, event: Said, match: Outcome | None, facts: Facts) -> Decision:
    """A message of the citizen, in any phase; it ends settled, passed on, or with a question to the citizen."""
    if not facts.general_only:
        return _noted(_said(talk, ticket, event, match, facts), event)
    # No file is taken here: only the words count.
    words = without_files(event)
    has_words = bool(words.text.strip() or words.attachments)
    decision = _said(talk, ticket, words, match, facts) if has_words else Decision(talk=talk)
    return _noted(led_away(decision, ticket, event, facts), event)


def _said(talk: Talk, ticket: Ticket | None, event: Said, match: Outcome | None, facts: Facts) -> Decision:
    with_people = ticket is not None and talk.phase in {Phase.WAITING, Phase.WITH_STAFF}
    if (wish := _of_own_data(talk, event)) is not None:
        return mydata.wished(talk, wish, facts)
    if _is_foreign(event):
        question = None if with_people else pending(talk, facts)
        return Decision(talk=talk, effects=(Settle(), Say(key="cannot-take"), *([question] if question else [])))
    if _adds_only(talk, event) or (not with_people and is_told_already(talk, event, match)):
        adds: Effect = Forward() if with_people else Settle()
        kept = talk if with_people else intake.with_attachments(talk, event.attachments)
        return Decision(talk=kept, effects=(adds,))
    if ticket is not None and talk.phase is Phase.WITH_STAFF and not facts.general_only:
        return waiting.with_staff(talk, event, facts)
    heard = _heard(talk, event)
    if ticket is not None and talk.phase in {Phase.WAITING, Phase.WITH_STAFF}:
        decision = waiting.said(heard, ticket, event, match, facts)
    elif (again := _going_on(heard, event, facts)) is not None:
        decision = again
    else:
        decision = _listening(heard, ticket, event, match, facts)
        if facts.past is not None:
            decision = reopening.offered(decision, facts.past, facts)
    return _language_offered(_settled(decision), talk, heard)


def _of_own_data(talk: Talk, event: Said) -> Wish | None:
    """A wish about one's own data, which needs no person; said to a person in plain words it is theirs to answer."""
    if event.attachments or (talk.phase is Phase.WITH_STAFF and not command(event.text)):
        return None
    wish = recognise(event.text)
    return wish if wish in mydata.WISHES else None


def _going_on(talk: Talk, event: Said, facts: Facts) -> Decision | None:
    """On with the concern that has ended, where that is clear; not while something else is asked."""
    if facts.past is None or talk.phase not in {Phase.OPEN, Phase.RATING}:
        return None
    wish = None if event.attachments else recognise(event.text)
    return reopening.reopened(talk, facts.past, facts) if reopening.continues(talk, event, wish, facts.past) else None


def _is_foreign(event: Said) -> bool:
    """Whether it is of a kind that nobody can be shown: a poll, a game, a payment."""
    return bool(event.attachments) and not event.text and all(a.kind == "other" for a in event.attachments)


def _adds_only(talk: Talk, event: Said) -> bool:
    """Whether it only adds to what was said: a late part of the last album, a new version of what people have."""
    if event.edit_of:
        return talk.phase in {Phase.WAITING, Phase.WITH_STAFF} and not is_overtaking(talk, event)
    return bool(event.album) and event.album == talk.album and not event.text.strip()


def _listening(talk: Talk, ticket: Ticket | None, event: Said, match: Outcome | None, facts: Facts) -> Decision:
    asked = talk.asked
    if asked is not Asked.NOTHING:
        talk = replace(talk, asked=Asked.NOTHING)
    wish = None if event.attachments else recognise(event.text)
    if not talk.greeted and wish in {Wish.GREETING, Wish.START}:
        return Decision(talk=talk)
    if asked is Asked.LANGUAGE and wish in {Wish.YES, Wish.OKAY}:
        return spoken(talk, talk.foreign_lang, facts)
    if asked is Asked.LANGUAGE and wish is Wish.NO:
        return Decision(talk=talk, effects=(Say(key="language-kept"),))
    if talk.phase is Phase.RATING:
        if (reply := _rating(talk, ticket, wish, facts)) is not None:
            return reply
        talk = rating.ended(talk)
    if (reply := intake.said(talk, event, wish, facts)) is not None:
        return reply
    if wish is not None:
        return _wished(talk, wish, event.text, facts)
    if event.attachments:
        return _attached(talk, event, match, facts)
    parts = asked_facets(event.text)
    if parts and (reply := facets.asked(talk, event.text, parts, match, facts)) is not None:
        return reply
    return answers.answered_question(talk, event.text, match or NoMatch(), facts)


def _wished(talk: Talk, wish: Wish, text: str, facts: Facts) -> Decision:
    is_judged = talk.entry in talk.judged
    match wish:
        case Wish.PERSON if talk.phase in INTAKE:
            return _once_more(talk, facts)
        case Wish.PERSON:
            return intake.wanted(talk, facts, concern=concern_in(text))
        case Wish.YES | Wish.OKAY if talk.phase is Phase.OFFERED:
            return intake.wanted(talk, facts)
        case Wish.YES if len(talk.suggested) == 1:
            return answers.picked(talk, talk.suggested[0], facts)
        case Wish.YES if talk.entry and not talk.suggested and not is_judged:
            return answers.helped(talk, talk.entry)
        case Wish.NO if talk.phase in {Phase.OFFERED, Phase.LED}:
            return answers.declined(talk)
        case Wish.NO | Wish.NONE_OF_THESE | Wish.UNSURE if talk.suggested:
            return answers.none_of_these(talk)
        case Wish.NO | Wish.NONE_OF_THESE if talk.entry and talk.phase is Phase.OPEN and not is_judged:
            return answers.not_helped(talk, talk.entry)
        case Wish.NOT_HELPED:
            return answers.not_helped(talk, talk.entry)
        case Wish.NONE_OF_THESE:
            return answers.offered(talk, "offer-none")
        case Wish.HELPED:
            return answers.helped(talk, talk.entry)
        case Wish.CANCEL:
            return cancelled(talk)
        case Wish.STATUS if talk.phase in _UNFINISHED and not facts.general_only:
            ask = pending(talk, facts)
            return Decision(talk=talk, effects=(Say(key="status-unfinished"), *([ask] if ask else [])))
        case Wish.STATUS:
            return Decision(talk=talk, effects=(Say(key="status-none", buttons=buttons.ONLY_PERSON),))
        case Wish.NO if pending(talk, facts) is None:
            return Decision(talk=talk, effects=(Say(key="nothing-more"),))
        case Wish.HELP | Wish.JUNK if is_lately_warned(talk, facts) and not command(text):
            return answers.offered(talk, OFFER)
        case Wish.ONE | Wish.TWO | Wish.THREE | Wish.FOUR | Wish.FIVE:
            number = wish.number or 0
            if 0 < number <= len(talk.suggested):
                return answers.picked(talk, talk.suggested[number - 1], facts)
            return courtesy(talk, Wish.JUNK, facts) or Decision(talk=talk)
        case _:
            return courtesy(talk, wish, facts) or _once_more(talk, facts)


def cancelled(talk: Talk) -> Decision:
    """Break off what was asked or offered; with nothing there, say so."""
    if talk.suggested or talk.phase is not Phase.OPEN:
        return intake.left(talk)
    return Decision(talk=talk, effects=(Say(key="nothing-to-cancel"),))


def _once_more(talk: Talk, facts: Facts) -> Decision:
    return Decision(talk=talk, effects=(pending(talk, facts) or Say(key="listening"),))


def _rating(talk: Talk, ticket: Ticket | None, wish: Wish | None, facts: Facts) -> Decision | None:
    if wish is None or wish in _REOPENS:
        return None
    if wish.number is not None:
        return rating.rated(talk, ticket, wish.number)
    if wish in _ENDS_RATING:
        end = EndCase(end=rating.ended_as(ticket))
        return Decision(talk=rating.ended(talk), effects=(Settle(), Say(key="thanks-reply"), end))
    if wish is Wish.HELPED:
        return answers.helped(talk, "")
    return courtesy(talk, wish, facts) or _once_more(talk, facts)


def _attached(talk: Talk, event: Said, match: Outcome | None, facts: Facts) -> Decision:
    """A file or place outside a handoff: only a person can look at it. It stays in the transcript."""
    text = event.text.strip()
    if not text and all(attachment.kind == "sticker" for attachment in event.attachments):
        return courtesy(talk, Wish.JUNK, facts) or Decision(talk=talk)
    kept = intake.with_attachments(talk, event.attachments)
    heard = talk.acknowledged_at
    if not text and talk.phase is Phase.OFFERED and heard is not None and facts.now - heard < ALBUM:
        return Decision(talk=kept)  # the next picture of an album: one offer is enough
    kept = replace(kept, acknowledged_at=facts.now)
    if text and isinstance(match, Answer):
        decision = answers.answered_question(kept, text, match, facts)
        if decision.talk.phase is Phase.OFFERED:  # a report: it is offered already, and the picture goes with it
            return decision
        offer = answers.offered(decision.talk, "offer-attachment")
        return Decision(talk=offer.talk, effects=(*decision.effects, *offer.effects))
    return answers.offered(replace(kept, question=answers.with_more(kept.question, text)), "offer-attachment")


def _heard(talk: Talk, event: Said) -> Talk:
    """The talk that has listened to the language of a message; unsure ones ("ok", numbers, names) count nothing."""
    spoken_lang = guess_language(event.text)
    if spoken_lang is None:
        return talk
    if spoken_lang == talk.lang:
        return replace(talk, foreign_lang="", foreign=0) if talk.foreign or talk.foreign_lang else talk
    return replace(talk, foreign_lang=spoken_lang, foreign=talk.foreign + 1 if spoken_lang == talk.foreign_lang else 1)


def _language_offered(decision: Decision, before: Talk, heard: Talk) -> Decision:
    due = before.foreign < FOREIGN_BEFORE_OFFER <= heard.foreign
    has_ended = any(isinstance(effect, EndCase) for effect in decision.effects)
    if not due or has_ended or heard.lang_chosen or decision.talk.lang != heard.lang:
        return decision
    to = heard.foreign_lang
    offer = Say(key="language-offer", buttons=((buttons.language(to),),))
    return Decision(talk=replace(decision.talk, asked=Asked.LANGUAGE), effects=(*decision.effects, offer))


def _settled(decision: Decision) -> Decision:
    """A message that neither asks for our answer nor goes to a person was no question."""
    return (
        decision
        if any(map(_takes_care, decision.effects))
        else replace(decision, effects=(*decision.effects, Settle()))
    )


def _takes_care(effect: Effect) -> bool:
    return isinstance(effect, Settle | Forward | OpenHandoff | Reopen) or (
        isinstance(effect, Say | SayAnswer | SayFacets) and effect.settles
    )


def _noted(decision: Decision, event: Said) -> Decision:
    """Tells first of what does not reach anybody: numbers taken out before anything was stored, files too large."""
    if refused := refused_in(event):
        decision = replace(decision, effects=(*refused, *decision.effects))
    if not event.masked:
        return decision
    kind = event.masked[0].replace("_", "-") if len(event.masked) == 1 else "several"
    note = Say(key="masked", args={"kind": kind})
    return replace(decision, effects=(note, *decision.effects))
