"""A row says who did what to which id, and nothing else can get into it."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.audit import ACTORS, FIELDS, UNFIT, Action, row
from handoff.desk.catalogue import has, speak

ROOT = Path(__file__).parents[3]
SOURCES = [path for part in ("bot", "handoff") for path in sorted((ROOT / part).rglob("*.py"))]


def calls(name: str) -> list[ast.Call]:
    """Every call of a function or method of this name in the program."""
    trees = (ast.parse(path.read_text("utf-8")) for path in SOURCES)
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [node for node in nodes if name == getattr(node.func, "attr", getattr(node.func, "id", ""))]


def test_every_act_in_the_list_is_written_somewhere() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES if path.name != "audit.py")
    made = {"callback_": "done missed drop", "delivery_": "retry drop", "edit_": "offices departments canned"}
    made["faq_"] = "save discard approve publish_now break_glass propose_removal withdraw_removal"
    made["delete_"] = made["edit_"]
    built = {f"{start}{end}" for start, ends in made.items() for end in ends.split()}
    assert [one for one in Action if f"Action.{one.name}" not in text and one.value not in built] == []


def test_nothing_is_written_past_the_list() -> None:
    for call in calls("audit"):
        [first, *_] = call.args
        assert not isinstance(first, ast.Dict | ast.Constant)
    adds = [ast.dump(call) for call in calls("xadd")]
    assert [call for call in adds if "'audit'" in call] == []
    scripts = sorted((ROOT / "handoff/journal/scripts").glob("*.lua"))
    writers = {path.stem for path in scripts if "'XADD', k('audit')" in path.read_text("utf-8")}
    assert writers == {
        "audit",
        "board",
        "come_back",
        "commit",
        "decide",
        "forgotten",
        "know",
        "mark",
        "mend_delivery",
        "publish",
        "put_account",
        "trim_audit",
    }


def test_every_act_field_and_actor_has_its_words() -> None:
    for lang in ("de", "en"):
        say = speak(lang)
        keys = [f"audit-act-{one.replace('_', '-')}" for one in Action] + [f"audit-field-{name}" for name in FIELDS]
        keys += [f"audit-by-{who.replace(' ', '-')}" for who in ACTORS if who]
        assert [key for key in keys if not has(say, key)] == []


def test_a_row() -> None:
    text = row("anna", Action.TRANSFER, receipt="MS-26-0001", department="bauamt", to="").text
    assert json.loads(text) == {
        "who": "anna",
        "action": "transfer",
        "receipt": "MS-26-0001",
        "department": "bauamt",
    }
    with pytest.raises(ValueError, match="reason"):
        row("anna", Action.CLOSE, reason="x")


@pytest.mark.parametrize("said", ["Erika Mustermann", "Wo ist der Müll?", "erika@beispiel.example", "x" * 201, "a\nb"])
def test_what_somebody_wrote_is_not_written(said: str) -> None:
    assert dict(row("anna", Action.NOTE, what=said).details) == {"what": UNFIT}
    assert row(said, Action.LOGIN_REFUSED).who == "unknown"


@given(st.text(), st.sampled_from(sorted(FIELDS)))
def test_no_row_holds_words(said: str, name: str) -> None:
    written = row(said, Action.NOTE, **{name: said})
    assert all(" " not in value and value.isascii() for value in written.details.values())
    assert json.loads(written.text)["action"] == "note"
