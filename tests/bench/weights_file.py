"""Writes a model as `faq/weights.py`."""

import subprocess
import sys
from pathlib import Path

import faq.weights
from faq.ragged import Floats
from faq.weights import Judge
from tests.bench.model import Model

PLACE = Path(faq.weights.__file__)
_HEAD = '''\
"""The numbers of the matcher, fitted by ``make fit``: no town and no benchmark has numbers of its own. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from faq.ragged import Floats


@dataclass(frozen=True, kw_only=True)
class Judge:
    """A logistic judgement over `faq.deciding.EVIDENCE`: (value less mean, over spread, times weight)."""

    bias: float
    mean: Floats
    spread: Floats
    weights: Floats


def _row(*values: float) -> Floats:
    return np.array(values, np.float32)


'''
_MEANING = '"""By language and whether the classifier was trained: what each of `faq.ranking.TERMS` counts."""\n'


def source(model: Model) -> str:
    """The module as text, not yet in the formatter's form; values have four significant digits."""
    ranks = sorted(model.rank.items(), key=lambda item: (item[0][0], not item[0][1]))
    rows = "".join(f'    ("{lang}", {taught}): {_row(values)},\n' for (lang, taught), values in ranks)
    return (
        f"{_HEAD}RANK: Mapping[tuple[str, bool], Floats] = {{\n{rows}}}\n{_MEANING}\n"
        f"{_judge('ANSWER', model.answer)}{_judge('SUGGEST', model.suggest)}"
    )


def write(model: Model, place: Path = PLACE) -> None:
    """Put the model into its file, formatted."""
    place.write_text(source(model), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(place)], check=True)


def _judge(name: str, judge: Judge) -> str:
    return (
        f"{name} = Judge(\n    bias={_number(judge.bias)},\n    mean={_row(judge.mean)},\n"
        f"    spread={_row(judge.spread)},\n    weights={_row(judge.weights)},\n)\n"
    )


def _row(values: Floats) -> str:
    return f"_row({', '.join(_number(float(value)) for value in values)})"


def _number(value: float) -> str:
    return f"{value + 0.0:.4g}"  # + 0.0: no "-0"
