import json
from pathlib import Path
from typing import Any

import pytest

from faq.questions import QuestionsBroken, logged_questions, question_set, read_questions
from tests.unit.faq.knowledge import TOWN

KB = [{"id": "a", "question": "Wo ist A?", "alternatives": ["A finden"], "answer": "da"}]
HUND, WETTER = "Hund, anmelden", "wie ist das wetter"
SET = {"name": "s", "lang": "de", "kb": KB, "queries": [{"id": "1", "text": "a?", "gold_id": "a", "kind": "typo"}]}


def write(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_benchmark_set(tmp_path: Path) -> None:
    queries = [
        {"id": "1", "text": "a?", "gold_id": "a", "kind": "typo", "tags": ["x"], "base": "0"},
        {"id": "2", "text": "?", "gold_id": None, "kind": "oos"},
        {"id": "3", "text": "", "gold_id": "a", "gold_ids": ["a"]},
    ]
    found = question_set(read_questions(write(tmp_path, "s.json", SET | {"lang": "en", "queries": queries})))
    assert found.name == "s"
    assert [(q.id, q.gold, q.kind, q.base, q.lang) for q in found.queries] == [
        ("1", ("a",), "typo", "0", "en"),
        ("2", (), "oos", "2", "en"),
        ("3", ("a",), "question", "3", "en"),
    ]
    assert found.release.entries[0].question == {"en": "Wo ist A?"}
    assert found.release.entries[0].paraphrases == {"en": ("A finden",)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.csv", "text;entry;kind\nHund, anmelden;hund-an;typo\nwie ist das wetter;;\n"),
        ("q.csv", '"Hund, anmelden",hund-an,typo\nwie ist das wetter,\n'),
        ("q.csv", "Hund, anmelden\thund-an\ttypo\n\nwie ist das wetter\n"),
        ("q.yaml", "- {text: 'Hund, anmelden', entry: hund-an, kind: typo}\n- wie ist das wetter\n"),
        ("q.json", json.dumps([{"text": HUND, "entry": "hund-an", "kind": "typo"}, {"text": WETTER}])),
        ("q.json", json.dumps({"queries": [{"text": HUND, "gold_id": "hund-an", "kind": "typo"}, {"text": WETTER}]})),
    ],
)  # fmt: skip
def test_a_towns_questions(tmp_path: Path, name: str, text: str) -> None:
    found = question_set(read_questions(write(tmp_path, name, text)), TOWN)
    assert [(q.text, q.gold, q.kind) for q in found.queries] == [
        ("Hund, anmelden", ("hund-an",), "typo"),
        ("wie ist das wetter", (), "oos"),
    ]
    assert len({q.id for q in found.queries}) == 2


def test_several_right_entries(tmp_path: Path) -> None:
    found = question_set(read_questions(write(tmp_path, "q.csv", "text;entry\nHund;hund-an | hund-ab\n")), TOWN)
    assert found.queries[0].gold == ("hund-an", "hund-ab")


def test_logged_questions_need_no_entries(tmp_path: Path) -> None:
    found = logged_questions(read_questions(write(tmp_path, "log.txt", "erste\n\n zweite \n")))
    assert [(q.text, q.gold) for q in found] == [("erste", ()), ("zweite", ())]


@pytest.mark.parametrize(
    ("name", "content", "where", "said"),
    [
        ("s.json", '{"queries": [\n1,,', (2, ""), "kein gültiges JSON"),
        ("s.json", "[" * 100_000, (0, ""), "kein gültiges JSON"),
        ("s.json", {"kb": KB}, (0, ""), "„queries“ fehlt"),
        ("s.json", 7, (0, ""), "„queries“ fehlt"),
        ("s.json", SET | {"kb": "x"}, (0, ""), "„kb“ ist keine Liste"),
        ("s.json", SET | {"kb": []}, (0, "kb"), "keinen Eintrag"),
        ("s.json", SET | {"kb": [{"id": "a"}]}, (0, "kb[0]"), "keine id oder keine Frage"),
        ("s.json", SET | {"kb": [7]}, (0, "kb[0]"), "keine id oder keine Frage"),
        ("s.json", SET | {"kb": [*KB, *KB]}, (0, "kb[1]"), "gibt es schon"),
        ("s.json", SET | {"kb": [KB[0] | {"alternatives": [1]}]}, (0, "kb[0]"), "alternatives"),
        ("s.json", SET | {"queries": []}, (0, ""), "keine Frage"),
        ("s.json", SET | {"queries": [7]}, (0, "queries[0]"), "keinen Text"),
        ("s.json", SET | {"queries": [{"text": None}]}, (0, "queries[0]"), "keinen Text"),
        ("s.json", SET | {"queries": [{"text": "x", "gold_id": "b"}]}, (0, "queries[0]"), "„b“ gibt es nicht"),
        ("s.json", SET | {"queries": [{"text": "x", "tags": "x"}]}, (0, "queries[0]"), "keine Liste"),
        ("s.json", SET | {"queries": SET["queries"] + SET["queries"]}, (0, "queries[1]"), "gibt es schon"),  # type: ignore[operator]
        ("q.csv", "text;entry\nx;a\n\ny;b\n", (2, ""), "„a“ gibt es nicht"),
        ("q.yaml", "- text: x\n- {text: y, entry: b}\n", (2, ""), "„b“ gibt es nicht"),
        ("q.yaml", "a: b\n", (1, ""), "keine Liste"),
        ("q.yaml", "- text: 'x\n", (1, ""), "kein gültiges YAML"),
        ("q.csv", "", (0, ""), "keine Frage"),
        ("q.csv", '"' + "x" * 200_000, (0, ""), "keine gültige CSV"),
        ("s.json", '{"queries": [{"text": "\\ud83d"}]}', (0, ""), "halbes Zeichen"),
    ],
)
def test_broken_files_say_where(tmp_path: Path, name: str, content: Any, where: tuple[int, str], said: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(QuestionsBroken) as caught:
        question_set(read_questions(path), TOWN)
    problem = caught.value.problems[0]
    assert problem.file == str(path)
    assert (problem.line, problem.entry) == where
    assert said in problem.what
    assert problem.mend


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("größe;a".encode("latin-1"))
    for path, said in (
        (tmp_path / "gone.json", "gibt es nicht"),
        (tmp_path, "Ordner"),
        (tmp_path / "latin.csv", "UTF-8"),
    ):
        with pytest.raises(QuestionsBroken, match=said):
            read_questions(path)


def test_questions_without_entries_want_a_town(tmp_path: Path) -> None:
    with pytest.raises(QuestionsBroken, match="--town"):
        question_set(read_questions(write(tmp_path, "q.csv", "x;y")))
