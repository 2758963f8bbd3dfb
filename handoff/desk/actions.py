"""What staff do on the desk: a form in, one act, an answer for a script or for a plain browser."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, assert_never

from aiohttp import hdrs, web

from faq.markdown import from_markdown
from handoff.acts import ActResult, Acts, NotFound
from handoff.desk.casepage import ENDS, case_page
from handoff.desk.catalogue import Say
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import CASE, VISITOR, OpenCase, case_for, read_form
from handoff.desk.rendering import say_for
from handoff.desk.times import park_until
from handoff.files.kinds import kind_of_ref, safe_name
from handoff.letter import Enclosure
from handoff.ticket import Closed, Done, End, Staff, TakenBy

Said = Literal["done", "taken", "closed", "invalid"]
ACTS: Final = ("claim", "reply", "release", "transfer", "park", "close")
_STATUS: Final = {"done": 200, "taken": 409, "closed": 409, "invalid": 422}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What became of an act, and the sentence for whoever asked."""

    said: Said
    text: str


def routes() -> list[web.RouteDef]:
    """Where forms of a case go."""
    return [web.post(f"{CASE}/{{act:{'|'.join(ACTS)}}}", act, name="act")]


async def act(request: web.Request) -> web.StreamResponse:
    """Do one act on a case."""
    deps, visitor = request.app[DEPS], request[VISITOR]
    name, conversation = request.match_info["act"], request.match_info["conversation"]
    form = await read_form(request)
    case = await case_for(deps, visitor, conversation)
    if case is None:
        raise web.HTTPNotFound(text="case")
    draft = typed(form.get("text", "")) if name == "reply" else ""
    say = say_for(request)
    if form.get("receipt") != case.ticket.receipt:
        # The page shows an earlier case of this citizen: what was meant for that one must not go into this one.
        answer = Answer(said="closed", text=say("said-closed"))
    else:
        answer = await _do(_Asked(deps=deps, case=case, staff=visitor.record.staff, form=form, draft=draft), name, say)
    if hdrs.ACCEPT in request.headers and "application/json" in request.headers[hdrs.ACCEPT]:
        return web.json_response({"said": answer.said, "text": answer.text}, status=_STATUS[answer.said])
    if answer.said == "done" and name == "transfer":
        raise web.HTTPSeeOther(deps.base)  # the case may not be theirs to see any more
    if answer.said == "done":
        raise web.HTTPSeeOther(f"{deps.base}/case/{conversation}")
    return await case_page(
        request, status=_STATUS[answer.said], draft=draft, message=answer.text, message_kind=answer.said
    )


def typed(text: str) -> str:
    """What was typed, as it may be stored: one kind of line end, no control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    deps: DeskDeps
    case: OpenCase
    staff: Staff
    form: dict[str, str]
    draft: str

    @property
    def acts(self) -> Acts:
        return self.deps.acts

    @property
    def conversation(self) -> str:
        return self.case.snapshot.conversation

    def request_id(self, name: str) -> str:
        """The form's id and what it asks for: the same form sent twice is one act, a changed one is another."""
        what = (self.form.get("request", "")[:64], self.draft, self.form.get("files", ""))
        fields = "\0".join((self.staff.login, self.conversation, name, *what))
        return "desk:" + hashlib.sha256(fields.encode("utf-8", "surrogatepass")).hexdigest()


async def _do(asked: _Asked, name: str, say: Say) -> Answer:
    acts, conversation, staff = asked.acts, asked.conversation, asked.staff
    request = asked.request_id(name)
    match name:
        case "claim":
            result = await acts.claim(conversation, staff, request=request)
        case "release":
            result = await acts.release(conversation, staff, request=request)
        case "transfer":
            known = {d.id for d in asked.deps.departments()} - {asked.case.ticket.department}
            department = asked.form.get("department", "")
            if department not in known:
                return Answer(said="invalid", text=say("said-transfer-where"))
            result = await acts.transfer(conversation, staff, department, request=request)
        case "park":
            now = datetime.now(UTC)
            until = park_until(asked.form.get("quick", ""), asked.form.get("until", ""), now, asked.deps.zone)
            if until is None:
                return Answer(said="invalid", text=say("said-park-when"))
            result = await acts.park(conversation, staff, until, request=request)
        case "close":
            end = next((end for end in ENDS if end.value == asked.form.get("end")), None)
            if end is None:
                return Answer(said="invalid", text=say("said-close-why"))
            result = await acts.close(conversation, staff, End(end), request=request)
        case _:
            files = await _enclosed(asked)
            if files is None:
                return Answer(said="invalid", text=say("said-file-gone"))
            if len(files) > asked.deps.limits.attached:
                return Answer(said="invalid", text=say("said-files-many", n=asked.deps.limits.attached))
            if len(asked.draft) > asked.deps.limits.text:
                return Answer(said="invalid", text=say("said-too-long", n=asked.deps.limits.text))
            rich = from_markdown(asked.draft)
            if not rich.text.strip() and not files:
                return Answer(said="invalid", text=say("said-empty"))
            fence = asked.form.get("fence", "")
            number = int(fence) if fence.isascii() and fence.isdigit() and len(fence) < 10 else -1
            result = await acts.reply(conversation, staff, number, rich, request=request, files=files)
    return _answer(result, name, say)


async def _enclosed(asked: _Asked) -> list[Enclosure] | None:
    """The files that a reply names; None when one of them is not there, not looked at, or another conversation's."""
    found: list[Enclosure] = []
    for ref, name in attached_in(asked.form.get("files", "")):
        kept = await asked.deps.files.find(ref)
        if kept is None or kept.held:
            return None
        if await asked.deps.journal.file_owner(ref) not in {None, asked.conversation}:
            return None
        kind = kind_of_ref(ref)
        shown = safe_name(name, kind) or f"datei.{kind.endings[0]}"
        found.append(Enclosure(ref=ref, name=shown, mime=kept.mime, size=kept.size))
    return found


def attached_in(text: str) -> list[tuple[str, str]]:
    """The files (stored name, shown name) that a form names; nothing where it is not one of ours."""
    try:
        listed = json.loads(text) if text else []
        return [(str(file["ref"]), str(file["name"])) for file in listed]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def _answer(result: ActResult, name: str, say: Say) -> Answer:
    match result:
        case Done():
            return Answer(said="done", text=say(f"done-{name}"))
        case TakenBy(holder=holder):
            key = "said-taken-reply" if name == "reply" else "said-taken"
            return Answer(said="taken", text=say(key, name=holder.colleague))
        case Closed() | NotFound():
            return Answer(said="closed", text=say("said-closed-reply" if name == "reply" else "said-closed"))
    assert_never(result)
