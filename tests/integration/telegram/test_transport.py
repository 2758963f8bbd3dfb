"""The transport alone: what surely did not leave, time-outs, the proxy, an own CA."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.channels.telegram.transport import AiohttpRequest, Network, NotSent, TooMany

ANSWER = b'{"ok": true, "result": true}'
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def http(status: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def answering(reply: bytes, heard: list[str] | None = None) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if heard is not None:
            heard.append(head.decode())
        writer.write(reply)
        await writer.drain()

    return handle


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def rude(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 no TLS here\r\n")
    await writer.drain()


@asynccontextmanager
async def serving(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    running: set[asyncio.Task[None] | None] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.add(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            await handler(reader, writer)
        writer.close()
        with suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in filter(None, running):
            task.cancel()
        await asyncio.gather(*filter(None, running), return_exceptions=True)


async def test_an_answer() -> None:
    async with serving(answering(http("200 OK", ANSWER))) as port, AiohttpRequest(Network()) as request:
        assert await request.post(f"http://127.0.0.1:{port}/x") is True
        assert await request.retrieve(f"http://127.0.0.1:{port}/x") == ANSWER


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (http("404 Not Found", b'{"ok": false, "description": "Not Found"}'), InvalidToken),
        (http("302 Found", b""), NotSent),
        (http("429 Too Many Requests", b"<html>"), TooMany),
        (http("413 Too Large", b"<html>"), BadRequest),
        (http("503 Away", b"<html>"), NetworkError),
        (http("200 OK", b"<html>"), TelegramError),
        (http("200 OK", b"[1]"), TelegramError),
        (http("200 OK", b'{"x": 1}'), TelegramError),
        (http("200 OK", b"[" * 100_000), TelegramError),
        (b"", NetworkError),
        (b"no http\r\n\r\n", NetworkError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", NetworkError),
    ],
)
async def test_errors(reply: bytes, kind: type[TelegramError]) -> None:
    async with serving(answering(reply)) as port, AiohttpRequest(Network()) as request:
        with pytest.raises(TelegramError) as caught:
            await request.post(f"http://127.0.0.1:{port}/bot1:SECRET/x")
        assert type(caught.value) is kind
        assert "SECRET" not in repr(caught.value)


@pytest.mark.fault(rows=(37,))
async def test_no_answer_in_time() -> None:
    async with serving(silent) as port, AiohttpRequest(Network()) as request:
        with pytest.raises(TimedOut):
            await request.post(f"http://127.0.0.1:{port}/x", read_timeout=0.1)


async def test_no_free_connection_is_surely_not_sent() -> None:
    network = Network(connections=1, pool_timeout=0.1, connect_timeout=0.1, read_timeout=1.0)
    async with serving(silent) as port, AiohttpRequest(network) as request:
        first = asyncio.create_task(request.post(f"http://127.0.0.1:{port}/x"))
        await asyncio.sleep(0.1)
        with pytest.raises(NotSent):
            await request.post(f"http://127.0.0.1:{port}/x")
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_no_connection_is_surely_not_sent(scheme: str) -> None:
    async with AiohttpRequest(Network()) as request:
        with pytest.raises(NotSent):
            await request.post(f"{scheme}://127.0.0.1:9/x")


@pytest.mark.fault(rows=(36,))
async def test_a_failed_tls_handshake_is_surely_not_sent() -> None:
    async with serving(rude) as port, AiohttpRequest(Network()) as request:
        with pytest.raises(NotSent):
            await request.post(f"https://127.0.0.1:{port}/x")


async def test_an_own_ca(tmp_path: Path) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    make = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    make += ["-days", "2", "-subj", "/CN=town", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*make, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)  # noqa: ASYNC221
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, key)
    async with serving(answering(http("200 OK", ANSWER)), tls) as port:
        async with AiohttpRequest(Network(ca_file=str(cert))) as request:
            assert await request.post(f"https://127.0.0.1:{port}/x") is True
        async with AiohttpRequest(Network()) as request:
            with pytest.raises(NotSent):
                await request.post(f"https://127.0.0.1:{port}/x")


async def test_the_proxy_is_used_and_its_failures_are_not_sent() -> None:
    heard: list[str] = []
    async with (
        serving(answering(http("200 OK", ANSWER), heard)) as port,
        AiohttpRequest(Network(proxy=f"http://user:pw@127.0.0.1:{port}")) as request,
    ):
        assert await request.post("http://api.invalid/x") is True
    assert heard[0].startswith("POST http://api.invalid/x HTTP/1.1")
    assert "Proxy-Authorization: Basic" in heard[0]
    async with (
        serving(answering(http("403 Forbidden", b""))) as port,
        AiohttpRequest(Network(proxy=f"http://127.0.0.1:{port}")) as request,
    ):
        with pytest.raises(NotSent):
            await request.post("https://api.invalid/x")
    with pytest.raises(ValueError):
        AiohttpRequest(Network(proxy="socks5://127.0.0.1:1"))


async def test_the_session_can_be_opened_again() -> None:
    request = AiohttpRequest(Network())
    with pytest.raises(NetworkError):
        await request.post("http://127.0.0.1:9/x")
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        with pytest.raises(NotSent):
            await request.post("http://127.0.0.1:9/x")
        await request.shutdown()
        await request.shutdown()
    assert request.read_timeout == 10.0
