"""The table of checks, in the order in which they are told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.cli_approvers import approver_findings
from bot.cli_audit import audit_findings
from bot.cli_board import board_findings
from bot.cli_console import Finding
from bot.cli_group import group_findings
from bot.cli_rights import rights_findings
from bot.cli_signon import signon_finding
from bot.cli_telegram import telegram_findings
from bot.doctor.clock import clock_findings
from bot.doctor.erasure import rewrite_findings, tombstone_findings
from bot.doctor.ground import Ground
from bot.doctor.machine import disk_findings, memory_findings, version_findings
from bot.doctor.outgoing import mail_findings, scanner_finding
from bot.doctor.storing import store_findings
from bot.doctor.townfiles import file_findings, stored_findings
from bot.doctor.towninstore import town_findings
from bot.doctor.wayin import settings_findings, way_in_findings
from handoff.journal.records import JournalError
from handoff.journal.store import Store

Look = Callable[[Ground], Awaitable[Iterable[Finding]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """``topic`` is told where the check itself cannot look."""

    topic: str
    look: Look


def _plain(look: Callable[[Ground], Iterable[Finding]]) -> Look:
    async def looked(ground: Ground) -> Iterable[Finding]:
        return list(look(ground))

    return looked


def _each_town(look: Callable[[Ground, str], Iterable[Finding]]) -> Look:
    return _plain(lambda ground: [one for town in ground.settings.towns for one in look(ground, town)])


async def _stored_towns(
    look: Callable[[Ground, str, Store], Awaitable[list[Finding]]], ground: Ground
) -> list[Finding]:
    if ground.store is None:
        return []
    return [one for town in ground.settings.towns for one in await look(ground, town, ground.store)]


def _in_store(look: Callable[[Ground, str, Store], Awaitable[list[Finding]]]) -> Look:
    """Of each town, where the store answers."""
    return partial(_stored_towns, look)


async def _telegram(ground: Ground) -> list[Finding]:
    return [one for town in ground.settings.towns for one in await telegram_findings(ground.settings, town)]


async def _rewrites(ground: Ground) -> list[Finding]:
    return await rewrite_findings(ground.settings, ground.store) if ground.store is not None else []


async def _scanner(ground: Ground) -> list[Finding]:
    return [await scanner_finding(ground.settings)]


async def _signon(ground: Ground) -> list[Finding]:
    return [await signon_finding(ground.settings)]


CHECKS: Final = (
    Check(topic="Versions", look=_plain(lambda _: version_findings())),
    Check(topic="Settings", look=_plain(lambda g: settings_findings(g.settings, g.file))),
    Check(topic="Data", look=_plain(lambda g: disk_findings(g.settings))),
    Check(topic="Memory", look=_plain(lambda g: memory_findings(g.settings))),
    Check(topic="Tombstones", look=_plain(lambda g: tombstone_findings(g.settings))),
    Check(topic="Files", look=_each_town(lambda g, town: file_findings(g.settings, town))),
    Check(topic="Files", look=_each_town(lambda g, town: stored_findings(g.settings, town))),
    Check(topic="Store", look=store_findings),
    Check(topic="Store", look=_in_store(town_findings)),
    Check(topic="Approval", look=_in_store(lambda g, t, s: approver_findings(g.settings.town_dir(t), s, t))),
    Check(topic="Staff group", look=_in_store(lambda g, t, s: group_findings(g.settings, t, s))),
    Check(topic="Notices", look=_in_store(lambda _, t, s: board_findings(t, s))),
    Check(topic="Rights", look=_in_store(lambda _, t, s: rights_findings(t, s))),
    Check(topic="Audit", look=_in_store(lambda g, t, s: audit_findings(g.settings, t, s))),
    Check(topic="Append-only file", look=_rewrites),
    Check(topic="Clock", look=clock_findings),
    Check(topic="Scanner", look=_scanner),
    Check(topic="Telegram", look=_telegram),
    Check(topic="Mail", look=lambda g: mail_findings(g.settings)),
    Check(topic="Single sign-on", look=_signon),
    Check(topic="Public address", look=lambda g: way_in_findings(g.settings)),
)


async def examine(ground: Ground) -> AsyncIterator[Finding]:
    """Everything that is found. A store that does not answer is told once; what needs it is then left out."""
    is_away = False
    for check in CHECKS:
        if is_away and check.look in _NEED_STORE:
            continue
        try:
            for finding in await check.look(ground):
                yield finding
        except JournalError as error:
            is_away = True
            yield Finding(
                state="bad", topic="Store", text=f"it does not answer ({error})",
                mend="Start it, and check REDIS_URL, its password and the way there",
            )  # fmt: skip
        except OSError as error:
            yield Finding(
                state="bad", topic=check.topic, text=f"it cannot be looked at: {error.strerror or error}",
                mend="Run the doctor as the user that the program runs as",
            )  # fmt: skip


_NEED_STORE: Final = frozenset(
    check.look for check in CHECKS if isinstance(check.look, partial) or check.look in (store_findings, _rewrites)
)
