"""The town's files written at the desk: an FAQ change drafted, previewed and approved; conflicts, forged rights."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiohttp import ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer

from bot.approvals import NotApproved, Request, sign
from faq.entry import Release
from faq.errors import FilesBroken
from faq.files import load
from faq.folders import Folders
from handoff.desk.app import desk_app
from handoff.desk.editing import Editing
from handoff.journal.journal import Journal
from tests.desk.town import BASE, PASSWORD, desk_town
from tests.unit.faq.folder import write_town

FOUR_EYES = "faq_approval: four_eyes\n"
PATIENCE = 3.0
T = TypeVar("T")


class Desk:
    """A desk over a folder, and who is logged in at it."""

    def __init__(self, url: str, folder: Path, release: Release) -> None:
        self.url, self.folder, self.release = url, folder, release

    async def enter(self, login: str) -> ClientSession:
        http = ClientSession(cookie_jar=CookieJar(unsafe=True), headers={"Origin": self.url.removesuffix(BASE)})
        form = await (await http.get(f"{self.url}/login")).text()
        await http.post(f"{self.url}/login", data={**hidden(form), "login": login, "password": PASSWORD})
        return http


def hidden(text: str) -> dict[str, str]:
    return {
        name: value
        for found in re.findall(r"<input type=\"hidden\"[^>]*>", text)
        for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', found)
    }


@pytest.fixture
async def desk(journal: Journal, tmp_path: Path) -> AsyncIterator[Desk]:
    folder = write_town(tmp_path / "town")
    with (folder / "town.yaml").open("a", encoding="utf-8") as file:
        file.write("# nothing\n")
    release = load(folder, drafts=True)
    with (folder / "town.yaml").open("a", encoding="utf-8") as file:
        file.write(FOUR_EYES)
    release = replace(release, town=load(folder).town)

    folders = Folders([folder], patience=PATIENCE)

    async def ask(work: Callable[[Path], T]) -> T:
        return await folders.ask(folder, work)

    def approve(folder: Path, entry: str, by: str) -> None:
        try:
            sign(folder, tmp_path, "t", Request(act="approve", entries=(entry,), by=by), datetime.now(UTC))
        except NotApproved as refused:
            raise FilesBroken(refused.problems) from refused

    async with desk_town(journal) as town:
        editing = Editing(ask=ask, release=lambda: release, approve=approve)
        root = web.Application()
        root.add_subapp(BASE, desk_app(replace(town.deps, editing=editing)))
        server = TestServer(root, host="127.0.0.1")
        await server.start_server()
        for login, roles in (
            ("erna", ("editor",)), ("anton", ("approver",)), ("both", ("editor", "approver")), ("sven", ("staff",)),
            ("adele", ("admin",)),
        ):  # fmt: skip
            await town.staff(login, login.title(), roles=roles)
        try:
            yield Desk(f"http://127.0.0.1:{server.port}{BASE}", folder, release)
        finally:
            await server.close()


async def post(http: ClientSession, url: str, **fields: Any) -> tuple[int, str]:
    page = await (await http.get(url)).text()
    answer = await http.post(url, data={**hidden(page), **fields})
    return answer.status, await answer.text()


async def test_an_editor_drafts_and_an_approver_lets_it_live(desk: Desk) -> None:
    erna, anton = await desk.enter("erna"), await desk.enter("anton")
    try:
        url = f"{desk.url}/faq/hund-anmelden"
        new = {"f:answer.de": "Ab jetzt online.", "f:paraphrases.de": "Hundesteuer anmelden\nMops anmelden"}
        status, text = await post(erna, url, do="preview", ask="Mops anmelden", **new)
        assert status == 200
        preview = text.partition('id="preview"')[2].partition("</section>")[0]
        assert '<div class="text">Ab jetzt online.' in preview, "as people will see it, not as they do"
        assert "status: draft" not in preview
        assert "Mops" in text
        assert 'name="draft" value="1" checked' not in text  # it was one for the preview only
        assert "online" not in (desk.folder / "faq/a.yaml").read_text("utf-8")
        assert "<h2>So sehen es die Menschen</h2>" in text
        status, text = await post(erna, url, do="save", **new)
        assert status == 200
        assert "<h2>So werden es die Menschen sehen</h2>" in text
        written = (desk.folder / "faq/a.yaml").read_text("utf-8")
        assert "author: erna" in written
        status, _ = await post(erna, url, do="approve")
        assert status == 403
        shown = await (await anton.get(url)).text()
        assert "+  Ab jetzt online." in shown
        assert "Hundesteuer anmelden" in shown
        status, text = await post(anton, url, do="approve")
        assert status == 200, text
        assert 'id="preview"' not in await (await erna.get(url)).text()
        entry = load(desk.folder, previous=desk.release).entry("hund-anmelden")
        assert entry is not None
        assert entry.answer["de"] == "Ab jetzt online."
        assert entry.approval is not None
        assert entry.approval.by == "anton"
    finally:
        await erna.close()
        await anton.close()


async def test_the_list_says_what_its_day_is(desk: Desk) -> None:
    erna = await desk.enter("erna")
    try:
        text = await (await erna.get(f"{desk.url}/faq")).text()
        assert re.search(r"· nächste Prüfung \d\d\.\d\d\.\d{4}<", text)
        assert not re.search(r"· \d{4}-\d\d-\d\d<", text)
    finally:
        await erna.close()


async def test_an_entry_of_a_broken_file_leads_to_what_is_wrong_with_it(desk: Desk) -> None:
    """Citizens still get it: it is not said to be gone."""
    erna = await desk.enter("erna")
    try:
        file = desk.folder / "faq/a.yaml"
        file.write_text("- id: [\n" + file.read_text("utf-8"), "utf-8")
        answer = await erna.get(f"{desk.url}/faq/hund-anmelden")
        assert answer.status == 200
        assert answer.url.path.endswith("/faq")
        assert "faq/a.yaml" in await answer.text()
        assert (await erna.get(f"{desk.url}/faq/nie-gesehen")).status == 404
    finally:
        await erna.close()


async def test_nobody_approves_what_they_wrote(desk: Desk) -> None:
    both = await desk.enter("both")
    try:
        url = f"{desk.url}/faq/hund-anmelden"
        assert (await post(both, url, do="save", **{"f:answer.de": "Anders."}))[0] == 200
        status, text = await post(both, url, do="approve")
        assert status == 422
        assert "geschrieben" in text
        assert "approval" not in (desk.folder / "faq/a.yaml").read_text("utf-8")
    finally:
        await both.close()


async def test_an_entry_that_waits_for_facts_says_so(desk: Desk) -> None:
    path = desk.folder / "offices.yaml"
    path.write_text(path.read_text("utf-8").replace('"0123 4561"', "unbekannt"), "utf-8")
    entries = desk.folder / "faq/a.yaml"
    entries.write_text(re.sub("(- id: .*\n)", r"\1  author: erna\n", entries.read_text("utf-8")), "utf-8")
    anton = await desk.enter("anton")
    try:
        for id_ in ("perso-neu", "hund-anmelden"):
            await post(anton, f"{desk.url}/faq/{id_}", do="approve")
        listed = await (await anton.get(f"{desk.url}/faq?state=blank")).text()
        assert "perso-neu" in listed
        assert "hund-anmelden" not in listed
        shown = await (await anton.get(f"{desk.url}/faq/perso-neu")).text()
        assert "Telefon (Bürgerbüro) fehlt" in shown
        assert "offices.yaml" in shown
    finally:
        await anton.close()


def removal(page: str) -> dict[str, str]:
    """What the page's form for deleting sends."""
    return hidden(page.split("/removal")[1].split("</form>", maxsplit=1)[0])


async def test_an_entry_is_deleted_by_two(desk: Desk) -> None:
    erna, anton, both = [await desk.enter(login) for login in ("erna", "anton", "both")]
    try:
        url = f"{desk.url}/faq/hund-anmelden"
        forms = removal(await (await both.get(url)).text())
        answer = await both.post(f"{url}/removal", data={**forms, "do": "propose"})
        assert answer.status == 200
        assert "Eine zweite Person muss zustimmen" in await answer.text()
        written = load(desk.folder, drafts=True).entry("hund-anmelden")
        assert written is not None
        assert written.removal == "both"
        page = await (await both.get(url)).text()
        refused = await both.post(f"{url}/removal", data={**removal(page), "do": "agree"})
        assert refused.status == 422
        assert "zweite Person" in await refused.text()
        form = removal(await (await erna.get(url)).text())
        assert (await erna.post(f"{url}/removal", data={**form, "do": "agree"})).status == 403
        listed = await (await anton.get(f"{desk.url}/faq?state=leaving")).text()
        assert "hund-anmelden" in listed
        assert "perso-neu" not in listed
        shown = await (await anton.get(url)).text()
        assert "both schlägt vor" in shown
        assert "würden anders beantwortet" in shown
        assert load(desk.folder, drafts=True).entry("hund-anmelden") is not None
        answer = await anton.post(f"{url}/removal", data={**removal(shown), "do": "agree"})
        assert answer.status == 200, await answer.text()
        assert "Gelöscht" in await answer.text()
        assert load(desk.folder, drafts=True).entry("hund-anmelden") is None
        assert (await erna.get(url)).status == 404
    finally:
        for http in (erna, anton, both):
            await http.close()


async def test_what_changed_or_was_taken_back_meanwhile_is_not_deleted(desk: Desk) -> None:
    erna, anton = await desk.enter("erna"), await desk.enter("anton")
    try:
        url = f"{desk.url}/faq/hund-anmelden"
        form = removal(await (await erna.get(url)).text())
        await erna.post(f"{url}/removal", data={**form, "do": "propose"})
        shown = removal(await (await anton.get(url)).text())
        await post(erna, url, do="save", **{"f:answer.de": "Doch noch wahr."})
        answer = await anton.post(f"{url}/removal", data={**shown, "do": "agree"})
        assert answer.status == 409
        assert "Doch noch wahr." in await answer.text()
        shown = removal(await (await anton.get(url)).text())
        form = removal(await (await erna.get(url)).text())
        assert (await erna.post(f"{url}/removal", data={**form, "do": "withdraw"})).status == 200
        assert (await anton.post(f"{url}/removal", data={**shown, "do": "agree"})).status == 409
        entry = load(desk.folder, drafts=True).entry("hund-anmelden")
        assert entry is not None
        assert entry.removal == ""
    finally:
        await erna.close()
        await anton.close()


async def test_an_entry_nobody_gets_needs_no_second_person(desk: Desk) -> None:
    erna = await desk.enter("erna")
    try:
        new = (desk.folder / "faq/b.yaml").read_text("utf-8").replace("hund-abmelden", "hund-ummelden")
        (desk.folder / "faq/c.yaml").write_text(new.split("- id: weihnachtsmarkt")[0], "utf-8")
        url = f"{desk.url}/faq/hund-ummelden"
        form = removal(await (await erna.get(url)).text())
        assert (await erna.post(f"{url}/removal", data={**form, "do": "propose"})).status == 200
        assert not (desk.folder / "faq/c.yaml").exists()
    finally:
        await erna.close()


async def test_what_was_not_seen_is_not_approved(desk: Desk) -> None:
    erna, anton = await desk.enter("erna"), await desk.enter("anton")
    try:
        url = f"{desk.url}/faq/hund-anmelden"
        await post(erna, url, do="save", **{"f:answer.de": "Erste Fassung."})
        shown = hidden(re.split("faq-change|</section>", await (await anton.get(url)).text())[0])
        await post(erna, url, do="save", **{"f:answer.de": "Zweite Fassung."})
        answer = await anton.post(url, data={**shown, "do": "approve"})
        assert answer.status == 409
        assert "approval" not in (desk.folder / "faq/a.yaml").read_text("utf-8")
    finally:
        await erna.close()
        await anton.close()


async def test_who_comes_second_sees_both_and_overwrites_nothing(desk: Desk) -> None:
    adele = await desk.enter("adele")
    try:
        url = f"{desk.url}/admin/offices/buergerbuero"
        page = await (await adele.get(url)).text()
        path = desk.folder / "offices.yaml"
        theirs = path.read_text("utf-8").replace("0123 4561", "0123 777")
        path.write_text(theirs, "utf-8")
        answer = await adele.post(url, data={**hidden(page), "f:phone": "0123 999"})
        text = await answer.text()
        assert answer.status == 409
        assert "0123 777" in text
        assert "0123 999" in text
        assert path.read_text("utf-8") == theirs
    finally:
        await adele.close()


async def test_hours_and_fees_are_written_and_the_rest_stays(desk: Desk) -> None:
    adele = await desk.enter("adele")
    try:
        url = f"{desk.url}/admin/offices/buergerbuero"
        before = (desk.folder / "offices.yaml").read_text("utf-8")
        status, text = await post(adele, url, **{"f:hours.mon": "12:00-08:00"})
        assert status == 422
        assert "Zeitspanne" in text
        assert (desk.folder / "offices.yaml").read_text("utf-8") == before
        status, _ = await post(adele, url, **{"f:hours.mon": "09:00-12:00\n13:00-15:00", "f:phone": "0123 999"})
        assert status == 200
        after = (desk.folder / "offices.yaml").read_text("utf-8")
        assert load(desk.folder).offices["buergerbuero"].phone == "0123 999"
        assert '    tue: ["08:00-12:00", "14:00-16:00"]\n' in after
    finally:
        await adele.close()


async def test_the_first_canned_text_is_made_at_the_desk_and_the_last_deleted(desk: Desk) -> None:
    erna = await desk.enter("erna")
    try:
        assert (await erna.get(f"{desk.url}/admin/canned")).status == 200
        wrong = {"id": "Gruß 1", "f:title.de": "Gruß", "f:text.de": "Guten Tag."}
        status, text = await post(erna, f"{desk.url}/admin/canned/new", **wrong)
        assert status == 422
        assert 'value="Gruß 1"' in text
        new = {"id": "gruss", "f:title.de": "Gruß", "f:text.de": "Guten Tag."}
        status, text = await post(erna, f"{desk.url}/admin/canned/new", **new)
        assert status == 200, text
        assert [one.id for one in load(desk.folder).canned] == ["gruss"]
        url = f"{desk.url}/admin/canned/gruss"
        stale = hidden(await (await erna.get(url)).text())
        await post(erna, url, **{"f:text.de": "Moin."})
        answer = await erna.post(url, data={**stale, "do": "delete"})
        assert answer.status == 409
        assert "Moin." in await answer.text()
        status, text = await post(erna, url, do="delete")
        assert status == 200
        assert "gruss" not in text
        assert load(desk.folder).canned == ()
    finally:
        await erna.close()


async def test_offices_are_not_deleted_at_the_desk(desk: Desk) -> None:
    adele = await desk.enter("adele")
    try:
        before = (desk.folder / "offices.yaml").read_bytes()
        assert (await post(adele, f"{desk.url}/admin/offices/buergerbuero", do="delete"))[0] == 400
        assert (desk.folder / "offices.yaml").read_bytes() == before
    finally:
        await adele.close()


@pytest.mark.parametrize("path", ["faq/hund-anmelden", "admin/offices/buergerbuero", "admin/departments/steuern"])
async def test_a_right_is_asked_for_at_every_door(desk: Desk, path: str) -> None:
    sven = await desk.enter("sven")
    try:
        csrf = hidden(await (await sven.get(f"{desk.url}/account")).text())["csrf"]
        files = [*desk.folder.rglob("*.yaml")]
        before = [file.read_bytes() for file in files]
        for do in ("save", "preview", "approve", "discard"):
            answer = await sven.post(f"{desk.url}/{path}", data={"csrf": csrf, "do": do, "f:phone": "1"})
            assert answer.status == 403
        for do in ("propose", "withdraw", "agree"):
            answer = await sven.post(f"{desk.url}/faq/hund-anmelden/removal", data={"csrf": csrf, "do": do})
            assert answer.status == 403
        assert [file.read_bytes() for file in files] == before
    finally:
        await sven.close()


async def test_every_page_is_there_in_both_languages(desk: Desk) -> None:
    both, adele = await desk.enter("both"), await desk.enter("adele")
    try:
        for lang in ("de", "en"):
            for http, path in (
                (both, "faq"), (both, "faq?state=waiting&q=hund"), (both, "faq/new"), (both, "faq/perso-neu"),
                (adele, "admin"), (adele, "admin/offices"), (adele, "admin/departments/steuern"),
            ):  # fmt: skip
                mark = "&" if "?" in path else "?"
                answer = await http.get(f"{desk.url}/{path}{mark}lang={lang}")
                assert answer.status == 200, path
    finally:
        await both.close()
        await adele.close()


async def test_a_folder_that_does_not_answer_holds_up_nobody_else_in_the_program(desk: Desk) -> None:
    both, adele = await desk.enter("both"), await desk.enter("adele")
    file, away = desk.folder / "town.yaml", desk.folder.parent / "away"
    file.rename(away)
    os.mkfifo(file)  # who reads it waits for somebody who writes
    try:
        async with asyncio.timeout(60):
            for _ in range(40):  # more than there are threads for what blocks
                for path in ("faq", "faq/hund-anmelden", "faq/new"):
                    answer = await both.get(f"{desk.url}/{path}")
                    assert answer.status == 503
                    assert "antwortet gerade nicht" in await answer.text()
            assert (await adele.get(f"{desk.url}/admin/offices")).status == 503
            assert (await both.get(f"{desk.url}/approvals")).status == 200  # what is no file of the town
            await asyncio.to_thread(away.exists)  # as log-in, stored files and the audit's log do
        writer = await asyncio.to_thread(file.open, "w")
        file.unlink()
        away.rename(file)
        writer.close()
        async with asyncio.timeout(60):
            while (await both.get(f"{desk.url}/faq")).status != 200:  # noqa: ASYNC110 - a folder gives no event
                await asyncio.sleep(0.05)
    finally:
        await both.close()
        await adele.close()
