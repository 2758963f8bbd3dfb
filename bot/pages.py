"""The web pages of one town, built of its parts: the citizens' chat and the staff's desk."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.approvals import NotApproved, Request, sign
from bot.channels.channel import ChannelError, Refused
from bot.channels.masking import mask
from bot.channels.webchat.deps import Limits, WebChatDeps
from bot.channels.webchat.routes import routes
from bot.gathering import terms_of as conduct_terms_of
from bot.metrics import Metrics
from bot.privacynotice import Practice, TelegramUse
from bot.signon import provider_of
from bot.suggesting import suggestions
from bot.town import ABILITIES, MAX_TEXT, RunningTown
from bot.web import remote_of
from config.settings import Settings
from faq.errors import FilesBroken
from faq.folders import Folders
from faq.watch import SURVEY_SECONDS
from handoff.address import channel_of
from handoff.desk.app import desk_app
from handoff.desk.deps import AttachedTo, DeskDeps, PracticeDoor
from handoff.desk.editing import Editing
from handoff.desk.opencases import OpenCases
from handoff.files.kinds import Refused as RefusedFile
from handoff.files.kinds import Sound, is_ref
from handoff.files.store import FileAway, Held
from handoff.files.telling import tell_refused
from handoff.foureyes import Act
from handoff.journal.records import JournalError, Snapshot
from handoff.places import places_of
from handoff.retention import everything, of_acts, of_conduct, terms_from_json, terms_of

TYPING_WITHIN: Final = 3.0
"""Seconds; later it would be shown beside the reply."""

T = TypeVar("T")


def origin_of(url: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def chat_routes(town: RunningTown, settings: Settings, metrics: Metrics) -> list[web.RouteDef]:
    """The web chat under the town's prefix."""
    library = town.library
    deps = WebChatDeps(
        journal=town.journal,
        intake=town.intake,
        hub=town.hub,
        say=lambda key, lang, args=None: library.now.texts.say(key, lang, args or {}),
        town=lambda: library.now.release.town,
        netiquette=lambda: library.now.release.netiquette,
        files=town.files,
        practice=partial(
            practice_of, town, frozenset(settings.privacy.masks), audit=timedelta(days=settings.audit.days)
        ),
        public_url=settings.public_url or "",
        mask=partial(mask, kinds=frozenset(settings.privacy.masks)),
        remote=remote_of(settings.web.trusted_proxies),
        count=metrics.count_web,
        mails=town.mail is not None,
        board=lambda: town.noticeboard.now,
        promise=lambda department: _promise(town, department, datetime.now(UTC), staffed=False),
        limits=Limits(newcomers=settings.limits.newcomers_per_hour),
    )
    return routes(deps, town.prefix)


def _promise(town: RunningTown, department: str, now: datetime, *, staffed: bool) -> datetime:
    """When a department answers what comes now, at the latest; ``staffed``: somebody is known to be there."""
    shelf = town.library.now
    calendar = shelf.calendars.get(department) or shelf.calendars[shelf.release.front_office.id]
    return calendar.promise(now, staffed=staffed)


async def practice_of(town: RunningTown, masks: frozenset[str], *, audit: timedelta) -> Practice:
    """What this town's program does with what citizens write. ``audit``: how long its rows stay. Raises JournalAway."""
    release = town.library.now.release
    terms = terms_of(release)
    agreed, _ = await town.journal.agreed_terms()
    if agreed and Act.RETENTION in release.town.four_eyes:  # a change that nobody has agreed to does not hold yet
        terms = terms_from_json(agreed)
    group = await town.journal.group() if town.telegram is not None else None
    return Practice(
        masks=masks,
        kept=(*everything(terms), *of_acts(audit)),
        conduct=of_conduct(timedelta(days=release.netiquette.measures.forget_days)),
        automatic=release.netiquette.measures.automatic,
        departments={department.id: department.name for department in release.departments},
        files=bool(release.town.files),
        mails=town.mail is not None,
        telegram=_telegram_use(town),
        group="off" if group is None else release.town.telegram.staff_group,
    )


def _telegram_use(town: RunningTown) -> TelegramUse:
    if town.telegram is None:
        return "off"
    return "general" if town.library.now.release.town.telegram.data_minimal else "whole"


def mount_desk(app: web.Application, town: RunningTown, settings: Settings, folders: Folders) -> None:
    """Put the town's desk under its prefix. ``folders``: the town's is one of them."""
    library, practice = town.library, town.practice
    desk_url = settings.desk_url
    base = f"{town.prefix}/desk"
    deps = DeskDeps(
        journal=town.journal,
        acts=town.acts,
        replies=town.replies,
        suggest=partial(suggestions, library),
        edits=[name for name, abilities in ABILITIES.items() if abilities.edits or not abilities.outbox],
        live=town.live,
        town=library.now.release.town.name,
        departments=lambda: library.now.release.departments,
        zone=ZoneInfo(library.now.release.town.timezone),
        base=base,
        origins=[origin_of(desk_url), origin_of(settings.base_url)],
        secure=desk_url.startswith("https:"),
        outbox=MAX_TEXT.keys(),
        fetch_attachment=partial(fetch_attachment, town),
        files=town.files,
        cases=OpenCases(town.journal),
        show_typing=partial(_show_typing, town),
        remote=remote_of(settings.web.trusted_proxies),
        telegram=town.bot is not None,
        canned=lambda: library.now.release.canned,
        editing=_editing(town, settings, folders) if town.room is None else None,  # the files are the real town's
        mails=town.mail is not None,
        places=lambda: places_of(library.now.release),
        board=lambda: town.noticeboard.now,
        practice=PracticeDoor(journal=practice.journal, base=f"{practice.prefix}/desk") if practice else None,
        room=town.room,
        promise=partial(_promise, town, staffed=True),
        terms=lambda: terms_of(library.now.release),
        conduct_terms=lambda: conduct_terms_of(library.now.release.netiquette.measures),
        staff_rules=lambda: library.now.release.staff_rules if town.room is None else None,
        town_id=town.id,
        second_factor_for=_second_factor_for(town, settings),
        provider=provider_of(settings, town.id) if town.room is None else None,
        local_login=settings.accounts.local_login or town.room is not None,
        four_eyes=lambda: library.now.release.town.four_eyes,
    )
    app.add_subapp(base, desk_app(deps))


async def _show_typing(town: RunningTown, snapshot: Snapshot) -> None:
    """Show the citizen that a person writes, where staff speak with them; what cannot be shown now is dropped."""
    channel = town.acts.speaks_on(snapshot)
    if town.telegram is None or channel != town.telegram.name:
        with contextlib.suppress(JournalError):
            await town.journal.tell_typing(snapshot.conversation)
        return
    addresses = (snapshot.address, *snapshot.addresses)
    address = next((a for a in addresses if channel_of(a) == channel), None)
    if address is not None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TYPING_WITHIN):
                await town.telegram.typing(address)


def _second_factor_for(town: RunningTown, settings: Settings) -> frozenset[str]:
    """Nobody needs one to practise: the way in is from the real desk."""
    return frozenset() if town.room is not None else frozenset(role.value for role in settings.accounts.second_factor)


def _editing(town: RunningTown, settings: Settings, folders: Folders) -> Editing:
    """How the town's files are written."""

    async def ask(work: Callable[[Path], T]) -> T:
        return await folders.ask(town.folder, work, SURVEY_SECONDS)

    return Editing(
        ask=ask,
        release=lambda: town.library.now.release,
        approve=partial(_approve, settings.data_dir, town.id),
    )


def _approve(data_dir: Path, town: str, folder: Path, entry: str, by: str) -> None:
    """Let an entry go live. Raises FilesBroken, OSError."""
    try:
        sign(folder, data_dir, town, Request(act="approve", entries=(entry,), by=by), datetime.now(UTC))
    except NotApproved as refused:
        raise FilesBroken(refused.problems) from refused


async def fetch_attachment(town: RunningTown, case: AttachedTo, ref: str, name: str) -> bytes:
    """The bytes of what a citizen sent, from where they are. Raises FileAway.

    What a channel keeps is looked at when it is fetched; what is refused then is told to the citizen.
    """
    if is_ref(ref):
        return await town.files.read(ref)
    if town.telegram is None:
        raise FileAway("away")
    try:
        data = await town.telegram.download(ref)
    except Refused as e:
        raise FileAway("large" if e.reason == "too-big" else "gone") from e
    except ChannelError as e:
        raise FileAway("away") from e
    match await town.files.look(data):
        case Held():
            raise FileAway("held")
        case RefusedFile(why=why):
            await tell_refused(town.journal, case.conversation, file=ref, name=name, why=why)
            raise FileAway(why)
        case Sound(data=clean):
            return data if case.keeps_position else clean
