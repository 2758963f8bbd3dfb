"""`buergerdraht doctor`: looks at everything the program needs and says how to mend it. Changes nothing."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from bot.alarms import AUDIT, MEMORY, REPLICAS, TELEGRAM
from bot.channels.channel import ChannelError, TryLater
from bot.channels.mail.server import probe
from bot.cli_approvers import approver_findings
from bot.cli_audit import audit_findings
from bot.cli_board import board_findings
from bot.cli_console import OUT, Finding, Invocation, program_version, settings_of
from bot.cli_doctor_erasure import rewrite_findings, tombstone_findings
from bot.cli_group import group_findings
from bot.cli_rights import rights_findings
from bot.cli_signon import signon_finding
from bot.cli_store import running_url
from bot.cli_telegram import telegram_findings
from bot.mailing import server_of
from bot.opening import make_files
from bot.publishing import serving
from config.settings import PACKAGED, Settings, config_file, is_loopback
from faq.closures import all_past
from faq.entry import Release
from faq.errors import FilesBroken
from faq.files import check as check_folder
from faq.files import load as load_folder
from handoff.files.clamd import Clamd, ClamdAway
from handoff.hours import calendar_of
from handoff.journal.embedded import EmbeddedError, find_server
from handoff.journal.hints import Hints
from handoff.journal.keys import Keys
from handoff.journal.mailing import Mailing
from handoff.journal.records import JournalError
from handoff.journal.releases import Releases
from handoff.journal.server import NEARLY_FULL
from handoff.journal.soundness import SCHEMA, findings
from handoff.journal.store import Store

LOW_DISK = 1024**3
_ALARMS = {
    TELEGRAM: ("Telegram refuses the token", "Copy it anew from @BotFather"),
    AUDIT: ("the audit is not being sealed", "See the log (audit.unsealed): can audit.log be written?"),
    MEMORY: ("the memory is nearly full: new questions are refused", "Raise maxmemory"),
    REPLICAS: ("too few replicas of the store follow: nothing is confirmed", "Look at the replicas and their disks"),
}


def doctor(context: typer.Context) -> None:
    """Look at everything the program needs; ends with 1 when something keeps it from working."""
    settings = settings_of(context)
    invocation = context.find_object(Invocation) or Invocation()
    found = [
        *_versions(),
        *_settings(settings, config_file(invocation.config)),
        *_data_dir(settings),
        *tombstone_findings(settings),
        *(finding for town in settings.towns for finding in _files(settings, town)),
        *(finding for town in settings.towns for finding in _stored(settings, town)),
        *asyncio.run(_elsewhere(settings)),
    ]
    table = Table(show_header=False, box=None, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for finding in found:
        sign, colour = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}[finding.state]
        text = Text(finding.text)
        if finding.mend:
            text.append(f"\n→ {finding.mend}", style="green")
        table.add_row(Text(sign, style=colour), Text(finding.topic, style="bold"), text)
    OUT.print(table)
    if any(finding.state == "bad" for finding in found):
        raise typer.Exit(1)


def _versions() -> Iterator[Finding]:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("redis", "python-telegram-bot", "aiohttp"))
    text = f"Bürgerdraht {program_version()}, Python {platform.python_version()}, {libraries}"
    yield Finding(state="ok", topic="Versions", text=text)


def _settings(settings: Settings, file: Path) -> Iterator[Finding]:
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


def _data_dir(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    if not folder.exists():
        parent = next(path for path in folder.parents if path.exists())
        if os.access(parent, os.W_OK):
            yield Finding(state="ok", topic="Data", text=f"{folder} will be made")
        else:
            yield Finding(
                state="bad", topic="Data", text=f"{folder} cannot be made: {parent} is not writable",
                mend="Set data_dir, or give this user the right",
            )  # fmt: skip
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(state="bad", topic="Data", text=f"{folder} is not writable", mend="Give this user the right")
        return
    free = shutil.disk_usage(folder).free
    yield Finding(
        state="warn" if free < LOW_DISK else "ok", topic="Data", text=f"{folder}, {free / 1024**3:.1f} GiB free",
        mend="Make room: when the disk is full, nothing new is taken" if free < LOW_DISK else "",
    )  # fmt: skip
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(state="warn", topic="Data", text="other users may look into it", mend=f"chmod 700 {folder}")


def _files(settings: Settings, town: str) -> Iterator[Finding]:
    topic = f"Files of {town}"
    errors, warnings = check_folder(settings.town_dir(town))
    if errors:
        yield Finding(
            state="bad", topic=topic, text=f"{len(errors)} errors, the first: {errors[0]}",
            mend=f"buergerdraht faq check {town}",
        )  # fmt: skip
        return
    release = load_folder(settings.town_dir(town))
    yield Finding(
        state="warn" if warnings else "ok", topic=topic,
        text=f"{len(release.entries)} entries, {len(warnings)} warnings, release {release.hash}",
        mend=f"buergerdraht faq check {town}" if warnings else "",
    )  # fmt: skip
    yield from _hours(release, topic)
    yield from _links(settings, town, release)


def _links(settings: Settings, town: str, release: Release) -> Iterator[Finding]:
    """Whether citizens can follow the links that lead them from Telegram into the web chat."""
    if not release.town.telegram.data_minimal or settings.token(town) is None:
        return
    topic = f"Telegram of {town}"
    if settings.public_url is None:
        yield Finding(
            state="bad", topic=topic, text=f"data_minimal is on, and its links lead to {settings.base_url}",
            mend="Set public_url to the address under which citizens reach the web chat",
        )  # fmt: skip
    else:
        yield Finding(state="ok", topic=topic, text="general information only; the rest goes to the web chat")


def _hours(release: Release, topic: str) -> Iterator[Finding]:
    now, zone = datetime.now(UTC), ZoneInfo(release.town.timezone)
    for department in release.departments:
        calendar = calendar_of(department, release.town)
        if not department.attended:
            yield Finding(
                state="warn", topic=topic, text=f"{department.id} has no hours: nobody is promised a time before noon",
                mend="Give it `hours` in departments.yaml",
            )  # fmt: skip
        elif all_past(department.closures, now):
            yield Finding(
                state="warn", topic=topic, text=f"{department.id}: all closures in its calendar file are past",
                mend="Export the calendar of the coming year into closures.ics, or delete the file",
            )  # fmt: skip
        elif not calendar.is_open(now).open:
            opens = calendar.opens_next(now).astimezone(zone)
            yield Finding(state="ok", topic=topic, text=f"{department.id} is closed, opens {opens:%Y-%m-%d %H:%M}")
        else:
            yield Finding(state="ok", topic=topic, text=f"{department.id} is open")


async def _elsewhere(settings: Settings) -> list[Finding]:
    found = [*await _store(settings), await _scanner(settings)]
    for town in settings.towns:
        found += await telegram_findings(settings, town)
    found += await _mail(settings)
    return [*found, await signon_finding(settings)]


async def _scanner(settings: Settings) -> Finding:
    if settings.files.clamd is None:
        return Finding(state="ok", topic="Scanner", text="off (files.clamd is not set)")
    try:
        return Finding(state="ok", topic="Scanner", text=await Clamd(settings.files.clamd, seconds=5).version())
    except ClamdAway as error:
        return Finding(
            state="bad", topic="Scanner", text=f"{settings.files.clamd} does not answer ({error}): all files are held",
            mend="Start clamd, and check the address and its rights (the socket must be writable for this user)",
        )  # fmt: skip


def _stored(settings: Settings, town: str) -> Iterator[Finding]:
    used, most = make_files(settings, town, tuple).used(), int(settings.limits.files)
    if used > 0.8 * most:
        yield Finding(
            state="warn", topic=f"Files of {town}",
            text=f"{used / 1024**2:.0f} MiB of {most / 1024**2:.0f} MiB are used: soon no more are taken",
            mend="Raise limits.files if the disk has room",
        )  # fmt: skip


async def _store(settings: Settings) -> list[Finding]:
    url = running_url(settings)
    if url is None:
        try:
            return [Finding(state="ok", topic="Store", text=f"embedded, not running now ({find_server()})")]
        except EmbeddedError as error:
            return [Finding(state="bad", topic="Store", text=str(error))]
    store = Store(url, ca_file=settings.outbound.ca_file)
    try:
        return await _store_facts(settings, store)
    except JournalError as error:
        return [
            Finding(
                state="bad", topic="Store", text=f"it does not answer ({error})",
                mend="Start it, and check REDIS_URL, its password and the way there",
            )
        ]  # fmt: skip
    finally:
        await store.close()


async def _store_facts(settings: Settings, store: Store) -> list[Finding]:
    found: list[Finding] = []
    for server in await store.servers():
        found += _server_facts(settings, await server.call(lambda r: r.info()))
    found += [
        Finding(state="bad" if one.level == "refuse" else "warn", topic="Store", text=one.what, mend=one.mend)
        for one in await findings(store)
    ]
    for town in settings.towns:
        found += await _town_facts(settings, store, town)
        found += await group_findings(settings, town, store)
        found += await board_findings(town, store)
        found += await rights_findings(town, store)
        found += await audit_findings(settings, town, store)
    return [*found, *await rewrite_findings(settings, store)]


def _server_facts(settings: Settings, info: Mapping[str, Any]) -> Iterator[Finding]:
    kind = "Valkey" if "valkey_version" in info else "Redis"
    release = info.get("valkey_version") or info.get("redis_version")
    used, most = int(info.get("used_memory", 0)), int(info.get("maxmemory", 0))
    memory = f"{used / 1024**2:.0f} MiB of {most / 1024**2:.0f} MiB" if most else f"{used / 1024**2:.0f} MiB"
    where = "embedded, running" if settings.redis.url is None else "own"
    copies = f", {info['connected_slaves']} replicas" if int(info.get("connected_slaves", 0)) else ""
    yield Finding(state="ok", topic="Store", text=f"{where}: {kind} {release}, {memory}{copies}")
    if most and used > NEARLY_FULL * most:
        yield Finding(state="bad", topic="Store", text="it is full: new questions are refused", mend="Raise maxmemory")


async def _town_facts(settings: Settings, shared: Store, town: str) -> list[Finding]:
    keys, topic, store = Keys(town), f"Store of {town}", shared.of(town)
    schema = int(await store.call(lambda r: r.hget(keys("meta"), "schema")) or 0)
    serves = await store.call(lambda r: r.get(keys("release")))
    trouble = int(await store.call(lambda r: r.zcard(keys("trouble"))))
    if not schema:
        return [Finding(state="ok", topic=topic, text="empty; the first start fills it")]
    if schema > SCHEMA:
        return [
            Finding(
                state="bad", topic=topic, text=f"its data is newer (schema {schema}) than this version ({SCHEMA})",
                mend="Install the newer version again, or restore a backup made by this one",
            )
        ]  # fmt: skip
    found = [Finding(state="ok", topic=topic, text=f"schema {schema}, release {serves or 'none'} serves")]
    found += await approver_findings(settings.town_dir(town), store, town)
    try:
        previous = await serving(Releases(store, town, Hints(store, [town])))
        now = load_folder(settings.town_dir(town), previous=previous).hash
    except FilesBroken:
        now = serves
    if serves and serves != now:
        found.append(
            Finding(state="warn", topic=topic, text="the files are newer than what serves", mend="Start the program")
        )
    for kind, since in (await Mailing(store, town, Hints(store, [town])).alarms()).items():
        what, mend = _ALARMS.get(kind, (kind, "See the log"))
        text = f"{what}, since {since.astimezone():%Y-%m-%d %H:%M}"
        found.append(Finding(state="bad", topic=topic, text=text, mend=mend))
    if trouble:
        found.append(
            Finding(state="warn", topic=topic, text=f"{trouble} deliveries in trouble", mend="The desk lists them")
        )
    return found


async def _mail(settings: Settings) -> list[Finding]:
    """Connection, encryption and log-in, on the way that a mail would take; none is sent."""
    server = server_of(settings)
    if server is None:
        return [Finding(state="ok", topic="Mail", text="off (no host)")]
    try:
        found = [Finding(state="ok", topic="Mail", text=await probe(server))]
    except TryLater as error:
        return [
            Finding(
                state="bad", topic="Mail", text=f"{server.address} cannot be reached ({error.reason})",
                mend="Check mail.host, mail.port, whether mail.security fits it (587 starttls, 465 tls), firewall",
            )
        ]  # fmt: skip
    except ChannelError as error:
        return [
            Finding(
                state="bad", topic="Mail", text=f"{server.address}: {error}",
                mend="Check mail.user, mail.password and mail.security; an authority of your own: outbound.ca_file",
            )
        ]  # fmt: skip
    if server.security == "none" and not is_loopback(server.host):
        found.append(
            Finding(state="warn", topic="Mail", text="mails leave unencrypted", mend='Set mail.security to "starttls"')
        )
    if not settings.mail.alarm_to:
        found.append(
            Finding(
                state="warn", topic="Mail", text="nobody is told when something goes wrong",
                mend="Name somebody in mail.alarm_to",
            )
        )  # fmt: skip
    return found
