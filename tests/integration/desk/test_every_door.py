"""Every route of the desk asks the table of rights: who has no role is refused at each, and that is written down."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from aiohttp import hdrs

from handoff.desk.door import OPEN_TO_ALL
from handoff.journal.store import Store
from tests.desk.browser import clerk, hidden
from tests.desk.town import DeskTown
from tests.integration.desk.test_every_route import routes_of

pytestmark = pytest.mark.server
OWN: Final = ("/account", "/logout", "/device")
"""Where everybody sees to their own account: no right is needed for that."""
LEADS_ON: Final = ("", "/")
"""Leads whoever has no cases to the first page that is theirs."""


async def refusals(desk: DeskTown, store: Store) -> int:
    stored: list[Any] = list(await store.redis.xrange(f"bd:{{{desk.journal.town}}}:audit") or ())
    rows = [json.loads(fields["row"]) for _, fields in stored]
    return sum(row["action"] == "refused" and row["who"] == "nils" for row in rows)


async def test_who_has_no_role_is_refused_at_every_door(desk: DeskTown, store: Store) -> None:
    conversation = await desk.concern("Wo ist mein Pass?")
    await desk.staff("nils", "Nils Niemand", roles=())
    asking, open_doors = 0, []
    async with clerk(desk, "nils") as nils:
        token = hidden(await nils.text("/account"), "/logout")
        for method, path, name in routes_of(desk, conversation):
            if name in OPEN_TO_ALL or path.startswith(OWN) or path in LEADS_ON:
                continue
            before = await refusals(desk, store)
            answer = await (
                nils.get(path, headers={"Origin": desk.origin}) if method == hdrs.METH_GET else nils.post(path, token)
            )
            if answer.status not in (403, 404) or await refusals(desk, store) == before:
                open_doors.append((method, path, name, answer.status))
            asking += 1
    assert not open_doors, "\n".join(map(str, open_doors))
    assert asking > 40
