"""`buergerdraht faq gaps`: what citizens ask and the FAQ does not answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.channels.masking import ALL_KINDS, mask
from bot.cli_console import ERR, OUT, Failure, one_town, settings_of, show
from bot.cli_progress import progress
from bot.opening import open_journal, open_store
from bot.unanswered import unanswered
from config.settings import Settings
from faq.entry import Release
from faq.errors import FilesBroken
from faq.files import load as load_folder
from faq.gaps import LEAST, Asked, Gap, Gaps, draft, gaps, paraphrases, place
from faq.matcher import Matcher
from faq.questions import logged_questions, read_questions
from handoff.journal.hints import Hints
from handoff.journal.transcripts import Transcripts

BROKEN_INPUT = 2
REASONS = {"unanswered": "ohne Antwort", "suggested": "nur Vorschläge", "contradicted": "Antwort half nicht"}


def list_gaps(
    context: typer.Context,
    *,
    least: Annotated[int, typer.Option("--min", min=1, help="Show what at least so many people asked alike.")] = LEAST,
    as_yaml: Annotated[bool, typer.Option("--yaml", help="Print drafts of entries, ready for an editor.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    source: Annotated[
        Path | None, typer.Option("--from", help="Questions from a file (.txt, .csv, .yaml, .json), not the journal.")
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help="Which town, when there are several.")] = None,
) -> None:
    """Show what citizens ask and the FAQ does not answer, alike questions together; drafts count as answers."""
    settings = settings_of(context)
    one = one_town(settings, town)
    try:
        release = load_folder(settings.town_dir(one), drafts=True)
        if source:
            asked = [
                Asked(text=query.text, asker=query.base or query.id, lang=query.lang)
                for query in logged_questions(read_questions(source))
            ]
        elif least < LEAST:
            raise Failure(
                f"From the journal only what at least {LEAST} people asked may be shown.",
                mend=f"Give --min {LEAST} or more; --from FILE has no such limit.",
            )  # fmt: skip
        else:
            asked = asyncio.run(_from_journal(settings, one))
    except (Failure, FilesBroken) as error:
        show(error)
        raise typer.Exit(BROKEN_INPUT) from error
    still, nearest = _placed(
        [replace(question, text=mask(question.text, ALL_KINDS).text) for question in asked], release
    )
    found = gaps(still, nearest, least=least, public=_phrasings(release))
    if as_json:
        typer.echo(json.dumps(_plain(found, len(asked), len(still)), ensure_ascii=False))
    elif as_yaml:
        for number, gap in enumerate(found.found, start=1):
            typer.echo(_draft(gap, number, release))
        ERR.print(_summary(found, len(asked), len(still)))
    else:
        _print(found, len(asked), len(still))


async def _from_journal(settings: Settings, town: str) -> list[Asked]:
    asked: list[Asked] = []
    # The journal is opened only because that starts the store where it does not run.
    async with open_journal(settings, town), open_store(settings) as store:
        with progress() as bar:
            task = bar.add_task("Gespräche", total=None)
            async for conversation, rows in Transcripts(store, town, Hints(store, [town])).each():
                asked += unanswered(rows, conversation)
                bar.advance(task)
    return asked


def _placed(asked: Sequence[Asked], release: Release) -> tuple[list[Asked], dict[str, str]]:
    """The questions that are still open with the files as they are now, and the entry nearest to each text."""
    matcher = Matcher(release)
    on = _today(release)
    still, nearest = [], {}
    with progress() as bar:
        for question in bar.track(asked, description="Fragen"):
            found = place(question, matcher, on=on)
            if found is not None:
                still.append(question)
                nearest[question.text] = found
    return still, nearest


def _today(release: Release) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(release.town.timezone)).date()


def _phrasings(release: Release) -> list[str]:
    """What any citizen may read; internal entries have words of their own."""
    return [
        text
        for entry in release.valid(_today(release))
        for text in (*entry.question.values(), *(one for many in entry.paraphrases.values() for one in many))
    ]


def _summary(found: Gaps, asked: int, still: int) -> str:
    text = f"{asked} Fragen ohne gute Antwort, {asked - still} davon beantwortet das FAQ inzwischen."
    if found.hidden:
        text += f" {found.hidden} bleiben verborgen: weniger als {found.least} Menschen haben Ähnliches gefragt."
    return text


def _print(found: Gaps, asked: int, still: int) -> None:
    OUT.print(_summary(found, asked, still))
    for number, gap in enumerate(found.found, start=1):
        reasons = ", ".join(f"{count} {REASONS[why]}" for why, count in sorted(gap.whys.items()))
        OUT.print(f"[bold]{number}. {gap.people} Menschen, {gap.questions} Fragen[/] ({reasons})")
        OUT.print(f"   Wörter: {', '.join(gap.words)}", markup=False)
        for text in gap.messages[:3]:
            OUT.print(f"   „{text}“", markup=False)
        if gap.nearest:
            OUT.print(f"   am nächsten: {gap.nearest} ({gap.near} von {gap.questions})", markup=False)
    if found.found:
        OUT.print("[green]→ Entwürfe für neue Einträge: --yaml[/]")


def _plain(found: Gaps, asked: int, still: int) -> dict[str, Any]:
    return {
        "asked": asked,
        "answered_by_now": asked - still,
        "hidden": found.hidden,
        "min": found.least,
        "gaps": [
            {
                "people": gap.people,
                "questions": gap.questions,
                "why": dict(gap.whys),
                "words": gap.words,
                "messages": gap.messages,
                "nearest": gap.nearest or None,
                "near": gap.near,
                "paraphrases": paraphrases(gap),
            }
            for gap in found.found
        ],
    }


def _draft(gap: Gap, number: int, release: Release) -> str:
    near = release.entry(gap.nearest)
    words = "-".join(word for word in gap.words[:2] if word.isascii() and word.isalnum())
    return draft(
        gap,
        id=f"neu-{words or number}",
        department=near.department if near else "",
        office=near.office if near else "",
    )
