"""The shipped nginx file before the real program: chat, WebSockets, uploads, desk and webhook pass; figures do not."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
import trustme

from bot.channels.telegram.webhook import SECRET_HEADER
from bot.doctor.wayin import way_in_findings
from config.settings import load
from handoff.staff import StaffRecord
from tests.desk.browser import hidden
from tests.desk.town import PASSWORD, password_hash
from tests.faults.town import ANSWERED
from tests.faults.world import World, open_world, until
from tests.files.samples import jpeg
from tests.integration.bot.programs import NoNursery, running
from tests.webchat.browser import Browser

CONF = Path(__file__).parents[3] / "deploy" / "proxy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
NAME = "localhost"

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: nginx-light): the file was not tried"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shipped(folder: Path, http: int, https: int, inner: int) -> str:
    """The file as it is shipped, on this test's ports, name and certificate."""
    text = CONF.read_text("utf-8")
    for pattern, by, times in (
        (r"listen \[::\].*;\n", "", 2),
        (r"listen 80;", f"listen 127.0.0.1:{http};", 1),
        (r"listen 443 ssl", f"listen 127.0.0.1:{https} ssl", 1),
        (r"chat\.musterstadt\.example;", f"{NAME};", 2),
        (r"/etc/ssl/buergerdraht/", f"{folder}/", 2),
        (r"server 127\.0\.0\.1:8080;", f"server 127.0.0.1:{inner};", 1),
    ):
        text, found = re.subn(pattern, by, text)
        assert found == times, pattern
    return text


@dataclass
class Site:
    """The program behind nginx. ``tls`` trusts its authority."""

    world: World
    url: str
    plain: str
    ca: Path
    tls: ssl.SSLContext

    def session(self, address: str = "127.0.0.1") -> aiohttp.ClientSession:
        """A client's, from one of this machine's addresses."""
        connector = aiohttp.TCPConnector(ssl=self.tls, local_addr=(address, 0))
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.CookieJar(unsafe=True))

    @asynccontextmanager
    async def browser(self, address: str = "127.0.0.1") -> AsyncIterator[Browser]:
        async with Browser(self.url) as browser:
            await browser._session.close()
            browser._session = self.session(address)
            yield browser


def start_nginx(folder: Path, site: str) -> subprocess.Popen[bytes]:
    (folder / "site.conf").write_text(site, "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        "events { worker_connections 256; }\n"
        "http {\n" + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds) + "include site.conf;\n}\n",
        "utf-8",
    )
    assert NGINX is not None
    arguments = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", f"{folder}/error.log"]
    tried = subprocess.run([*arguments, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
    return subprocess.Popen(arguments, stdin=subprocess.DEVNULL)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    http, https, inner = free_port(), free_port(), free_port()
    authority, folder = trustme.CA(), tmp_path / "nginx"
    folder.mkdir()
    certificate = authority.issue_cert(NAME)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(str(folder / "fullchain.pem"), append=True)
    certificate.private_key_pem.write_to_path(str(folder / "privkey.pem"))
    tls = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    async with open_world(tmp_path, NoNursery()) as world:
        world.api.world.local = True
        world.environ = {
            **world.environ,
            "BUERGERDRAHT_PUBLIC_URL": f"https://{NAME}:{https}",
            "BUERGERDRAHT_WEB__PORT": str(inner),
            "BUERGERDRAHT_WEB__TRUSTED_PROXIES": "127.0.0.1/32",
            "BUERGERDRAHT_TELEGRAM__RECEIVE": "webhook",
            "BUERGERDRAHT_OUTBOUND__CA_FILE": str(folder / "ca.pem"),
            "BUERGERDRAHT_LIMITS__NEWCOMERS_PER_HOUR": "4",
        }
        nginx = start_nginx(folder, shipped(folder, http, https, inner))
        try:
            async with running(world, "bot.cli", "run") as program:
                await program.ready()
                url, plain = f"https://{NAME}:{https}", f"http://{NAME}:{http}"
                yield Site(world=world, url=url, plain=plain, ca=folder / "ca.pem", tls=tls)
        finally:
            nginx.send_signal(signal.SIGTERM)
            nginx.wait(10)


async def test_the_shipped_file_lets_everything_through_and_no_more(site: Site) -> None:
    async with site.session() as http:
        async with http.get(f"{site.url}/") as page:
            assert page.status == 200
            for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
                assert len(page.headers.getall(name)) == 1, name
            assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
            assert page.headers["Server"] == "nginx"  # without its version
        async with http.get(f"{site.plain}/x?y=1", allow_redirects=False) as page:
            assert (page.status, page.headers["Location"]) == (308, f"https://{NAME}/x?y=1")
        for path, status in (("/metrics", 403), ("/livez", 200), ("/readyz", 200)):
            async with http.get(site.url + path) as page:
                assert page.status == status, path
        await _chat_and_upload(site, http)
        await _desk(site, http)
        await _webhook(site, http)


async def _chat_and_upload(site: Site, http: aiohttp.ClientSession) -> None:
    async with site.browser() as browser:
        await browser.open()
        shown = len(browser.shown)
        await browser.say(ANSWERED[0])
        await browser.until(shown + 2)  # the question and its answer
        sent = {"Authorization": f"Bearer {browser.token}", "Origin": site.url, "X-File-Name": "a.jpg"}
        async with http.post(f"{site.url}/upload", data=jpeg(), headers=sent) as answer:
            assert answer.status == 200, await answer.text()
            ref = (await answer.json())["ref"]
        await browser.say("Hier das Bild", attachments=[{"ref": ref, "name": "a.jpg"}])
        await browser.until(shown + 3)
        # Larger than the program takes: it says so itself; larger than nginx lets through: nginx does.
        for megabytes, kind in ((11, "application/json"), (13, "text/html")):
            async with http.post(f"{site.url}/upload", data=io.BytesIO(bytes(megabytes << 20)), headers=sent) as answer:
                assert (answer.status, answer.content_type) == (413, kind)


async def _desk(site: Site, http: aiohttp.ClientSession) -> None:
    await site.world.journal.put_staff(StaffRecord(login="anna", name="Anna", password_hash=password_hash()))
    async with http.get(f"{site.url}/desk/login") as page:
        fields = hidden(await page.text(), "/login")
    fields |= {"login": "anna", "password": PASSWORD}
    origin = {"Origin": site.url}
    async with http.post(f"{site.url}/desk/login", data=fields, headers=origin, allow_redirects=False) as answer:
        assert answer.status == 303, await answer.text()
        cookie = answer.headers["Set-Cookie"]
        assert "Secure" in cookie
        assert cookie.startswith("__Host-")
    async with http.get(f"{site.url}/desk", allow_redirects=True) as page:
        assert page.status == 200
        assert "Anna" in await page.text()
    async with http.ws_connect(f"{site.url}/desk/live", origin=site.url) as line:
        assert not line.closed
    # A form from elsewhere is refused behind the proxy too.
    other = {"Origin": "https://evil.example"}
    async with http.post(f"{site.url}/desk/login", data=fields, headers=other, allow_redirects=False) as answer:
        assert answer.status == 403


async def _webhook(site: Site, http: aiohttp.ClientSession) -> None:
    citizen = site.world.citizen(1)
    (secret, *_) = await site.world.journal.hook_secrets()
    who = {"id": 1001, "first_name": "Kim", "is_bot": False}
    update = {
        "update_id": 1,
        "message": {
            "message_id": 900, "date": int(time.time()), "text": ANSWERED[1], "from": who,
            "chat": {"id": 1001, "type": "private", "first_name": "Kim"},
        },
    }  # fmt: skip
    for given, status in (("wrong", 403), (secret, 200)):
        async with http.post(f"{site.url}/telegram", json=update, headers={SECRET_HEADER: given}) as answer:
            assert answer.status == status
    await until(citizen.messages, 40, "an answer")


async def test_whose_address_counts_cannot_be_forged(site: Site) -> None:
    """The limit of newcomers goes by the address that nginx saw, whatever the caller says of itself."""
    async with site.session("127.0.0.2") as http:
        for n in range(6):
            forged = {"X-Forwarded-For": f"203.0.113.{n}", "Origin": site.url}
            async with http.ws_connect(f"{site.url}/ws", headers=forged) as line:
                await line.send_json({"t": "hello", "token": "", "after": 0, "last": ""})
                await line.send_json({"t": "start", "id": "start"})
                while (said := await line.receive_json(timeout=10))["t"] not in {"stored", "refused"}:
                    pass
            assert said["t"] == ("refused" if n >= 4 else "stored"), (n, said)
    async with site.browser("127.0.0.3") as browser:
        await browser.open()


async def test_the_doctor_finds_the_way_in_well(site: Site) -> None:
    found = await way_in_findings(load(environ=site.world.environ))
    assert [one.state for one in found] == ["ok"] * 3, found
    assert [one.topic for one in found] == ["Certificate", "Public address", "Public address"]
