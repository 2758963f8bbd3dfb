"""A plain browser without script, as one clerk uses it."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientResponse, ClientSession, CookieJar

from tests.desk.town import PASSWORD, DeskTown

_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Clerk:
    """One browser."""

    desk: DeskTown
    session: ClientSession

    async def get(self, path: str, **more: object) -> ClientResponse:
        return await self.session.get(self.desk.url + path, allow_redirects=False, **more)  # type: ignore[arg-type]

    async def text(self, path: str) -> str:
        answer = await self.get(path)
        assert answer.status == 200, answer.status
        return await answer.text()

    async def post(
        self, path: str, fields: dict[str, str], *, origin: str | None = None, **headers: str
    ) -> ClientResponse:
        sent = {"Origin": self.desk.origin if origin is None else origin}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        if sent["Origin"] == "":
            del sent["Origin"]
        return await self.session.post(self.desk.url + path, data=fields, headers=sent, allow_redirects=False)

    async def log_in(self, login: str, password: str = PASSWORD, **more: str) -> ClientResponse:
        fields = hidden(await (await self.get("/login")).text(), "/login")
        return await self.post("/login", fields | {"login": login, "password": password} | more)

    async def act(self, conversation: str, act: str, **fields: str) -> ClientResponse:
        """Send an act's form as the page has it."""
        path = f"/case/{conversation}/{act}"
        return await self.post(path, await self.form(conversation, act) | fields)

    async def form(self, conversation: str, act: str) -> dict[str, str]:
        return hidden(await self.text(f"/case/{conversation}"), f"/case/{conversation}/{act}")


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with that action."""
    for form in _FORM.findall(page):
        if f'{action}"' in form.split(">", 1)[0]:
            return {name: html.unescape(value) for name, value in _FIELD.findall(form)}
    raise AssertionError(f"no form {action}")


@asynccontextmanager
async def browser(desk: DeskTown) -> AsyncIterator[Clerk]:
    """A browser that nobody has logged in to."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Clerk(desk=desk, session=session)


@asynccontextmanager
async def clerk(desk: DeskTown, login: str) -> AsyncIterator[Clerk]:
    """A browser, logged in."""
    async with browser(desk) as one:
        answer = await one.log_in(login)
        assert answer.status == 303, await answer.text()
        yield one
