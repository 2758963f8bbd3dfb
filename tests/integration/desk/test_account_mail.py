"""A member's own page, the part on mail: whether mails tell them that concerns wait."""

from __future__ import annotations

import pytest

from tests.desk.browser import Clerk, clerk, hidden
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server


async def save(petra: Clerk, **fields: str) -> tuple[int, str]:
    answer = await petra.post("/account", hidden(await petra.text("/account"), "/account") | fields)
    return answer.status, await answer.text()


async def test_mails_are_chosen_and_ended(desk: DeskTown) -> None:
    await desk.staff("petra", "Petra Lindner", departments=("bauamt",))
    async with clerk(desk, "petra") as petra:
        assert "Petra Lindner" in await petra.text("/account")
        status, _ = await save(petra, mail=" petra@stadt.example ", when="digest", minutes="120")
        assert status == 303
        record = (await desk.journal.staff())["petra"]
        assert (record.mail, record.mail_when, record.mail_minutes) == ("petra@stadt.example", "digest", 120)
        assert record.departments == ("bauamt",)
        assert record.wants_mail
        page = await petra.text("/account?saved=1")
        assert "Gespeichert." in page
        assert 'value="120" selected' in page
        await save(petra, mail="", when="off", minutes="120")
        record = (await desk.journal.staff())["petra"]
        assert (record.mail, record.wants_mail) == ("", False)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"mail": "petra", "when": "now"}, "keine E-Mail-Adresse"),
        ({"mail": "a@b.de\r\nBcc: c@d.de", "when": "now"}, "keine E-Mail-Adresse"),
        ({"mail": "", "when": "now"}, "geben Sie eine E-Mail-Adresse an"),
    ],
)
async def test_what_is_wrong_is_told_and_changes_nothing(desk: DeskTown, fields: dict[str, str], told: str) -> None:
    await desk.staff("petra", "Petra Lindner")
    async with clerk(desk, "petra") as petra:
        status, page = await save(petra, **fields)
        assert status == 422
        assert told in page
        assert not (await desk.journal.staff())["petra"].mail


async def test_nobody_elses_form_and_no_stranger(desk: DeskTown) -> None:
    await desk.staff("petra", "Petra Lindner")
    async with clerk(desk, "petra") as petra:
        answer = await petra.post("/account", {"mail": "x@y.example", "when": "now", "csrf": "wrong"})
        assert answer.status == 403
        await petra.post("/logout", hidden(await petra.text("/account"), "/logout"))
        assert (await petra.get("/account")).status == 303
