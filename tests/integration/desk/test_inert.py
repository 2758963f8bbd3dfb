"""What citizens and colleagues write stays text, wherever a case shows it."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from handoff.desk.deps import Suggestion
from handoff.journal.records import Row
from tests.desk.browser import Clerk
from tests.desk.hostile import HOSTILE
from tests.desk.town import DeskTown, ReadyText

pytestmark = pytest.mark.server

LINKS = ("http://", "https://", "mailto:", "tel:", "/", "?", "#")


class _Page(HTMLParser):
    """Collects what no page of the desk may have."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"iframe", "object", "embed", "svg", "math", "style", "base", "marquee", "video", "audio"}:
            self.wrong.append(tag)
        if tag == "script" and not (dict(attrs).get("src") or "").startswith("/stadt/desk/static/"):
            self.wrong.append("script")
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.wrong.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and not text.startswith(LINKS):
                self.wrong.append(f"{tag} {name}={text}")

    handle_startendtag = handle_starttag


def _wrong(page: str) -> list[str]:
    parser = _Page()
    parser.feed(page)
    return parser.wrong


@pytest.mark.fault(rows=(65,), promises=("P14",))
@pytest.mark.parametrize("text", HOSTILE)
async def test_a_case_runs_nothing(desk: DeskTown, anna: Clerk, text: str) -> None:
    desk.faq.append(("", Suggestion(entry=text, question=text, answer=text, score=0.5)))
    desk.canned.append(ReadyText(id=text, title={"de": text}, text={"de": text}))
    await desk.staff("ben", text)
    attached = {"kind": "document", "name": text, "ref": "gone"}
    answered = {"way": "reply", "by": text, "name": text, "text": text, "origin": "7"}
    body = {"text": text, "attachments": [attached], "quotes": [answered], "entry": text, "why": [text], "urgent": text}
    row = Row(id="hostile-1", who="citizen", body=body)
    conversation = await desk.concern(text, place=text, urgent=text, rows=[row])
    await desk.machine(conversation, text, keys=(((text, "x"),),), entry=text)
    await anna.act(conversation, "claim")
    await anna.act(conversation, "note", text=text)
    await anna.act(conversation, "tag", tag=text)
    await anna.act(conversation, "ask", to="@ben", text=text)
    form = await anna.form(conversation, "reply")
    await anna.post(f"/case/{conversation}/draft", form | {"text": text}, Accept="application/json")
    for path in (
        f"/case/{conversation}",
        f"/case/{conversation}?insert=faq:{quote(text, safe='')}",
        f"/fragment/case/{conversation}",
        "",
    ):
        assert _wrong(await anna.text(path)) == []
    await anna.act(conversation, "reply", text=text)
    assert _wrong(await anna.text(f"/case/{conversation}?correct=5")) == []
    assert (await anna.get(f"/case/{conversation}")).headers["Content-Security-Policy"].startswith("default-src 'none'")
