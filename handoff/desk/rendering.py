"""How the desk's pages are written: templates, the reader's language, the headers every answer carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handoff.board import Board
from handoff.desk.areas import area_of, navigation_for
from handoff.desk.catalogue import LANGS, Say, label_of, speak
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import VISITOR
from handoff.desk.reminders import REMINDERS, Reminders
from handoff.desk.state import Reading
from handoff.desk.whatwaits import WAITS, Waits

LANG_COOKIE: Final = "bd-desk-lang"
LOOK_COOKIE: Final = "bd-desk-look"
THEMES: Final = ("auto", "light", "dark")
FOR_YEARS: Final = 365 * 86400
_ENV: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    auto_reload=False,  # an update that lies on the disk already is no part of the program that still runs
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
KEYS: Final = {
    "list": (("j", "down"), ("k", "up"), ("enter", "open"), ("n", "next"), ("/", "search")),
    "case": (("c", "claim"), ("r", "reply"), ("control-enter", "send"), ("Esc", "escape"), ("?", "help")),
    "go": (("w", "waiting"), ("m", "mine"), ("a", "all"), ("g", "closed")),
}
"""What the help lists by part: key and text. What the keys do is in keys.js."""
KEPT_POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Of what is saved and no page: opened by a browser all the same, it does nothing."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'{sockets}; "
    "form-action 'self'{provider}; base-uri 'none'; frame-ancestors 'none'"
)


def lang_of(request: web.Request) -> str:
    """The reader's language: asked for in the address, else chosen before, else German."""
    asked = request.query.get("lang") or request.cookies.get(LANG_COOKIE, "")
    return asked if asked in LANGS else LANGS[0]


def say_for(request: web.Request) -> Say:
    """The texts in the reader's language."""
    return speak(lang_of(request))


def reading_for(request: web.Request) -> Reading:
    """The reader's language, zone and time now."""
    deps = request.app[DEPS]
    lang = lang_of(request)
    return Reading(say=speak(lang), lang=lang, now=datetime.now(UTC), zone=deps.zone, departments=deps.departments())


def page(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """A page or a part of one."""
    deps = request.app[DEPS]
    lang, visitor, waits = lang_of(request), request.get(VISITOR), request.get(WAITS, Waits())
    text = _ENV.get_template(template).render(
        say=speak(lang),
        lang=lang,
        langs=LANGS,
        base=deps.base,
        town=deps.town,
        visitor=visitor,
        entries=navigation_for(visitor.record, files=deps.editing is not None) if visitor else (),
        badge=waits.badge,
        in_area=waits.in_area,
        here=area_of(_within_desk(request)),
        look=_look(request),
        keys=KEYS,
        room=deps.room,
        reminders=request.get(REMINDERS, Reminders()),
        moment_of=lambda at: reading_for(request).moment(at),
        board=deps.board() if visitor else Board(),
        channel_word=lambda channel: speak(lang)(f"channel-{channel}"),
        label_of=lambda path: label_of(path, speak(lang)),
        other_lang=lambda other: _in_language(request, deps, other),
        **values,
    )
    response = web.Response(text=text, status=status, content_type="text/html", charset="utf-8")
    if request.query.get("lang") in LANGS:
        response.set_cookie(
            LANG_COOKIE, lang, path="/", samesite="Lax", httponly=True, secure=deps.secure, max_age=FOR_YEARS
        )
    return response


def sheet(template: str, lang: str, style: str, **values: Any) -> str:
    """A page to be saved: it carries its ``style`` (one of our own files) and needs nothing of the desk."""
    return _ENV.get_template(template).render(say=speak(lang), lang=lang, sheet=Markup(style), **values)  # noqa: S704


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """The colours somebody chose on a device."""

    theme: str = THEMES[0]
    contrast: bool = False


def look_of(fields: Mapping[str, str]) -> Look:
    """The look that a form asks for; the device's own where it asks for nothing that is known."""
    theme = fields.get("theme", "")
    return Look(theme=theme if theme in THEMES else THEMES[0], contrast=fields.get("contrast") == "more")


def set_look(response: web.StreamResponse, deps: DeskDeps, look: Look) -> None:
    """Keep it in this browser."""
    value = f"{look.theme}.{'more' if look.contrast else 'normal'}"
    response.set_cookie(
        LOOK_COOKIE, value, path="/", samesite="Lax", httponly=True, secure=deps.secure, max_age=FOR_YEARS
    )


def _look(request: web.Request) -> Look:
    theme, _, contrast = request.cookies.get(LOOK_COOKIE, "").partition(".")
    return look_of({"theme": theme, "contrast": contrast})


def _within_desk(request: web.Request) -> str:
    """The path within the desk, wherever it is mounted."""
    mounted = str(request.app.router["login"].url_for()).removesuffix("/login")
    return request.path.removeprefix(mounted) if request.match_info.route.resource is not None else "?"


def _in_language(request: web.Request, deps: DeskDeps, lang: str) -> str:
    """Where the same page is in another language. Relative: a proxy may have taken a part of the path away."""
    if request.method != hdrs.METH_GET:
        return f"{deps.base}?lang={lang}"
    return f"?{request.rel_url.update_query(lang=lang).raw_query_string}"


def guard(response: web.StreamResponse, deps: DeskDeps, *, lasting: bool) -> None:
    """Set what every answer carries. ``lasting``: it is part of the program, the same for everybody."""
    sockets = "".join(f" {origin.replace('http', 'ws', 1)}" for origin in deps.origins)
    # A form of ours leads there by a redirect: logging out ends the session there too.
    provider = f" {deps.provider.origin}" if deps.provider is not None else ""
    policy = POLICY.format(sockets=sockets, provider=provider)
    if response.headers.get(hdrs.CONTENT_DISPOSITION, "").startswith("attachment"):
        policy = KEPT_POLICY
    for name, value in (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        # Not "no-referrer": with it browsers send "Origin: null" with our own forms.
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        (hdrs.CACHE_CONTROL, "no-cache" if lasting else "no-store"),
    ):
        response.headers.setdefault(name, value)
