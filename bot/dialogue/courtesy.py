"""Replies that are no answer to a concern: greetings, thanks, help, house rules, languages. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import buttons, link
from bot.dialogue.answers import answer_of
from bot.dialogue.effects import Decision, Effect, Say
from bot.dialogue.facts import Facts
from bot.dialogue.pending import pending
from bot.dialogue.talk import LANGUAGES, Phase, Talk
from bot.dialogue.wish import Wish


def courtesy(talk: Talk, wish: Wish, facts: Facts) -> Decision | None:
    """The reply to a wish that concerns the conversation itself; None when it is about a concern."""
    match wish:
        case Wish.GREETING:
            return _said(talk, Say(key="hello-again"))
        case Wish.START:
            return started(talk, facts)
        case Wish.THANKS | Wish.OKAY:
            return _said(talk, Say(key="thanks-reply"))
        case Wish.GOODBYE | Wish.HOW_ARE_YOU | Wish.JOKE | Wish.AFFECTION | Wish.CHAT | Wish.TEST:
            return _said(talk, Say(key=f"smalltalk-{wish.replace('_', '-')}"))
        case Wish.WHO_ARE_YOU | Wish.ANYBODY_THERE:
            return _said(talk, Say(key="i-am-a-machine", buttons=buttons.ONLY_PERSON))
        case Wish.RUDE:
            return _said(talk, Say(key="rude", buttons=buttons.ONLY_PERSON))
        case Wish.JUNK:
            key = "junk" if talk.junk == 0 else "help"
            keys = buttons.PERSON_OR_HELP if talk.junk == 0 else buttons.commands(talk.lang, talk.easy)
            return Decision(talk=replace(talk, junk=talk.junk + 1), effects=(Say(key=key, buttons=keys),))
        case Wish.HELP:
            return _said(talk, Say(key="help", buttons=buttons.commands(talk.lang, talk.easy)))
        case Wish.NETIQUETTE:
            return _said(talk, Say(key="netiquette"))
        case Wish.PRIVACY:
            return _said(talk, Say(key="privacy", buttons=buttons.OWN_DATA))
        case Wish.WEB_CHAT:
            return link.wanted(talk, facts)
        case Wish.ENGLISH:
            return spoken(talk, "en", facts)
        case Wish.GERMAN:
            return spoken(talk, "de", facts)
        case Wish.EASY:
            return easy(talk, facts)
        case Wish.NORMAL:
            return normal(talk, facts)
        case _:
            return None


def started(talk: Talk, facts: Facts) -> Decision:
    """The chat was opened again."""
    question = pending(talk, facts)
    if question is not None:
        return _said(talk, question)
    return _said(talk, Say(key="welcome-back", buttons=buttons.commands(talk.lang, talk.easy)))


def spoken(talk: Talk, lang: str, facts: Facts) -> Decision:
    """The citizen chose a language; what is on the table is said again in it."""
    if lang not in LANGUAGES:
        return _said(talk, Say(key="late-button", buttons=buttons.PERSON_OR_HELP))
    after = replace(talk, lang=lang, lang_chosen=True, foreign=0, foreign_lang="", easy=talk.easy and lang == "de")
    return _again(after, facts, Say(key="language-set"))


def easy(talk: Talk, facts: Facts) -> Decision:
    """Leichte Sprache, which exists in German only."""
    after = replace(talk, easy=True, lang="de", lang_chosen=True, foreign=0, foreign_lang="")
    return _again(after, facts, Say(key="easy-on", buttons=((buttons.NORMAL,),)))


def normal(talk: Talk, facts: Facts) -> Decision:
    """Back from Leichte Sprache."""
    return _again(replace(talk, easy=False), facts, Say(key="easy-off"))


def _again(talk: Talk, facts: Facts, said: Say) -> Decision:
    """The last answer once more, if it exists like that, else the open question."""
    effects: tuple[Effect, ...] = (said,)
    entry = facts.entries.get(talk.entry)
    if talk.phase is Phase.OPEN and entry is not None and talk.lang in entry.langs and (entry.easy or not talk.easy):
        effects = (said, answer_of(entry, talk))
    elif (question := pending(talk, facts)) is not None:
        effects = (said, question)
    return Decision(talk=talk, effects=effects)


def _said(talk: Talk, say: Say) -> Decision:
    return Decision(talk=replace(talk, junk=0), effects=(say,))
