"""`make fit`: the numbers of `faq/weights.py` from sets of questions, and what they are worth on unseen questions."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from faq.entry import GERMAN
from faq.errors import FilesBroken
from faq.evaluate import Figures, Query, QuestionSet, Result, Verdict, figures, judge
from faq.knowledge import standard_knowledge
from faq.questions import question_set, read_questions
from tests.bench.logits import Marks
from tests.bench.model import ENGLISH, SHIPPED, Model, RankedSet, Refitted, fit_model
from tests.bench.weights_file import PLACE, write

FOLDS = 5
SEED = 3
BROKEN_INPUT = 2
OUT, ERR = Console(width=110), Console(stderr=True)
SHIPPED_NOW, IN_SAMPLE, FOLDED, LEFT_OUT = "shipped", "in sample", "folds", "left out"
NOTE = """\
shipped: faq/weights.py as it is · in sample: fitted on all base sets · folds: each question judged by numbers fitted
without its fold · left out: by numbers fitted without its knowledge base, those of its language fitted on the others.
Only base sets are fitted. What only one set can teach (the lexicon's weights) is unknown when that set is left out."""


def main() -> int:
    """Fit the weights of terms and the two judgements; report; `--write` puts them into faq/weights.py."""
    wanted = _arguments()
    try:
        sources = [question_set(read_questions(path)) for path in wanted.files]
    except FilesBroken as error:
        for problem in error.problems:
            ERR.print(f"{problem.file}: {problem.entry} {problem.what}", markup=False)
        return BROKEN_INPUT
    with _progress() as bar:
        standard_knowledge()
        sets = [_ranked(one, bar) for one in sources]
        base = [one for one in sets if not one.is_noisy]
        langs = {one.lang for one in base}
        if wanted.write and langs != {GERMAN, ENGLISH}:
            ERR.print("--write needs sets of German and of English.")
            return BROKEN_INPUT
        if not base or not {one.lang for one in sets} <= langs:
            ERR.print("A language needs a set that is not noisy.")
            return BROKEN_INPUT
        rows = bar.add_task("fit", total=1 + wanted.folds + len(base))
        model = fit_model(base)
        bar.advance(rows)
        found = {(one.name, SHIPPED_NOW): _results(one, SHIPPED) for one in sets}
        found |= {(one.name, IN_SAMPLE): _results(one, model) for one in sets}
        for fold in range(wanted.folds):
            for name, results in _fold(base, fold, wanted.folds):
                found.setdefault((name, FOLDED), []).extend(results)
            bar.advance(rows)
        for one in base:
            others = [other for other in base if other is not one]
            if one.lang in {other.lang for other in others}:
                found[one.name, LEFT_OUT] = _results(one, fit_model(others))
            bar.advance(rows)
    _show([one.name for one in sets], {key: figures(results) for key, results in found.items()})
    OUT.print(f"Largest change of a weight against faq/weights.py: {_distance(model):.2%} of the largest in its row")
    if wanted.write:
        write(model)
        OUT.print(f"Written: {PLACE}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fit", description=main.__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="sets with entries of their own (.json)")
    parser.add_argument("--write", action="store_true", help="write faq/weights.py")
    parser.add_argument("--folds", type=_folds, default=FOLDS, help="parts of each set (default: %(default)s)")
    return parser.parse_args()


def _folds(text: str) -> int:
    if not text.isdigit() or not 2 <= int(text) <= 50:
        raise argparse.ArgumentTypeError("between 2 and 50")
    return int(text)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=ERR, disable=not ERR.is_terminal, transient=True,
    )  # fmt: skip


def _ranked(one: QuestionSet, bar: Progress) -> RankedSet:
    row = bar.add_task(one.name, total=len(one.queries))
    lang = GERMAN if all(GERMAN in entry.question for entry in one.release.entries) else ENGLISH
    ranked = RankedSet(name=one.name, lang=lang, on=one.on, matcher=Refitted(one), queries=one.queries)
    for _ in ranked.rankings(SHIPPED):
        bar.advance(row)
    return ranked


def _fold(base: Sequence[RankedSet], fold: int, folds: int) -> Iterable[tuple[str, list[Result]]]:
    """The results of each set on this fold, by numbers fitted on the other folds of all sets."""
    seen, unseen = [], []
    for one in base:
        of = np.random.default_rng(SEED).permutation(len(one.queries)) % folds
        seen.append(replace(one, queries=_some(one, of != fold)))
        unseen.append(replace(one, queries=_some(one, of == fold)))
    model = fit_model(seen)
    return [(one.name, _results(one, model)) for one in unseen]


def _some(one: RankedSet, chosen: Marks) -> tuple[Query, ...]:
    return tuple(query for query, is_chosen in zip(one.queries, chosen, strict=True) if is_chosen)


def _results(one: RankedSet, model: Model) -> list[Result]:
    one.matcher.model = model
    return [judge(one.matcher, query, on=one.on, clock=perf_counter) for query in one.queries]


def _distance(model: Model) -> float:
    pairs = [(model.rank[key], SHIPPED.rank[key]) for key in model.rank]
    pairs += [(model.answer.weights, SHIPPED.answer.weights), (model.suggest.weights, SHIPPED.suggest.weights)]
    return max(float(np.abs(new - old).max() / np.abs(old).max()) for new, old in pairs)


def _show(names: Sequence[str], found: dict[tuple[str, str], Figures]) -> None:
    table = Table("set", "judged", box=box.MARKDOWN)
    for name in ("top 1", "recall@3", "helped", "coverage", "precision", "wrong", "foreign answered"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in names:
        for how in (SHIPPED_NOW, IN_SAMPLE, FOLDED, LEFT_OUT):
            if (name, how) in found:
                table.add_row(name, how, *_cells(found[name, how]))
    OUT.print(table)
    OUT.print(NOTE, style="dim", soft_wrap=True)


def _cells(one: Figures) -> list[str]:
    shares = one.shares()
    shown = [shares[name] for name in ("top1", "recall3", "helped", "coverage", "precision")]
    return [
        *("–" if share is None else f"{100 * share:.1f}" for share in shown),
        str(one.verdicts[Verdict.ANSWERED_WRONG]),
        f"{one.verdicts[Verdict.FOREIGN_ANSWERED]}/{one.n_foreign}",
    ]


if __name__ == "__main__":
    sys.exit(main())
