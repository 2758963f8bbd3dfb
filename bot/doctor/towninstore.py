"""What of a town lies in the store: its form, what serves, what is in trouble, when it was backed up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.alarms import AUDIT, MEMORY, REPLICAS, TELEGRAM
from bot.cli_console import Finding
from bot.doctor.ground import Ground
from bot.publishing import serving
from faq.errors import FilesBroken
from faq.files import load as load_folder
from handoff.journal.backlog import Backlog
from handoff.journal.hints import Hints
from handoff.journal.keys import Keys
from handoff.journal.mailing import Mailing
from handoff.journal.releases import Releases
from handoff.journal.schema import SCHEMA, Schema, Standing, standing
from handoff.journal.store import Store

BACKUP_EVERY: Final = timedelta(days=2)
_ALARMS: Final = {
    TELEGRAM: ("Telegram refuses the token", "Copy it anew from @BotFather"),
    AUDIT: ("the audit is not being sealed", "See the log (audit.unsealed): can audit.log be written?"),
    MEMORY: ("the memory is nearly full: new questions are refused", "Raise maxmemory"),
    REPLICAS: ("too few replicas of the store follow: nothing is confirmed", "Look at the replicas and their disks"),
}


async def town_findings(ground: Ground, town: str, shared: Store) -> list[Finding]:
    """Raises JournalError."""
    topic, keys, settings, store = f"Store of {town}", Keys(town), ground.settings, shared.of(town)
    there = await standing(store, town)
    if not there.number:
        return [Finding(state="ok", topic=topic, text="empty; the first start fills it")]
    serves = await store.call(lambda r: r.get(keys("release")))
    found = [*schema_findings(there, topic, str(serves or "none"))]
    if any(one.state == "bad" for one in found):
        return found
    trouble = int(await store.call(lambda r: r.zcard(keys("trouble"))))
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
    backlog = Backlog(store, town, Hints(store, [town]))
    done = await backlog.backed_up()
    return [*found, backup_finding(done, datetime.now(UTC), f"Backup of {town}")]


def schema_findings(there: Standing, topic: str, serves: str, schema: Schema = SCHEMA) -> list[Finding]:
    """In which form the data lies, and whether this version may work with it."""
    if why := there.refusal(schema):
        mend = "Install the newer version again, or restore a backup made by this one"
        return [Finding(state="bad", topic=topic, text=f"its data is newer: it {why}", mend=mend)]
    text = f"schema {there.number}, release {serves} serves"
    if there.towards:
        text += f"; it is being brought to schema {there.towards}, {there.done} of {there.total or '?'} done"
    found = [Finding(state="ok", topic=topic, text=text)]
    if there.number < schema.number:
        found.append(
            Finding(
                state="warn", topic=topic, text=f"its data has schema {there.number}, this version {schema.number}",
                mend="Start the program, it brings the data up; or buergerdraht migrate, which shows how far it is",
            )
        )  # fmt: skip
    return found


def backup_finding(done: datetime | None, now: datetime, topic: str) -> Finding:
    """When a backup was made last."""
    mend = "buergerdraht backup /backup/$(date +%F).tar.gz each night: deploy/systemd/buergerdraht-backup.timer"
    if done is None:
        return Finding(state="warn", topic=topic, text="there was none yet", mend=mend)
    text = f"the last was {done:%Y-%m-%d %H:%M} UTC"
    late = now - done > BACKUP_EVERY
    return Finding(state="warn" if late else "ok", topic=topic, text=text, mend=mend if late else "")
