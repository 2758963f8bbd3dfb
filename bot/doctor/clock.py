"""Whether this machine's clock is right, beside the store's and Telegram's."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp

from bot.cli_console import Finding
from bot.doctor.ground import Ground
from config.settings import Settings
from handoff.journal.records import JournalError

STORE_MAY: Final = timedelta(seconds=2)
WORLD_MAY: Final = timedelta(seconds=5)
TOO_FAR: Final = timedelta(seconds=60)
ASK_SECONDS: Final = 5.0
MEND: Final = (
    "Let one service set the clocks of all machines: timedatectl set-ntp true, then timedatectl timesync-status"
)

Now = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


async def clock_findings(ground: Ground, now: Now = _now) -> list[Finding]:
    """What is due, leases and deadlines go by these clocks."""
    found = []
    if ground.store is not None:
        with contextlib.suppress(JournalError):  # that it does not answer is told elsewhere
            before = now()
            seconds, micros = await ground.store.call(lambda r: r.time())
            there = datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(micros))
            found.append(clock_finding("the store's", there, before, now(), STORE_MAY))
    if any(ground.settings.token(town) for town in ground.settings.towns):
        before = now()
        date = await _date_of(ground.settings)
        if date is not None:
            found.append(clock_finding("Telegram's", date, before, now(), WORLD_MAY))
    return found


def clock_finding(whose: str, there: datetime, before: datetime, after: datetime, may: timedelta) -> Finding:
    """``there`` was their clock at some time between ``before`` and ``after`` of ours."""
    off = there - after if there > after else min(there - before, timedelta())
    if abs(off) <= may:
        return Finding(state="ok", topic="Clock", text=f"as {whose}")
    way = "behind" if off > timedelta() else "ahead of"
    text = f"{abs(off).total_seconds():.0f} s {way} {whose}"
    return Finding(state="bad" if abs(off) > TOO_FAR else "warn", topic="Clock", text=text, mend=MEND)


async def _date_of(settings: Settings) -> datetime | None:
    """The Date header of the Bot API server; None where it cannot be had, which is told elsewhere."""
    tls = ssl.create_default_context(cafile=str(settings.outbound.ca_file) if settings.outbound.ca_file else None)
    proxy = settings.telegram_proxy
    timeout = aiohttp.ClientTimeout(total=ASK_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
            session.head(
                settings.telegram.base_url,
                allow_redirects=False,
                ssl=tls,
                proxy=proxy.get_secret_value() if proxy else None,
            ) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (TimeoutError, aiohttp.ClientError, OSError, KeyError, ValueError):
        return None
