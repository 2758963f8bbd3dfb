"""What helps to answer: what the FAQ says to the last question, and the town's ready texts, filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from markupsafe import Markup

from faq.entry import GERMAN, Department
from faq.facts import hours_text
from faq.markdown import from_markdown
from faq.richtext import to_html
from handoff.desk.caserows import view_of_case
from handoff.desk.deps import DEPS, DeskDeps
from handoff.desk.door import CASE, VISITOR, OpenCase, case_for
from handoff.desk.filling import fill
from handoff.desk.rendering import page, reading_for
from handoff.desk.state import Reading
from handoff.journal.records import Row

WORDS_OF_A_QUESTION: Final = 3
ROWS_BACK: Final = 100
_NEAR: Final = ((0.75, "close"), (0.35, "near"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """Something to insert into a reply: ``markdown``. ``source`` names it ("faq:id", "canned:id")."""

    source: str
    title: str
    markdown: str
    html: Markup
    near: str = ""

    @property
    def entry(self) -> str:
        """The FAQ item it comes from; empty for canned texts."""
        kind, _, name = self.source.partition(":")
        return name if kind == "faq" else ""


def routes() -> list[web.RouteDef]:
    """Where help is fetched anew."""
    return [web.get("/fragment/help" + CASE, help_parts, name="fragment-help")]


async def help_parts(request: web.Request) -> web.StreamResponse:
    """The help for a case alone: it changes with what the citizen asks."""
    deps, conversation = request.app[DEPS], request.match_info["conversation"]
    case = await case_for(deps, request[VISITOR], conversation)
    if case is None:
        raise web.HTTPNotFound(text="case")
    view = await view_of_case(deps.journal, case)
    last = await deps.journal.rows(conversation, after=max(0, case.snapshot.seq - ROWS_BACK))
    rows = [row for row in last if view.shows(row.n, row.at)]
    ticket, login = case.ticket, request[VISITOR].login
    return page(
        request,
        "help_parts.html",
        conversation=conversation,
        mine=ticket.owner is not None and ticket.owner.login == login,
        is_open=ticket.is_open and case.current,
        **await help_values(request, case, rows),
    )


async def help_values(request: web.Request, case: OpenCase, rows: Sequence[Row]) -> dict[str, Any]:
    """What the FAQ says, and the canned texts of the case's department, both in the citizen's language."""
    deps, reading = request.app[DEPS], reading_for(request)
    question = question_in(rows, case.ticket.subject)
    found = await deps.suggest(question, case.ticket.lang) if case.ticket.is_open and case.current else ()
    return {
        "suggestions": [
            _ready(f"faq:{one.entry}", one.question, one.answer, _near(one.score, reading)) for one in found
        ],
        "texts": ready_texts(deps, case, request[VISITOR].record.staff.name, reading),
    }


def question_in(rows: Sequence[Row], subject: str) -> str:
    """The citizen's last question: their last words, if there are enough of them to be one."""
    for row in reversed(rows):
        text = str(row.body.get("text", ""))
        if row.who == "citizen" and "reaction_to" not in row.body and len(text.split()) >= WORDS_OF_A_QUESTION:
            return text
    return subject


def ready_texts(deps: DeskDeps, case: OpenCase, clerk: str, reading: Reading) -> list[Ready]:
    """The canned texts for a case, in the citizen's language, with everything filled in that is known."""
    ticket = case.ticket
    department = next((d for d in reading.departments if d.id == ticket.department), None)
    values = {
        "receipt": ticket.receipt,
        "clerk": clerk,
        "department": _in(department.name, ticket.lang) if department is not None else "",
        "town": deps.town,
        "hours": _hours(department, ticket.lang),
    }
    return [
        _ready(f"canned:{one.id}", _in(one.title, reading.lang), fill(_in(one.text, ticket.lang), values))
        for one in deps.canned()
        if not one.departments or ticket.department in one.departments
    ]


def chosen(help_: Mapping[str, Any], source: str) -> Ready | None:
    """What somebody without a script wants inserted."""
    ready: list[Ready] = [*help_["suggestions"], *help_["texts"]]
    return next((one for one in ready if one.source == source), None)


def _hours(department: Department | None, lang: str) -> str:
    return hours_text(department.hours, lang) if department is not None else ""


def _in(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get(GERMAN) or next(iter(texts.values()), "")


def _near(score: float, reading: Reading) -> str:
    return reading.say(f"near-{next((word for least, word in _NEAR if score >= least), 'far')}")


def _ready(source: str, title: str, markdown: str, near: str = "") -> Ready:
    html = Markup(to_html(from_markdown(markdown)))  # noqa: S704 - escaped by to_html
    return Ready(source=source, title=title, markdown=markdown, html=html, near=near)
