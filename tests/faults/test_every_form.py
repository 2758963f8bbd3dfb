"""Rows 60, 61, 65: every form of the desk, as its pages have it, filled in with the hostile corpus: no 5xx (P14)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle, islice
from urllib.parse import urlencode, urljoin, urlsplit

import aiohttp
import pytest

from handoff.rights import Role
from handoff.staff import StaffRecord
from tests.faults.desk import Clerk
from tests.faults.process import EVERYTHING
from tests.faults.test_hostile import broken
from tests.faults.world import LONG, World
from tests.hostile import COMMANDS, MARKUP, ODD
from tests.proof import Row

pytestmark = pytest.mark.faults

TEXTS = (*MARKUP, *ODD, *COMMANDS, "x" * 60_000, "😀" * 4096)
EACH = 6 if LONG else 1
"""Texts a form; the next form gets the next ones."""
MOST_PAGES = 150
OUT = ("/logout", "/device")
"""Forms that end the session or change what the browser itself remembers."""
NUMBERS = re.compile(r"[0-9a-f]{6,}|\d+|[A-Z]{3}-[A-Z]{4}")
RECORD = StaffRecord(login="olga", name="Olga Ohm", roles=tuple(Role))


@dataclass
class Form:
    """A form: where it goes, what it sends by itself, and which of it is typed or chosen."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """The same for all of its kind, whichever case or person they are about."""
        return f"{self.method} {NUMBERS.sub('*', urlsplit(self.action).path)} {sorted(self.fields)}"


class Page(HTMLParser):
    """The forms and links of a page."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._url = url
        self._select = self._button = ""
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        match tag:
            case "a":
                self.links.append(urljoin(self._url, told.get("href", "")))
            case "form":
                self._open = Form(told.get("method", "get").lower(), urljoin(self._url, told.get("action", "")))
                self.forms.append(self._open)
            case "select":
                self._select = name
                self._fill(name, "", "chosen")
            case "option" if self._select and ("selected" in told or not self._value(self._select)):
                self._fill(self._select, told.get("value", ""), "chosen")
            case "textarea":
                self._fill(name, "", "typed")
            case "input":
                kind = told.get("type", "text")
                if kind in ("checkbox", "radio"):
                    self._fill(name, told.get("value", "on"), "chosen")
                else:
                    self._fill(name, told.get("value", ""), "" if kind == "hidden" else "typed")
            case "button" if name:
                self._fill(name, told.get("value", ""), "chosen")
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""

    def _value(self, name: str) -> str:
        return self._open.fields.get(name, "") if self._open else ""

    def _fill(self, name: str, value: str, kind: str) -> None:
        if self._open is None or not name:
            return
        self._open.fields[name] = value
        if kind:
            getattr(self._open, kind).add(name)


def filled(form: Form, texts: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """What is sent: each text in all that is typed, then in what is chosen and in what is hidden, then nothing."""
    for text in texts:
        yield form.fields | dict.fromkeys(form.typed, text)
    kept = {"csrf": form.fields.get("csrf", "")}
    yield form.fields | dict.fromkeys(form.chosen, texts[0])
    yield dict.fromkeys(form.fields, texts[-1]) | kept
    yield kept


@pytest.mark.fault(rows=(60, 61, 65), promises=("P14",))
async def test_no_form_breaks_on_anything(world: World, prove: Callable[[Row], None]) -> None:
    app = await world.start(*EVERYTHING)
    desk = await world.start("web")
    conversation = await world.hand_off(1)
    await world.hand_off(2)
    await world.journal.put_staff(RECORD)
    await world.journal.put_staff(StaffRecord(login="victim", name="Viktor", roles=("staff",)))
    clerk = await Clerk(staff=RECORD.staff).log_in(world)
    assert await world.acts.claim(conversation, clerk.staff, request="1")
    origin = f"http://127.0.0.1:{desk.port}"
    broke, sent = [], 0
    async with aiohttp.ClientSession(headers={"Cookie": clerk.cookie, "Origin": origin}) as http:
        forms, pages = await crawl(http, f"{origin}/desk", [f"{origin}/desk/case/{conversation}"])
        texts = cycle(TEXTS)
        for form in forms if LONG else forms[::3]:
            for fields in filled(form, list(islice(texts, EACH))):
                sent += 1
                status = await send(http, form, fields)
                if status >= 500:
                    broke.append((status, form.kind, {k: v[:40] for k, v in fields.items() if k != "csrf"}))
            await world.journal.put_staff(RECORD)
            await clerk.log_in(world)
        for number, text in enumerate(TEXTS):
            sent += 1
            page = sorted(pages)[number % len(pages)]
            name = ("q", "show", "case", "after", "page", "lang", "said")[number % 7]
            query = urlencode({name: text[:500]}, errors="surrogatepass")
            async with http.get(f"{page.split('?')[0]}?{query}", allow_redirects=False) as response:
                if response.status >= 500:
                    broke.append((response.status, page, {"query": text[:40]}))
        async with http.get(f"{origin}/desk/case/{conversation}") as response:
            assert response.status == 200
    wrong = [*map(str, broke), *broken(world)]
    assert wrong == [], "\n".join(wrong[:20])
    assert (app.ended, desk.ended) == (None, None)
    assert len(forms) > 40
    prove(
        Row(
            name="hostile forms of the desk answered with 5xx",
            promise="P14",
            ours=len(broke),
            goal="0",
            note=f"of {sent} sent, {len(forms)} forms of {len(pages)} pages",
        )
    )


async def crawl(http: aiohttp.ClientSession, home: str, first: Sequence[str]) -> tuple[list[Form], set[str]]:
    """Every kind of form on the pages that links of the desk lead to, and the pages."""
    waiting, seen, kinds = [home, *first], set[str](), dict[str, Form]()
    pages = set[str]()
    while waiting and len(pages) < MOST_PAGES:
        url = waiting.pop(0).split("#")[0]
        shape = NUMBERS.sub("*", url)
        if shape in seen or not url.startswith(home):
            continue
        seen.add(shape)
        async with http.get(url) as response:
            assert response.status < 500, url
            if response.content_type != "text/html" or response.status != 200:
                continue
            page = Page(str(response.url))
            page.feed(await response.text())
        pages.add(url)
        waiting += page.links
        for form in page.forms:
            if not form.action.endswith(OUT):
                kinds.setdefault(form.kind, form)
    return list(kinds.values()), pages


async def send(http: aiohttp.ClientSession, form: Form, fields: Mapping[str, str]) -> int:
    """As a browser does; the status."""
    query = urlencode(fields, errors="surrogatepass")
    if form.method == "get":
        url = f"{form.action.split('?')[0]}?{query[:3000]}"
        async with http.get(url, allow_redirects=False) as response:
            await response.read()
            return response.status
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(form.action, data=io.BytesIO(query.encode()), headers=head, allow_redirects=False) as response:
        return response.status
