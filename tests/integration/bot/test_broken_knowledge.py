"""Row 56: whatever happens to a file of the town, the release that serves goes on serving, and the file is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.publishing import publish
from faq.errors import FilesBroken, Problem
from handoff.journal.journal import Journal
from tests.faults.town import write_town
from tests.proof import Row

pytestmark = pytest.mark.server

FAQ = "faq/umwelt-ordnung.yaml"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


def written(text: str | bytes) -> Callable[[Path], object]:
    return lambda file: file.write_bytes(text if isinstance(text, bytes) else text.encode())


def changed(change: Callable[[str], str]) -> Callable[[Path], object]:
    return lambda file: file.write_text(change(file.read_text("utf-8")), "utf-8")


def instead(make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Something else where the file was."""

    def damage(file: Path) -> None:
        file.unlink()
        make(file)

    return damage


DAMAGES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "broken": (FAQ, changed(lambda text: text.replace("question:", "question: [", 1))),
    "empty": (FAQ, written("")),
    "only comments": (FAQ, written("# nothing\n")),
    "no answer": (FAQ, changed(lambda text: text.replace("  answer:", "  antwort:", 1))),
    "no answers at all": (FAQ, changed(lambda text: text.replace("  answer:", "  antwort:"))),
    "an id twice": (FAQ, changed(lambda text: text + "\n- id:" + text.split("- id:")[1])),
    "50 MB": (FAQ, lambda file: file.write_bytes(file.read_bytes() + b"# x\n" * (50_000_000 // 4))),
    "half written": (FAQ, changed(lambda text: text[: len(text) // 2].rsplit(":", 1)[0] + ": |")),
    "cut in a character": (FAQ, lambda file: file.write_bytes(file.read_bytes().split("ü".encode())[0] + b"\xc3")),
    "other encoding": (FAQ, changed(lambda text: text)),
    "NUL": (FAQ, changed(lambda text: text.replace("a", "\0", 1))),
    "a picture": (FAQ, written(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))),
    "a bomb of anchors": (FAQ, written(BOMB)),
    "10,000 levels": (FAQ, written("[" * 10_000)),
    "two documents": (FAQ, changed(lambda text: text + "\n---\n- id: x\n")),
    "a department that is none": (FAQ, changed(lambda text: text.replace("umwelt-ordnung", "nirgends", 1))),
    "deleted": ("departments.yaml", Path.unlink),
    "the town deleted": ("town.yaml", Path.unlink),
    "a folder in its place": ("offices.yaml", instead(Path.mkdir)),
    "a link to itself": ("offices.yaml", instead(lambda file: file.symlink_to(file))),
    "a link to nothing": (FAQ, instead(lambda file: file.symlink_to("gone"))),
    "the knowledge deleted": (FAQ, lambda file: shutil.rmtree(file.parent)),
}


@pytest.mark.fault(rows=(56,), promises=("P12",))
async def test_the_old_version_serves_whatever_is_saved(
    journal: Journal, tmp_path: Path, prove: Callable[[Row], None]
) -> None:
    await publish(journal, write_town(tmp_path / "good"))
    serves = await journal.release_hash()
    took_effect = []
    for number, (kind, (name, damage)) in enumerate(DAMAGES.items()):
        folder = write_town(tmp_path / str(number))
        damage(folder / name)
        if kind == "other encoding":
            (folder / name).write_bytes((folder / name).read_text("utf-8").encode("utf-16"))
        found: tuple[Problem, ...] = ()
        try:
            await publish(journal, folder)
            took_effect.append(kind)
        except FilesBroken as broken:
            found = tuple(broken.problems)
        assert all(problem.what and problem.mend for problem in found), kind
        assert name.split("/", maxsplit=1)[0] in str([problem.file for problem in found]), (kind, found)
        assert await journal.release_hash() == serves, kind
    assert took_effect == []
    prove(
        Row(
            name="broken files that took effect",
            promise="P12",
            ours=len(took_effect),
            goal="0",
            note=f"of {len(DAMAGES)} kinds: {', '.join(DAMAGES)}; each error names its file and how to mend it",
        )
    )
