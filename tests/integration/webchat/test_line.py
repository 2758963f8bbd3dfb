"""The line between browser and journal: nothing lost, nothing double, whoever connects, drops or restarts when."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from bot.channels.webchat.deps import Limits
from bot.channels.webchat.identity import address_of, event_prefix
from bot.dialogue.events import Arrived, Pressed, Said, Started, event_to_json
from handoff.address import link_name, new_link
from handoff.journal.records import Commit, Row
from handoff.journal.store import Store
from tests.webchat.browser import Browser, eventually
from tests.webchat.town import GREETING, WebTown, serve, web_town

pytestmark = pytest.mark.server

Make = Callable[..., Browser]
HELLO = GREETING.replace("*", "")


async def conversation_of(town: WebTown, browser: Browser) -> str:
    found = await town.journal.find(address_of(browser.token))
    assert found is not None
    return found


# -- the first time


async def test_the_first_visit_gets_a_token_and_the_greeting(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    welcome = await erika.open()
    assert (welcome["rows"], welcome["reset"], welcome["seq"]) == ([], False, 0)
    assert len(welcome["token"]) == 43
    assert welcome["speaker"] == {"t": "speaker", "who": "machine", "name": ""}
    assert erika.texts == [HELLO]
    assert erika.shown[0]["keys"][0][0] == {"label": "Mensch", "data": f"{erika.shown[0]['id']}|person"}
    assert musterstadt.heard == [Started(id=event_prefix(erika.token) + "start", lang_hint="de")]


async def test_a_start_said_twice_greets_once(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    await erika.send({"t": "start", "id": "start"})
    await erika.next("stored")
    await erika.say("ping")
    assert await erika.until(3) == [HELLO, "ping", "Echo: ping"]


async def test_a_token_of_wrong_shape_gets_a_new_one(browser: Make) -> None:
    odd = browser(token="me")
    assert len((await odd.connect())["token"]) == 43


# -- what citizens do


@pytest.mark.fault(promises=("P1",))
async def test_a_message_is_confirmed_only_when_it_is_stored(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    musterstadt.working.clear()
    sent = await erika.say("Wann hat das Bürgerbüro offen?")
    assert await erika.next("stored") == {"t": "stored", "id": sent}
    musterstadt.shaky.away = True
    refused = await erika.say("Und morgen?")
    assert await erika.next("refused") == {"t": "refused", "id": refused, "why": "away", "after": 3.0}
    musterstadt.shaky.away = False
    musterstadt.working.set()
    assert (await erika.until(3))[1:] == ["Wann hat das Bürgerbüro offen?", "Echo: Wann hat das Bürgerbüro offen?"]
    assert erika.shown[1]["client"] == sent


async def test_numbers_nobody_needs_are_gone_before_storage(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    await erika.say("Bitte auf DE89 3704 0044 0532 0130 00 überweisen")
    await erika.until(3)
    said = musterstadt.heard[-1]
    assert isinstance(said, Said)
    assert said.masked == ("iban",)
    assert "0532" not in said.text


async def test_a_press_names_row_and_choice(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    row, choice = erika.shown[0]["keys"][0][2]["data"].split("|")
    await erika.send({"t": "press", "id": "p1", "row": row, "choice": choice, "label": "English"})
    await erika.until(3)
    assert musterstadt.heard[-1] == Pressed(
        id=event_prefix(erika.token) + "p1", row=row, choice="lang:en", lang_hint="de"
    )
    assert erika.shown[1]["client"] == "p1"


@pytest.mark.parametrize(("text", "why"), [("x" * 4001, "too-long"), ("  \n ", "empty")])
async def test_what_is_refused_for_good_says_why(browser: Make, text: str, why: str) -> None:
    erika = browser()
    await erika.open()
    sent = await erika.say(text)
    assert await erika.next("refused") == {"t": "refused", "id": sent, "why": why, "after": None}


@pytest.mark.fault(rows=(60,))
async def test_the_longest_text_fits(browser: Make) -> None:
    erika = browser()
    await erika.open()
    await erika.say("👍" * 4000)
    await erika.until(3)
    assert erika.texts[1] == "👍" * 4000


# -- repeats


async def test_a_message_sent_again_with_its_id_has_its_effect_once(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    for _ in range(3):
        await erika.say("einmal", id="a1")
    await erika.until(3)
    await erika.drop()
    await erika.connect()
    await erika.say("einmal", id="a1")
    await erika.next("stored")
    await erika.say("fertig")
    assert await erika.until(5) == [HELLO, "einmal", "Echo: einmal", "fertig", "Echo: fertig"]


async def test_the_same_client_id_of_two_citizens_is_two_messages(browser: Make) -> None:
    erika, max_ = browser(), browser()
    await erika.open()
    await max_.open()
    await erika.say("von Erika", id="1")
    await max_.say("von Max", id="1")
    assert (await erika.until(3))[1:] == ["von Erika", "Echo: von Erika"]
    assert (await max_.until(3))[1:] == ["von Max", "Echo: von Max"]


@pytest.mark.fault(rows=(54,), promises=("P3",))
async def test_stored_but_the_answer_lost_is_no_double(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    musterstadt.shaky.lose_answers = True
    await erika.say("nur einmal", id="x")
    await erika.next("refused")
    musterstadt.shaky.lose_answers = False
    await erika.say("nur einmal", id="x")
    await erika.next("stored")
    await erika.say("Ende")
    assert await erika.until(5) == [HELLO, "nur einmal", "Echo: nur einmal", "Ende", "Echo: Ende"]


# -- resuming


@pytest.mark.parametrize("known", [0, 1, 2, 5, 6])
async def test_a_browser_resumes_where_it_was(musterstadt: WebTown, browser: Make, known: int) -> None:
    erika = browser()
    await erika.open()
    for n in range(3):
        await erika.say(f"Frage {n}")
        await erika.until(3 + 2 * n)
    whole = list(erika.shown)
    await erika.drop()
    erika.shown = whole[:known]
    welcome = await erika.connect()
    assert not welcome["reset"]
    assert len(welcome["rows"]) == len(whole) - known
    assert [row["id"] for row in erika.shown] == [row["id"] for row in whole]


@pytest.mark.parametrize(
    "hello",
    [
        {"after": 2, "last": "another"},
        {"after": 2, "last": ""},
        {"after": 99, "last": "future"},
        {"after": 3, "last": "@2"},
    ],
)
async def test_a_browser_that_shows_something_else_starts_over(browser: Make, hello: dict[str, object]) -> None:
    erika = browser()
    await erika.open()
    await erika.say("Frage")
    await erika.until(3)
    whole = list(erika.shown)
    if hello["last"] == "@2":
        hello = hello | {"last": whole[1]["id"]}
    await erika.drop()
    welcome = await erika.connect(hello=hello)
    assert welcome["reset"]
    assert erika.shown == whole


async def test_a_note_between_neither_shows_nor_breaks_the_resume(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    conversation = await conversation_of(musterstadt, erika)
    await musterstadt.note(conversation, "kennt sich aus")
    await erika.say("Frage")
    assert await erika.until(3) == [HELLO, "Frage", "Echo: Frage"]
    assert [row["n"] for row in erika.shown] == [1, 3, 4]
    await erika.drop()
    erika.shown = erika.shown[:1]
    assert not (await erika.connect())["reset"]
    assert [row["n"] for row in erika.shown] == [1, 3, 4]
    await erika.drop()
    await musterstadt.note(conversation, "noch etwas")
    assert (await erika.connect())["rows"] == []


async def test_what_comes_while_the_line_is_down_comes_with_the_welcome(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    musterstadt.working.clear()
    await erika.say("Frage")
    await erika.next("stored")
    await erika.drop()
    musterstadt.working.set()
    conversation = await conversation_of(musterstadt, erika)

    async def answered() -> bool:
        return len(await musterstadt.journal.rows(conversation)) == 3

    await eventually(answered)
    welcome = await erika.connect()
    assert [row["text"] for row in welcome["rows"]] == ["Frage", "Echo: Frage"]


@pytest.mark.fault(rows=(54,))
async def test_two_tabs_show_the_same(browser: Make) -> None:
    erika = browser()
    await erika.open()
    tab = browser(token=erika.token)
    await tab.connect()
    await erika.say("aus dem ersten", id="1")
    await tab.say("aus dem zweiten", id="2")
    await erika.until(5)
    await tab.until(5)
    assert erika.shown == tab.shown
    assert sorted(row["client"] for row in tab.shown if row["who"] == "citizen") == ["1", "2"]
    # Both resend what neither had confirmed; it stays one.
    await erika.say("noch einmal", id="3")
    await tab.say("noch einmal", id="3")
    await erika.until(7)
    await tab.until(7)
    assert erika.texts.count("noch einmal") == 1


async def test_a_long_history_comes_whole(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    conversation = await conversation_of(musterstadt, erika)
    for n in range(640):
        body = {"text": f"Zeile {n} " + "x" * (n % 40) * 50}
        await musterstadt.row(conversation, Row(id=f"l{n}", who="machine", body=body))
    await erika.until(641)
    fresh = browser(token=erika.token)
    await fresh.connect()
    await fresh.until(641)
    assert fresh.shown == erika.shown


@pytest.mark.fault(rows=(54,), promises=("P3", "P6"))
async def test_restarts_lost_lines_and_repeats_make_no_gap_and_no_double(
    store: Store, town: str, tmp_path: Path
) -> None:
    dice = random.Random(7)
    said: list[str] = []
    erika: Browser | None = None
    for restart in range(4):
        async with web_town(store, town, tmp_path) as made, serve(made) as server:
            base = str(server.make_url("/")).rstrip("/")
            if erika is None:
                erika = Browser(base)
                await erika.open()
            else:
                erika.base = erika.origin = base
                await erika.connect()
            for n in range(5):
                word = f"r{restart}-{n}"
                said.append(word)
                await erika.say(word, id=word)
                if dice.random() < 0.4:  # the line goes before we know; the page sends again
                    await erika.drop()
                    await erika.connect()
                    await erika.say(word, id=word)
                await erika.next("stored")
    assert erika is not None
    async with web_town(store, town, tmp_path) as made, serve(made) as server:
        erika.base = erika.origin = str(server.make_url("/")).rstrip("/")
        await erika.connect()
        await erika.until(1 + 2 * len(said))
        await erika.say("Schluss")
        await erika.until(3 + 2 * len(said))
        await erika.drop()
    await erika.__aexit__(None, None, None)
    assert [row["text"] for row in erika.shown if row["who"] == "citizen"] == [*said, "Schluss"]
    assert [row["n"] for row in erika.shown] == list(range(1, 4 + 2 * len(said)))


async def test_the_server_that_goes_says_so(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    musterstadt.stop.set()
    assert await erika.closed() == 1012
    with pytest.raises(WSServerHandshakeError) as refused:
        await erika.connect()
    assert refused.value.status == 503


async def test_while_the_store_is_away_the_browser_is_sent_off_to_come_back(
    musterstadt: WebTown, browser: Make
) -> None:
    erika = browser()
    await erika.open()
    await erika.drop()
    musterstadt.shaky.away = True
    with pytest.raises(AssertionError):
        await erika.connect()
    assert erika.others[-1] == {"t": "error", "why": "away"}
    assert erika.line.close_code == 1013
    musterstadt.shaky.away = False
    assert (await erika.connect())["rows"] == []


@pytest.mark.fault(rows=(20,), promises=("P2",))
async def test_a_store_that_comes_back_brings_what_was_missed(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    musterstadt.shaky.away = True
    conversation = await conversation_of(musterstadt, erika)
    await musterstadt.row(conversation, Row(id="late", who="machine", body={"text": "spät"}))
    await asyncio.sleep(0.3)
    assert len(erika.shown) == 1
    musterstadt.shaky.away = False
    assert await erika.until(2) == [HELLO, "spät"]


async def test_what_the_browser_shows_is_acknowledged(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    conversation = await conversation_of(musterstadt, erika)
    await erika.send({"t": "ack", "n": 99})  # more than it was sent: not believed
    await erika.send({"t": "ack", "n": 1})

    async def acked() -> bool:
        snapshot = await musterstadt.journal.snapshot(conversation)
        assert snapshot is not None
        assert snapshot.acked <= 1
        return snapshot.acked == 1

    await eventually(acked)


async def test_typing_shows_and_is_not_stored(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.open()
    await musterstadt.channel.typing(address_of(erika.token))
    assert await erika.next("typing") == {"t": "typing"}
    assert len(await musterstadt.journal.rows(await conversation_of(musterstadt, erika))) == 1


async def test_a_person_who_types_shows_and_the_open_chat_is_known(musterstadt: WebTown, browser: Make) -> None:
    erika, max_ = browser(), browser()
    await erika.open()
    await max_.open()
    conversation = await conversation_of(musterstadt, erika)
    await musterstadt.journal.tell_typing(conversation)  # by whatever process the clerk's page is open at
    assert await erika.next("typing") == {"t": "typing"}
    await musterstadt.journal.tell_typing(await conversation_of(musterstadt, max_))
    assert await max_.next("typing") == {"t": "typing"}

    async def known() -> bool:
        await musterstadt.deps.hub.say_who_is_there(musterstadt.journal)
        return conversation in await musterstadt.journal.reachable()

    await eventually(known)


# -- a person


async def test_who_speaks_is_told_and_the_receipt_is_never_in_the_transcript(
    musterstadt: WebTown, browser: Make
) -> None:
    erika = browser()
    await erika.open()
    await erika.say("Mensch")
    assert (await erika.next("speaker"))["who"] == "waiting"
    receipt = next((f for f in erika.others if f["t"] == "receipt"), None) or await erika.next("receipt")
    assert receipt["no"]
    assert receipt["code"] == await musterstadt.journal.receipt_code(receipt["no"])
    conversation = await musterstadt.claim()
    assert await erika.next("speaker") == {"t": "speaker", "who": "person", "name": "Petra Lindner"}
    await musterstadt.reply(conversation, "Guten Tag, *hier* Lindner")
    while erika.shown[-1]["who"] != "person":
        await erika.read()
    assert erika.shown[-1]["name"] == "Petra Lindner"
    assert erika.shown[-1]["spans"] == [[11, 15, "italic", ""]]
    await musterstadt.close(conversation)
    assert (await erika.next("speaker"))["who"] == "machine"
    assert await erika.next("receipt") == {"t": "receipt", "no": "", "code": ""}
    rows = await musterstadt.journal.rows(conversation)
    assert not any(receipt["code"] in str(row.body) for row in rows)


async def handed_off(erika: Browser) -> tuple[str, str]:
    await erika.open()
    await erika.say("Mensch")
    receipt = await erika.next("receipt")
    return receipt["no"], receipt["code"]


@pytest.mark.parametrize("typed", ["{no}|{code}", " {lower} | {spaced} "])
async def test_with_number_and_code_the_conversation_opens_elsewhere(
    musterstadt: WebTown, browser: Make, typed: str
) -> None:
    erika, phone = browser(), browser()
    no, code = await handed_off(erika)
    await phone.open()
    tab = browser(token=phone.token)
    await tab.connect()
    no, code = typed.format(no=no, code=code, lower=no.lower(), spaced=f"{code[:5].lower()} {code[5:]}").split("|")
    await phone.send({"t": "return", "receipt": no, "code": code})
    await phone.next("returned")
    assert (await phone.next("welcome"))["reset"]
    assert (await tab.next("welcome"))["reset"]
    assert phone.texts == erika.texts == tab.texts
    assert (await phone.next("receipt"))["no"]
    await phone.say("vom Telefon")
    await erika.until(len(phone.shown) + 1)
    assert erika.texts[-1] == "vom Telefon"


async def test_whatever_is_wrong_gets_the_same_answer(browser: Make) -> None:
    erika, other = browser(), browser()
    no, code = await handed_off(erika)
    await other.open()
    answers = []
    for receipt, secret in ((no, "WRONGWRONG"), ("K0K-0000", code), ("", ""), ("ä" * 50, "ß"), (no, code + "X")):
        await other.send({"t": "return", "receipt": receipt, "code": secret})
        answers.append(await other.next("refused"))
    assert answers == [{"t": "refused", "id": "return", "why": "wrong-code", "after": None}] * 5
    assert other.texts == [HELLO]


async def test_leaving_forgets_the_address_in_every_tab_and_keeps_the_conversation(
    musterstadt: WebTown, browser: Make
) -> None:
    erika = browser()
    await erika.open()
    conversation = await conversation_of(musterstadt, erika)
    tab = browser(token=erika.token)
    await tab.connect()
    await erika.send({"t": "leave"})
    await erika.next("left")
    await tab.next("left")
    await erika.closed()
    assert await musterstadt.journal.find(address_of(erika.token)) is None
    assert await musterstadt.journal.snapshot(conversation) is not None
    again = browser(token=erika.token)
    assert (await again.connect())["rows"] == []


# -- limits


@pytest.mark.fault(rows=(66,), promises=("P14",))
@pytest.mark.parametrize("limits", [Limits(messages=3, window=1.0)])
async def test_a_flood_is_told_once_and_passes(musterstadt: WebTown, browser: Make) -> None:
    erika = browser()
    await erika.connect()
    for n in range(20):
        await erika.say(f"{n}", id=f"f{n}")
    refused = await erika.next("refused")
    assert (refused["id"], refused["why"]) == ("f3", "too-fast")
    assert 0 < refused["after"] <= 1.0
    await asyncio.sleep(1.1)
    await erika.say("danach", id="after")
    while (frame := await erika.next("stored"))["id"] != "after":
        pass
    assert [f["id"] for f in erika.others if f["t"] == "refused"] == ["f3"]
    assert musterstadt.counted.count("flood") == 17
    assert frame


@pytest.mark.fault(rows=(66,), promises=("P14",))
@pytest.mark.parametrize("limits", [Limits(messages=1, window=60.0)])
async def test_who_never_stops_is_cut_off(browser: Make) -> None:
    erika = browser()
    await erika.connect()
    for n in range(210):
        await erika.say(f"{n}")
    assert await erika.closed() == 1008


@pytest.mark.fault(rows=(66,), promises=("P14",))
@pytest.mark.parametrize("limits", [Limits(newcomers=2)])
async def test_throw_away_identities_are_limited_and_those_who_talk_already_are_not(browser: Make) -> None:
    first, second, third = browser(), browser(), browser()
    for one in (first, second):
        await one.connect()
        await one.say("Hallo", id="a")
        await one.next("stored")
    await third.connect()
    await third.say("Hallo", id="a")
    assert (await third.next("refused"))["why"] == "too-often"
    await first.say("noch etwas", id="b")
    while (await first.next("stored"))["id"] != "b":
        pass


@pytest.mark.parametrize("limits", [Limits(returns=3)])
async def test_codes_cannot_be_tried_out(browser: Make) -> None:
    erika, thief = browser(), browser()
    no, code = await handed_off(erika)
    await thief.open()
    why = []
    for secret in ("A", "B", "C", code):
        await thief.send({"t": "return", "receipt": no, "code": secret})
        why.append((await thief.next("refused"))["why"])
    assert why == ["wrong-code"] * 3 + ["too-often"]
    fresh = browser()  # another browser at the same network address has no fresh tries
    await fresh.open()
    await fresh.send({"t": "return", "receipt": no, "code": code})
    assert (await fresh.next("refused"))["why"] == "too-often"


@pytest.mark.parametrize("limits", [Limits(returns=1000, returns_of_receipt=4)])
async def test_codes_of_one_receipt_cannot_be_tried_out_by_many(browser: Make) -> None:
    erika = browser()
    no, code = await handed_off(erika)
    why = []
    for secret in ("A", "B", "C", "D", code):
        thief = browser()
        await thief.connect()
        await thief.send({"t": "return", "receipt": no, "code": secret})
        why.append((await thief.next("refused"))["why"])
    assert why == ["wrong-code"] * 4 + ["too-often"]


@pytest.mark.parametrize("limits", [Limits(connections=2)])
async def test_one_network_address_has_so_many_lines(musterstadt: WebTown, browser: Make) -> None:
    first, second, third = browser(), browser(), browser()
    await first.connect()
    await second.connect()
    with pytest.raises(WSServerHandshakeError) as refused:
        await third.connect()
    assert refused.value.status == 429
    await first.drop()

    async def one_left() -> bool:
        return musterstadt.hub.size == 1

    await eventually(one_left)
    await third.connect()


@pytest.mark.parametrize("origin", ["https://evil.test", "null", ""])
async def test_no_other_page_may_connect(musterstadt: WebTown, browser: Make, origin: str) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await browser(origin=origin).connect()
    assert refused.value.status == 403
    assert musterstadt.hub.size == 0


@pytest.mark.fault(rows=(60,))
async def test_a_frame_too_large_ends_the_line(browser: Make) -> None:
    erika = browser()
    await erika.open()
    await erika.say("x" * 70_000)
    assert await erika.closed() == 1009


@pytest.mark.parametrize("first", ["nonsense", '{"t": "say", "id": "1", "text": "a"}', "[" * 10_000])
async def test_who_does_not_say_hello_first_is_cut_off(browser: Make, first: str) -> None:
    erika = browser()
    await erika.connect()
    await erika.drop()
    erika._line = await erika._session.ws_connect(f"{erika.base}/ws", headers={"Origin": erika.origin})
    await erika.line.send_str(first)
    assert await erika.closed() == 1008


@pytest.mark.parametrize("limits", [Limits(hello_within=0.1)])
async def test_who_says_nothing_is_cut_off(browser: Make) -> None:
    erika = browser()
    erika._line = await erika._session.ws_connect(f"{erika.base}/ws", headers={"Origin": erika.origin})
    assert await erika.closed() == 1008


@pytest.mark.fault(rows=(61,))
async def test_bad_frames_are_told_and_then_enough(browser: Make) -> None:
    erika = browser()
    await erika.open()
    for _ in range(9):
        await erika.line.send_str('{"t": "say"}')
        assert await erika.next("error") == {"t": "error", "why": "bad-frame"}
    await erika.line.send_bytes(b"\x00")
    assert await erika.closed() == 1003


@pytest.mark.fault(rows=(55,))
@pytest.mark.parametrize("limits", [Limits(send_within=0.3)])
async def test_a_slow_reader_is_cut_off_and_resumes(musterstadt: WebTown, browser: Make) -> None:
    erika, max_ = browser(), browser()
    await erika.open()
    await max_.open()
    conversation = await conversation_of(musterstadt, erika)
    transport = erika.line._writer.transport
    assert transport is not None
    transport.pause_reading()
    for n in range(150):
        await musterstadt.row(conversation, Row(id=f"big{n}", who="machine", body={"text": "x" * 100_000}))

    async def cut() -> bool:
        return "slow" in musterstadt.counted

    await eventually(cut)
    await max_.say("geht noch")
    await max_.until(3)
    transport.abort()
    await erika.drop()
    erika.shown = erika.shown[:1]
    await erika.connect()
    await erika.until(151)


@pytest.mark.parametrize("limits", [Limits(heartbeat=0.2)])
async def test_the_line_beats(browser: Make) -> None:
    erika = browser()
    await erika.open()
    assert await erika.next("beat") == {"t": "beat"}


# -- coming by a one-time link


async def linked(town: WebTown, who: str = "telegram:7") -> tuple[str, str]:
    """Somebody wrote elsewhere and got a link; its secret and the conversation."""
    event = event_to_json(Said(id=f"e:{who}", text="Von Telegram"))
    conversation = await town.journal.ingest(address=who, event_id=f"e:{who}", event=event, due_in=timedelta(minutes=5))

    async def is_answered() -> bool:
        return len(await town.journal.rows(conversation)) == 2

    await eventually(is_answered)
    token = new_link()
    link = (link_name(token), timedelta(hours=1))
    await town.journal.commit(Commit(conversation=conversation, link=link, keep_timer=True))
    return token, conversation


async def test_a_link_brings_what_was_said_elsewhere(musterstadt: WebTown, browser: Make) -> None:
    token, conversation = await linked(musterstadt)
    erika = browser()
    await erika.connect()
    await erika.send({"t": "follow", "link": token})
    await erika.next("followed")
    assert (await erika.until(2))[:2] == ["Von Telegram", "Echo: Von Telegram"]
    assert await conversation_of(musterstadt, erika) == conversation
    assert musterstadt.heard[-1] == Arrived(id=event_prefix(erika.token) + "arrived", channel="web")
    await erika.say("Und jetzt hier")
    assert await erika.until(4)
    snapshot = await musterstadt.journal.snapshot(conversation)
    assert snapshot is not None
    assert snapshot.addresses == ("telegram:7", address_of(erika.token))


async def test_of_a_changed_reply_the_last_version_is_brought(musterstadt: WebTown, browser: Make) -> None:
    token, conversation = await linked(musterstadt)
    for n, (words, more) in enumerate(
        (("Um 9", {}), ("Um 10", {"edit_of": "p0"}), ("(zurückgenommen)", {"edit_of": "p0"}), ("Sonst noch?", {}))
    ):
        row = Row(id=f"p{n}", who="person", name="Petra", body={"text": words, **more})
        await musterstadt.row(conversation, row)
    erika = browser()
    await erika.connect()
    await erika.send({"t": "follow", "link": token})
    await erika.next("followed")
    assert (await erika.until(4))[:4] == ["Von Telegram", "Echo: Von Telegram", "(zurückgenommen)", "Sonst noch?"]


async def test_whoever_opens_it_second_is_told_so_and_sees_nothing(musterstadt: WebTown, browser: Make) -> None:
    token, _ = await linked(musterstadt)
    erika, eve = browser(), browser()
    await erika.connect()
    await erika.send({"t": "follow", "link": token})
    await erika.next("followed")
    await eve.connect()
    await eve.send({"t": "follow", "link": token})
    assert await eve.next("refused") == {"t": "refused", "id": "follow", "why": "link-used", "after": None}
    await eve.send({"t": "follow", "link": "x" * 32})
    assert (await eve.next("refused"))["why"] == "link-over"
    assert eve.shown == []


async def test_a_link_whose_answer_was_lost_is_followed_again(musterstadt: WebTown, browser: Make) -> None:
    token, _ = await linked(musterstadt)
    erika = browser()
    await erika.connect()
    await erika.send({"t": "follow", "link": token})
    await erika.drop()
    await erika.connect()
    await erika.send({"t": "follow", "link": token})
    await erika.next("followed")
    assert await erika.until(2)
    assert [e for e in musterstadt.heard if isinstance(e, Arrived)] == [musterstadt.heard[-1]]


async def test_with_the_store_away_it_stays_good(musterstadt: WebTown, browser: Make) -> None:
    token, _ = await linked(musterstadt)
    erika = browser()
    await erika.connect()
    musterstadt.shaky.away = True
    await erika.send({"t": "follow", "link": token})
    assert (await erika.next("refused"))["why"] == "away"
    musterstadt.shaky.away = False
    await erika.send({"t": "follow", "link": token})
    await erika.next("followed")


async def test_nothing_but_the_script_uses_it_up(musterstadt: WebTown, base: str, browser: Make) -> None:
    token, _ = await linked(musterstadt)
    erika = browser()
    async with ClientSession() as preview, preview.get(f"{base}/#weiter={token}") as answer:
        assert answer.status == 200
        assert token not in await answer.text()
    await erika.connect()
    await erika.send({"t": "follow", "link": token})
    await erika.next("followed")


@pytest.mark.parametrize("link", ["", "x", "x" * 33, "ä" * 32, None])
async def test_what_is_no_link_is_a_bad_frame(browser: Make, link: str | None) -> None:
    erika = browser()
    await erika.connect()
    await erika.send({"t": "follow", "link": link})
    assert (await erika.next("error"))["why"] == "bad-frame"
