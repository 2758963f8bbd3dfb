"""A town that gives general information only on a channel: what sends citizens to the web chat, and what holds then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.dialogue.effects import (
    Decision,
    EndCase,
    Forward,
    LeaveHandoff,
    Notify,
    OpenHandoff,
    Rate,
    Say,
    SayAnswer,
    SayFacets,
    Settle,
)
from bot.dialogue.events import (
    Arrived,
    Attachment,
    Event,
    EventParked,
    Pressed,
    Said,
    Started,
    TicketChanged,
    TimerRang,
)
from bot.dialogue.facts import Facts
from bot.dialogue.lead import NOTICE_AFTER
from bot.dialogue.rules import decide
from bot.dialogue.talk import Lead, Phase, Talk, talk_from_json, talk_to_json
from bot.dialogue.wishes import recognise
from faq.outcome import Outcome
from handoff.ticket import Closed, End, Kind, Ticket, Turn, citizen_left, citizen_wrote, claim, close, release, reply
from tests.unit.dialogue.test_journeys import CHOICES, MATCHES, PARTED, WORDS, can_be_said
from tests.unit.dialogue.town import (
    CLERK,
    DAY,
    NOTHING,
    NOW,
    answer,
    choices,
    facts,
    keys,
    of,
    pressed,
    said,
    talk,
    ticket,
)

PHOTO = Attachment(kind="photo")
RANG = TimerRang(id="t")
LEAD = Lead(origin="telegram", at=NOW, awaited=True)


def outside(**changes: Any) -> Facts:
    """Where only general information is given."""
    return facts(channel="telegram", general_only=True, can_lead=True, **changes)


def inside(**changes: Any) -> Facts:
    """In the web chat."""
    return facts(channel="web", **changes)


def leads(decision: Decision) -> list[str]:
    return [effect.key for effect in decision.effects if isinstance(effect, Say) and effect.leads]


class TestAway:
    def test_general_questions_are_answered_as_ever(self) -> None:
        decision = decide(talk(), None, said("Reisepass?"), answer("reisepass"), outside())
        assert [a.settles for a in of(decision, SayAnswer)] == [True]
        assert not leads(decision)

    def test_the_first_word_says_that_it_is_general(self) -> None:
        assert keys(decide(Talk(), None, Started(id="s"), None, outside())) == ["greeting-general"]

    @pytest.mark.parametrize(
        "event", [said("/mensch"), pressed("person"), said("ich will mit einem menschen sprechen")]
    )
    def test_a_wish_for_a_person_keeps_the_place_and_leads_away(self, event: Event) -> None:
        decision = decide(talk(), None, event, None, outside())
        assert of(decision, OpenHandoff) == [
            OpenHandoff(kind=Kind.QUESTION, department="buerger", subject="", awaited=True)
        ]
        assert leads(decision) == ["handoff-led"]
        assert decision.talk.phase is Phase.WAITING
        assert decision.talk.lead == LEAD
        assert decision.talk.timer_at == NOW + DAY

    @pytest.mark.parametrize("event", [said("ja"), pressed("yes")])
    def test_an_accepted_offer_takes_the_concern_along_and_asks_nothing_more(self, event: Event) -> None:
        offered = talk(Phase.OFFERED, question="Laterne kaputt")
        decision = decide(offered, None, event, None, outside())
        assert of(decision, OpenHandoff)[0].subject == "Laterne kaputt"
        assert of(decision, OpenHandoff)[0].department == "bauen"
        assert keys(decision) == ["handoff-led"]

    def test_in_another_place_nothing_of_this_happens(self) -> None:
        elsewhere = facts(channel="telegram", can_lead=True)
        assert keys(decide(talk(), None, said("/mensch"), None, elsewhere)) == ["ask-subject"]

    @pytest.mark.parametrize("kind", ["photo", "document", "voice", "video", "location", "contact", "other"])
    def test_a_file_is_refused_and_the_way_is_told(self, kind: Any) -> None:
        event = said("", attachments=(Attachment(kind=kind),))
        decision = decide(talk(), None, event, None, outside())
        assert keys(decision) == ["led-file"]
        assert decision.talk.phase is Phase.LED
        assert of(decision, Say)[0].settles
        assert decision.talk.timer_at == NOW + DAY

    def test_an_album_is_refused_once(self) -> None:
        event = said("", attachments=(PHOTO,))
        first = decide(talk(), None, event, None, outside())
        second = decide(first.talk, None, event, None, outside(now=NOW + timedelta(seconds=1)))
        assert keys(second) == []
        assert of(second, Settle)

    def test_a_caption_is_answered_and_the_photo_refused(self) -> None:
        event = said("Was kostet der Reisepass?", attachments=(PHOTO,))
        decision = decide(talk(), None, event, answer("reisepass"), outside())
        assert of(decision, SayAnswer)
        assert keys(decision) == ["led-file"]

    def test_a_caption_without_an_answer_is_not_asked_two_things(self) -> None:
        event = said("Die Laterne ist kaputt", attachments=(PHOTO,))
        decision = decide(talk(), None, event, NOTHING, outside())
        assert keys(decision) == ["led-file"]
        assert decision.talk.question == "Die Laterne ist kaputt"

    def test_numbers_lead_away(self) -> None:
        event = said("Meine IBAN ist […]", masked=("iban",))
        decision = decide(talk(), None, event, NOTHING, outside())
        assert keys(decision) == ["masked", "led-personal"]

    def test_a_photo_with_the_wish_is_named_beside_the_link(self) -> None:
        offered = talk(Phase.OFFERED, question="Laterne kaputt")
        decision = decide(offered, None, said("ja", attachments=(PHOTO,)), None, outside())
        assert "led-file" in keys(decision) or "file-not-taken" in keys(decision)

    def test_a_sticker_is_no_file(self) -> None:
        decision = decide(talk(), None, said("", attachments=(Attachment(kind="sticker"),)), None, outside())
        assert keys(decision) == ["junk"]

    def test_silence_is_reminded_of_once_and_then_ends(self) -> None:
        led = decide(talk(), None, said("", attachments=(PHOTO,)), None, outside()).talk
        first = decide(led, None, RANG, None, outside(now=NOW + DAY))
        assert leads(first) == ["remind-led"]
        second = decide(first.talk, None, RANG, None, outside(now=NOW + 2 * DAY))
        assert second.effects == (EndCase(end=End.NO_REACTION),)

    def test_no_is_taken_for_an_answer(self) -> None:
        assert keys(decide(talk(Phase.LED), None, said("nein"), None, outside())) == ["offer-declined"]

    def test_a_parked_event_is_led_too(self) -> None:
        decision = decide(talk(question="Laterne"), None, EventParked(id="e"), None, outside())
        assert keys(decision) == ["parked-apology", "handoff-led"]

    @pytest.mark.parametrize("event", [said("/webchat"), said("neuer Link"), pressed("link")])
    @pytest.mark.parametrize("had", [None, ticket(), ticket(owner=CLERK)])
    def test_a_new_link_can_be_had_at_any_time(self, event: Event, had: Ticket | None) -> None:
        assert leads(decide(talk(), had, event, None, outside())) == ["link-new"]

    def test_also_where_the_whole_dialogue_is_allowed(self) -> None:
        decision = decide(talk(), None, said("/webchat"), None, facts(channel="telegram", can_lead=True))
        assert leads(decision) == ["link-new"]

    def test_in_the_web_chat_there_is_nowhere_to_lead(self) -> None:
        assert keys(decide(talk(), None, said("/webchat"), None, inside())) == ["already-there"]


class TestWaiting:
    HAD = ticket(awaited=True, subject="")
    TALK = talk(Phase.WAITING, lead=LEAD)

    @pytest.mark.parametrize("owner", [None, CLERK])
    def test_a_general_question_is_answered_and_goes_to_nobody(self, owner: Any) -> None:
        had = replace(self.HAD, owner=owner)
        decision = decide(self.TALK, had, said("Was kostet ein Reisepass?"), answer("reisepass"), outside())
        assert [a.settles for a in of(decision, SayAnswer)] == [True]
        assert not of(decision, Forward)

    @pytest.mark.parametrize("owner", [None, CLERK])
    def test_anything_else_joins_the_concern(self, owner: Any) -> None:
        had = replace(self.HAD, owner=owner)
        decision = decide(self.TALK, had, said("Die Laterne am Markt"), NOTHING, outside())
        assert of(decision, Forward)
        assert leads(decision) == ["waiting-added-led"]
        assert not any(say.settles for say in of(decision, Say))

    def test_a_photo_does_not_but_is_answered(self) -> None:
        decision = decide(self.TALK, self.HAD, said("", attachments=(PHOTO,)), None, outside())
        assert keys(decision) == ["led-file"]
        assert decision.talk.phase is Phase.WAITING

    def test_whoever_is_with_a_person_hears_where(self) -> None:
        decision = decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK), said("/status"), None, outside())
        assert leads(decision) == ["staff-elsewhere"]
        assert CLERK.name not in str(of(decision, Say)[0].args)

    @pytest.mark.parametrize("where", [outside, partial(facts, channel="telegram", can_lead=True)])
    def test_the_way_is_shown_beside_a_person_too(self, where: Callable[[], Facts]) -> None:
        decision = decide(talk(Phase.WITH_STAFF), ticket(owner=CLERK), said("/webchat"), None, where())
        assert leads(decision) == ["link-new"]
        assert of(decision, Settle)
        assert not of(decision, Forward)

    def test_one_reminder_then_a_wish_without_a_concern_ends(self) -> None:
        first = decide(replace(self.TALK, timer_at=NOW + DAY), self.HAD, RANG, None, outside(now=NOW + DAY))
        assert of(first, Notify) == [Notify(key="remind-led", origin="telegram", leads=True)]
        assert first.talk.timer_at == NOW + 2 * DAY
        second = decide(first.talk, self.HAD, RANG, None, outside(now=NOW + 2 * DAY))
        assert second.effects == (EndCase(end=End.NO_REACTION),)

    def test_a_concern_stays_with_us_until_a_person_closes_it(self) -> None:
        had = replace(self.HAD, subject="Laterne kaputt")
        first = decide(replace(self.TALK, timer_at=NOW + DAY), had, RANG, None, outside(now=NOW + DAY))
        second = decide(first.talk, had, RANG, None, outside(now=NOW + 2 * DAY))
        assert second.effects == ()
        assert second.talk.phase is Phase.WAITING
        assert second.talk.lead is not None
        assert second.talk.lead.awaited
        assert second.talk.timer_at is None

    def test_who_has_the_page_open_is_not_reminded(self) -> None:
        seen = outside(now=NOW + DAY, seq=7, acked=7)
        decision = decide(replace(self.TALK, timer_at=NOW + DAY), self.HAD, RANG, None, seen)
        assert decision.effects == ()
        assert decision.talk.lead == replace(LEAD, awaited=False)


class TestArriving:
    ARRIVED = Arrived(id="a", channel="web")

    def test_a_waiting_concern_goes_on_at_its_place(self) -> None:
        waits = talk(Phase.WAITING, lead=LEAD)
        had = ticket(awaited=True, subject="Laterne")
        decision = decide(waits, had, self.ARRIVED, None, inside())
        assert keys(decision) == ["arrived", "status-promise"]
        assert decision.talk.lead is not None
        assert not decision.talk.lead.awaited
        assert decision.talk.timer_at is None

    def test_one_without_words_asks_for_them(self) -> None:
        decision = decide(talk(Phase.WAITING, lead=LEAD), ticket(subject=""), self.ARRIVED, None, inside())
        assert keys(decision) == ["arrived", "status-promise", "tell-concern"]

    def test_a_person_may_be_there_already(self) -> None:
        decision = decide(talk(Phase.WITH_STAFF, lead=LEAD), ticket(owner=CLERK), self.ARRIVED, None, inside())
        assert keys(decision) == ["arrived", "staff-is-here"]

    def test_what_was_to_be_sent_is_a_concern_now(self) -> None:
        led = decide(talk(), None, said("", attachments=(PHOTO,)), None, outside()).talk
        decision = decide(led, None, self.ARRIVED, None, inside())
        assert keys(decision) == ["arrived", "ask-subject"]
        assert decision.talk.phase is Phase.INTAKE_SUBJECT

    def test_what_was_said_is_not_asked_again(self) -> None:
        event = said("Die Laterne ist kaputt", attachments=(PHOTO,))
        led = decide(talk(), None, event, NOTHING, outside()).talk
        decision = decide(led, None, self.ARRIVED, None, inside())
        assert keys(decision) in (["arrived", "ask-kind"], ["arrived", "ask-place"])

    def test_out_of_curiosity(self) -> None:
        decision = decide(talk(), None, self.ARRIVED, None, inside())
        assert keys(decision) == ["arrived"]
        assert decision.talk.phase is Phase.OPEN

    def test_writing_there_is_having_come(self) -> None:
        waits = talk(Phase.WAITING, lead=LEAD)
        decision = decide(waits, ticket(awaited=True), said("Die Laterne am Markt"), NOTHING, inside())
        assert decision.talk.lead is not None
        assert not decision.talk.lead.awaited
        assert "waiting-added" in keys(decision)


class TestReplies:
    CAME = replace(LEAD, awaited=False)
    REPLIED = TicketChanged(id="c", change="replied", name=CLERK.name)
    WITH = talk(Phase.WITH_STAFF, lead=CAME)
    HAD = ticket(owner=CLERK, turn=Turn.CITIZEN)

    def hear(self, before: Talk, **changes: Any) -> Talk:
        decision = decide(before, self.HAD, self.REPLIED, None, outside(**changes))
        assert decision.effects == ()
        return decision.talk

    def ring(self, before: Talk, now: datetime = NOW, **changes: Any) -> Decision:
        return decide(before, self.HAD, RANG, None, outside(now=now + NOTICE_AFTER, **changes))

    def test_one_that_is_seen_at_once_is_not_told(self) -> None:
        assert self.hear(self.WITH, seq=9, acked=9).timer_at is None
        waits = self.hear(self.WITH, seq=9, acked=8)
        assert waits.timer_at == NOW + NOTICE_AFTER
        assert self.ring(waits, seq=9, acked=9).effects == ()

    def test_a_note_or_a_sign_after_it_is_nothing_to_read(self) -> None:
        at_eight = replace(self.REPLIED, row=8)
        seen = decide(self.WITH, self.HAD, at_eight, None, outside(seq=9, acked=8))
        assert seen.talk.timer_at is None
        awaited = replace(self.WITH, lead=LEAD)
        waits = decide(awaited, self.HAD, at_eight, None, outside(seq=9, acked=7)).talk
        assert waits.lead is not None
        assert waits.lead.unread == 8
        there = self.ring(waits, seq=10, acked=8)
        assert there.effects == ()
        assert there.talk.lead is not None
        assert not there.talk.lead.awaited

    def test_one_that_is_not_is_told_without_a_word_of_it_and_once_until_it_is_read(self) -> None:
        told = self.ring(self.hear(self.WITH, seq=9, acked=3), seq=9, acked=3)
        assert told.effects == (Notify(key="reply-waits", origin="telegram"),)
        later = NOW + timedelta(hours=1)
        again = self.ring(self.hear(told.talk, seq=10, acked=3, now=later), later, seq=10, acked=3)
        assert again.effects == ()
        much_later = later + timedelta(hours=1)
        read = self.ring(self.hear(again.talk, seq=12, acked=10, now=much_later), much_later, seq=12, acked=10)
        assert read.effects == (Notify(key="reply-waits", origin="telegram"),)

    def test_who_has_not_come_gets_a_link(self) -> None:
        told = self.ring(self.hear(talk(Phase.WITH_STAFF, lead=LEAD), seq=9), seq=9)
        assert told.effects == (Notify(key="reply-waits-led", origin="telegram", leads=True),)

    def test_a_handoff_made_before_the_town_decided_so_is_led_by_its_reply(self) -> None:
        heard = self.hear(talk(Phase.WITH_STAFF), seq=9)
        assert heard.lead is not None
        assert heard.lead.awaited
        assert of(self.ring(heard, seq=9), Notify)[0].leads

    @pytest.mark.parametrize("end", [End.ANSWERED, End.UNREACHABLE])
    def test_the_end_is_told_to_who_never_came(self, end: End) -> None:
        done = ticket(closed_at=NOW, end=end)
        event = TicketChanged(id="c", change="closed")
        decision = decide(talk(Phase.WITH_STAFF, lead=LEAD), done, event, None, outside())
        assert of(decision, Notify) == [Notify(key="ended-elsewhere", origin="telegram", leads=True)]
        assert decision.talk.lead is None

    def test_a_reply_just_before_the_end_is_still_told(self) -> None:
        heard = self.hear(self.WITH, seq=9, acked=3)
        done = ticket(closed_at=NOW, end=End.ANSWERED)
        closed = decide(heard, done, TicketChanged(id="c", change="closed"), None, outside(seq=10, acked=3))
        assert not of(closed, Notify)
        rung = decide(closed.talk, done, RANG, None, outside(now=NOW + NOTICE_AFTER, seq=11, acked=3))
        assert of(rung, Notify) == [Notify(key="reply-waits", origin="telegram")]
        assert rung.talk.phase is Phase.RATING


GENERAL = {
    "link-new", "handoff-led", "led-file", "led-personal", "file-not-taken", "ask-led", "remind-led", "masked",
    "waiting-added-led", "waiting-kept-led", "staff-elsewhere",
}  # fmt: skip
PERSONAL = {
    "ask-subject", "ask-kind", "ask-place", "ask-department", "staff-takes-over", "staff-is-here", "back-in-queue",
    "waiting-added", "waiting-kept", "offer-attachment", "handoff-made", "handoff-made-closed", "handoff-made-nobody",
}  # fmt: skip
"""What invites to personal words, or is about a person's: never said where only general information is given."""
FILES = st.sampled_from([(), (), (PHOTO,), (Attachment(kind="location"),), (Attachment(kind="sticker"),)])
PLACES = st.sampled_from(["telegram", "telegram", "web"])


class LedJourney(RuleBasedStateMachine):
    """Plays worker and staff in a town of general information only, with a citizen here and there."""

    @initialize()
    def begin(self) -> None:
        self.talk = Talk()
        self.ticket: Ticket | None = None
        self.now = NOW
        self.last = "telegram"
        self.seq = 0
        self.acked = 0
        self.linked = False
        self.open: set[str] = set()  # obligations, by event
        self.unread: dict[int, set[str]] = {}  # lines of the web chat that settle once read
        self.notices_since_read = 0
        self.n = 0

    def facts(self, channel: str) -> Facts:
        general = channel == "telegram"
        return facts(
            now=self.now, entries=PARTED, channel=channel, general_only=general, can_lead=general, seq=self.seq,
            acked=self.acked,
        )  # fmt: skip

    def play(self, event: Event, channel: str, match: Outcome | None = None) -> Decision:
        """What `bot.turn` does, in short."""
        citizen = isinstance(event, Said | Pressed | Started)
        if citizen or isinstance(event, Arrived):
            self.last = channel
            if channel == "web":  # they are there, and see what stands there
                self.notices_since_read = 0
        acts = isinstance(event, TicketChanged)
        speaks = "web" if acts else channel
        decision = decide(self.talk, self.ticket, event, match, self.facts(channel))
        assert talk_from_json(talk_to_json(decision.talk)) == decision.talk
        self.talk = decision.talk
        self.seq += citizen
        if citizen:
            self.open.add(event.id)
        for effect in decision.effects:
            self.apply(effect, event, speaks)
        if citizen and not self.takes_care(decision):
            self.open.discard(event.id)
        if self.ticket is not None and self.ticket.is_open:
            awaited = self.talk.lead is not None and self.talk.lead.awaited
            self.ticket = replace(self.ticket, awaited=awaited)
        return decision

    @staticmethod
    def takes_care(decision: Decision) -> bool:
        """Whether the event stays an obligation, as `bot.turn` has it."""
        if any(isinstance(e, Settle) for e in decision.effects):
            return False
        return any(
            isinstance(e, Forward | OpenHandoff) or (isinstance(e, Say | SayAnswer | SayFacets) and e.settles)
            for e in decision.effects
        )

    def apply(self, effect: object, event: Event, speaks: str) -> None:
        match effect:
            case Say() | SayAnswer() | SayFacets():
                self.heard(effect, event, speaks)
            case Notify():
                can_be_said(effect.key, (("hours", 24), ("url", "https://chat.example/")))
                assert effect.origin == "telegram"
                if effect.key.startswith("reply-waits"):
                    self.notices_since_read += 1
                self.linked |= effect.leads
            case OpenHandoff():
                assert self.ticket is None or not self.ticket.is_open
                assert effect.awaited == (speaks == "telegram")
                subject = effect.subject
                turn = Turn.CITIZEN if effect.awaited and not subject else Turn.OURS
                self.ticket = ticket(
                    kind=effect.kind, department=effect.department, promised_by=self.now, subject=subject, turn=turn
                )
            case Forward():
                assert self.ticket is not None
                self.ticket = citizen_wrote(self.ticket, self.now)
                if not self.ticket.subject:
                    self.ticket = replace(self.ticket, subject=getattr(event, "text", ""))
            case LeaveHandoff():
                assert self.ticket is not None
                self.ticket = citizen_left(self.ticket, self.now)
                self.open.clear()
            case Rate():
                assert self.ticket is not None
                self.ticket = replace(self.ticket, rating=effect.stars)
            case EndCase():
                if self.ticket is not None and self.ticket.is_open:
                    # The machine ends nothing that somebody could have answered.
                    assert effect.end is not End.NO_REACTION or not self.ticket.subject
                    self.ticket = replace(self.ticket, closed_at=self.now, end=effect.end)
                self.open.clear()
                self.unread.clear()
            case _:
                pass

    def heard(self, effect: Say | SayAnswer | SayFacets, event: Event, speaks: str) -> None:
        key = getattr(effect, "key", "")
        if speaks == "telegram":
            assert key not in PERSONAL, key
        if isinstance(effect, Say):
            more = (("hours", 24), ("url", "https://chat.example/")) if effect.leads else ()
            can_be_said(key, tuple(sorted((*effect.args.items(), *more))))
            assert not effect.leads or speaks == "telegram"
            self.linked |= effect.leads
        self.seq += 1
        if not effect.settles:
            return
        in_handoff = self.ticket is not None and self.ticket.is_open
        settled = {event.id} if in_handoff else set(self.open)
        if speaks == "web":
            self.unread[self.seq] = settled
        else:
            self.open -= settled  # an outbox is tested elsewhere: here everything arrives

    @rule(
        text=st.sampled_from(WORDS), match=MATCHES, files=FILES, masked=st.sampled_from([(), (), ("iban",)]), at=PLACES
    )
    def say(self, text: str, match: Outcome, files: Any, masked: Any, at: str) -> None:
        if at == "web" and not self.linked:
            return
        self.n += 1
        match_ = match if recognise(text) is None else None
        self.play(Said(id=f"m{self.n}", text=text, attachments=files, masked=masked), at, match_)

    @rule(choice=st.sampled_from([*CHOICES, "link", "person", "yes"]), at=PLACES)
    def press(self, choice: str, at: str) -> None:
        if at == "web" and not self.linked:
            return
        self.n += 1
        self.play(Pressed(id=f"p{self.n}", row="r", choice=choice), at)

    @rule()
    def send_a_photo(self) -> None:
        self.n += 1
        self.play(Said(id=f"m{self.n}", attachments=(PHOTO,)), "telegram")

    @precondition(lambda self: self.linked)
    @rule()
    def follow(self) -> None:
        self.linked = False
        self.play(Arrived(id="a", channel="web"), "web")
        assert self.ticket is None or not self.ticket.is_open or not self.ticket.awaited

    @precondition(lambda self: self.last == "web")
    @rule()
    def read(self) -> None:
        self.acked = self.seq
        self.notices_since_read = 0
        for settled in self.unread.values():
            self.open -= settled
        self.unread.clear()

    @rule(seconds=st.sampled_from([15, 3600, 86400, 90000]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        if self.talk.timer_at is not None and self.talk.timer_at <= self.now:
            self.play(TimerRang(id="t"), self.last)
            assert self.talk.timer_at is None or self.talk.timer_at > self.now

    @precondition(lambda self: self.ticket is not None and self.ticket.is_open)
    @rule(what=st.sampled_from(["claimed", "released", "replied", "replied", "closed"]), end=st.sampled_from(End))
    def act(self, what: str, end: End) -> None:
        assert self.ticket is not None
        if what == "claimed":
            outcome = claim(self.ticket, CLERK, self.now)
        elif what == "replied":
            outcome = reply(self.ticket, CLERK, self.ticket.fence, self.now)
            self.seq += 1
            self.unread[self.seq] = set(self.open)
        elif what == "released":
            outcome = release(self.ticket, CLERK)
        else:
            outcome = close(self.ticket, CLERK, end, self.now)
            self.open.clear()
        assert not isinstance(outcome, Closed)
        self.ticket = outcome.ticket  # type: ignore[union-attr]
        self.play(TicketChanged(id="c", change=what, name=CLERK.name), self.last)  # type: ignore[arg-type]

    @invariant()
    def no_question_is_forgotten(self) -> None:
        """What is open is with people, or lies before the citizen in the web chat."""
        if not hasattr(self, "open") or not self.open:
            return
        with_people = self.ticket is not None and self.ticket.is_open
        shown = set().union(*self.unread.values()) if self.unread else set()
        assert with_people or self.open <= shown

    @invariant()
    def told_once_until_read(self) -> None:
        if hasattr(self, "talk") and self.talk.lead is not None and self.ticket is not None and self.ticket.is_open:
            assert self.notices_since_read <= 1 or self.acked == self.seq

    @invariant()
    def who_was_led_has_a_time(self) -> None:
        """Whoever is awaited is reminded, or has been; whoever has a reply to read hears of it."""
        if not hasattr(self, "talk") or self.talk.lead is None:
            return
        lead = self.talk.lead
        in_handoff = self.talk.phase in {Phase.WAITING, Phase.WITH_STAFF}
        if lead.unread_at is not None or (in_handoff and lead.awaited and lead.reminders < 2):
            assert self.talk.timer_at is not None

    @invariant()
    def led_has_a_time(self) -> None:
        if hasattr(self, "talk") and self.talk.phase is Phase.LED:
            assert self.talk.timer_at is not None


TestLedJourney = LedJourney.TestCase
TestLedJourney.settings = settings(stateful_step_count=40)


def test_buttons_of_the_link_fit() -> None:
    decision = decide(talk(), None, said("/mensch"), None, outside())
    assert choices(of(decision, Say)[0]) == ["link", "status", "cancel"]
