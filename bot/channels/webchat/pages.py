"""The web chat's pages and packaged files as responses, with the headers that keep foreign code out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.channels.webchat.channel import WebChat
from bot.channels.webchat.deps import WebChatDeps
from bot.channels.webchat.embedding import LANGS, Embedding, ancestors
from bot.channels.webchat.frames import MAX_TEXT
from bot.privacynotice import Practice, notice
from faq.markdown import from_markdown
from faq.richtext import to_html
from handoff.board import words_in
from handoff.files.kinds import KINDS

_HERE: Final = Path(__file__).parent
_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}

# What the script says, with the arguments it fills in itself.
SCRIPT_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "web-you": (),
    "web-machine": (),
    "web-person": ("name",),
    "web-person-unnamed": (),
    "web-speaker-machine": (),
    "web-speaker-waiting": (),
    "web-speaker-person": ("name",),
    "web-connecting": (),
    "web-line-lost": (),
    "web-line-lost-pending": (),
    "web-line-back": (),
    "web-stored": (),
    "web-sending": (),
    "web-unsent": (),
    "web-not-sent": (),
    "web-why-too-long": ("n",),
    "web-why-empty": (),
    "web-why-too-fast": (),
    "web-why-away": (),
    "web-why-file": (),
    "web-why-dropped": (),
    "web-why-other": (),
    "web-left-chars": ("n",),
    "web-over-chars": ("n",),
    "web-choices": (),
    "web-chosen": (),
    "web-photo-one": (),
    "web-file-one": (),
    "web-file-save": (),
    "web-file-loading": (),
    "web-file-ready": (),
    "web-file-held": (),
    "web-file-all-ready": (),
    "web-file-remove": (),
    "web-file-many": ("n",),
    "web-file-type": ("kinds",),
    "web-file-large": ("size",),
    "web-file-pixels": (),
    "web-file-broken": (),
    "web-file-infected": (),
    "web-file-full": (),
    "web-file-often": (),
    "web-file-slow": (),
    "web-file-failed": (),
    "web-file-wait": (),
    "web-receipt-new": ("no",),
    "web-copied": (),
    "web-return-wrong": (),
    "web-return-often": (),
    "web-return-away": (),
    "web-return-done": (),
    "web-link-over": (),
    "web-link-used": (),
    "web-link-done": (),
    "web-link-before": ("no", "code"),
    "web-today": (),
    "web-yesterday": (),
    "web-new-below": (),
    "embed-unkept-note": (),
}


def choose_lang(wanted: str, accepted: str) -> str:
    """The page's language: the one wanted, else the first of ours that the browser accepts, else German."""
    if wanted in LANGS:
        return wanted
    ranked: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        lang = tag.split("-", 1)[0].lower()
        if lang in LANGS and weight > 0:
            ranked.append((-weight, lang))
    return min(ranked, key=lambda entry: entry[0])[1] if ranked else "de"


class Pages:
    """Renders the pages of one town."""

    def __init__(self, deps: WebChatDeps) -> None:
        self._deps = deps
        self.embedding = Embedding(deps.town, self._text)
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "pages"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._files = {path.name: path.read_bytes() for path in sorted((_HERE / "static").iterdir())}
        digest = hashlib.sha256()
        for name, content in self._files.items():
            digest.update(name.encode() + b"\0" + content)
        self.version = digest.hexdigest()[:12]
        public = urlsplit(deps.public_url)
        socket = f" {'wss' if public.scheme == 'https' else 'ws'}://{public.netloc}" if public.netloc else ""
        self._policy = "; ".join(
            (
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' blob:",
                f"connect-src 'self'{socket}",
                "form-action 'self'",
                "base-uri 'none'",
            )
        )
        self._headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        }

    def secure(self, headers: Any) -> None:
        """Add the security headers to a response's headers; what it says itself stays."""
        frames = f"{self._policy}; frame-ancestors {ancestors(self._deps.town())}"
        for name, value in {"Content-Security-Policy": frames, **self._headers}.items():
            headers.setdefault(name, value)

    def chat(self, request: web.Request) -> web.Response:
        """The chat."""
        lang = self._lang(request)
        texts = {
            key: self._text(key, lang, {name: f"{{{name}}}" for name in names}) for key, names in SCRIPT_TEXTS.items()
        }
        rules = self._deps.files.rules
        kinds = [kind for kind in KINDS.values() if kind.id in rules.kinds]
        # Types for the choice of a phone's camera or folder, endings for what a device knows no type of.
        accept = [*(kind.mime for kind in kinds), *(f".{ending}" for kind in kinds for ending in kind.endings)]
        files = {
            "accept": accept,
            "fileKinds": ", ".join(kind.endings[0].upper() for kind in kinds),
            "maxFile": rules.size,
        }
        origins = self._deps.town().embed_origins
        script = {"texts": texts, "lang": lang, "maxText": MAX_TEXT, "origins": origins, "files": files}
        board = self._deps.board()
        return self._page(
            "chat.html",
            lang,
            script=script,
            accept=",".join(accept),
            banner=words_in(board.banner.text, lang) if board.banner else "",
            banner_link=board.banner.link if board.banner else "",
            is_off=WebChat.name in board.off,
        )

    def netiquette(self, request: web.Request) -> web.Response:
        """The rules of conduct, as the town wrote them."""
        lang = self._lang(request)
        rules = self._deps.netiquette()
        texts, review = rules.text, format_date(rules.review, format="medium", locale=lang)
        used = lang if lang in texts else "de"
        # to_html escapes everything but its own marks.
        content = Markup(to_html(from_markdown(texts[used])))  # noqa: S704
        version = {"version": rules.version, "review": review}
        return self._page("netiquette.html", lang, content=content, content_lang=used, **version)

    def stop(self, request: web.Request, state: str) -> web.Response:
        """Ending mails: ``state`` is "ask", "done" or "wrong"."""
        return self._page("stop.html", self._lang(request), state=state)

    def privacy(self, request: web.Request, practice: Practice) -> web.Response:
        """What is kept, by whom, for how long, and where to ask."""
        lang = self._lang(request)
        return self._page("privacy.html", lang, sections=notice(practice, lang))

    def static(self, request: web.Request) -> web.Response:
        """A packaged file. Under its own version it never changes; under an older page's, the newest is served."""
        name = request.match_info["name"]
        content = self._files.get(name)
        if content is None:
            raise web.HTTPNotFound
        current = request.match_info["version"] == self.version
        etag = f'"{self.version}"'
        headers = {
            "Content-Type": _TYPES[Path(name).suffix],
            "Cache-Control": "public, max-age=31536000, immutable" if current else "no-cache",
            "ETag": etag,
        }
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=content, headers=headers)

    def _lang(self, request: web.Request) -> str:
        return choose_lang(request.query.get("lang", ""), request.headers.get("Accept-Language", ""))

    def _text(self, key: str, lang: str, args: Mapping[str, Any] | None = None) -> str:
        # The catalogue speaks Markdown and escapes what it fills in; a page wants the words alone.
        return from_markdown(self._deps.say(key, lang, args)).text

    def _page(self, template: str, lang: str, **more: Any) -> web.Response:
        town = self._deps.town()
        html = self._templates.get_template(template).render(
            t=lambda key, **args: self._text(key, lang, args),
            lang=lang,
            other_lang="en" if lang == "de" else "de",
            town=town,
            counter=town.counter.get(lang) or town.counter.get("de", ""),
            phone_link=f"tel:{re.sub(r'[^0-9+]', '', town.phone)}",
            assets=f"static/{self.version}",
            mails=self._deps.mails,
            dress=self.embedding.dress(),
            **more,
        )
        return web.Response(
            text=html,
            content_type="text/html",
            headers={"Cache-Control": "no-cache", "Vary": "Accept-Language", "Content-Language": lang},
        )
