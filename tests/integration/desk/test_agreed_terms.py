"""With four eyes a change of how long cases are kept holds once a second person has confirmed it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faq.entry import DepartmentRetention, RetentionChoices
from handoff.agreedterms import AgreedTerms
from handoff.retention import Terms
from tests.desk.browser import clerk, hidden
from tests.desk.served import served
from tests.desk.town import DeskTown

pytestmark = pytest.mark.server
BEFORE = Terms()
AFTER = Terms(town=RetentionChoices(closed=90), departments={"bauamt": DepartmentRetention(unanswered=7)})


async def test_what_the_files_say_holds_when_somebody_has_confirmed_it(desk: DeskTown) -> None:
    agreed = AgreedTerms(desk.journal, four_eyes=True)
    assert await agreed.take_up(BEFORE) == BEFORE  # what a town begins with is agreed
    assert await agreed.in_force(AFTER) == BEFORE
    assert await desk.journal.second_looks() == []  # who only looks asks nobody
    assert await agreed.take_up(AFTER) == BEFORE
    assert await agreed.take_up(AFTER) == BEFORE
    (asked,) = await desk.journal.second_looks()  # asked once
    await desk.staff("lena", "Lena Leit", roles=("lead",))
    await desk.staff("anna", "Anna Albers")
    async with (
        served(desk, lambda deps, _: replace(deps, four_eyes=lambda: ("retention",))) as town,
        clerk(town, "lena") as lena,
        clerk(town, "anna") as anna,
    ):
        page = await lena.text("/approvals")
        assert "abgeschlossen, Tage: 180 → 90" in page
        assert "Bauen und Straßen, nie beantwortet, Tage: – → 7" in page
        form = hidden(page, f"/approvals/{asked.id}/confirm")
        stranger = hidden(await anna.text("/account"), "/logout") | {"digest": asked.digest}
        assert (await anna.post(f"/approvals/{asked.id}/confirm", stranger)).status == 403
        assert (await lena.post(f"/approvals/{asked.id}/confirm", form)).status == 303
    assert await agreed.in_force(AFTER) == AFTER
    assert await agreed.take_up(AFTER) == AFTER
    # Back and there again is another change: the old confirmation does not count for it.
    assert await agreed.take_up(BEFORE) == AFTER
    assert len(await desk.journal.second_looks()) == 2


async def test_a_refusal_stands_and_is_not_asked_again(desk: DeskTown) -> None:
    agreed = AgreedTerms(desk.journal, four_eyes=True)
    await agreed.take_up(BEFORE)
    await agreed.take_up(AFTER)
    (asked,) = await desk.journal.second_looks()
    lena = await desk.staff("lena", "Lena Leit", roles=("lead",))
    assert await agreed.refuse(lena, asked, asked.digest, "Zu kurz für Widersprüche.") is None
    assert await agreed.take_up(AFTER) == BEFORE
    assert len(await desk.journal.second_looks()) == 1


async def test_without_four_eyes_it_holds_at_once(desk: DeskTown) -> None:
    agreed = AgreedTerms(desk.journal, four_eyes=False)
    assert await agreed.take_up(BEFORE) == BEFORE
    assert await agreed.take_up(AFTER) == AFTER
    assert await desk.journal.second_looks() == []
