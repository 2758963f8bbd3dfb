"""The settings' file, and the addresses under which people and Telegram reach the program: certificates, the proxy."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import stat
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.cli_console import Finding
from config.settings import PACKAGED, Settings

SECONDS: Final = 8.0
EXPIRES_SOON: Final = timedelta(days=21)
EXPIRES_NOW: Final = timedelta(days=3)
RENEW: Final = "Renew it (certbot renew, acme.sh; Caddy does so by itself), and let the proxy load it anew"
PROXY: Final = "See deploy/proxy: the whole path is passed on as it is"


def settings_findings(settings: Settings, file: Path) -> Iterator[Finding]:
    """The file of the settings, and what in them leads nowhere."""
    yield Finding(state="ok", topic="Settings", text="defaults" if file == PACKAGED else str(file))
    written = file.read_text(encoding="utf-8")
    secrets = [
        settings.redis.url, settings.mail.password, settings.telegram.token, *settings.telegram.tokens.values(),
        settings.oidc.client_secret,
    ]  # fmt: skip
    exposed = any(secret is not None and secret.get_secret_value() in written for secret in secrets)
    if exposed and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Finding(
            state="warn", topic="Settings", text="the file holds a secret and others may read it",
            mend=f"chmod 600 {file}, or put the secret into a file of its own (token_file, url_file)",
        )  # fmt: skip
    if settings.demo:
        yield Finding(state="warn", topic="Settings", text="demo is on", mend="Never let real citizens use it")
    if settings.public_url is None:
        yield Finding(
            state="warn", topic="Settings", text=f"public_url is not set: links lead to {settings.base_url}",
            mend="Set it before others than this machine shall reach the web chat",
        )  # fmt: skip
    elif settings.public_url.startswith("https:") and not settings.web.trusted_proxies:
        yield Finding(
            state="warn", topic="Settings", text="no reverse proxy is trusted: all citizens count as one address",
            mend="Name its network in web.trusted_proxies, else the limits by address hit everybody at once",
        )  # fmt: skip


async def way_in_findings(settings: Settings) -> list[Finding]:
    """Go to each public address as others do. Changes nothing."""
    found: list[Finding] = []
    desk = settings.web.desk.public_url if settings.web.desk is not None else None
    hook = settings.telegram.webhook_url if settings.telegram.receive == "webhook" else None
    tls = ssl.create_default_context()
    if settings.outbound.ca_file is not None:
        tls.load_verify_locations(settings.outbound.ca_file)
    for url in dict.fromkeys(url for url in (settings.public_url, desk, hook) if url is not None):
        wrong = await _certificate(url, tls)
        found += wrong
        if not any(one.state == "bad" for one in wrong):
            found += [one async for one in _answers(url, tls, settings)]
    return found


async def _certificate(url: str, tls: ssl.SSLContext) -> list[Finding]:
    parts = urlsplit(url)
    if parts.scheme != "https":
        return []
    host, port = parts.hostname or "", parts.port or 443
    topic = "Certificate"
    try:
        async with asyncio.timeout(SECONDS):
            _, writer = await asyncio.open_connection(host, port, ssl=tls)
    except ssl.SSLCertVerificationError as error:
        mend = RENEW if "expired" in error.verify_message else (
            f"Give the proxy a certificate for {host} with its whole chain; an authority of your own: outbound.ca_file"
        )  # fmt: skip
        return [Finding(state="bad", topic=topic, text=f"{host}:{port}: {error.verify_message}", mend=mend)]
    except (TimeoutError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return [
            Finding(
                state="bad", topic=topic, text=f"{host}:{port} cannot be reached from here ({why})",
                mend="Is the proxy running, does the name lead to it, does the firewall let it in (also from inside)?",
            )
        ]  # fmt: skip
    certificate = writer.get_extra_info("peercert") or {}
    writer.close()
    with contextlib.suppress(OSError, ssl.SSLError):
        await writer.wait_closed()
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    return [expiry_finding(host, ends, datetime.now(UTC))]


def expiry_finding(host: str, ends: datetime, now: datetime) -> Finding:
    """Of a certificate that holds now."""
    left, text = ends - now, f"{host}: good until {ends:%Y-%m-%d}"
    if left > EXPIRES_SOON:
        return Finding(state="ok", topic="Certificate", text=text)
    return Finding(state="bad" if left < EXPIRES_NOW else "warn", topic="Certificate", text=text, mend=RENEW)


async def _answers(url: str, tls: ssl.SSLContext, settings: Settings) -> AsyncIterator[Finding]:
    """Whether the program is behind it, WebSockets pass, and figures do not."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    connector = aiohttp.TCPConnector(ssl=tls)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector, trust_env=False) as session:
        try:
            async with session.get(f"{url}/livez", allow_redirects=False) as answer:
                status, text = answer.status, (await answer.content.read(100)).decode("utf-8", "replace")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            yield Finding(
                state="bad", topic="Public address", text=f"{url} does not answer ({type(error).__name__})",
                mend="Is the proxy running?",
            )  # fmt: skip
            return
        if text.startswith("stuck"):
            yield Finding(
                state="bad", topic="Program", text=f"it is {text.strip()}",
                mend="It ends by itself and is started again; if not, start it again and send us its log",
            )  # fmt: skip
            return
        if status in {502, 503, 504}:
            yield Finding(
                state="warn", topic="Public address", text=f"{url}: the proxy does not reach the program ({status})",
                mend="Start the program, and compare web.host and web.port with the proxy's file",
            )  # fmt: skip
            return
        if (status, text) != (200, "ok\n"):
            yield Finding(
                state="bad", topic="Public address", text=f"{url}/livez answers {status}: that is not this program",
                mend=f"Compare public_url and the paths of the proxy. {PROXY}",
            )  # fmt: skip
            return
        yield Finding(state="ok", topic="Public address", text=f"{url} leads here")
        if url != settings.public_url:
            return
        yield await _socket(session, settings)
        async with session.get(f"{url}/metrics", allow_redirects=False) as answer:
            if answer.status == 200:
                yield Finding(
                    state="warn", topic="Public address", text=f"{url}/metrics shows figures to everybody",
                    mend="Refuse the path at the proxy, or give figures an address of their own: [web.metrics]",
                )  # fmt: skip


async def _socket(session: aiohttp.ClientSession, settings: Settings) -> Finding:
    address = f"{settings.chat_of(settings.towns[0])}/ws"
    parts = urlsplit(address)
    try:
        async with session.ws_connect(address, origin=f"{parts.scheme}://{parts.netloc}"):
            return Finding(state="ok", topic="Public address", text="WebSockets pass")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        status = error.status if isinstance(error, aiohttp.WSServerHandshakeError) else type(error).__name__
        return Finding(
            state="bad", topic="Public address", text=f"WebSockets do not pass ({status}): nobody can chat",
            mend="The proxy must pass Upgrade and Connection on, by HTTP/1.1: see deploy/proxy",
        )  # fmt: skip
