"""Graded measures as a citizen meets them: the whole ladder over intake, worker, a real store and staff's acts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.events import Attachment, Pressed, Said, event_to_json
from bot.gathering import terms_of
from bot.publishing import publish
from bot.worker import Worker
from faq.richtext import Rich
from handoff.announcing import ConductNews
from handoff.conduct import Breach, Conduct, Imposed, Measure, Refused, conduct_to_json
from handoff.journal.journal import Journal
from handoff.journal.records import Commit, Committed, Row
from handoff.journal.store import Store
from handoff.measuring import Measuring
from handoff.staff import StaffRecord
from handoff.ticket import Done, Staff, Turn
from tests.faults.town import ANSWERED, CONCERN, UNDECIDED
from tests.integration.bot.test_led import CHAT, KIM, Kleinstadt, kleinstadt
from tests.integration.journal.test_acts import ANNA, BEN
from tests.integration.journal.test_way_in import key, obligations

pytestmark = pytest.mark.server

EVA = Staff(login="eva", name="Eva")
RUDE = "Ihr Versager!"
GRAVE = "Ausländer gehören alle vergast!"
THREAT = "Ich bringe dich um, ich weiß wo du wohnst."
DAY = timedelta(days=1)


class Meeting:
    """A citizen, the bot, staff; and whom it was told to at once."""

    def __init__(self, here: Kleinstadt) -> None:
        self.here = here
        self.journal = here.journal
        self.told: list[ConductNews] = []
        here.worker = Worker(
            here.journal,
            here.library,
            here.worker._abilities,
            web_chat=CHAT,
            tell=self._tell,
        )
        self.measuring = Measuring(here.journal, lambda: terms_of(here.library.now.release.netiquette.measures))
        self.heard_until = 0

    def _tell(self, news: ConductNews) -> tuple[()]:
        self.told.append(news)
        return ()

    async def say(self, text: str) -> str:
        """What the citizen hears in reply."""
        await self.here.say(KIM, text)
        return self.new()

    def new(self) -> str:
        """What the citizen has heard since this was asked last."""
        said = "\n\n".join(body["text"] for body in self.here.telegram[self.heard_until :])
        self.heard_until = len(self.here.telegram)
        return said

    @property
    async def conversation(self) -> str:
        found = await self.journal.find(KIM)
        assert found is not None
        return found

    async def conduct(self) -> Conduct:
        return await self.journal.conduct(await self.conversation)

    async def rows(self) -> list[Row]:
        return await self.journal.rows(await self.conversation)

    async def ago(self, time: timedelta) -> None:
        """All that is kept of the citizen's conduct happened earlier: as if so much time had passed."""
        conversation = await self.conversation
        before = await self.conduct()

        def back(at: datetime | None) -> datetime | None:
            return at - time if at is not None else None

        def earlier(one: Imposed | None) -> Imposed | None:
            return replace(one, since=one.since - time, until=back(one.until)) if one is not None else None

        after = replace(
            before,
            offences=tuple(replace(o, at=o.at - time) for o in before.offences),
            imposed=earlier(before.imposed),
            proposed=earlier(before.proposed),
            echo=replace(before.echo, since=before.echo.since - time) if before.echo is not None else None,
            answered_at=back(before.answered_at),
        )
        # The timer of a measure is that of the conversation: what is over is due now.
        timer = max(after.ends_at, datetime.now(UTC)) if after.ends_at is not None else None
        done = await self.journal.commit(
            Commit(conversation=conversation, conduct=conduct_to_json(after), timer=timer, keep_timer=timer is None)
        )
        assert isinstance(done, Committed)

    async def mute(self, **changes: Any) -> Conduct:
        done = await self.measuring.impose(
            await self.conversation,
            changes.get("staff", ANNA),
            changes.get("measure", Measure.MUTE),
            breach=Breach.INSULT,
            reason="Mehrfach beleidigt.",
            lasts=changes.get("lasts", DAY),
            request=changes.get("request", "m1"),
        )
        assert isinstance(done, Conduct), done
        await self.here.quiet()
        return done


@pytest.fixture
async def met(journal: Journal, tmp_path: Path) -> Meeting:
    met = Meeting(await kleinstadt(journal, tmp_path, data_minimal=False))
    for staff in (ANNA, BEN):
        await journal.put_staff(StaffRecord(login=staff.login, name=staff.name))
    await journal.put_staff(StaffRecord(login="eva", name="Eva", roles=("lead",)))
    await met.say("Hallo")
    return met


async def concern(met: Meeting) -> str:
    """A concern that waits."""
    for words in ("/mensch", CONCERN, *UNDECIDED):
        await met.say(words)
    return await met.conversation


async def audited(store: Store, journal: Journal) -> list[dict[str, Any]]:
    stored: Any = await store.redis.xrange(key(journal, "audit"))
    return [json.loads(row["row"]) for _, row in stored]


async def test_the_version_of_the_rules_is_named_at_first_contact_and_recorded(met: Meeting) -> None:
    assert "/netiquette (Fassung 1)" in met.here.telegram[0]["text"]
    assert (await met.conduct()).netiquette == "1"
    shown = await met.say("/netiquette")
    assert "Fair im Gespräch" in shown
    assert "Fassung 1, das nächste Mal überprüft am 12.10.2027" in shown


async def test_the_ladder_of_the_machine_ends_at_slow_mode(met: Meeting, store: Store) -> None:
    said = await met.say(RUDE)
    assert "Ein Hinweis: Ihre Nachricht enthält aus unserer Sicht eine Beleidigung" in said
    assert "/pruefung" in said
    assert "Ein Hinweis" not in await met.say("Ihr seid doof!")  # the same outburst
    await met.ago(timedelta(minutes=5))
    assert "Verwarnung" in await met.say(RUDE)
    await met.ago(timedelta(minutes=5))
    said = await met.say(RUDE)
    assert "Ich antworte Ihnen jetzt langsamer" in said
    assert "Uhr. Grund: wiederholte oder schwere Beleidigungen" in said
    conduct = await met.conduct()
    assert conduct.imposed is not None
    assert (conduct.imposed.measure, conduct.imposed.by) == (Measure.SLOW, "")
    done = [
        (row["who"], row["action"], row["what"])
        for row in await audited(store, met.journal)
        if row["action"].startswith("measure")
    ]
    assert done == [("program", "measure_auto", step) for step in ("hint", "warning", "slow")]
    # now the bot answers a burst once in a while, all of it, and loses nothing
    assert await met.say(ANSWERED[0]) == ""
    assert await met.say("Und noch etwas dazu") == ""
    await met.ago(timedelta(seconds=31))
    await wake(met, store)
    answer = met.new()
    assert answer.count("Quelle:") == 1
    assert await obligations(store, met.journal) == []
    # and it ends by itself
    await met.ago(timedelta(hours=2))
    assert "Quelle:" in await met.say(ANSWERED[1])
    assert (await met.conduct()).in_force(datetime.now(UTC)) is None


async def wake(met: Meeting, store: Store) -> None:
    """What rests is due now, as it will be by itself in a moment."""
    await store.redis.zadd(key(met.journal, "due"), {await met.conversation: 0})
    await met.here.quiet()


async def test_a_real_concern_in_a_rude_message_is_served(met: Meeting) -> None:
    said = await met.say(f"{RUDE} {ANSWERED[0]}")
    assert "Ein Hinweis" in said
    assert "Quelle:" in said
    assert said.index("Ein Hinweis") < said.index("Quelle:")
    row = next(row for row in await met.rows() if RUDE in row.body["text"])
    assert row.body["offence"] == "insult"
    assert row.body["offence_rule"]


async def test_in_slow_mode_danger_does_not_wait(met: Meeting) -> None:
    await met.say(GRAVE)
    assert (await met.conduct()).in_force(datetime.now(UTC)) is not None
    assert await met.say("Noch eine Frage habe ich da") == ""
    assert "112" in await met.say("Hilfe, bei uns brennt es, das Haus steht in Flammen!")


async def test_the_machine_imposes_nothing_while_people_answer(met: Meeting) -> None:
    conversation = await concern(met)
    for _ in range(4):
        said = await met.say(RUDE)
        assert "Hinweis" not in said
        assert "Verwarnung" not in said
        await met.ago(timedelta(minutes=5))
    assert (await met.conduct()).imposed is None
    await met.here.acts.claim(conversation, ANNA, request="c")
    await met.here.quiet()
    met.new()
    assert await met.say(GRAVE) == ""
    assert (await met.here.ticket(conversation)).offence == ""
    # but for a threat, which leads hear of at once
    assert met.told == []
    said = await met.say(THREAT)
    assert "Grund: eine Drohung" in said
    assert [news.about for news in met.told] == ["threat"]
    ticket = await met.here.ticket(conversation)
    assert (ticket.offence, ticket.turn, ticket.owner) == ("threat", Turn.OURS, ANNA)
    assert [row.body.get("offence") for row in await met.rows() if row.body["text"] == THREAT] == ["threat"]


async def test_leads_hear_of_a_threat_where_no_handoff_is_open(met: Meeting) -> None:
    await met.say(THREAT)
    assert [(news.about, news.conversation) for news in met.told] == [("threat", await met.conversation)]
    assert [c for c, _ in await met.journal.threats()] == [await met.conversation]
    # and who makes a concern of it later is seen with it
    await met.ago(timedelta(hours=2))
    conversation = await concern(met)
    assert (await met.here.ticket(conversation)).offence == "threat"


async def test_muted_nothing_is_answered_and_what_must_pass_does(met: Meeting, store: Store) -> None:
    conversation = await concern(met)
    await met.here.acts.claim(conversation, ANNA, request="c")
    await met.here.reply(conversation, "Bitte bleiben Sie sachlich.")
    met.new()
    await met.mute()
    said = met.new()
    for part in ("stummgeschaltet", "Grund: Beleidigungen", "Mehrfach beleidigt.", "/pruefung", "112", "Uhr"):
        assert part in said
    told = (await audited(store, met.journal))[-1]
    receipt = (await met.here.ticket(conversation)).receipt
    until = told.pop("until")
    assert told == {"who": "anna", "action": "measure_set", "what": "mute", "receipt": receipt}
    assert until.startswith("20")
    said = await met.say("Das lasse ich mir nicht bieten")
    assert "nur dieses eine Mal" in said
    assert await met.say("Hallo?? Antworten Sie mir endlich") == ""
    unheard = [row.body["text"] for row in await met.rows() if row.body.get("unheard")]
    assert unheard == ["Das lasse ich mir nicht bieten", "Hallo?? Antworten Sie mir endlich"]
    assert (await met.here.ticket(conversation)).turn is Turn.CITIZEN  # no new turn of staff's
    assert "Fair im Gespräch" in await met.say("/netiquette")
    assert "Datenschutz" in await met.say("/datenschutz")
    assert "stummgeschaltet" in await met.say("/status")
    assert await obligations(store, met.journal) == []
    # a danger is told help for, and reaches staff; from then on nothing keeps the citizen off
    said = await met.say("Hilfe, mein Mann schlägt mich, ich habe Angst um mein Leben")
    assert "110" in said
    ticket = await met.here.ticket(conversation)
    assert (bool(ticket.urgent), ticket.turn) == (True, Turn.OURS)
    await met.say("Wir sind in der Küche")
    assert not (await met.rows())[-1].body.get("unheard")


async def test_in_danger_whoever_is_blocked_reaches_a_person(met: Meeting) -> None:
    await met.mute(measure=Measure.BLOCK, lasts=2 * DAY)
    met.new()
    said = await met.say("Bei uns brennt es, das Haus steht in Flammen!")
    assert "112" in said
    ticket = await met.here.ticket(await met.conversation)
    assert ticket.urgent
    assert "Flammen" in ticket.subject


async def test_blocked_nothing_is_kept_but_a_threat(met: Meeting, journal: Journal, store: Store) -> None:
    await met.mute(measure=Measure.BLOCK, lasts=5 * DAY)
    assert "gesperrt" in met.new()
    said = await met.say("GEHEIMER SATZ von mir")
    assert "nicht gespeichert" in said
    assert await met.say("GEHEIMER SATZ noch einmal") == ""
    assert not [row for row in await met.rows() if "GEHEIM" in row.body["text"]]
    assert "GEHEIM" not in str(
        [await store.redis.lrange(k, 0, -1) async for k in store.redis.scan_iter(key(journal, "mail:*"))]
    )
    ref = "f" * 32 + ".jpg"
    await met.journal.ingest(
        address=KIM,
        event_id="file",
        event=event_to_json(Said(id="file", attachments=(Attachment(kind="photo", ref=ref),), channel="telegram")),
        due_in=DAY,
        files=(ref,),
    )
    assert await journal.file_owner(ref) == await met.conversation
    await met.here.quiet()
    assert await journal.unnamed_files([ref]) == [ref]  # it is swept
    await met.say(THREAT)
    assert [row.body["offence"] for row in await met.rows() if row.body.get("unheard")] == ["threat"]
    assert [news.about for news in met.told] == ["threat"]


async def test_it_ends_by_itself_and_the_citizen_hears_so(met: Meeting) -> None:
    await met.mute()
    met.new()
    assert [c for c, _ in await met.journal.measured()] == [await met.conversation]
    await met.ago(DAY)
    await met.here.quiet()
    assert "wieder wie gewohnt" in met.new()
    assert await met.journal.measured() == []
    assert "Quelle:" in await met.say(ANSWERED[0])


async def test_a_long_block_by_two_and_the_review_by_a_third(met: Meeting, store: Store, journal: Journal) -> None:
    conversation = await met.conversation
    proposed = await met.mute(measure=Measure.BLOCK, lasts=30 * DAY)
    assert met.new() == ""  # nothing holds yet
    assert (proposed.imposed, proposed.proposed is not None) == (None, True)
    assert [c for c, _ in await journal.proposals()] == [conversation]
    assert await met.measuring.confirm(conversation, ANNA, "m1") is Refused.SAME_PERSON
    assert isinstance(await met.measuring.confirm(conversation, BEN, "m1"), Conduct)
    await met.here.quiet()
    assert "gesperrt" in met.new()
    assert await journal.proposals() == []
    conduct = await met.conduct()
    assert conduct.imposed is not None
    assert (conduct.imposed.by, conduct.imposed.second) == ("anna", "ben")

    said = await met.say("/pruefung Ich habe nur gefragt, wann Sie öffnen.")
    assert "Bitte um Überprüfung ist angekommen" in said
    assert [news.about for news in met.told] == ["review"]
    [(where, waiting)] = await journal.reviews()
    assert waiting.review is not None
    assert where == conversation
    assert f"review:{waiting.review.id}" in await obligations(store, journal)  # it is owed an answer
    assert [row.body["text"] for row in await met.rows()][-2].startswith("/pruefung Ich habe")
    assert "liegt schon bei der Leitung" in await met.say("/review")

    review = waiting.review.id
    decide = met.measuring.decide_review
    assert await decide(conversation, BEN, review, upheld=False, words="w") is Refused.SAME_PERSON
    done = await decide(conversation, EVA, review, upheld=False, words="Das war zu streng.")
    assert isinstance(done, Conduct)
    other = Staff(login="ida", name="Ida")
    assert await decide(conversation, other, review, upheld=True, words="x") is Refused.DECIDED_ALREADY
    assert isinstance(await decide(conversation, EVA, review, upheld=False, words="Das war zu streng."), Conduct)
    await met.here.quiet()
    said = met.new()
    assert "Die Maßnahme ist aufgehoben" in said
    assert "Eva schreibt dazu: Das war zu streng." in said
    assert await journal.reviews() == []
    assert not [o for o in await obligations(store, journal) if "review:" in o]
    assert "Quelle:" in await met.say(ANSWERED[0])
    acts = [
        (row["who"], row["action"]) for row in await audited(store, journal) if row["action"].startswith(("mea", "rev"))
    ]
    assert acts == [
        ("anna", "measure_proposed"),
        ("ben", "measure_confirm"),
        ("citizen", "review_asked"),
        ("eva", "review_decided"),
    ]


async def test_a_review_that_upholds_changes_nothing(met: Meeting) -> None:
    await met.mute()
    met.new()
    conversation = await met.here.accept(KIM, Pressed(id="p", row="x", choice="review"))
    assert "angekommen" in met.new()
    [(_, waiting)] = await met.journal.reviews()
    assert waiting.review is not None
    done = await met.measuring.decide_review(conversation, EVA, waiting.review.id, upheld=True, words="Es bleibt so.")
    assert isinstance(done, Conduct)
    await met.here.quiet()
    assert "Es bleibt bei der Maßnahme" in met.new()
    assert (await met.conduct()).silenced(datetime.now(UTC)) is not None
    assert "schon überprüft" in await met.say("/pruefung")


async def test_lifted_before_its_time_once(met: Meeting) -> None:
    await met.mute()
    met.new()
    conversation = await met.conversation
    assert isinstance(await met.measuring.lift(conversation, BEN, "m1"), Conduct)
    assert isinstance(await met.measuring.lift(conversation, BEN, "m1"), Conduct)  # the answer was lost: the same
    assert await met.measuring.lift(conversation, EVA, "m1") is not None
    await met.here.quiet()
    assert met.new().count("aufgehoben") == 1


async def test_there_is_nothing_to_review_for_who_did_nothing(met: Meeting) -> None:
    assert "keine Maßnahme" in await met.say("/pruefung")


async def test_the_same_text_again_and_again_is_spam_and_a_fast_typist_is_not_punished(met: Meeting) -> None:
    for n in range(6):
        assert "Hinweis" not in await met.say(f"Frage Nummer {n}: wo finde ich das Amt")
    for n in range(3):
        assert "Hinweis" not in await met.say("Kaufen Sie jetzt meine Sachen"), n
    assert "immer wieder denselben Text" in await met.say("Kaufen Sie jetzt meine Sachen")


async def test_whoever_floods_once_is_no_offender(journal: Journal, tmp_path: Path, store: Store) -> None:
    small = Journal(store, journal.town, journal._hints, per_minute=3)
    met = Meeting(await kleinstadt(small, tmp_path, data_minimal=False))
    for _ in range(3):
        for n in range(5):
            await met.say(f"Hallo zum {n}. Mal heute Abend")
        await store.redis.delete(key(journal, f"pace:{await met.conversation}"))
    assert "sehr viele Nachrichten in kurzer Zeit" in met.here.heard  # the third minute in a row
    floods = [offence.step for offence in (await met.conduct()).offences if offence.breach is Breach.FLOOD]
    assert floods == [None, None, Measure.HINT]


async def test_a_towns_own_words_count(met: Meeting, journal: Journal, tmp_path: Path) -> None:
    assert "Hinweis" not in await met.say("Du Bazi!")
    await met.ago(timedelta(minutes=5))
    (tmp_path / "kleinstadt" / "offences.yaml").write_text("insults: [Bazi]\n", "utf-8")
    await publish(journal, tmp_path / "kleinstadt")
    await met.here.library.refresh()
    assert "eine Beleidigung" in await met.say("Du Bazi!")


async def test_staff_may_still_speak_to_whom_they_muted(met: Meeting) -> None:
    conversation = await concern(met)
    await met.here.acts.claim(conversation, ANNA, request="c")
    await met.mute()
    met.new()
    fence = (await met.here.ticket(conversation)).fence
    done = await met.here.acts.reply(conversation, ANNA, fence, Rich(text="Ihr Ausweis ist fertig."), request="r")
    assert isinstance(done, Done)
    await met.here.quiet()
    assert "Ihr Ausweis ist fertig." in met.new()
