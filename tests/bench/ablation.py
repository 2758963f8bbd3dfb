"""`make ablation`: what each part of the matcher is worth, by switching off one at a time; nothing is fitted anew."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from faq.errors import FilesBroken
from faq.evaluate import Figures, QuestionSet, Verdict, figures, judge
from faq.questions import question_set, read_questions
from tests.bench.parts import PARTS, WHOLE, Part

BROKEN_INPUT = 2
SHARES = ("top1", "recall3", "helped", "coverage", "precision")
OUT, ERR = Console(width=260), Console(stderr=True)
NOTE = """\
A cell: top 1 · recall@3 · helped · coverage · precision in %, then foreign questions answered + suggested for;
= as with all parts.
The weights are those fitted with all parts: a part that others could stand in for looks more needful than it is.
Without the classifier the weights fitted without it count, as for very large knowledge bases."""


def main() -> int:
    """Print one table: a row a part that is missing, a column a set."""
    wanted = _arguments()
    try:
        sets = [question_set(read_questions(path)) for path in wanted.files]
    except FilesBroken as error:
        for problem in error.problems:
            ERR.print(f"{problem.file}: {problem.entry} {problem.what}", markup=False)
        return BROKEN_INPUT
    parts = (WHOLE, *(part for part in PARTS if not wanted.parts or part.name in wanted.parts))
    table = Table("without", *(one.name for one in sets), box=box.MARKDOWN)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=ERR, disable=not ERR.is_terminal, transient=True,
    ) as bar:  # fmt: skip
        row = bar.add_task("", total=len(parts) * len(sets))
        whole: list[str] = []
        for part in parts:
            cells = []
            for one in sets:
                bar.update(row, description=f"{part.name}: {one.name}")
                cells.append(_cell(_without(part, one)))
                bar.advance(row)
            whole = whole or cells
            table.add_row(part.name, *_told(cells, whole, part))
    OUT.print(table)
    OUT.print(NOTE, style="dim", soft_wrap=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ablation", description=main.__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="sets with entries of their own (.json)")
    parser.add_argument(
        "--parts", nargs="+", choices=[part.name for part in PARTS], metavar="PART",
        help=f"only these of: {', '.join(part.name for part in PARTS)}",
    )  # fmt: skip
    return parser.parse_args()


def _without(part: Part, one: QuestionSet) -> Figures:
    with part.missing(one) as (matcher, asked):
        return figures(judge(matcher, query, on=asked.on, clock=perf_counter) for query in asked.queries)


def _cell(found: Figures) -> str:
    shares = [found.shares()[name] for name in SHARES]
    told = " · ".join("–" if share is None else f"{100 * share:.1f}" for share in shares)
    foreign = found.verdicts[Verdict.FOREIGN_ANSWERED], found.verdicts[Verdict.FOREIGN_SUGGESTED]
    return f"{told} · {foreign[0]}+{foreign[1]}"


def _told(cells: Sequence[str], whole: Sequence[str], part: Part) -> list[str]:
    if part is WHOLE:
        return list(cells)
    return ["=" if cell == same else cell for cell, same in zip(cells, whole, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
