"""`buergerdraht faq evaluate`: how well questions with known answers are answered."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape
from rich.table import Table

from bot.cli_console import OUT, Failure, one_town, settings_of, show
from bot.cli_progress import progress
from faq.comparison import Comparison, compare
from faq.entry import Release
from faq.errors import FilesBroken
from faq.evaluate import (
    Figures,
    QuestionSet,
    Result,
    Verdict,
    by_kind,
    by_tag,
    figures,
    judge,
    report,
    results_of,
)
from faq.files import load as load_folder
from faq.matcher import Matcher
from faq.questions import question_set, read_questions

BROKEN_INPUT = 2
REDRAW_SECONDS = 0.2
LABELS = {
    "top1": "Top 1",
    "recall3": "Top 3",
    "helped": "geholfen",
    "coverage": "beantwortet",
    "precision": "Antworten richtig",
    "false_answer_rate": "Fremdes beantwortet",
}


def evaluate(
    context: typer.Context,
    *,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Sets of questions (.json; with --town also .yaml and .csv).")
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one object a file (a list when several); all shares are fractions 0..1."),
    ] = False,
    against: Annotated[
        Path | None, typer.Option("--against", help="A former --json output: is the difference more than chance?")
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help="Folder (or name) of the town whose FAQ is asked.")] = None,
) -> None:
    """Measure matching on questions whose right entries are known; ends with 2 when an input is broken.

    `n` counts the questions in scope, `n_foreign` those that must not be answered. `helped`: the right entry was
    the answer or one of at most three suggestions. `precision` counts an answered foreign question as wrong and is
    null when nothing was answered; `coverage` is the share of `n` that was answered.
    """
    try:
        if not files:
            raise Failure("No file was named.", mend="Name one or more: buergerdraht faq evaluate FILE…")
        former = _former(against) if against else {}
        release = _town(context, town) if town else None
        on = _today(release) if release else None
        reports, compared = [], {}
        sets = [_set(path, release, on) for path in files]
        for path, one in zip(files, sets, strict=True):
            results = _judged(one)
            plain = report(one.name, results)
            comparison = _compared(former, one.name, results, alone=len(files) == 1)
            if against and comparison is None:
                raise Failure(
                    f"The former output has nothing to compare with {one.name!r}.", where=str(against),
                    mend="Give the --json output of the same questions.",
                )  # fmt: skip
            if comparison:
                compared[one.name] = comparison
                plain["against"] = _plain(comparison)
            reports.append(plain)
            if not as_json:
                _print(path, results, plain, comparison)
    except (Failure, FilesBroken) as error:
        show(error)
        raise typer.Exit(BROKEN_INPUT) from error
    if as_json:
        typer.echo(json.dumps(reports[0] if len(reports) == 1 else reports, ensure_ascii=False))


def _set(path: Path, release: Release | None, on: date | None) -> QuestionSet:
    source = read_questions(path)
    if source.kb is not None and release is not None:
        raise Failure(
            "The file brings entries of its own (kb), and --town names others.", where=str(path),
            mend="Leave --town out, or take kb out of the file.",
        )  # fmt: skip
    return question_set(source, release, on=on) if on else question_set(source, release)


def _town(context: typer.Context, town: str) -> Release:
    folder = Path(town)
    if not folder.is_dir():
        settings = settings_of(context)
        if "/" in town or town not in settings.towns:
            raise Failure("There is no such folder and no town of that name.", where=town, mend="Name its folder.")
        folder = settings.town_dir(one_town(settings, town))
    return load_folder(folder, drafts=True)


def _today(release: Release) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(release.town.timezone)).date()


def _judged(one: QuestionSet) -> list[Result]:
    results = []
    with progress(steady=False) as bar:
        task = bar.add_task(one.name, total=len(one.queries))
        bar.refresh()
        matcher = Matcher(one.release)
        drawn = time.monotonic()
        for query in one.queries:
            results.append(judge(matcher, query, on=one.on, clock=time.perf_counter))
            bar.advance(task)
            if time.monotonic() > drawn + REDRAW_SECONDS:
                bar.refresh()
                drawn = time.monotonic()
    return results


def _former(path: Path) -> dict[str, tuple[Result, ...]]:
    mend = "Give the file that `faq evaluate … --json` wrote."
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(one["name"]): results_of(one) for one in (data if isinstance(data, list) else [data])}
    except OSError as error:
        raise Failure(f"The file cannot be read: {error.strerror}.", where=str(path), mend=mend) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Failure("This is no output of an evaluation.", where=str(path), mend=mend) from error


def _compared(
    former: dict[str, tuple[Result, ...]], name: str, results: Sequence[Result], *, alone: bool
) -> Comparison | None:
    old = former.get(name)
    if old is None and alone and len(former) == 1:
        old = next(iter(former.values()))
    if old is None:
        return None
    comparison = compare(old, results)
    return comparison if comparison.paired else None


def _plain(comparison: Comparison) -> dict[str, Any]:
    return {
        "paired": comparison.paired,
        "unpaired": comparison.unpaired,
        **{
            name: None
            if found is None
            else {"difference": round(found.value, 4), "interval": [round(found.low, 4), round(found.high, 4)]}
            for name, found in comparison.differences.items()
        },
    }


def _print(path: Path, results: Sequence[Result], plain: dict[str, Any], comparison: Comparison | None) -> None:
    whole = figures(results)
    OUT.print(
        f"\n[bold]{escape(plain['name'])}[/] ({escape(str(path))}): {whole.n} Fragen, {whole.n_foreign} fremde",
        soft_wrap=True,
    )
    table = Table(box=None, pad_edge=False)
    table.add_column("in %", no_wrap=True)
    for name in ("n", "Top 1", "Top 3", "MRR", "richtig", "falsch", "dabei", "daneben", "nichts"):
        table.add_column(name, justify="right", no_wrap=True)
    for kind, part in {**by_kind(results), "alle": whole}.items():
        table.add_row(escape(kind), *_cells(part), style="bold" if kind == "alle" else "")
    OUT.print(table)
    OUT.print("[dim]richtig, falsch: beantwortet · dabei, daneben: Vorschläge mit und ohne den gemeinten Eintrag[/]")
    summary = Table("Anteil in %", "", "95 %", box=None, pad_edge=False)
    intervals = whole.intervals()
    for name, label in LABELS.items():
        ends = intervals[name]
        summary.add_row(label, _percent(whole.shares()[name]), " – ".join(map(_percent, ends)) if ends else "")
    OUT.print(summary)
    tags = by_tag(results)
    if tags:
        counts = {tag: f"{part.verdicts[Verdict.FOREIGN_ANSWERED]}/{part.n_foreign}" for tag, part in tags.items()}
        told = ", ".join(f"{tag} {count}" for tag, count in counts.items())
        OUT.print(f"Fremde Fragen beantwortet: {told}", markup=False)
    if plain["disputed"]:
        ids = ", ".join(plain["disputed"])
        OUT.print(f"Als falsch gezählt, obwohl ein Eintrag es wörtlich sagt: {ids}", markup=False, soft_wrap=True)
    OUT.print(f"Dauer: p50 {plain['p50_ms']:.2f} ms, p99 {plain['p99_ms']:.2f} ms")
    if comparison:
        _print_comparison(comparison)


def _print_comparison(comparison: Comparison) -> None:
    OUT.print(f"Gegen früher, {comparison.paired} gleiche Fragen ({comparison.unpaired} nur auf einer Seite):")
    table = Table("Anteil", "Unterschied in Punkten", "95 %", "", box=None, pad_edge=False)
    for name, found in comparison.differences.items():
        if found:
            table.add_row(
                LABELS[name], f"{100 * found.value:+.1f}", f"{100 * found.low:+.1f} … {100 * found.high:+.1f}",
                "sicher" if found.sure else "kann Zufall sein" if found.value else "gleich",
            )  # fmt: skip
    OUT.print(table)


def _cells(part: Figures) -> list[str]:
    shares = part.shares()
    of = {verdict: _percent(part.verdicts[verdict] / part.n if part.n else None) for verdict in Verdict}
    return [
        str(part.n), _percent(shares["top1"]), _percent(shares["recall3"]),
        "–" if shares["mrr"] is None else f"{shares['mrr']:.3f}",
        of[Verdict.ANSWERED_RIGHT], of[Verdict.ANSWERED_WRONG], of[Verdict.SUGGESTED_RIGHT],
        of[Verdict.SUGGESTED_WRONG], of[Verdict.NO_MATCH],
    ]  # fmt: skip


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
