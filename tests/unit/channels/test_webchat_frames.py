"""What the web chat lets in and what it shows: frames, identity, pace, transcript frames, page texts."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.webchat.embedding import BUTTON_TEXTS
from bot.channels.webchat.frames import (
    MAX_TEXT,
    BadFrame,
    Hello,
    Press,
    Say,
    Speaker,
    line_of,
    read_frame,
    write_frame,
)
from bot.channels.webchat.identity import address_of, event_prefix, is_token, new_token
from bot.channels.webchat.pace import Pace
from bot.channels.webchat.pages import SCRIPT_TEXTS, choose_lang
from bot.channels.webchat.routes import is_own_origin
from bot.channels.webchat.transcript import batches, receipt_of, speaker_of
from handoff.journal.records import Row, Snapshot
from handoff.ticket import Kind, Staff, Ticket, Turn

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
WEBCHAT = Path(__file__).parents[3] / "bot/channels/webchat"
TEXTS = Path(__file__).parents[3] / "bot/dialogue/texts"


# -- what comes in


@pytest.mark.fault(rows=(61,))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"say"',
        "NaN",
        "{}",
        '{"t": "nonsense"}',
        '{"t": "say"}',
        '{"t": "say", "id": ""}',
        '{"t": "say", "id": "../../x", "text": "a"}',
        '{"t": "say", "id": "a", "text": 5}',
        '{"t": "say", "id": "a", "text": NaN}',
        '{"t": "say", "id": "\\ud800", "text": "a"}',
        '{"t": "say", "id": "a", "attachments": [{"ref": "../../etc/passwd"}]}',
        '{"t": "say", "id": "a", "attachments": [{"ref": "' + "a" * 32 + '.svg"}]}',
        json.dumps({"t": "say", "id": "a", "attachments": [{"ref": f"{'a' * 32}.jpg"}] * 6}),
        '{"t": "ack", "n": 0}',
        '{"t": "ack", "n": "1e999"}',
        '{"t": "hello", "after": -1}',
        '{"t": "hello", "lang": "fr"}',
        '{"t": "press", "id": "a", "row": "a b", "choice": "x"}',
        '{"t": "press", "id": "a", "row": "r", "choice": "%s"}' % ("x" * 65),
        "[" * 60_000,
        '{"t":' * 10_000,
    ],
)
def test_what_is_no_frame_of_ours(text: str) -> None:
    with pytest.raises(BadFrame):
        read_frame(text)


def test_a_refused_frame_does_not_quote_the_citizen() -> None:
    with pytest.raises(BadFrame) as caught:
        read_frame('{"t": "say", "id": "!", "text": "my secret"}')
    assert "secret" not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hallo", "Hallo"),
        ("  a\r\nb\rc  ", "a\nb\nc"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("\x00a\x07b\x7f", "\ufffdab"),
        ("x\ud800y", "x\ufffdy"),
        ("👩‍👧 ok", "👩‍👧 ok"),
        ("   \n ", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_text_is_made_fit_for_storage(typed: str, kept: str) -> None:
    frame = read_frame(json.dumps({"t": "say", "id": "1", "text": typed}))
    assert isinstance(frame, Say)
    assert frame.text == kept


def test_a_text_over_the_limit_is_read_so_that_it_can_be_refused_by_name() -> None:
    frame = read_frame(json.dumps({"t": "say", "id": "1", "text": "ä" * (MAX_TEXT + 1)}))
    assert isinstance(frame, Say)
    assert len(frame.text) == MAX_TEXT + 1


def test_unknown_fields_of_a_newer_page_are_ignored() -> None:
    assert read_frame('{"t": "press", "id": "1", "row": "r_-1", "choice": "lang:en", "label": "English"}') == Press(
        t="press", id="1", row="r_-1", choice="lang:en"
    )
    assert read_frame('{"t": "hello"}') == Hello(t="hello")


# -- who it is


def test_a_token_is_secret_and_the_address_does_not_give_it_away() -> None:
    token = new_token()
    assert is_token(token)
    assert new_token() != token
    assert token not in address_of(token)
    assert re.fullmatch(r"web:[0-9a-f]{64}", address_of(token))
    assert event_prefix(token) == address_of(token)[:20] + ":"


@pytest.mark.parametrize("text", ["", "x", "a" * 42, "a" * 44, "a" * 42 + "!", "a" * 43 + "\n"])
def test_what_is_no_token(text: str) -> None:
    assert not is_token(text)


# -- what goes out


def row(**more: object) -> Row:
    given = {"id": "r1", "who": "machine", "body": {"text": "Hallo"}, "n": 3, "at": NOW} | more
    return Row(**given)  # type: ignore[arg-type]


def test_a_note_is_never_shown() -> None:
    assert line_of(row(who="note"), "web:x:") is None


@pytest.mark.parametrize("sign", ["👍", ""])
def test_a_sign_given_on_another_channel_is_no_message(sign: str) -> None:
    assert line_of(row(who="citizen", body={"text": sign, "reaction_to": "7"}), "web:x:") is None


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Regeln: /netiquette (Fassung 1).", ["/netiquette"]),
        ("Mit **/pruefung**, /mensch, (/status) und /loeschen.", ["/pruefung", "/mensch", "/status", "/loeschen"]),
        ("Und/oder https://stadt.example/status, a/ja, /unbekannt, /ja/nein, 24/7 /", []),
    ],
)
def test_a_command_that_the_machine_names_can_be_pressed(text: str, commands: list[str]) -> None:
    line = line_of(row(body={"text": text}), "web:x:")
    assert line is not None
    assert [text[start:end] for start, end, style, _ in line.spans if style == "command"] == commands


def test_nobody_else_names_commands_and_none_is_inside_a_link() -> None:
    body = {"text": "Siehe /status", "spans": [[0, 13, "link", "https://stadt.example"]]}
    for line in (line_of(row(body=body), ""), line_of(row(who="citizen", body={"text": "/status"}), "")):
        assert line is not None
        assert not [span for span in line.spans if span[2] == "command"]


def test_a_row_shows_what_is_for_citizens_only() -> None:
    body = {
        "text": "Ja",
        "spans": [[0, 2, "bold", ""]],
        "keys": [[{"label": "A", "data": "r1|a"}]],
        "attachments": [{"kind": "photo", "ref": "secret.jpg", "size": 5}],
        "why": ["entry 0.9"],
        "release": "abc",
        "entry": "e1",
    }
    line = line_of(row(body=body), "web:x:")
    assert line is not None
    assert line.model_dump(exclude_defaults=True) == {
        "n": 3,
        "id": "r1",
        "who": "machine",
        "name": "",
        "at": "2026-03-03T12:00:00+00:00",
        "text": "Ja",
        "spans": [[0, 2, "bold", ""]],
        "keys": [[{"label": "A", "data": "r1|a"}]],
        "files": [{"kind": "photo", "size": 5}],
    }


def test_an_own_row_names_the_browsers_id_of_it() -> None:
    own = line_of(row(id="web:x:42", who="citizen", name="Erika"), "web:x:")
    other = line_of(row(id="web:y:42", who="citizen"), "web:x:")
    assert own is not None
    assert other is not None
    assert (own.client, own.name) == ("42", "")
    assert other.client == ""
    machine = line_of(row(id="web:x:42"), "web:x:")
    assert machine is not None
    assert machine.client == ""


def test_rows_are_cut_into_frames_and_none_is_lost() -> None:
    lines = [line_of(row(id=str(n), n=n, body={"text": "x" * (n % 7) * 9000}), "") for n in range(1, 260)]
    got = list(batches([line for line in lines if line]))
    assert [line.n for batch in got for line in batch] == list(range(1, 260))
    assert all(0 < len(batch) <= 100 for batch in got)
    assert list(batches([])) == []


@pytest.mark.fault(rows=(65,))
def test_a_text_cannot_end_the_frame_it_is_in() -> None:
    assert json.loads(write_frame(Speaker(who="person", name='"}</script>'))) == {
        "t": "speaker",
        "who": "person",
        "name": '"}</script>',
    }


def snapshot(ticket: Ticket | None) -> Snapshot:
    return Snapshot(
        conversation="c",
        now=NOW,
        talk="",
        talk_version=1,
        ticket=ticket,
        ticket_version=1,
        case="k",
        seq=1,
        acked=0,
        addresses=(),
    )


def ticket(**more: object) -> Ticket:
    given = {
        "receipt": "K7M-4P2X",
        "case": "k",
        "kind": Kind.QUESTION,
        "department": "d",
        "channel": "web",
        "lang": "de",
        "subject": "",
        "asked_at": NOW,
        "turn": Turn.OURS,
        "turn_since": NOW,
        "promised_by": NOW,
    }
    return Ticket(**(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "speaker", "receipt"),
    [
        (None, Speaker(who="machine"), ""),
        (ticket(), Speaker(who="waiting"), "K7M-4P2X"),
        (ticket(owner=Staff(login="p", name="Petra")), Speaker(who="person", name="Petra"), "K7M-4P2X"),
        (ticket(owner=Staff(login="p", name="Petra"), closed_at=NOW), Speaker(who="machine"), ""),
    ],
)
def test_who_speaks_and_whether_there_is_a_receipt(state: Ticket | None, speaker: Speaker, receipt: str) -> None:
    assert speaker_of(snapshot(state)) == speaker
    assert receipt_of(snapshot(state)) == receipt


def test_nobody_known_is_met_by_the_machine() -> None:
    assert speaker_of(None) == Speaker(who="machine")
    assert receipt_of(None) == ""


# -- how fast


def test_the_pace_lets_twenty_through_and_tells_once() -> None:
    pace = Pace(limit=20, window=10)
    assert [pace.allows(0.1 * n) for n in range(20)] == [True] * 20
    assert not pace.allows(2.0)
    assert pace.tells(2.0)
    assert not pace.allows(2.1)
    assert not pace.tells(2.1)
    assert pace.wait(2.0) == pytest.approx(8.0)
    assert pace.allows(10.0)
    assert not pace.allows(10.05)
    assert pace.tells(12.0)


def test_a_refused_message_does_not_lengthen_the_wait() -> None:
    pace = Pace(limit=1, window=10)
    assert pace.allows(0)
    assert not any(pace.allows(t) for t in range(1, 10))
    assert pace.allows(10)
    assert pace.wait(15) == pytest.approx(5)


# -- where from, in which language, what kind


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://chat.example:8080", True),
        ("https://chat.example:8080", True),
        ("https://stadt.example", True),
        ("https://stadt.example.evil.test", False),
        ("https://evil.test", False),
        ("http://chat.example", False),
        ("null", False),
        ("", False),
        (None, False),
        ("chat.example:8080", False),
        ("file://chat.example:8080", False),
    ],
)
def test_only_our_own_pages_may_connect(origin: str | None, own: bool) -> None:
    assert is_own_origin(origin, "chat.example:8080", frozenset({"https://stadt.example"})) is own


@pytest.mark.parametrize(
    ("wanted", "accepted", "lang"),
    [
        ("en", "de", "en"),
        ("", "en-GB,en;q=0.9,de;q=0.8", "en"),
        ("", "fr,de;q=0.5,en;q=0.7", "en"),
        ("", "fr;q=0.9, tr", "de"),
        ("", "en;q=0", "de"),
        ("", "en;q=x", "de"),
        ("", "", "de"),
        ("xx", "en", "en"),
    ],
)
def test_the_pages_language(wanted: str, accepted: str, lang: str) -> None:
    assert choose_lang(wanted, accepted) == lang


# -- the page's texts


def keys_of(lang: str) -> dict[str, set[str]]:
    source = "".join((TEXTS / f"{part}.{lang}.ftl").read_text(encoding="utf-8") for part in ("web", "embed"))
    messages = re.split(r"^((?:web|embed)-[\w-]+) = ", source, flags=re.MULTILINE)[1:]
    pairs = zip(messages[::2], messages[1::2], strict=True)
    return {key: set(re.findall(r"\{ \$(\w+) \}", text)) for key, text in pairs}


def test_every_text_is_there_in_both_languages_with_the_same_arguments() -> None:
    assert keys_of("de") == keys_of("en")


def test_every_text_the_script_says_is_handed_to_it_and_no_other() -> None:
    said: set[str] = set()
    for path in (WEBCHAT / "static").glob("*.js"):
        said |= set(re.findall(r'"((?:web|embed)-[a-z-]+)"', path.read_text(encoding="utf-8")))
    said |= {f"web-speaker-{who}" for who in ("machine", "waiting", "person")}
    assert said == set(SCRIPT_TEXTS)
    assert {key: set(names) for key, names in SCRIPT_TEXTS.items()} == {key: keys_of("de")[key] for key in SCRIPT_TEXTS}


def test_every_text_is_used() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (WEBCHAT / "pages").glob("*.html"))
    on_pages = set(re.findall(r't\("((?:web|embed)-[a-z-]+)"', pages))
    used = on_pages | set(SCRIPT_TEXTS) | set(BUTTON_TEXTS)
    # The page on privacy is put together: its own tests show that each of its texts can stand there.
    assert {key for key in used ^ set(keys_of("de")) if not key.startswith("web-privacy-")} == set()


def test_the_button_is_handed_what_it_says() -> None:
    source = (WEBCHAT / "pages" / "embed.js").read_text(encoding="utf-8")
    assert {f"embed-{key}" for key in re.findall(r'say\("([a-z-]+)"', source)} == set(BUTTON_TEXTS)
    used = {key: keys_of("de")[key] - {"town", "phone", "form"} for key in BUTTON_TEXTS}
    assert {key: set(names) for key, names in BUTTON_TEXTS.items()} == used


def test_no_page_or_script_makes_markup_of_text() -> None:
    for path in [*(WEBCHAT / "static").glob("*.js"), *(WEBCHAT / "pages").iterdir()]:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|\|\s*safe", source), path
        assert not re.search(r"<[^>]+\son[a-z]+=|style=\"|javascript:", source), path
        if path.suffix == ".html":
            inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", source)
            assert all('type="application/json"' in attributes for attributes in inline), path
