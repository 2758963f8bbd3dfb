"""How a citizen behaved, and what is done about it: hint, warning, slow mode, mute, block. Pure.

The machine goes no further than slow mode; mute and block are people's. Whatever lasts has an end, a reason and
somebody who answers for it, and the citizen may ask that another person looks at it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handoff.measure import (
    LASTING,
    SILENT,
    Breach,
    Conduct,
    Echo,
    Imposed,
    Measure,
    Offence,
    Refused,
    Review,
    Terms,
    conduct_from_json,
    conduct_to_json,
)

__all__ = [
    "LASTING", "SILENT", "Breach", "Conduct", "Echo", "Imposed", "Measure", "Offence", "Refused", "Review", "Terms",
    "answered_in_slow_mode", "ask_review", "conduct_from_json", "conduct_to_json", "confirm", "decide_review", "echoed",
    "flooded", "impose", "lift", "must_be_known", "offended", "passed", "placed", "propose", "remembering",
    "rests_until", "turn_down",
]  # fmt: skip

MOST_REMEMBERED: Final = 30
GRAVE: Final = 3
"""The highest severity of an offence; 1 is the lowest."""
LONGEST_REASON: Final = 500
FLOODS: Final = 3
"""So often over the limit of a minute within ``FLOODING`` is more than somebody who types fast."""
FLOODING: Final = timedelta(minutes=10)
ECHOES: Final = 4
"""So often the same text within ``ECHOING`` is more than somebody who asks again."""
ECHOING: Final = timedelta(minutes=10)
PROPOSED_FOR: Final = timedelta(days=7)
"""How long a second person may take."""


# -- what the machine does


def offended(
    conduct: Conduct, breach: Breach, severity: int, terms: Terms, now: datetime, *, id: str, answered: bool
) -> tuple[Conduct, Imposed | None]:
    """After an offence: what is remembered, and the step that is taken now.

    ``id`` names the step. ``answered``: a concern is open and being answered; then only a threat has consequences.
    """
    conduct = remembering(conduct, terms, now)
    step = _step(conduct, breach, severity, terms, now) if not answered or breach is Breach.THREAT else None
    noted = Offence(at=now, breach=breach, severity=severity, step=step)
    conduct = replace(conduct, offences=(*conduct.offences, noted)[-MOST_REMEMBERED:])
    if step is None:
        return conduct, None
    until = now + terms.slow if step is Measure.SLOW else None
    imposed = Imposed(id=id, measure=step, since=now, until=until, breach=breach)
    return replace(conduct, imposed=imposed), imposed


def flooded(
    conduct: Conduct, terms: Terms, now: datetime, *, id: str, answered: bool
) -> tuple[Conduct, Imposed | None]:
    """After more messages than are taken in a minute: only who goes on so is no fast typist any more."""
    before = [o for o in conduct.offences if o.breach is Breach.FLOOD and now - o.at < FLOODING]
    if len(before) + 1 >= FLOODS:
        return offended(conduct, Breach.FLOOD, 1, terms, now, id=id, answered=answered)
    noted = Offence(at=now, breach=Breach.FLOOD)
    return replace(conduct, offences=(*conduct.offences, noted)[-MOST_REMEMBERED:]), None


def echoed(conduct: Conduct, digest: str, now: datetime) -> tuple[Conduct, bool]:
    """After a text: whether it came too often. The digest of the last one is remembered, not the text."""
    echo = conduct.echo
    if echo is None or echo.digest != digest or now - echo.since >= ECHOING:
        echo = Echo(digest=digest, times=1, since=now)
    else:
        echo = replace(echo, times=echo.times + 1)
    return replace(conduct, echo=echo), echo.times >= ECHOES


def remembering(conduct: Conduct, terms: Terms, now: datetime) -> Conduct:
    """Without what is forgotten by now."""
    kept, proposed, review = conduct.imposed, conduct.proposed, conduct.review
    offences = tuple(o for o in conduct.offences if now - o.at < terms.forget)
    waits = review is not None and review.is_open
    if kept is not None and not waits:
        lasts = kept.until is not None and not kept.over
        if not lasts and now - (kept.until or kept.since) >= terms.forget:
            kept = None
    if proposed is not None and now - proposed.since >= PROPOSED_FOR:
        proposed = None
    if kept is None and review is not None and review.decided_at is not None:
        review = review if now - review.decided_at < terms.forget else None
    echo = conduct.echo if conduct.echo is not None and now - conduct.echo.since < ECHOING else None
    known = conduct.offences, conduct.imposed, conduct.proposed, conduct.review, conduct.echo
    if (offences, kept, proposed, review, echo) == known:
        return conduct
    return replace(conduct, offences=offences, imposed=kept, proposed=proposed, review=review, echo=echo)


def must_be_known(conduct: Conduct, now: datetime) -> bool:
    """Whether whoever it is about must be known again, so that their address stays.

    A measure in force, a block that waits for a second person, a request for review that nobody has decided.
    """
    proposed, review = conduct.proposed, conduct.review
    waits = proposed is not None and now - proposed.since < PROPOSED_FOR
    return waits or (review is not None and review.is_open) or conduct.in_force(now) is not None


def passed(conduct: Conduct, now: datetime) -> tuple[Conduct, Imposed | None]:
    """Everything ends by itself: what has ended by now and was not told yet."""
    if conduct.imposed is None or conduct.ends_at is None or conduct.ends_at > now:
        return conduct, None
    ended = replace(conduct.imposed, over=True)
    return replace(conduct, imposed=ended, answered_at=None), ended


def rests_until(conduct: Conduct, terms: Terms, now: datetime) -> datetime | None:
    """In slow mode: when the bot answers next, if not now."""
    held = conduct.in_force(now)
    if held is None or held.measure is not Measure.SLOW or held.until is None or conduct.answered_at is None:
        return None
    at = min(conduct.answered_at + terms.pace, held.until)
    return at if at > now else None


def answered_in_slow_mode(conduct: Conduct, now: datetime) -> Conduct:
    """The bot has just answered."""
    held = conduct.in_force(now)
    return replace(conduct, answered_at=now) if held is not None and held.measure is Measure.SLOW else conduct


# -- what people do


def impose(conduct: Conduct, wanted: Imposed, terms: Terms, now: datetime) -> Conduct | Refused:
    """By staff: slow mode, a mute or a block takes the place of whatever holds."""
    refused = _refused(wanted, terms, now)
    if refused is None and _is_long(wanted, terms):
        if not wanted.second:
            refused = Refused.NEEDS_SECOND
        elif wanted.second == wanted.by:
            refused = Refused.SAME_PERSON
    return refused if refused is not None else placed(conduct, wanted)


def propose(conduct: Conduct, wanted: Imposed, terms: Terms, now: datetime) -> Conduct | Refused:
    """By staff: a block that needs a second person waits for one; nothing holds yet."""
    refused = _refused(wanted, terms, now)
    return refused if refused is not None else replace(conduct, proposed=wanted)


def confirm(conduct: Conduct, id: str, second: str, terms: Terms, now: datetime) -> Conduct | Refused:
    """By the second person: what was proposed holds, as long as was proposed, from now on."""
    wanted = remembering(conduct, terms, now).proposed
    if wanted is None or wanted.id != id or wanted.until is None:
        return Refused.NOTHING_THERE
    ends = now + (wanted.until - wanted.since)
    return impose(replace(conduct, proposed=None), replace(wanted, second=second, since=now, until=ends), terms, now)


def turn_down(conduct: Conduct, id: str) -> Conduct | Refused:
    """What was proposed does not come to be."""
    if conduct.proposed is None or conduct.proposed.id != id:
        return Refused.NOTHING_THERE
    return replace(conduct, proposed=None)


def placed(conduct: Conduct, imposed: Imposed) -> Conduct:
    """The measure holds; what was proposed under its name is done with."""
    proposed = conduct.proposed
    done = proposed is not None and proposed.id == imposed.id
    return replace(conduct, imposed=imposed, proposed=None if done else proposed, answered_at=None)


def lift(conduct: Conduct, id: str, now: datetime) -> Conduct | Refused:
    """The measure ends now."""
    held = conduct.in_force(now)
    if held is None or held.id != id:
        return Refused.NOTHING_THERE
    return replace(conduct, imposed=replace(held, until=now, over=True), answered_at=None)


# -- the citizen's request


def ask_review(conduct: Conduct, review: Review) -> Conduct | Refused:
    """The citizen asks that another person looks at the last measure: once for each."""
    imposed, before = conduct.imposed, conduct.review
    if imposed is None or imposed.id != review.measure:
        return Refused.NOTHING_THERE
    if before is not None and before.measure == imposed.id:
        return Refused.ASKED_ALREADY if before.is_open else Refused.DECIDED_ALREADY
    people = tuple(login for login in (imposed.by, imposed.second) if login)
    return replace(conduct, review=replace(review, imposed_by=people))


def decide_review(conduct: Conduct, id: str, by: str, *, upheld: bool, words: str, now: datetime) -> Conduct | Refused:
    """A lead upholds the measure or lifts it; lifted, it counts as if it had not been, with the offences behind it."""
    review, imposed = conduct.review, conduct.imposed
    if review is None or review.id != id:
        return Refused.NOTHING_THERE
    if not review.is_open:
        return Refused.DECIDED_ALREADY
    if by in review.imposed_by:
        return Refused.SAME_PERSON
    if not words.strip():
        return Refused.NO_REASON
    decided = replace(review, upheld=upheld, decided_at=now, by=by, words=words)
    conduct = replace(conduct, review=decided)
    if upheld:
        return conduct
    conduct = replace(conduct, offences=tuple(o for o in conduct.offences if o.at > review.asked_at), echo=None)
    if imposed is None or imposed.id != review.measure:
        return conduct
    ends = min(imposed.until, now) if imposed.until is not None else None
    return replace(conduct, imposed=replace(imposed, until=ends, over=True), answered_at=None)


def _step(conduct: Conduct, breach: Breach, severity: int, terms: Terms, now: datetime) -> Measure | None:
    """The next step of the ladder, as far as the machine may go."""
    if not terms.automatic or conduct.in_force(now) is not None:
        return None
    taken = [(offence.at, offence.step) for offence in conduct.offences if offence.step is not None]
    lowest = (Measure.HINT, Measure.WARNING, Measure.SLOW)[min(max(severity, 1), GRAVE) - 1]
    if breach is Breach.THREAT and lowest is Measure.HINT:
        lowest = Measure.WARNING
    highest = max((step.rank for _, step in taken), default=-1)
    if taken and now - taken[-1][0] < terms.outburst and lowest.rank <= highest:
        return None  # the same outburst: it was answered a moment ago
    return list(Measure)[min(max(highest + 1, lowest.rank), Measure.SLOW.rank)]


def _refused(wanted: Imposed, terms: Terms, now: datetime) -> Refused | None:
    if wanted.measure not in LASTING or not wanted.by:
        return Refused.NOT_STAFFS
    if not wanted.reason.strip() or len(wanted.reason) > LONGEST_REASON:
        return Refused.NO_REASON
    if wanted.until is None or wanted.until <= max(now, wanted.since):
        return Refused.NO_END
    longest = terms.block if wanted.measure is Measure.BLOCK else terms.mute
    return Refused.TOO_LONG if wanted.until - wanted.since > longest else None


def _is_long(wanted: Imposed, terms: Terms) -> bool:
    lasts = wanted.until - wanted.since if wanted.until is not None else timedelta.max
    return wanted.measure is Measure.BLOCK and lasts > terms.alone
