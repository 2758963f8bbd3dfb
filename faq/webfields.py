"""What the fields about the web chat's look and places may hold, with complaints in German. Knows no shape."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from faq.colour import READABLE, as_colour, contrast, darker
from faq.fields import wrong
from faq.look import PAPER

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|::1")


def _colour(text: str) -> str:
    colour = as_colour(text)
    if colour is None:
        raise wrong(f"„{text}“ ist keine Farbe.", 'Als "#0b5f72" schreiben, mit Anführungszeichen.')
    found = contrast(colour, PAPER)
    if found < READABLE:
        raise wrong(
            f"„{text}“ ist zu schwach: Kontrast {_german(found)} zu 1 auf hellem Grund, nötig {_german(READABLE)}.",
            f'Eine kräftigere wählen; die nächste im selben Ton ist "{darker(colour, PAPER, READABLE)}".',
        )
    return colour


def _german(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _origin(text: str) -> str:
    example = "Nur Schema und Rechnernamen schreiben, wie https://www.musterstadt.de"
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise wrong(f"„{text}“ ist keine Adresse.", f"{example}.") from None
    if "*" in text:
        raise wrong(f"„{text}“ lässt offen, welche Seite es ist.", "Jede Adresse einzeln eintragen, ohne *.")
    if parts.scheme not in {"https", "http"} or not host or parts.username is not None:
        raise wrong(f"„{text}“ ist keine vollständige Adresse.", f"{example}.")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise wrong(f"„{text}“ hat mehr als Schema und Rechnernamen.", f"{example}; es gilt für alle Seiten darunter.")
    if not host.isascii():
        raise wrong(f"„{text}“ hat Umlaute.", f"So schreiben, wie Browser es senden: {_ascii_host(host)}.")
    if not _HOST.fullmatch(host):
        raise wrong(f"„{text}“ ist keine Adresse.", f"{example}.")
    if parts.scheme == "http" and not _is_loopback(host):
        raise wrong(f"„{text}“ ist unverschlüsselt.", "https:// schreiben; http:// nur für localhost zum Ausprobieren.")
    usual = {"https": 443, "http": 80}[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port and port != usual else "")


def _ascii_host(host: str) -> str:
    try:
        return f"https://{host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return "https://xn--…"


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"} or host.endswith(".localhost")


Colour = Annotated[
    str, AfterValidator(_colour), Field(json_schema_extra={"pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"})
]
LogoFile = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.([pP][nN][gG]|[sS][vV][gG])$")]
PageOrigin = Annotated[str, AfterValidator(_origin), Field(json_schema_extra={"pattern": "^https?://[^/*]+/?$"})]
