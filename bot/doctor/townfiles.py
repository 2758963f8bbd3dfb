"""A town's own files: FAQ, hours, links; and the room for what citizens and staff send."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.cli_console import Finding
from bot.opening import make_files
from config.settings import Settings
from faq.closures import all_past
from faq.entry import Release
from faq.files import check as check_folder
from faq.files import load as load_folder
from handoff.hours import calendar_of

SOON: Final = timedelta(days=30)


def file_findings(settings: Settings, town: str) -> Iterator[Finding]:
    """Whether they can be read, are up to date, and promise what can be kept."""
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
    if settings.is_sample(town):
        yield Finding(
            state="warn", topic=topic, text="this is the sample town: its offices, numbers and fees are invented",
            mend="buergerdraht init writes the files of your own town",
        )  # fmt: skip
    yield from stale_findings(release, town, topic)
    yield from _hours(release, topic)
    yield from _links(settings, town, release)


def stale_findings(release: Release, town: str, topic: str, today: date | None = None) -> Iterator[Finding]:
    """Whether somebody still looks after the answers."""
    today = today or datetime.now(ZoneInfo(release.town.timezone)).date()
    past = sorted((entry.review, entry.id) for entry in release.entries if entry.review < today)
    soon = sum(1 for entry in release.entries if today <= entry.review <= today + SOON)
    if past:
        when, oldest = past[0]
        yield Finding(
            state="warn", topic=topic,
            text=f"{len(past)} of {len(release.entries)} entries are past their review, since {when}: {oldest}",
            mend=f"Compare them with their sources: buergerdraht faq review {town} lists them",
        )  # fmt: skip
    if soon:
        yield Finding(state="ok", topic=topic, text=f"{soon} entries are to be reviewed within {SOON.days} days")


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


def stored_findings(settings: Settings, town: str) -> Iterator[Finding]:
    """Whether there is room for what citizens and staff send."""
    used, most = make_files(settings, town, tuple).used(), int(settings.limits.files)
    if used > 0.8 * most:
        yield Finding(
            state="warn", topic=f"Files of {town}",
            text=f"{used / 1024**2:.0f} MiB of {most / 1024**2:.0f} MiB are used: soon no more are taken",
            mend="Raise limits.files if the disk has room",
        )  # fmt: skip
