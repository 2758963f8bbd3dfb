"""A small town for the fault tests: what the sample has, with a few entries only. Writes one folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "config" / "towns" / "musterstadt"
TOWN = "kleinstadt"
ENTRIES = 6

ANSWERED = (
    "Wie melde ich Sperrmüll an?",
    "Wann wird bei mir der Müll abgeholt?",
    "Wie bestelle oder tausche ich eine Restmülltonne?",
    "Was darf in die Biotonne?",
    "Was gehört in die Papiertonne und was in die gelbe Tonne?",
)
UNKNOWN = (
    "Wo finde ich die Quadratur des Kreises?",
    "Welche Farbe hat der Dienstag im Verwaltungsverfahren?",
    "Warum schweigt das Nilpferd im Zoo?",
)
CONCERN = "Wer kümmert sich um den Brunnen auf dem Marktplatz?"
UNDECIDED = ("Frage", "Weiß ich nicht")
"""The buttons of a citizen whose concern is a question and who knows no department."""


def write_town(towns: Path, sample: Path = SAMPLE) -> Path:
    """Make the folder of ``TOWN`` in ``towns``."""
    folder = towns / TOWN
    shutil.copytree(sample, folder)
    (folder / "staffrules.yaml").unlink(missing_ok=True)  # its staff are at the desk at once
    kept = folder / "faq" / "umwelt-ordnung.yaml"
    for file in (folder / "faq").iterdir():
        if file != kept:
            file.unlink()
    head, *items = re.split(r"^(?=- id:)", kept.read_text("utf-8"), flags=re.MULTILINE)
    kept.write_text(head + "".join(items[:ENTRIES]), "utf-8")
    return folder
