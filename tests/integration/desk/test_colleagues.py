"""Between staff: notes, tags, handing on to a person, questions to colleagues; and what helps to answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handoff.desk.deps import Suggestion
from handoff.ticket import Kind
from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown, ReadyText
from tests.files import samples

pytestmark = pytest.mark.server

JSON = "application/json"


async def _only(desk: DeskTown, login: str, department: str) -> None:
    await desk.journal.put_staff(replace((await desk.journal.staff())[login], departments=(department,)))


async def test_a_note_is_for_staff(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    assert (await anna.act(conversation, "note", text="")).status == 422
    assert (await anna.act(conversation, "note", text="Akte <liegt> im Keller")).status == 303
    page = await anna.text(f"/case/{conversation}")
    assert "Akte &lt;liegt&gt; im Keller" in page
    assert "Interne Notiz, Anna Albers" in page


async def test_tags_are_given_suggested_elsewhere_and_taken_off(desk: DeskTown, anna: Clerk) -> None:
    first, second = await desk.concern("Eins"), await desk.concern("Zwei")
    await anna.act(first, "tag", tag="  Eilt  SEHR ")
    assert (await desk.ticket(first)).tags == ("eilt sehr",)
    assert '<option value="eilt sehr">' in await anna.text(f"/case/{second}")
    assert '<option value="eilt sehr">' not in await anna.text(f"/case/{first}")
    await anna.act(first, "untag", tag="eilt sehr")
    assert (await desk.ticket(first)).tags == ()
    assert (await anna.act(first, "tag", tag="!!")).status == 422


async def test_handed_to_a_person_with_a_word(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    await _only(desk, "ben", "bauamt")
    conversation = await desk.concern("Die Straße hat ein Loch", kind=Kind.DEFECT)
    assert (await ben.get(f"/case/{conversation}")).status == 404
    await anna.act(conversation, "claim")
    assert (await anna.act(conversation, "transfer", to="@anna")).status == 422
    assert (await anna.act(conversation, "transfer", to="@niemand")).status == 422
    done = await anna.act(conversation, "transfer", to="@ben", text="Kennst du die Stelle?")
    assert done.status == 303
    ticket = await desk.ticket(conversation)
    assert ticket.owner is not None
    assert (ticket.owner.login, ticket.department, ticket.fence) == ("ben", "bauamt", 2)
    page = await ben.text(f"/case/{conversation}")
    assert "Kennst du die Stelle?" in page
    assert "Anna Albers hat an Ben Brandt weitergegeben" in page
    assert "Sie haben dieses Anliegen." in page
    assert (await desk.journal.queue_facts(["bauamt"]))["bauamt"].waiting == 0


async def test_a_question_opens_the_case_to_who_was_asked_and_the_owner_stays(
    desk: DeskTown, anna: Clerk, ben: Clerk
) -> None:
    await _only(desk, "ben", "bauamt")
    conversation = await desk.concern("Darf ich hier bauen?")
    await anna.act(conversation, "claim")
    assert (await anna.act(conversation, "ask", to="@ben", text="")).status == 422
    assert (await anna.act(conversation, "ask", to="", text="Geht das?")).status == 422
    assert (await anna.act(conversation, "ask", to="@ben", text="Gilt dort ein Plan?")).status == 303
    assert "Sie haben Ben Brandt gefragt" in await anna.text(f"/case/{conversation}")
    assert "Darf ich hier bauen?" in await ben.text("")
    page = await ben.text(f"/case/{conversation}")
    assert "Frage an Sie von Anna Albers" in page
    assert 'id="act-claim"' not in page
    refused = await ben.post(
        f"/case/{conversation}/note", await ben.form(conversation, "answer") | {"text": "x"}, Accept=JSON
    )
    assert refused.status == 403  # to be asked is not to work on it
    assert (await ben.act(conversation, "answer", text="Ja, Plan 12.")).status == 303
    assert (await ben.get(f"/case/{conversation}")).status == 404
    ticket = await desk.ticket(conversation)
    assert ticket.owner is not None
    assert ticket.owner.login == "anna"
    page = await anna.text(f"/case/{conversation}")
    assert "Ben Brandt hat geantwortet" in page
    assert "Ja, Plan 12." in page
    await anna.act(conversation, "asked")
    assert (await desk.ticket(conversation)).asks == ()


async def test_a_department_is_asked(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    await _only(desk, "ben", "bauamt")
    conversation = await desk.concern("Darf ich hier bauen?")
    await anna.act(conversation, "ask", to="bauamt", text="Gilt dort ein Plan?")
    assert "Frage an Sie von Anna Albers" in await ben.text(f"/case/{conversation}")


async def test_earlier_cases_are_shown_where_they_may_be_seen(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Alter Pass")
    await anna.act(conversation, "claim")
    await anna.act(conversation, "close", end="answered")
    await desk.fold(conversation)
    await desk.again(conversation, "Neue Straße", department="bauamt")
    page = await anna.text(f"/case/{conversation}")
    assert "?receipt=MS-26-0001" in page
    assert "Alter Pass" in page
    assert "Die Person hat inzwischen einen neuen." in await anna.text(f"/case/{conversation}?receipt=MS-26-0001")
    await _only(desk, "ben", "bauamt")
    assert "?receipt=MS-26-0001" not in await ben.text(f"/case/{conversation}")


async def test_a_suggestion_is_inserted_and_what_was_used_is_recorded(desk: DeskTown, anna: Clerk) -> None:
    desk.faq.append(
        (
            "pass",
            Suggestion(
                entry="pass-abholen",
                question="Wo hole ich meinen Pass ab?",
                answer="In **Zimmer 3**.\n\n[Quelle](https://stadt.example/pass)",
                score=0.8,
            ),
        )
    )
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    page = await anna.text(f"/case/{conversation}")
    assert "Wo hole ich meinen Pass ab?" in page
    assert "passt sehr gut" in page
    assert "In <b>Zimmer 3</b>." in page
    inserted = await anna.text(f"/case/{conversation}?insert=faq:pass-abholen")
    assert "In **Zimmer 3**.\n\n[Quelle](https://stadt.example/pass)</textarea>" in inserted
    assert 'name="entry" id="reply-entry" value="pass-abholen"' in inserted
    await anna.act(conversation, "reply", text="In **Zimmer 3**, gleich links.", entry="pass-abholen")
    row = (await desk.journal.rows(conversation))[-1]
    assert (row.body["entry"], row.body["text"]) == ("pass-abholen", "In Zimmer 3, gleich links.")
    assert "Woraus die Antwort stammt" in await anna.text(f"/case/{conversation}")
    await desk.citizen(conversation, "Und wo ist bitte das Fundbüro?")
    assert "Wo hole ich meinen Pass ab?" not in await anna.text(f"/fragment/help/case/{conversation}")


async def test_canned_texts_are_filled_in_and_those_of_others_are_not_shown(desk: DeskTown, anna: Clerk) -> None:
    desk.canned += [
        ReadyText(
            id="gruss",
            title={"de": "Gruß", "en": "Greeting"},
            text={"de": "Guten Tag {name}, hier {clerk}, {department}, {town}. Nummer {receipt}."},
        ),
        ReadyText(id="bau", title={"de": "Bauakte"}, text={"de": "Ihre Bauakte"}, departments=("bauamt",)),
    ]
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "claim")
    page = await anna.text(f"/case/{conversation}?insert=canned:gruss")
    assert "Guten Tag {name}, hier Anna Albers, Bürgerbüro, Musterstadt. Nummer MS-26-0001.</textarea>" in page
    assert "Bauakte" not in page


async def test_colleagues_read_who_wrote_a_note_and_not_the_public_name(desk: DeskTown) -> None:
    await desk.staff("cem", "Cem Can", public_name="Ihr Bürgerbüro")
    conversation = await desk.concern("Darf ich hier bauen?")
    async with clerk(desk, "cem") as cem:
        await cem.act(conversation, "ask", to="bauamt", text="Gilt dort ein Plan?")
    assert [row.name for row in await desk.journal.rows(conversation) if row.who == "note"] == ["Cem Can"]


async def test_what_others_did_later_is_no_part_of_a_closed_case(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    conversation = await desk.concern("Alter Pass")
    await anna.act(conversation, "claim")
    await anna.act(conversation, "close", end="answered")
    await desk.fold(conversation)
    await desk.again(conversation, "Neue Straße", department="bauamt")
    await ben.act(conversation, "claim")
    await ben.act(conversation, "close", end="answered")
    await desk.fold(conversation)
    await _only(desk, "anna", "buergerbuero")
    page = await anna.text(f"/case/{conversation}?receipt=MS-26-0001")
    assert "Anna Albers hat geschlossen" in page
    assert "Ben Brandt" not in page.split('id="transcript"')[-1].split("</ol>")[0]


async def test_a_tag_is_no_part_of_what_outlives_the_case(desk: DeskTown, anna: Clerk) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await anna.act(conversation, "tag", tag="Frau Mustermann")
    assert (await desk.ticket(conversation)).tags == ("frau mustermann",)
    audit = await desk.journal._store.redis.xrange(f"bd:{{{desk.journal.town}}}:audit")
    assert '"tag"' in str(audit)
    assert "mustermann" not in str(audit).casefold()


async def test_who_was_asked_stores_no_files(desk: DeskTown, anna: Clerk, ben: Clerk) -> None:
    await _only(desk, "ben", "bauamt")
    conversation = await desk.concern("Darf ich anbauen?")
    await anna.act(conversation, "claim")
    await anna.act(conversation, "ask", to="@ben", text="Gilt dort ein Plan?")
    form = hidden(await ben.text(f"/case/{conversation}"), f"/case/{conversation}/answer")
    sent = {"Origin": desk.origin, "X-CSRF-Token": form["csrf"], "X-File-Name": "a.pdf"}
    answer = await ben.session.post(f"{desk.url}/case/{conversation}/upload", data=samples.PDF, headers=sent)
    assert answer.status == 403
