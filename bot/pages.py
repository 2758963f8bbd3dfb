"""The web pages of one town, built of its parts: the citizens' chat and the staff's desk."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.approvals import NotApproved, Request, sign
from bot.channels.channel import ChannelError, Refused
from bot.channels.masking import mask
from bot.channels.webchat.deps import Limits, TelegramUse, WebChatDeps
from bot.channels.webchat.routes import routes
from bot.metrics import Metrics
from bot.signon import provider_of
from bot.town import MAX_TEXT, RunningTown
from bot.web import remote_of
from config.settings import Settings
from faq.errors import FilesBroken
from handoff.desk.app import desk_app
from handoff.desk.deps import AttachedTo, DeskDeps
from handoff.desk.editing import Editing
from handoff.files.kinds import Refused as RefusedFile
from handoff.files.kinds import Sound, is_ref
from handoff.files.store import FileAway, Held
from handoff.files.telling import tell_refused


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
        telegram=lambda: _telegram_use(town),
        public_url=settings.public_url or "",
        mask=partial(mask, kinds=frozenset(settings.privacy.masks)),
        remote=remote_of(settings.web.trusted_proxies),
        count=metrics.count_web,
        mails=town.mail is not None,
        promise=lambda department: _promise(town, department),
        limits=Limits(newcomers=settings.limits.newcomers_per_hour),
    )
    return routes(deps, town.prefix)


def _promise(town: RunningTown, department: str) -> datetime:
    """When a department answers at the latest, as far as is known without looking who is there."""
    shelf = town.library.now
    calendar = shelf.calendars.get(department) or shelf.calendars[shelf.release.front_office.id]
    return calendar.promise(datetime.now(UTC), staffed=False)


def _telegram_use(town: RunningTown) -> TelegramUse:
    if town.telegram is None:
        return "off"
    return "general" if town.library.now.release.town.telegram.data_minimal else "whole"


def mount_desk(app: web.Application, town: RunningTown, settings: Settings) -> None:
    """Put the town's desk under its prefix."""
    library = town.library
    desk_url = settings.desk_url
    base = f"{town.prefix}/desk"
    deps = DeskDeps(
        journal=town.journal,
        acts=town.acts,
        live=town.live,
        town=library.now.release.town.name,
        departments=lambda: library.now.release.departments,
        zone=ZoneInfo(library.now.release.town.timezone),
        base=base,
        origins=[origin_of(desk_url), origin_of(settings.base_url)],
        secure=desk_url.startswith("https:"),
        outbox=MAX_TEXT.keys(),
        fetch_attachment=partial(_fetch, town),
        files=town.files,
        remote=remote_of(settings.web.trusted_proxies),
        editing=Editing(
            folder=town.folder,
            release=lambda: library.now.release,
            approve=partial(_approve, town.folder, settings.data_dir, town.id),
        ),
        telegram=settings.token(town.id) is not None,
        mails=town.mail is not None,
        town_id=town.id,
        second_factor_for=frozenset(role.value for role in settings.accounts.second_factor),
        provider=provider_of(settings, town.id),
        local_login=settings.accounts.local_login,
    )
    app.add_subapp(base, desk_app(deps))


def _approve(folder: Path, data_dir: Path, town: str, entry: str, by: str) -> None:
    """Let an entry go live. Raises FilesBroken, OSError."""
    try:
        sign(folder, data_dir, town, Request(act="approve", entries=(entry,), by=by), datetime.now(UTC))
    except NotApproved as refused:
        raise FilesBroken(refused.problems) from refused


async def _fetch(town: RunningTown, case: AttachedTo, ref: str, name: str) -> bytes:
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
