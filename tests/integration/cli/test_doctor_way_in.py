"""The doctor goes to the public address as citizens do: certificates, a proxy that passes too little or too much."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from aiohttp import web

from bot.cli_console import Finding
from bot.doctor.wayin import way_in_findings
from config.settings import load

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
AUTHORITY = trustme.CA()


@asynccontextmanager
async def answering(handler: Handler, certificate: trustme.LeafCert | None) -> AsyncIterator[int]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    tls = None
    if certificate is not None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.configure_cert(tls)
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def whole(request: web.Request) -> web.StreamResponse:
    """What the program behind a good proxy answers."""
    if request.path == "/livez":
        return web.Response(text="ok\n")
    if request.path == "/ws":
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.receive()
        return socket
    return web.Response(status=403)


async def without_sockets(request: web.Request) -> web.StreamResponse:
    return web.Response(status=400) if request.path == "/ws" else await whole(request)


async def with_figures(request: web.Request) -> web.StreamResponse:
    return web.Response(text="x 1\n") if request.path == "/metrics" else await whole(request)


async def another(request: web.Request) -> web.StreamResponse:
    return web.Response(text="<h1>It works!</h1>")


async def no_program(request: web.Request) -> web.StreamResponse:
    return web.Response(status=502)


async def looked(tmp_path: Path, port: int, *, scheme: str = "https", trusted: bool = True) -> list[Finding]:
    authority = tmp_path / "ca.pem"
    AUTHORITY.cert_pem.write_to_path(str(authority))
    environ = {"BUERGERDRAHT_PUBLIC_URL": f"{scheme}://localhost:{port}"}
    if trusted:
        environ["BUERGERDRAHT_OUTBOUND__CA_FILE"] = str(authority)
    return await way_in_findings(load(environ=environ))


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        (whole, [("ok", "leads here"), ("ok", "WebSockets pass")]),
        (without_sockets, [("ok", "leads here"), ("bad", "WebSockets do not pass (400)")]),
        (with_figures, [("ok", "leads here"), ("ok", "WebSockets pass"), ("warn", "shows figures to everybody")]),
        (another, [("bad", "that is not this program")]),
        (no_program, [("warn", "the proxy does not reach the program (502)")]),
    ],
)
async def test_what_is_behind_the_address(tmp_path: Path, handler: Handler, expected: list[tuple[str, str]]) -> None:
    async with answering(handler, AUTHORITY.issue_cert("localhost")) as port:
        certificate, *found = await looked(tmp_path, port)
    assert (certificate.state, "good until" in certificate.text) == ("ok", True)
    assert [one.state for one in found] == [one for one, _ in expected]
    assert all(text in one.text for one, (_, text) in zip(found, expected, strict=True))


async def test_certificates_that_do_not_hold(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    past = AUTHORITY.issue_cert("localhost", not_before=now - timedelta(days=9), not_after=now - timedelta(days=1))
    soon = AUTHORITY.issue_cert("localhost", not_after=now + timedelta(days=9))
    for certificate, trusted, state, text in (
        (past, True, "bad", "expired"),
        (soon, True, "warn", "good until"),
        (AUTHORITY.issue_cert("other.example"), True, "bad", "mismatch"),
        (AUTHORITY.issue_cert("localhost"), False, "bad", "issuer"),
    ):
        async with answering(whole, certificate) as port:
            first, *rest = await looked(tmp_path, port, trusted=trusted)
        assert (first.state, text in first.text) == (state, True), first
        assert bool(rest) is (state == "warn")  # behind a bad certificate nobody looks on


async def test_an_address_where_nobody_answers(tmp_path: Path) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    (found,) = await looked(tmp_path, port)
    assert (found.state, "cannot be reached from here" in found.text) == ("bad", True)
    (found,) = await looked(tmp_path, port, scheme="http")
    assert (found.state, "does not answer" in found.text) == ("bad", True)
