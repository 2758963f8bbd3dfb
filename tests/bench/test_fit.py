import importlib.util
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faq.deciding import EVIDENCE
from faq.evaluate import Query, QuestionSet, judge
from faq.lexicon.standard import standard_lexicon
from faq.matcher import Matcher
from faq.ranking import OTHER_LANGUAGE, TERMS
from faq.weights import RANK
from tests.bench import parts
from tests.bench.logits import Choice, Marks, fit_judge, fit_rank
from tests.bench.model import SHIPPED, Model, RankedSet, Refitted, fit_model
from tests.bench.newton import smallest
from tests.bench.parts import PARTS, Part
from tests.bench.weights_file import PLACE, source, write
from tests.unit.faq.knowledge import DAY, TOWN

KNOWN = np.array([2.0, -1.0, 0.5])


def choices(count: int, seed: int) -> list[Choice]:
    """Questions with six candidates; one is right, as probable as KNOWN says."""
    source = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        terms = source.normal(size=(6, 3))
        odds = np.exp(terms @ KNOWN)
        right = np.zeros(6, bool)
        right[source.choice(6, p=odds / odds.sum())] = True
        made.append(Choice(terms=terms, right=right))
    return made


def cases(count: int, seed: int) -> tuple[np.ndarray, Marks]:
    source = np.random.default_rng(seed)
    evidence = source.normal(loc=3.0, scale=2.0, size=(count, 3))
    likely = 1 / (1 + np.exp(-(0.7 + ((evidence - 3.0) / 2.0) @ KNOWN)))
    return evidence, source.random(count) < likely


def test_newton_finds_the_bottom_of_a_bowl() -> None:
    bowl = np.diag([1.0, 100.0])
    found = smallest(lambda x: (0.5 * float((x - 3) @ bowl @ (x - 3)), bowl @ (x - 3), bowl), 2)
    assert found == pytest.approx([3.0, 3.0])


def test_newton_shortens_steps_that_lead_too_far() -> None:
    def at(x: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        return float(np.sqrt(1 + (x - 5) ** 2)[0]), (x - 5) / np.sqrt(1 + (x - 5) ** 2), np.eye(1) * 0.01

    assert smallest(at, 1) == pytest.approx([5.0], abs=1e-3)


def test_the_terms_of_a_ranking_are_recovered() -> None:
    assert fit_rank([choices(4_000, 1)]) == pytest.approx(KNOWN, abs=0.12)


def test_a_column_left_out_counts_nothing() -> None:
    found = fit_rank([choices(500, 1)], without=[1])
    assert found[1] == 0.0
    assert found[0] > 0.8


def test_a_large_set_outweighs_a_small_one_no_more() -> None:
    turned = [Choice(terms=-choice.terms, right=choice.right) for choice in choices(400, 2)]
    few, many = fit_rank([choices(400, 1), turned]), fit_rank([choices(4_000, 1), turned])
    assert np.abs(few - many).max() < 0.15


def test_questions_without_a_right_candidate_teach_nothing() -> None:
    known = choices(300, 1)
    lost = [Choice(terms=choice.terms, right=np.zeros(6, bool)) for choice in choices(50, 2)]
    assert fit_rank([known + lost, lost]) == pytest.approx(fit_rank([known]))


def test_two_right_candidates_are_as_good_as_one() -> None:
    terms = np.array([[1.0], [1.0], [0.0]])
    one = Choice(terms=terms, right=np.array([True, True, False]))
    assert fit_rank([[one] * 10])[0] > 1.0


def test_a_judgement_is_recovered() -> None:
    judged = fit_judge([cases(6_000, 1)], pull=1e-4)
    assert judged.mean == pytest.approx([3.0] * 3, abs=0.1)
    assert judged.spread == pytest.approx([2.0] * 3, abs=0.1)
    assert judged.weights == pytest.approx(KNOWN, abs=0.15)
    assert judged.bias == pytest.approx(0.7, abs=0.15)


def test_evidence_that_never_varies_counts_nothing() -> None:
    evidence, yes = cases(300, 1)
    judged = fit_judge([(np.hstack([evidence, np.zeros((300, 1))]), yes)])
    assert judged.weights[3] == 0.0


@pytest.fixture(scope="module")
def ranked() -> RankedSet:
    texts = {
        "hund abmeldn": "hund-ab", "Hundemarke": "hund-an", "neuer Perso": "perso", "Sofa abholen": "sperrmuell",
        "ausweis weg": "perso-verloren", "heiraten wo": "heirat", "auto anmelden": "auto", "Mietzuschuss": "wohngeld",
        "Rezept für Kuchen": "", "danke": "", "Wie wird das Wetter": "", "kita platz": "kita",
        "Wo kann ich mein Kind in der Kita anmelden und wie beantrage ich Briefwahl?": "kita",
    }  # fmt: skip
    queries = tuple(
        Query(id=text, text=text, gold=(gold,) if gold else (), kind="x", lang="de", base=text)
        for text, gold in texts.items()
    )
    whole = QuestionSet(name="town", release=TOWN, queries=queries, on=DAY)
    return RankedSet(name="town", lang="de", on=DAY, matcher=Refitted(whole), queries=queries)


def test_with_the_shipped_numbers_it_is_the_shipped_matcher(ranked: RankedSet) -> None:
    plain = Matcher(TOWN)
    same = Model(rank=dict(SHIPPED.rank), answer=SHIPPED.answer, suggest=SHIPPED.suggest)
    for model in (SHIPPED, same):
        ranked.matcher.model = model
        for query in ranked.queries:
            found = judge(ranked.matcher, query, on=DAY, clock=lambda: 0.0)
            assert found == judge(plain, query, on=DAY, clock=lambda: 0.0)


def test_other_numbers_rank_otherwise(ranked: RankedSet) -> None:
    nothing = {key: np.zeros_like(row) for key, row in RANK.items()}
    model = Model(rank=nothing, answer=SHIPPED.answer, suggest=SHIPPED.suggest)
    scores = {round(place.score, 4) for _, ranking in ranked.rankings(model) for place in ranking.places}
    assert scores <= {0.0, -OTHER_LANGUAGE}


def test_a_fitted_model_is_written_as_a_module(ranked: RankedSet, tmp_path: Path) -> None:
    model = fit_model([ranked])
    place = tmp_path / "weights_written.py"
    write(model, place)
    assert "-0," not in place.read_text().replace(" ", "")
    spec = importlib.util.spec_from_file_location("weights_written", place)
    assert spec is not None
    assert spec.loader is not None
    written = importlib.util.module_from_spec(spec)
    sys.modules["weights_written"] = written
    try:
        spec.loader.exec_module(written)
    finally:
        del sys.modules["weights_written"]
    assert written.RANK.keys() == RANK.keys()
    assert written.RANK["de", True] == pytest.approx(model.rank["de", True], rel=1e-3, abs=1e-6)
    assert written.RANK["de", False][TERMS.index("taught")] == 0
    assert written.ANSWER.bias == pytest.approx(model.answer.bias, rel=1e-3)
    assert written.SUGGEST.weights == pytest.approx(model.suggest.weights, rel=1e-3, abs=1e-6)
    assert len(written.ANSWER.mean) == len(EVIDENCE)


def test_the_shipped_file_has_the_form_that_is_written() -> None:
    head = source(SHIPPED).split("RANK:", maxsplit=1)[0]
    assert PLACE.read_text(encoding="utf-8").startswith(head)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_each_part_can_be_switched_off_and_is_back_again(
    ranked: RankedSet, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(standard_lexicon(), services=standard_lexicon().services[:20])
    monkeypatch.setattr(parts, "standard_lexicon", lambda: few)
    one = QuestionSet(name="town", release=TOWN, queries=ranked.queries[:3], on=DAY)
    with part.missing(one) as (matcher, asked):
        judged = [judge(matcher, query, on=DAY, clock=lambda: 0.0) for query in asked.queries]
    assert len(judged) == 3
    assert all(getattr(owner, name) is not value for owner, name, value in part.instead)


def small_set(folder: Path, lang: str) -> Path:
    """A set of five entries and a few questions."""
    words = ("dog", "passport", "wedding", "car", "waste") if lang == "en" else ("Hund", "Pass", "Ehe", "Auto", "Müll")
    kb = [{"id": word, "question": f"{word} {word}x", "alternatives": [f"{word} info"]} for word in words]
    queries: list[dict[str, Any]] = [
        {"id": f"q{n}", "text": f"about {word}", "gold_id": word} for n, word in enumerate(words * 3)
    ]
    queries += [{"id": f"f{n}", "text": f"pizza {n} bestellen", "gold_id": None} for n in range(5)]
    file = folder / f"{lang}.json"
    file.write_text(json.dumps({"name": lang, "lang": lang, "kb": kb, "queries": queries}), encoding="utf-8")
    return file


def test_the_report_and_the_table(tmp_path: Path) -> None:
    files = [str(small_set(tmp_path, lang)) for lang in ("de", "en")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.fit", *files, "--folds", "2"],
        capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [line.split("|")[2].strip() for line in done.stdout.splitlines() if line.startswith("| en")] == [
        "shipped", "in sample", "folds",
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.ablation", files[0], "--parts", "guards"],
        capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "| guards" in done.stdout


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [("fit", ["none.json"], "none.json"), ("fit", ["x.json", "--folds", "1"], "between"),
     ("ablation", ["none.json"], "none.json"), ("ablation", ["x.json", "--parts", "x"], "invalid choice")],
)  # fmt: skip
def test_wrong_arguments_are_told(tool: str, arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{tool}", *arguments],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr
