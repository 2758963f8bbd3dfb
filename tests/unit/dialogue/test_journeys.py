"""Random walks through a conversation: whatever comes in whatever order, the promises of the dialogue hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.dialogue.effects import (
    Behaved,
    Decision,
    EndCase,
    Forward,
    LeaveHandoff,
    OpenHandoff,
    Rate,
    Say,
    SayAnswer,
    SayFacets,
    Settle,
    Unheard,
    Urgent,
)
from bot.dialogue.events import (
    Attachment,
    DeliveryFailed,
    Event,
    EventParked,
    Flooded,
    MeasureEnded,
    MeasureLifted,
    MeasureSet,
    ReviewDecided,
    Said,
    Started,
    TicketChanged,
    TimerRang,
)
from bot.dialogue.facts import Found
from bot.dialogue.pending import pending
from bot.dialogue.rules import decide
from bot.dialogue.talk import Phase, Talk, talk_from_json, talk_to_json
from bot.dialogue.wishes import Wish, recognise
from faq.facets import Facet
from faq.outcome import Outcome
from handoff.conduct import Breach, Conduct, Imposed, Measure, conduct_from_json, conduct_to_json
from handoff.ticket import Closed, End, Ticket, citizen_left, citizen_wrote, claim, close, release
from tests.unit.dialogue.town import (
    CLERK,
    ENTRIES,
    NOTHING,
    NOW,
    answer,
    candidate,
    facts,
    pressed,
    said,
    suggest,
    texts,
    ticket,
)

PARTED = {
    **ENTRIES,
    "reisepass": replace(ENTRIES["reisepass"], facets=(Facet.FEE, Facet.WHERE, Facet.ONLINE)),
}
TEXTS = {form: texts(form) for form in ("sie", "du")}
ANNOUNCED = {"staff-takes-over", "staff-is-here", "masked", "parked-in-handoff", "left", "flooded", "greeting"}
ANNOUNCED |= {"netiquette", "privacy", "language-set", "easy-on", "easy-off", "measure-hint", "measure-warning"}
ANNOUNCED |= {"measure-slow", "measure-mute", "measure-block", "measure-unheard-mute", "measure-unheard-block"}
ANNOUNCED |= {"measure-ended", "measure-lifted", "review-asked", "review-asked-already", "review-had"}
ANNOUNCED |= {"review-nothing", "review-lifted", "review-upheld"}
ANNOUNCED |= {"export-comes", "export-led", "erase-ask"}
ANNOUNCED |= {"emergency-life", "emergency-home", "emergency-rescue", "link-new", "already-there"}
WORDS = (
    "Was kostet ein Reisepass?", "Darf mein Alligator in den Park?", "ja", "nein", "ok", "danke", "hallo",
    "mensch", "abbrechen", "/abbrechen", "???", "asdf", "hat geholfen", "hat nicht geholfen", "nichts davon",
    "status", "hilfe", "english", "deutsch", "leichte sprache", "normale sprache", "1", "3", "5", "42",
    "weiß ich nicht", "überspringen", "Beschwerde", "Hauptstraße 5", "where is the town hall please",
    "what does it cost", "arschloch", "/start", "Die Laterne am Markt ist kaputt",
    "ich will mit einem menschen über wohngeld sprechen", "bist du ein mensch?", "👍", "⭐⭐⭐",
    "Was kostet das?", "wo muss ich hin und brauche ich einen Termin", "tschüss", "wie geht es dir", "test",
    "Ich will nicht mehr leben", "mein Mann schlägt mich", "112",
    "/pruefung", "Maßnahme überprüfen", "/netiquette", "/datenschutz", "/auskunft",
)  # fmt: skip
CHOICES = (
    "h+:reisepass", "h-:reisepass", "h+", "h-", "h+:weg", "person", "pick:wohngeld", "pick:weg", "none", "yes",
    "no", "keep", "cancel", "status", "help", "netiquette", "privacy", "kind:question", "kind:defect", "kind:x",
    "dept:bauen", "dept:weg", "dept:?", "place:skip", "rate:1", "rate:5", "rate:0", "lang:en", "lang:de",
    "lang:xx", "easy:on", "easy:off", "x", ":", "menu",
    "review", "facet:fee:reisepass", "facet:where:wohngeld", "facet:fee", "facet:x:reisepass", "facet::",
)  # fmt: skip
MATCHES = st.sampled_from(
    [
        NOTHING,
        answer("reisepass"),
        answer("wohngeld"),
        answer("weg"),
        suggest("wohngeld", "hundesteuer"),
        suggest("weg"),
        replace(answer("reisepass"), also=(candidate("wohngeld"), candidate("weg"))),
    ]
)
ATTACHMENTS = st.sampled_from(
    [
        (),
        (),
        (),
        (Attachment(kind="photo"),),
        (Attachment(kind="location", latitude=50.9, longitude=6.9),),
        (Attachment(kind="sticker"),),
    ]
)


@cache
def can_be_said(key: str, args: tuple[tuple[str, str | int | float], ...]) -> None:
    for shown in TEXTS.values():
        for lang in shown.languages:
            assert shown.say(key, lang, dict(args))


class Journey(RuleBasedStateMachine):
    """Plays the worker: applies decisions to a ticket, and keeps what the citizen heard."""

    @initialize()
    def begin(self) -> None:
        self.talk = Talk()
        self.ticket: Ticket | None = None
        self.now = NOW
        self.greetings = 0
        self.spoken = 0
        self.conduct = Conduct()
        self.n = 0
        self.unheard: list[TicketChanged] = []  # acts the bot has not been told of yet

    def play(self, event: Event, match: Outcome | None = None, found: Found | None = None) -> Decision:
        before, had = self.talk, self.ticket
        known = facts(now=self.now, entries=PARTED, conduct=self.conduct, found=found, netiquette="3")
        decision = decide(before, had, event, match, known)
        self.check(before, had, event, decision)
        self.check_measures(before, had, event, decision)
        self.talk = talk_from_json(talk_to_json(decision.talk))
        assert self.talk == decision.talk
        for effect in decision.effects:
            match effect:
                case Behaved():
                    self.conduct = conduct_from_json(conduct_to_json(effect.conduct))
                    assert self.conduct == effect.conduct
                case OpenHandoff():
                    self.ticket = ticket(kind=effect.kind, department=effect.department, promised_by=self.now)
                case Forward():
                    assert self.ticket is not None
                    self.ticket = citizen_wrote(self.ticket, self.now)
                case LeaveHandoff():
                    assert self.ticket is not None
                    self.ticket = citizen_left(self.ticket, self.now)
                case Rate():
                    assert self.ticket is not None
                    assert self.ticket.rating is None
                    self.ticket = replace(self.ticket, rating=effect.stars)
                case _:
                    pass
        return decision

    def check(self, before: Talk, had: Ticket | None, event: Event, decision: Decision) -> None:
        spoken = [e for e in decision.effects if isinstance(e, Say | SayAnswer | SayFacets)]
        for effect in spoken:
            for button in (button for row in effect.buttons for button in row):
                assert len(button.choice.encode()) <= 50
                assert button.label or TEXTS["sie"].has(button.key, "de")
            if isinstance(effect, Say):
                can_be_said(effect.key, tuple(sorted(effect.args.items())))
            elif isinstance(effect, SayAnswer) and effect.lead:
                assert TEXTS["sie"].has(effect.lead, "de")
        urgent = any(isinstance(e, Urgent) for e in decision.effects)
        if urgent or (isinstance(event, TimerRang) and not before.greeted):  # the greeting waits for a calm message
            assert "greeting" not in {getattr(e, "key", "") for e in spoken}
        else:
            self.check_greeting(before, spoken)
        is_open = had is not None and had.is_open
        if is_open and (had.owner is not None or before.phase is Phase.WITH_STAFF):  # type: ignore[union-attr]
            allowed = ANNOUNCED | ({"back-in-queue"} if isinstance(event, TicketChanged) else set())
            assert {getattr(e, "key", "an answer") for e in spoken} <= allowed
        if is_open and not isinstance(event, TicketChanged):
            leaves = any(isinstance(e, LeaveHandoff) for e in decision.effects)
            assert leaves or not any(e.settles for e in spoken)
        handoffs = sum(isinstance(e, OpenHandoff) for e in decision.effects)
        assert handoffs <= (0 if is_open else 1)
        if handoffs:
            assert decision.talk.phase is Phase.WAITING
            in_danger = urgent and self.conduct.silenced(self.now) is not None
            assert in_danger or self.may_hand_over(before, event)
        if isinstance(event, Said):
            self.check_said(decision)

    def check_measures(self, before: Talk, had: Ticket | None, event: Event, decision: Decision) -> None:
        """Whoever is silenced makes nobody any work, but for a danger; the machine silences nobody.

        In another language they hear again what they were told, and nothing new.
        """
        held = self.conduct.silenced(self.now)
        urgent = any(isinstance(e, Urgent) for e in decision.effects)
        reported = had is not None and had.is_open and had.urgent
        if held is not None and isinstance(event, Said) and not urgent and not reported:
            assert not any(isinstance(e, Forward | OpenHandoff) for e in decision.effects)
            assert {e.entry for e in decision.effects if isinstance(e, SayAnswer)} <= {before.entry}
            assert any(isinstance(e, Settle) for e in decision.effects)
        if held is None:
            assert not any(isinstance(e, Unheard) for e in decision.effects)
        for effect in decision.effects:
            if isinstance(effect, Behaved) and not isinstance(event, MeasureSet):
                after = effect.conduct.silenced(self.now)
                assert after is None or (held is not None and after.id == held.id)

    def check_greeting(self, before: Talk, spoken: list[Say | SayAnswer | SayFacets]) -> None:
        greeted = [getattr(e, "key", "") == "greeting" for e in spoken]
        if spoken and not self.spoken:
            assert greeted[0]
        self.spoken += len(spoken)
        self.greetings += sum(greeted)
        assert before.greeted or not spoken or greeted[0]

    @staticmethod
    def may_hand_over(before: Talk, event: Event) -> bool:
        wanted_before = before.phase.value.startswith("intake")
        wish = recognise(event.text) if isinstance(event, Said) else None
        now_wanted = wish in {Wish.PERSON, Wish.YES, Wish.OKAY}
        pressed_now = getattr(event, "choice", "").partition(":")[0] in {"person", "yes", "kind"}
        return wanted_before or now_wanted or pressed_now or isinstance(event, EventParked)

    @staticmethod
    def check_said(decision: Decision) -> None:
        settled = any(isinstance(e, Settle | Forward | OpenHandoff) for e in decision.effects)
        asks = any(isinstance(e, Say | SayAnswer | SayFacets) and e.settles for e in decision.effects)
        assert settled or asks

    @rule(text=st.sampled_from(WORDS), match=MATCHES, files=ATTACHMENTS, masked=st.sampled_from([(), (), ("iban",)]))
    def say(self, text: str, match: Outcome, files: tuple[Attachment, ...], masked: tuple[str, ...]) -> None:
        has_match = recognise(text) is None
        self.play(said(text, attachments=files, masked=masked), match if has_match else None)

    @rule(text=st.text(max_size=30), match=MATCHES)
    def say_anything(self, text: str, match: Outcome) -> None:
        self.play(said(text), match)

    @rule(text=st.sampled_from(WORDS), match=MATCHES, breach=st.sampled_from(Breach), severity=st.integers(1, 3))
    def offend(self, text: str, match: Outcome, breach: Breach, severity: int) -> None:
        has_match = recognise(text) is None
        found = Found(breach=breach, severity=severity, rule="x")
        self.play(said(text, id=f"o{self.n}"), match if has_match else None, found)
        self.n += 1

    @precondition(lambda self: self.talk.greeted)
    @rule(measure=st.sampled_from([Measure.SLOW, Measure.MUTE, Measure.BLOCK]), hours=st.integers(1, 100))
    def impose(self, measure: Measure, hours: int) -> None:
        self.n += 1
        until = self.now + timedelta(hours=hours)
        imposed = Imposed(
            id=f"m{self.n}", measure=measure, since=self.now, until=until, breach=Breach.INSULT, reason="r", by="anna"
        )
        self.play(MeasureSet(id="m", imposed=imposed))
        assert self.conduct.in_force(self.now) == imposed

    @precondition(lambda self: self.conduct.imposed is not None)
    @rule(upheld=st.booleans(), reviewed=st.booleans())
    def relent(self, *, upheld: bool, reviewed: bool) -> None:
        assert self.conduct.imposed is not None
        if reviewed and self.conduct.review is not None:
            id_ = self.conduct.review.id
            self.play(ReviewDecided(id="r", of=id_, upheld=upheld, words="w", by="eva", name="Eva"))
        elif not reviewed:
            self.play(MeasureLifted(id="l", of=self.conduct.imposed.id))
            assert self.conduct.in_force(self.now) is None

    @rule(choice=st.sampled_from(CHOICES))
    def press(self, choice: str) -> None:
        once = self.play(pressed(choice))
        twice = self.play(pressed(choice))
        if any(isinstance(e, OpenHandoff | LeaveHandoff | Rate) for e in once.effects):
            assert not any(isinstance(e, OpenHandoff | LeaveHandoff | Rate) for e in twice.effects)

    @rule()
    def start(self) -> None:
        self.play(Started(id="s"))

    @rule(event=st.sampled_from([DeliveryFailed(id="d", delivery="r.0", reason="blocked"), Flooded(id="f")]))
    def channel_trouble(self, event: Event) -> None:
        self.play(event)

    @rule()
    def park(self) -> None:
        self.play(EventParked(id="e"))

    @rule(hours=st.sampled_from([1, 24, 25]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        if self.conduct.ends_at is not None and self.conduct.ends_at <= self.now:
            self.play(MeasureEnded(id="e"))
            assert self.conduct.ends_at is None
        if self.talk.timer_at is not None and self.talk.timer_at <= self.now:
            decision = self.play(TimerRang(id="t"))
            ended = any(isinstance(e, EndCase) for e in decision.effects)
            assert self.talk.timer_at is None or self.talk.timer_at > self.now
            assert not ended or self.talk.timer_at is None

    @precondition(lambda self: self.ticket is not None and self.ticket.is_open)
    @rule(
        what=st.sampled_from(["claimed", "released", "closed"]),
        end=st.sampled_from([End.ANSWERED, End.ANSWERED, End.ABUSE]),
        is_heard=st.booleans(),
    )
    def act(self, what: str, end: End, *, is_heard: bool) -> None:
        assert self.ticket is not None
        if what == "claimed":
            outcome = claim(self.ticket, CLERK, self.now)
        elif self.ticket.owner is None:
            return
        elif what == "released":
            outcome = release(self.ticket, CLERK)
        else:
            outcome = close(self.ticket, CLERK, end, self.now)
        assert not isinstance(outcome, Closed)
        self.ticket = outcome.ticket  # type: ignore[union-attr]
        self.unheard.append(TicketChanged(id="c", change=what, name=CLERK.name))  # type: ignore[arg-type]
        if is_heard:
            self.hear_of_acts()

    @precondition(lambda self: self.unheard)
    @rule()
    def hear(self) -> None:
        self.hear_of_acts()

    def hear_of_acts(self) -> None:
        for event in self.unheard:
            self.play(event)
        self.unheard = []

    @invariant()
    def greeted_once(self) -> None:
        if hasattr(self, "greetings"):
            assert self.greetings == (1 if self.spoken else 0)

    @invariant()
    def a_waiting_citizen_has_a_time(self) -> None:
        """Whatever the bot asked has a next ring, so that it can never be forgotten."""
        if hasattr(self, "talk") and pending(self.talk, facts()) is not None:
            assert self.talk.timer_at is not None


TestJourney = Journey.TestCase
TestJourney.settings = settings(stateful_step_count=40)
