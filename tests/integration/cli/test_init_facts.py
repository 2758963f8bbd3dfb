"""A town that is live in an afternoon: facts from a file, asked at a terminal, taken up again, and what still waits."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path

import pytest

from bot.cli_console import Failure
from config.inquiry import AnswerRefused, checked, questions
from faq.entry import Release, render
from faq.errors import FilesBroken
from faq.files import check, load
from faq.folder import read_folder
from tests.integration.cli.conftest import INIT, ROOT, Program, Run
from tests.integration.cli.starterfacts import FACTS

TOWN = ("config", "towns", "bad-muensterau")


@pytest.fixture
def facts(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        (tmp_path / "facts.yaml").write_text(text, encoding="utf-8")
        return "facts.yaml"

    return write


def words(release: Release) -> str:
    """Everything a citizen can be told."""
    return "\n".join(
        render(release, entry, lang, easy).text + entry.source
        for entry in release.entries
        for lang in ("de", "en")
        for easy in (False, True)
    )


def test_a_facts_file_makes_a_town_that_serves(run: Run, tmp_path: Path, facts: Callable[[str], str]) -> None:
    told = run("init", "--facts", facts(FACTS))
    assert told.exit_code == 0, told.output
    folder = tmp_path.joinpath(*TOWN)
    assert check(folder)[0] == []
    checked_ = run("check")
    assert checked_.exit_code == 0
    release = load(folder)
    written = read_folder(folder)
    assert len(release.entries) > len(written.entries) * 0.6
    assert f"{len(release.entries)} of {len(written.entries)} entries" in told.output
    assert f"{len(release.entries)} entries" in checked_.output
    said = words(release)
    assert "musterstadt" not in said.lower()
    assert "0221" not in said
    assert not re.search(r"\bunbekannt\b", said)
    entry = release.entry("personalausweis-beantragen")
    assert entry is not None
    answer = render(release, entry, "de").text
    assert "8,50 Euro" in answer
    assert "Mo–Do 7:30–16:00 Uhr, Fr 7:30–12:00 Uhr" in answer
    assert entry.source == "https://www.bad-muensterau.example/buergerbuero"
    assert entry.owner == "Eva Muster-Huber"
    assert release.offices["buergerbuero"].address == "Weg 1, 99999 Bad Münsterau"
    assert release.offices["steueramt"].fees["hund_mehrere"] == Decimal("90.00")
    assert release.offices["schulamt"].phone == "0800 123"  # shared with the town
    assert release.departments[0].hours.on(0)


@pytest.mark.server
def test_it_runs(program: Program, tmp_path: Path, facts: Callable[[str], str]) -> None:
    assert program("init", "--facts", facts(FACTS)).returncode == 0
    log = tmp_path / "log"
    with log.open("w", encoding="utf-8") as out:
        serving = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=tmp_path, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BUERGERDRAHT_WEB__PORT": "0", "COLUMNS": "200"},
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/", log.read_text("utf-8"))):
            assert time.monotonic() < deadline, log.read_text("utf-8")
            assert serving.poll() is None, log.read_text("utf-8")
            time.sleep(0.2)
        with urllib.request.urlopen(f"{found[0]}readyz", timeout=20) as answer:
            assert answer.status == 200
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(30)
    started = log.read_text("utf-8")
    assert '"release published"' in started
    assert started.count("not live yet") < 10  # in the log too, many of one kind are one line


def test_nothing_known_is_nothing_said(run: Run, tmp_path: Path) -> None:
    run(*INIT)
    folder = tmp_path.joinpath(*TOWN)
    release = load(folder)
    assert not re.search(r"\bunbekannt\b", words(release))
    rows = json.loads(run("faq", "facts", "--json").stdout)
    waits = {id_ for row in rows for id_ in row["entries"]}
    written = {located.entry.id: located.entry for located in read_folder(folder).entries}
    drafts = {id_ for id_, entry in written.items() if entry.status == "draft"}
    assert waits | drafts == set(written) - {entry.id for entry in release.entries}
    assert [len(row["entries"]) for row in rows] == sorted((len(row["entries"]) for row in rows), reverse=True)
    everything = run("faq", "check", "--all").output
    assert everything.count("Noch nicht live, weil die Angabe") == len(waits - drafts)
    listed = run("faq", "facts").output
    assert f"{len(waits)} Einträge warten" in listed
    assert rows[0]["fact"].removeprefix("office.") in listed


def test_resumed_with_a_file_it_keeps_what_was_changed_by_hand(
    run: Run, tmp_path: Path, facts: Callable[[str], str]
) -> None:
    run(*INIT)
    offices = tmp_path.joinpath(*TOWN, "offices.yaml")
    by_hand = offices.read_text("utf-8").replace(
        "  address: unbekannt", '  address: "Gasse 7, 99999 Bad Münsterau"   # neu', 1
    )
    offices.write_text(by_hand, encoding="utf-8")
    before = len(load(offices.parent).entries)
    told = run("init", "--resume", "--facts", facts(FACTS))
    assert told.exit_code == 0, told.output
    assert "offices.rathaus.address" in told.output  # told to be there already
    release = load(offices.parent)
    assert release.offices["rathaus"].address == "Gasse 7, 99999 Bad Münsterau"
    assert "# neu" in offices.read_text("utf-8")
    assert len(release.entries) > before
    again = offices.read_text("utf-8")
    assert run("init", "--resume", "--facts", "facts.yaml").exit_code == 0
    assert offices.read_text("utf-8") == again


def test_the_template_asks_everything_and_is_a_facts_file(run: Run, tmp_path: Path) -> None:
    assert run("init", "--write-facts-template", "empty.yaml").exit_code == 0
    text = (tmp_path / "empty.yaml").read_text("utf-8")
    for question in questions():
        assert f"\n{question.key}:\n" in text
        assert question.example in text
    assert isinstance(run("init", "--write-facts-template", "empty.yaml").exception, Failure)  # not overwritten
    refused = run("init", "--facts", "empty.yaml")
    assert "--name" in str(getattr(refused.exception, "mend", ""))
    assert run(*INIT, "--facts", "empty.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("offices.rathaus.hours: von acht bis zwölf", "nicht zu verstehen"),
        ("offices.rathaus.email: rathaus", "keine E-Mail-Adresse"),
        ("offices.buergerbuero.phone: auf Anfrage", "keine Telefonnummer"),
        ("offices.standesamt.fees.urkunde: zwölf", "kein Betrag"),
        ("appointment_link: www.stadt.de", "keine Internetadresse"),
        ("offices.rathaus.adress: Weg 1", "gibt es nicht"),
        ("rest.hours: rathauss", "Ein Amt „rathauss“ gibt es nicht"),
        ("offices.standesamt.address: = rathaus", "fehlt diese Angabe noch"),
        ("offices.buergerbuero.phone: 0221 4710 100", "Angabe des Musters"),
        ("federal_fees: vielleicht", "ja oder nein"),
        ("owner: {a: b}", "keine Zeile Text"),
        ("owner: A\nowner: B", "doppelt"),
    ],
)
def test_what_cannot_be_a_fact_is_refused_with_its_line_and_nothing_is_written(
    run: Run, tmp_path: Path, facts: Callable[[str], str], line: str, said: str
) -> None:
    result = run(*INIT, "--facts", facts(f"# eine Zeile davor\n{line}\n"))
    assert isinstance(result.exception, FilesBroken)
    assert said in str(result.exception)
    assert "facts.yaml:" in str(result.exception)
    assert [file.name for file in tmp_path.iterdir()] == ["facts.yaml"]


@pytest.mark.parametrize(
    ("key", "text", "kept"),
    [
        ("offices.buergerbuero.fees.passfoto", "12,5 €", "12.50"),
        ("offices.buergerbuero.fees.passfoto", "0", "0.00"),
        ("offices.buergerbuero.phone", "+49 (221) 12-34", "+49 (221) 12-34"),
        ("offices.buergerbuero.phone", "115", "115"),
        ("offices.buergerbuero.hours", "=rathaus", "= rathaus"),
        ("federal_fees", "J", "ja"),
        ("rest.phone", "Alle", "alle"),
        ("rest.phone", "steueramt,bauamt", "steueramt, bauamt"),
    ],
)
def test_answers_as_they_are_kept(key: str, text: str, kept: str) -> None:
    assert checked(key, text) == kept


@pytest.mark.parametrize("text", ["", "  ", "\x1b[2J", "a\x00b"])
def test_what_says_nothing_is_no_answer(text: str) -> None:
    with pytest.raises(AnswerRefused):
        checked("owner", text)


class Terminal:
    """A person at a terminal."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.shown = ""

    def until(self, text: str) -> str:
        """What is shown until the text."""
        start, deadline = len(self.shown), time.monotonic() + 60
        while text not in self.shown[start:]:
            assert time.monotonic() < deadline, self.shown
            if select.select([self._handle], [], [], 0.2)[0]:
                try:
                    self.shown += os.read(self._handle, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        assert text in self.shown[start:], self.shown
        return self.shown[start:]

    def to_the_end(self) -> None:
        """All that is still shown: who is not read cannot end."""
        with suppress(OSError):
            while more := os.read(self._handle, 65536):
                self.shown += more.decode("utf-8", "replace")

    def type(self, text: str) -> None:
        os.write(self._handle, f"{text}\n".encode())

    def press(self, key: bytes) -> None:
        os.write(self._handle, key)


@contextmanager
def terminal(folder: Path, *arguments: str) -> Iterator[Terminal]:
    process, handle = pty.fork()
    if process == 0:  # pragma: no cover - another process
        os.chdir(folder)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background has it ignored
        environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "200", "TERM": "dumb"}
        os.execve(sys.executable, [sys.executable, "-m", "bot.cli", *arguments], environ)
    person = Terminal(handle)
    try:
        yield person
    finally:
        person.to_the_end()
        os.waitpid(process, 0)
        os.close(handle)


@pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
def test_asked_at_a_terminal_stopped_and_taken_up_again(tmp_path: Path) -> None:
    with terminal(tmp_path, *INIT[:-4], "--department", "buergerdienste", "--town", "bad-muensterau") as person:
        # all that is needed is given as options: nothing is asked but facts, and these by --resume
        person.until("wait for facts")
    folder = tmp_path.joinpath(*TOWN)
    with terminal(tmp_path, "init", "--resume") as person:
        shown = person.until("> ")
        assert re.search(r"1 von \d+", shown)
        assert "Muster: Marktplatz 1, 12345 Musterstadt" in shown
        person.type("")  # not known yet
        assert re.search(r"2 von \d+", person.until("> "))
        person.type("morgens")
        assert "nicht zu verstehen" in person.until("> ")
        person.type("Mo-Fr 8-12")
        person.until("> ")
        assert load(folder, drafts=True).offices["rathaus"].hours.on(0)  # before anything else is asked
        person.press(b"\x03")
        assert "Gespeichert: 1 von" in person.until("--resume")
        person.until("wait for facts")
    with terminal(tmp_path, "init", "--resume") as person:
        person.until("> ")
        person.type("Weg 1, 99999 Bad Münsterau")
        shown = person.until("> ")
        assert "Öffnungszeiten (Rathaus-Information)" not in shown
        person.type("ende")
        assert "Gespeichert: 1 von" in person.until("--resume")
        person.until("wait for facts")
    assert load(folder, drafts=True).offices["rathaus"].address == "Weg 1, 99999 Bad Münsterau"


@pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
def test_everything_asked_at_a_terminal(tmp_path: Path) -> None:
    town = (
        ("Name of the town", "Bad Münsterau"), ("folder", ""), ("Bundesland", "BY"), ("Phone number", "wer weiß"),
        ("is no phone number", "0800 123"),
        ("counter", ""), ("Privacy notice", "https://www.bad-muensterau.example/ds"), ("web chat", ""), ("token", ""),
        ("Sie or du", ""), ("Their names", "standesamt"),
    )  # fmt: skip
    with terminal(tmp_path, "init") as person:
        for prompt, answer in town:
            person.until(prompt)
            person.type(answer)
        person.until("> ")
        person.type("Weg 1, 99999 Bad Münsterau")
        person.until("> ")
        person.type("ende")
        person.until("Gespeichert: 1 von")
        person.until("start")
    release = load(tmp_path.joinpath(*TOWN), drafts=True)
    assert release.offices["rathaus"].address == "Weg 1, 99999 Bad Münsterau"
    assert release.front_office.id == "standesamt"


def test_an_internal_export_leaves_out_what_cannot_be_said(run: Run) -> None:
    run(*INIT)
    done = run("faq", "export", "page.jsonld", "--internal")
    assert done.exit_code == 0, done.output
    assert run("faq", "export", "all.csv").exit_code == 0
