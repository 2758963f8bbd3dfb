"""What waits for a second person, in words: confirmed or refused here, or where it is at home."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web

from faq.approval import obstacle
from faq.folder import read_folder
from faq.folders import FolderStill
from handoff.agreedterms import AgreedTerms
from handoff.desk.attention import attention_of
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import VISITOR, Visitor, read_form, require, require_any
from handoff.desk.reminders import could_confirm
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.foureyes import CONFIRMED_BY, Act, Fate, Objection, Request
from handoff.personnel import NotDone
from handoff.retention import terms_from_json
from handoff.rights import Right
from handoff.roleadmin import RoleAdmin

DOES: Final = ("confirm", "refuse", "withdraw")
_ID: Final = r"{id:[A-Za-z0-9_-]{1,40}}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """Something that waits for a second person elsewhere at the desk: ``path`` leads there, ``what`` names the text."""

    what: str
    title: str
    by: str
    path: str


Source = Callable[[web.Request], Awaitable[Sequence[Pending]]]


async def entries(request: web.Request) -> Sequence[Pending]:
    """FAQ entries that wait for their approval."""
    editing = request.app[DEPS].editing
    if editing is None or not request[VISITOR].may(Right.READ_FAQ):
        return ()
    try:
        found, now = await editing.ask(read_folder), datetime.now(UTC)
    except FolderStill:  # the FAQ's page says so; all else goes on
        return ()
    town = found.town
    if town is None or town.faq_approval != "four_eyes":
        return ()
    lang = reading_for(request).lang
    return [
        Pending(
            what="remove-entry" if entry.removal else "publish-entry",
            title=entry.question.get(lang) or entry.question["de"],
            by=entry.removal or entry.author,
            path=f"/faq/{entry.id}",
        )
        for entry in (located.entry for located in found.entries)
        if entry.removal or (entry.status != "draft" and obstacle(entry, town, now) is not None)
    ]


async def long_blocks(request: web.Request) -> Sequence[Pending]:
    """Blocks that one person may not impose alone."""
    found = await attention_of(request)
    reading = reading_for(request)
    return [
        Pending(
            what="long-block",
            title=reading.department(matter.department),
            by=matter.conduct.proposed.by if matter.conduct.proposed is not None else "",
            path="/reviews",
        )
        for matter in found.proposals
    ]


SOURCES: Final[tuple[Source, ...]] = (entries, long_blocks)
"""Whoever keeps such things in a place of its own adds its list here."""


def routes() -> list[web.RouteDef]:
    """Where the pages are."""
    return [
        web.get("/approvals", show, name="approvals"),
        web.post(f"/approvals/{_ID}/{{does:{'|'.join(DOES)}}}", decide, name="approvals-decide"),
    ]


async def show(request: web.Request) -> web.StreamResponse:
    """What waits, what became of one's own, what was decided lately."""
    await require_any(request, *CONFIRMED_BY.values(), Right.SEE_RIGHTS)
    done = request.query.get("done", "")
    return await _page(request, done=done if done in DOES else "")


async def decide(request: web.Request) -> web.StreamResponse:
    """Confirm, refuse or withdraw one request."""
    deps, does, form = request.app[DEPS], request.match_info["does"], await read_form(request)
    await require_any(request, *CONFIRMED_BY.values(), Right.SEE_RIGHTS, Right.MANAGE_STAFF)
    asked = await deps.journal.second_look(request.match_info["id"])
    if asked is None:
        raise web.HTTPNotFound
    own = does == "withdraw" and asked.asked_by == request[VISITOR].login
    visitor = request[VISITOR] if own else await require(request, CONFIRMED_BY[asked.act])
    roles, digest = _kept_by(deps, asked), form.get("digest", "")
    try:
        match does:
            case "confirm":
                against = await roles.confirm(visitor.record, asked, digest)
            case "refuse":
                against = await roles.refuse(visitor.record, asked, digest, form.get("words", ""))
            case _:
                against = await roles.withdraw(visitor.login, asked)
    except NotDone as e:
        return await _page(request, problem=f"staff-why-{e.why.replace('_', '-')}")
    if against is not None:
        return await _page(
            request, problem=f"approval-why-{against.value.replace('_', '-')}", status=_status_of(against)
        )
    raise web.HTTPSeeOther(f"{deps.base}/approvals?done={does}")


def _kept_by(deps: DeskDeps, asked: Request) -> RoleAdmin | AgreedTerms:
    """What knows the state that a request is about."""
    return deps.agreed() if asked.act is Act.RETENTION else deps.roles()


def _status_of(against: Objection) -> int:
    if against in (Objection.SAME_PERSON, Objection.CONCERNED, Objection.NO_RIGHT):
        return web.HTTPForbidden.status_code
    return 422 if against is Objection.NO_REASON else web.HTTPConflict.status_code


async def _page(request: web.Request, *, problem: str = "", done: str = "", status: int = 422) -> web.StreamResponse:
    deps, visitor, reading = request.app[DEPS], request[VISITOR], reading_for(request)
    names = {login: record.name for login, record in (await deps.journal.staff()).items()}
    looks = [
        (one, await _kept_by(deps, one).fate_of(one, reading.now))
        for one in await deps.journal.second_looks()
        if visitor.record.may(Right.SEE_RIGHTS) or one.asked_by == visitor.login
    ]
    rows = [_row(visitor, reading, one, fate, names) for one, fate in looks]
    elsewhere = [pending for source in SOURCES for pending in await source(request)]
    return page(
        request,
        "approvals.html",
        status=status if problem else 200,
        waiting=[row for row in rows if row["fate"] is Fate.OPEN],
        over=[row for row in rows if row["fate"] is not Fate.OPEN][:50],
        elsewhere=[
            {
                "title": one.title,
                "act": reading.say(f"approval-act-{one.what}"),
                "by": names.get(one.by, one.by),
                "path": one.path,
            }
            for one in elsewhere
        ],
        problem=problem,
        done=done,
    )


def _row(visitor: Visitor, reading: Reading, asked: Request, fate: Fate, names: Mapping[str, str]) -> dict[str, Any]:
    who = {**names, "command line": reading.say("by-command-line"), "program": reading.say("by-files")}
    return {
        "id": asked.id,
        "digest": asked.digest,
        "fate": fate,
        "state": reading.say(f"approval-fate-{fate.value}"),
        "act": reading.say(f"approval-act-{asked.act.value.replace('_', '-')}"),
        "what": _WORDS[asked.act](asked, reading, names),
        "by": who.get(asked.asked_by, asked.asked_by),
        "at": reading.moment(asked.asked_at),
        "expires": reading.moment(asked.expires),
        "decided_by": who.get(asked.decided_by, asked.decided_by),
        "decided_at": reading.moment(asked.decided_at) if asked.decided_at else "",
        "words": asked.words,
        "mine": asked.asked_by == visitor.login,
        "theirs": could_confirm(asked, visitor.record, reading.now),
    }


def _roles_in_words(asked: Request, reading: Reading, names: Mapping[str, str]) -> list[str]:
    before, after = asked.wanted["before"].split(), asked.wanted["roles"].split()
    name = names.get(asked.subject, asked.subject)
    given = [reading.word("role", role) for role in after if role not in before]
    taken = [reading.word("role", role) for role in before if role not in after]
    lines = [reading.say("approval-role-given", name=name, role=role) for role in given]
    lines += [reading.say("approval-role-taken", name=name, role=role) for role in taken]
    result = ", ".join(reading.word("role", role) for role in after)
    return [*lines, reading.say("approval-roles-after", name=name, roles=result)]


def _terms_in_words(asked: Request, reading: Reading, _names: Mapping[str, str]) -> list[str]:
    def days(text: str) -> dict[tuple[str, str], str]:
        terms = terms_from_json(text)
        parts = {"": asdict(terms.town), **{name: asdict(one) for name, one in terms.departments.items()}}
        return {
            (reading.department(place) if place else "", name): "–" if value is None else str(value)
            for place, part in parts.items()
            for name, value in part.items()
        }

    before, after = days(asked.wanted["before"]), days(asked.wanted["after"])
    return [
        reading.say(
            "approval-terms-line",
            place=place or reading.say("retention-all"),
            what=reading.say(f"approval-terms-{name.replace('_', '-')}"),
            before=before.get((place, name), "–"),
            after=after.get((place, name), "–"),
        )
        for place, name in dict.fromkeys((*before, *after))
        if before.get((place, name), "–") != after.get((place, name), "–")
    ]


_WORDS: Final[Mapping[Act, Callable[[Request, Reading, Mapping[str, str]], list[str]]]] = {
    Act.ROLE_ADMIN: _roles_in_words,
    Act.RETENTION: _terms_in_words,
}
"""What would change, in words, one text a line."""
