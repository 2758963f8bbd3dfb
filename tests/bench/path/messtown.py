"""The town that is measured: the sample's, with a thousand made-up entries; and questions to it, each another text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

from tests.bench.corpus import corpus

ENTRIES: Final = 1_000
TOWN: Final = "messstadt"
SAMPLE: Final = Path(__file__).parents[3] / "config" / "towns" / "musterstadt"
_ANSWER: Final = """Das geht **online oder vor Ort**. Den Antrag finden Sie unter \
[Formulare](https://www.messstadt.example/formulare/{n}); bringen Sie Ihren Ausweis mit.

- Bearbeitung: etwa {days} Tage
- Gebühr: {fee} Euro, bar oder mit Karte

Wir rufen Sie an, wenn etwas fehlt."""


def write_town(towns: Path, name: str = TOWN) -> Path:
    """Make a town's folder in ``towns``."""
    folder = towns / name
    shutil.copytree(SAMPLE, folder)
    (folder / "staffrules.yaml").unlink()
    for file in (folder / "faq").iterdir():
        file.unlink()
    entries = [
        {
            "id": f"eintrag-{n}",
            "question": {"de": texts[0]},
            "paraphrases": {"de": list(dict.fromkeys(texts[1:]))},
            "answer": {"de": _ANSWER.format(n=n, days=n % 30 + 3, fee=n % 90 + 5)},
            "department": "buergerdienste",
            "office": "buergerbuero",
            "source": f"https://www.messstadt.example/{n}",
            "checked": "2026-10-26",
            "owner": "Dirk Petersen",
            "review": "2099-10-26",
        }
        for n, texts in enumerate(corpus(ENTRIES, questions=0).entries)
    ]
    (folder / "faq" / "eintraege.yaml").write_text(json.dumps(entries, ensure_ascii=False, indent=1), "utf-8")
    return folder


def questions(count: int) -> list[str]:
    """So many questions to its entries, no two alike."""
    return [text for text, _ in corpus(ENTRIES, questions=count).questions]
