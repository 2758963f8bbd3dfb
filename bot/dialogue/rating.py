"""The end of a handoff from the citizen's side: the rating, and the end of the case. Pure."""

from __future__ import annotations

from bot.dialogue import buttons
from bot.dialogue.effects import Decision, EndCase, Rate, Say
from bot.dialogue.talk import Phase, Talk
from handoff.ticket import End, Ticket


def rated(talk: Talk, ticket: Ticket | None, stars: int) -> Decision:
    """A rating, by button or number. Given twice it changes nothing; of a conversation long past it is void."""
    if ticket is None or ticket.is_open:
        return Decision(talk=talk, effects=(Say(key="late-button", buttons=buttons.PERSON_OR_HELP),))
    if ticket.rating is not None:
        return Decision(talk=talk, effects=(Say(key="rating-had"),))
    if talk.phase is not Phase.RATING:
        return Decision(talk=talk, effects=(Rate(stars=stars), Say(key="rating-thanks")))
    return Decision(
        talk=ended(talk), effects=(Rate(stars=stars), Say(key="rating-thanks"), EndCase(end=ended_as(ticket)))
    )


def ended_as(ticket: Ticket | None) -> End:
    """How the handoff ended, for the case."""
    return ticket.end if ticket is not None and ticket.end is not None else End.ANSWERED


def ended(talk: Talk) -> Talk:
    """The talk after a case: only what belongs to the citizen for good stays."""
    return Talk(
        phase=Phase.OPEN,
        greeted=talk.greeted,
        lang=talk.lang,
        lang_chosen=talk.lang_chosen,
        easy=talk.easy,
        foreign_lang=talk.foreign_lang,
        foreign=talk.foreign,
        recent=talk.recent,
        overtaken=talk.overtaken,
        album=talk.album,
        past=talk.past,
    )
