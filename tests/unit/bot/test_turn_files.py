"""What a turn makes of files: where a photo was taken, and what nobody can have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.events import Attachment, FileRefused, Pressed, Said
from bot.dialogue.talk import Phase, Talk, talk_from_json
from bot.library import Shelf, build_shelf
from bot.town import make_texts
from faq.files import load
from handoff.journal.fileindex import stored_refs
from handoff.journal.records import Commit
from handoff.ticket import Kind
from tests.faults.town import write_town
from tests.unit.bot.test_turn import LISTENS, open_ticket, taken, turn

REF = f"{'a' * 32}.jpg"
PHOTO = Attachment(kind="photo", ref=REF, mime="image/jpeg", size=900, latitude=51.43247, longitude=6.88074)
TALK = replace(LISTENS, phase=Phase.WITH_STAFF)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder: Path = write_town(tmp_path_factory.mktemp("town"))
    return build_shelf(load(folder), lambda town: make_texts(town, {}, "http://127.0.0.1"))


def photo(text: str = "") -> Said:
    return Said(id="tg:1", text=text, attachments=(PHOTO,))


def places(commit: Commit) -> list[tuple[str, Any]]:
    return [(row.who, file.get("latitude")) for row in commit.rows for file in row.body.get("attachments", ())]


def talk_of(commit: Commit) -> Talk:
    return talk_from_json(commit.talk or "")


def test_a_photo_of_a_defect_report_keeps_its_position(shelf: Shelf) -> None:
    done = turn(shelf, taken(photo(), talk=TALK, ticket=replace(open_ticket(), kind=Kind.DEFECT)))
    assert places(done) == [("citizen", 51.43247)]


def test_any_other_loses_it(shelf: Shelf) -> None:
    done = turn(shelf, taken(photo(), talk=TALK, ticket=open_ticket()))
    assert places(done) == [("citizen", None)]
    assert stored_refs(done.rows[0].body) == [REF]
    assert talk_of(done).spots == ()


def test_until_it_is_known_the_position_is_kept_apart_and_then_belongs_to_the_defect(shelf: Shelf) -> None:
    first = turn(shelf, taken(photo("Wer kümmert sich darum?"), talk=LISTENS))
    assert places(first) == [("citizen", None)]
    assert talk_of(first).spots == ((51.43247, 6.88074),)
    talk = replace(talk_of(first), phase=Phase.INTAKE_PLACE, kind=Kind.DEFECT)
    last = turn(shelf, taken(Said(id="tg:2", text="Marktplatz 3"), talk=talk))
    assert last.receipt
    assert places(last) == [("note", 51.43247)]
    assert talk_of(last).spots == ()


def test_what_turns_out_to_be_no_defect_forgets_the_position(shelf: Shelf) -> None:
    talk = replace(LISTENS, phase=Phase.INTAKE_DEPARTMENT, kind=Kind.QUESTION, question="?", spots=((1.0, 2.0),))
    done = turn(shelf, taken(Pressed(id="tg:2", row="r", choice="dept:?"), talk=talk))
    assert done.receipt
    assert places(done) == []
    assert talk_of(done).spots == ()
    assert talk_of(turn(shelf, taken(Said(id="tg:3", text="abbrechen"), talk=talk))).spots == ()


@pytest.mark.parametrize("talk", [TALK, LISTENS])
def test_too_large_is_told_when_it_is_sent(shelf: Shelf, talk: Talk) -> None:
    large = Attachment(kind="document", ref="AgAC", name="Akte.pdf", size=30 << 20, refused="large")
    ticket = open_ticket() if talk is TALK else None
    done = turn(shelf, taken(Said(id="tg:1", attachments=(large,)), talk=talk, ticket=ticket))
    assert done.rows[0].body["attachments"][0]["refused"] == "large"
    assert "„Akte.pdf“ ist zu groß" in done.rows[1].body["text"]
    assert done.deliveries[0].body["text"] == done.rows[1].body["text"]


@pytest.mark.parametrize(
    ("why", "words"), [("infected", "Schadsoftware"), ("type", "nicht annehmen"), ("nonsense", "beschädigt")]
)
def test_a_file_found_out_later_is_told_and_owes_nobody_an_answer(shelf: Shelf, why: str, words: str) -> None:
    event = FileRefused(id="file:1", why=why, name="rechnung.exe")
    done = turn(shelf, taken(event, talk=TALK, ticket=open_ticket()))
    (row,) = done.rows
    assert (row.who, words in row.body["text"], "rechnung.exe" in row.body["text"]) == ("machine", True, True)
    assert (done.questions, done.settled, done.consumed) == ((), (), 1)
