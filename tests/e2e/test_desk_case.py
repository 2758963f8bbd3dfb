"""The open case in a real browser: replies taken back, drafts, colleagues, help; inert, and without a barrier."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from faq.markdown import from_markdown
from handoff.colleagues import Colleagues
from handoff.desk.deps import Suggestion
from handoff.duties import Duties
from handoff.journal.journal import Journal
from handoff.journal.records import Row, Sending, State
from handoff.ticket import End, Kind, Staff
from tests.desk.hostile import HOSTILE
from tests.desk.town import DeskTown, ReadyText, desk_town, png
from tests.e2e.chromium import chromium
from tests.e2e.test_desk_page import Browser

pytestmark = [pytest.mark.server, pytest.mark.browser]

ANNA, BEN = Staff(login="anna", name="Anna Albers"), Staff(login="ben", name="Ben Brandt")
TYPED = "return document.getElementById('reply-text').value"


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path / "profile") as made:
        yield made


@pytest.fixture
async def desk(journal: Journal) -> AsyncIterator[DeskTown]:
    """A desk whose replies wait until somebody lets them leave."""
    async with desk_town(journal, held=timedelta(minutes=10)) as town:
        await town.staff("anna", "Anna Albers")
        await town.staff("ben", "Ben Brandt")
        yield town


@pytest.fixture
async def anna(desk: DeskTown, driver: webdriver.Chrome) -> Browser:
    browser = Browser(driver, desk)
    await browser.log_in("anna")
    return browser


async def _open(desk: DeskTown, anna: Browser, subject: str = "Wo ist mein Pass?") -> str:
    conversation = await desk.concern(subject)
    await desk.acts.claim(conversation, ANNA, request=f"claim:{conversation}")
    await anna.go(f"/case/{conversation}")
    return conversation


async def test_taken_back_changed_and_let_go(desk: DeskTown, anna: Browser) -> None:
    conversation = await _open(desk, anna)
    await anna.type("#reply-text", "Im Keller", Keys.CONTROL + Keys.ENTER)
    await anna.sees(" s hinaus", "#outgoing")
    await anna.until(lambda d: d.execute_script(TYPED) == "")
    await anna.click("form[data-act=recall] button")
    await anna.until(lambda d: d.execute_script(TYPED) == "Im Keller")
    await anna.until(lambda d: d.find_element(By.ID, "outgoing").text == "")
    await anna.type("#reply-text", "geschoss", Keys.CONTROL + Keys.ENTER)
    await anna.sees("Im Kellergeschoss", "#outgoing")
    await desk.deps.replies.leave(conversation, all=True)
    await anna.sees("Im Kellergeschoss", "#transcript")
    await anna.until(lambda d: d.find_element(By.ID, "outgoing").text == "")
    assert [row.body["text"] for row in await desk.journal.rows(conversation)][1:] == ["Im Kellergeschoss"]
    assert await anna.script(TYPED) == ""


async def test_taken_away_while_it_waited_the_words_come_back(desk: DeskTown, anna: Browser) -> None:
    conversation = await _open(desk, anna)
    await anna.type("#reply-text", "Im Keller", Keys.CONTROL + Keys.ENTER)
    await anna.sees("Im Keller", "#outgoing")
    await Duties(desk.acts).take_over(conversation, BEN, request="t")
    await desk.deps.replies.leave(conversation, all=True)
    await anna.sees("Nicht gesendet: Ben Brandt hat das Anliegen.", "#reply")
    await anna.until(lambda d: d.execute_script(TYPED) == "Im Keller")
    assert len(await desk.journal.rows(conversation)) == 1


async def test_help_by_keyboard(desk: DeskTown, anna: Browser) -> None:
    desk.canned += [
        ReadyText(id="hallo", title={"de": "Begrüßung"}, text={"de": "Guten Tag {name},"}),
        ReadyText(id="ende", title={"de": "Verabschiedung"}, text={"de": "Viele Grüße, {clerk}"}),
    ]
    conversation = await _open(desk, anna)
    await anna.type("#texts-search", "gibtesnicht")
    await anna.sees("0 gefunden", "#texts-found")
    assert await anna.script("return document.querySelector('#texts-found').offsetHeight") > 5, "not only for the ear"
    await anna.type("#texts-search", Keys.BACKSPACE * 11 + "grüße")
    await anna.until(lambda d: len([e for e in d.find_elements(By.CSS_SELECTOR, ".ready") if e.is_displayed()]) == 1)
    await anna.type("#texts-search", Keys.ENTER)
    assert await anna.script(TYPED) == "Viele Grüße, Anna Albers"
    await anna.click("[data-insert^='Guten Tag']")
    await anna.until(lambda d: d.execute_script("return getSelection().toString()") == "{name}")
    await anna.click("#reply-send")
    await anna.sees("Bitte erst ersetzen: {name}", "#act-message")
    assert (await desk.ticket(conversation)).outgoing == ()


async def test_acts_asked_for_while_one_is_under_way_follow_it(desk: DeskTown, anna: Browser) -> None:
    conversation = await _open(desk, anna)
    # The answers to what is sent now come late.
    await anna.script(
        "const at = fetch; window.sent = []; window.fetch = async (url, how) => {"
        " if (how?.method !== 'POST' || url.endsWith('/draft')) return at(url, how);"
        " sent.push(url); await new Promise((go) => addEventListener('go', go, { once: true })); return at(url, how); }"
    )
    await anna.type("#note", "Liegt im Keller")
    for _ in range(2):  # a double click
        await anna.click("form[data-act=note] button")
    await anna.type("#tag", "pass", Keys.ENTER)
    assert await anna.script("return sent.length") == 1
    await anna.script("dispatchEvent(new Event('go'))")
    await anna.until(lambda d: d.execute_script("return sent.length") == 2)
    await anna.script("dispatchEvent(new Event('go'))")
    await anna.sees("pass", "#tags")
    assert (await desk.ticket(conversation)).tags == ("pass",)
    notes = [row for row in await desk.journal.rows(conversation) if row.body.get("text") == "Liegt im Keller"]
    assert len(notes) == 1
    assert await anna.script("return sent.length") == 2


async def test_what_is_typed_in_a_menu_outlives_news(desk: DeskTown, anna: Browser) -> None:
    conversation = await _open(desk, anna)
    await anna.click("#act-ask")
    await anna.type("#ask-text", "Weißt du")
    await desk.citizen(conversation, "Noch etwas")
    await anna.sees("Noch etwas", "#transcript")
    await desk.acts.park(
        conversation, ANNA, (await desk.ticket(conversation)).asked_at + timedelta(days=1), request="p"
    )
    await anna.sees("Geparkt bis", "#case-head")
    assert await anna.script("return document.getElementById('ask-text').value") == "Weißt du"
    await anna.click("#ask-to option[value='@ben']")
    await anna.click("form[data-act=ask] button")
    await anna.sees("Sie haben Ben Brandt gefragt", "#questions")
    await anna.sees("Weißt du", "#transcript")


async def test_who_corrects_goes_on_at_the_end_of_the_text(desk: DeskTown, anna: Browser) -> None:
    conversation = await _open(desk, anna)
    await anna.type("#reply-text", "Im Keller", Keys.CONTROL + Keys.ENTER)
    await anna.sees("Im Keller", "#outgoing")
    await desk.deps.replies.leave(conversation, all=True)
    await anna.click("#transcript .person a[href*=correct]")
    await anna.until(lambda d: d.switch_to.active_element.get_attribute("id") == "reply-text")
    await anna.do(lambda d: ActionChains(d).send_keys("geschoss").perform())
    assert await anna.script(TYPED) == "Im Kellergeschoss"


@pytest.mark.parametrize("size", [(1366, 650), (640, 400), (390, 780)])
async def test_what_can_be_done_is_in_sight_at_the_end_of_a_talk(
    desk: DeskTown, anna: Browser, size: tuple[int, int]
) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    for n in range(30):
        await desk.citizen(conversation, f"Frage {n}")
    await anna.size(*size)
    await anna.go(f"/case/{conversation}")
    await anna.sees("Frage 29", "#transcript")
    reachable = (
        "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        "const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
        "return Boolean(top?.closest(arguments[0]))"
    )
    await anna.until(lambda d: d.execute_script(reachable, "#transcript > :last-child"))
    assert await anna.script(reachable, "#act-claim")
    await anna.click("#act-claim")
    await anna.until(lambda d: d.execute_script(reachable, "#act-transfer"))
    await anna.click("#act-transfer")
    assert await anna.script(reachable, "#transfer-to")


@pytest.mark.fault(rows=(65,), promises=("P14",))
async def test_hostile_texts_run_nothing(desk: DeskTown, anna: Browser) -> None:
    rows = [Row(id=f"h{n}", who="citizen", body={"text": text}) for n, text in enumerate(HOSTILE)]
    for text in HOSTILE:
        desk.faq.append(("", Suggestion(entry=text, question=text, answer=text, score=0.5)))
    conversation = await desk.concern(HOSTILE[3], place=HOSTILE[4], rows=rows)
    await desk.acts.claim(conversation, ANNA, request="c")
    await desk.acts.note(conversation, ANNA, HOSTILE[0], request="n")
    await anna.go(f"/case/{conversation}")
    await anna.sees(HOSTILE[0], "#transcript")
    await anna.type("#reply-text", " ".join(HOSTILE[:3]), Keys.CONTROL + Keys.ENTER)
    await anna.sees("Zurückholen", "#outgoing")
    await desk.citizen(conversation, HOSTILE[6])
    await anna.until(lambda d: len(d.find_elements(By.CSS_SELECTOR, "#transcript .citizen")) == len(HOSTILE) + 1)
    assert await anna.script("return window.hacked === undefined")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_barriers_with_everything_there(desk: DeskTown, anna: Browser, scheme: str) -> None:
    await anna.colours(scheme)
    conversation = await _full_case(desk)
    for name, size in {"wide": (1440, 900), "phone": (390, 844)}.items():
        await anna.size(*size)
        await anna.go(f"/case/{conversation}")
        await anna.sees(" s hinaus", "#outgoing")
        await anna.shot(f"whole-{scheme}-{name}")
        await anna.script("document.querySelector('.side').scrollIntoView()")
        await anna.shot(f"side-{scheme}-{name}")
        for menu in ("#act-transfer", "#reply-then"):
            await anna.script("document.querySelector(arguments[0]).parentElement.open = true", menu)
            await anna.shot(f"menu{menu.replace('#', '-')}-{scheme}-{name}")
            assert await anna.barriers() == []
        assert await anna.script("return document.documentElement.scrollWidth - innerWidth") <= 0


async def _full_case(desk: DeskTown) -> str:
    desk.files["p1"] = png()
    desk.faq.append(
        (
            "",
            Suggestion(
                entry="schlagloch",
                question="Wer repariert ein Schlagloch?",
                answer="Der Bauhof, meist **innerhalb von fünf Werktagen**.\n\n[Quelle](https://musterstadt.example)",
                score=0.8,
            ),
        )
    )
    desk.faq.append(
        ("", Suggestion(entry="rad", question="Wie melde ich Schäden am Radweg?", answer="Hier im Chat.", score=0.4))
    )
    desk.canned += [
        ReadyText(id="hallo", title={"de": "Begrüßung"}, text={"de": "Guten Tag {name},"}),
        ReadyText(id="ende", title={"de": "Verabschiedung"}, text={"de": "Viele Grüße, {clerk}, {department}"}),
    ]
    await desk.concern("Wann ist das Rathaus offen?", ago=timedelta(minutes=12))
    conversation = await desk.concern("Wo melde ich einen Umzug?", channel="telegram", ago=timedelta(days=40))
    await desk.acts.claim(conversation, BEN, request="1")
    await desk.acts.close(conversation, BEN, End.ANSWERED, request="2")
    await desk.fold(conversation)
    snapshot = await desk.journal.snapshot(conversation)
    assert snapshot is not None
    await desk.concern(
        "In der Lindenstraße ist ein tiefes Schlagloch, da ist gestern ein Radfahrer gestürzt.",
        department="bauamt",
        channel="telegram",
        kind=Kind.DEFECT,
        place="Lindenstraße 14",
        ago=timedelta(minutes=25),
        address=snapshot.address,
        rows=[Row(id="c1", who="citizen", body={"text": "hallo in der lindenstraße ist ein tiefes schlagloch"})],
    )
    await desk.machine(conversation, "**Wo genau** ist das Schlagloch?", channel="telegram", entry="schlagloch")
    await desk.citizen(conversation, "vor nummer 14", attachments=[{"kind": "photo", "ref": "p1"}])
    await desk.acts.claim(conversation, ANNA, request="3")
    colleagues = Colleagues(desk.acts)
    for tag in ("eilt", "radweg"):
        await colleagues.tag(conversation, ANNA, tag, request=f"t{tag}")
    await desk.acts.note(conversation, ANNA, "Der Bauhof weiß Bescheid.", request="4")
    await colleagues.ask(conversation, BEN, "Ist die Stelle abgesperrt?", to=ANNA, request="5")
    await desk.acts.reply(conversation, ANNA, 1, from_markdown("Wir sehen uns das heute an."), request="6")
    for fate in (State.SENT, State.UNDELIVERABLE):
        sending = await desk.journal.take_delivery("telegram")
        assert isinstance(sending, Sending)
        await desk.journal.report(sending, fate, detail="blocked")
    await desk.citizen(conversation, "Super, danke! Und wer ist für den Radweg daneben zuständig?")
    text = "Für den Radweg ist *auch* der Bauhof da."
    await desk.deps.replies.send(conversation, ANNA, 1, text, request="7")
    return conversation
