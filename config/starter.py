"""A new town from the sample: its settings file and its folder. Writes nothing itself, asks nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from config import adapting
from config.adapting import Taking
from config.inquiry import SAMPLE, local_entries, sample_offices
from config.settings import PACKAGED

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LATER = """\
# look:                   # of the web chat
#   colour: "#0b5f72"     # checked for contrast
#   logo: wappen.svg      # a PNG or SVG beside this file
# embed_origins:          # websites that may show the chat on their pages
#   - https://www.example.org
"""
"""What a town may say once it has seen the chat."""
NAME = re.compile(r"[^\W_][\w .()/-]*")


@dataclass(frozen=True, kw_only=True)
class NewTown:
    """What a town needs to begin. ``departments`` are ids of the sample's; the first takes what belongs to no other.

    ``name`` fits ``NAME``: it is put into texts as it is. ``website`` is the home page; by default that of the
    privacy notice.
    """

    id: str
    name: str
    state: str
    phone: str
    counter: str
    privacy_url: str
    departments: tuple[str, ...]
    address_form: str = "sie"
    public_url: str = ""
    token_file: Path | None = None
    website: str = ""

    @property
    def home(self) -> str:
        """The town's home page."""
        site = urlsplit(self.privacy_url)
        return self.website or f"{site.scheme}://{site.netloc}/"


def town_id(name: str) -> str:
    """A folder's name for a town, e.g. "bad-muensterau"."""
    plain = name.lower().translate(_UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


def sample_departments() -> dict[str, str]:
    """The departments one can begin with: id -> German name."""
    items = yaml.safe_load((SAMPLE / "departments.yaml").read_text(encoding="utf-8"))
    return {item["id"]: item["name"]["de"] for item in items}


def files_of(town: NewTown, into: Path, today: date) -> dict[Path, str]:
    """Every file to write, with its text. Facts are unknown and the entries' review is due: the check lists them."""
    folder = into / "config" / "towns" / town.id
    return {into / "buergerdraht.toml": settings_text(town)} | {
        folder / name: text for name, text in town_texts(town, today).items()
    }


def town_texts(town: NewTown, today: date) -> dict[str, str]:
    """The files of the town's folder by their path in it."""
    taking = Taking(
        name=town.name,
        phone=town.phone,
        home=town.home,
        privacy_url=town.privacy_url,
        departments=town.departments,
        local=local_entries(),
        today=today,
    )
    faq = {f"faq/{file.name}": file.read_text(encoding="utf-8") for file in sorted((SAMPLE / "faq").glob("*.yaml"))}
    entries = adapting.entries(faq, taking)
    owner = re.compile(r"^owner: .*$", re.MULTILINE)
    netiquette = adapting.named((SAMPLE / "netiquette.yaml").read_text(encoding="utf-8"), town.name)
    return {
        "town.yaml": _town_text(town),
        "offices.yaml": adapting.offices(entries.values(), sample_offices(), taking),
        "departments.yaml": adapting.departments((SAMPLE / "departments.yaml").read_text(encoding="utf-8"), taking),
        "netiquette.yaml": owner.sub(lambda _: f"owner: {json.dumps(town.name, ensure_ascii=False)}", netiquette),
        "texts/README.md": (SAMPLE / "texts" / "README.md").read_text(encoding="utf-8"),
        **entries,
    }


def settings_text(town: NewTown) -> str:
    """The packaged settings file with what this town sets."""
    text = PACKAGED.read_text(encoding="utf-8")
    text = _set(text, "towns_dir", "config/towns")
    text = _set(text, "towns", [town.id])
    if town.public_url:
        text = _set(text, "public_url", town.public_url)
    if town.token_file is not None:
        line = f"token_file = {json.dumps(str(town.token_file.absolute()))}"
        text = re.sub(r"^#token = .*$", lambda _: line, text, count=1, flags=re.MULTILINE)
    return text


def _set(text: str, name: str, value: str | Sequence[str]) -> str:
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    changed, count = re.subn(rf"^#{name} = .*$", lambda _: line, text, count=1, flags=re.MULTILINE)
    assert count == 1, name
    return changed


def _town_text(town: NewTown) -> str:
    fields = {
        "name": town.name,
        "state": town.state,
        "timezone": "Europe/Berlin",
        "address_form": town.address_form,
        "phone": town.phone,
        "counter": {"de": town.counter, "en": town.counter},
        "privacy_url": town.privacy_url,
    }
    written = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)
    return written + _LATER
