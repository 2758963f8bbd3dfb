"""A new town from the sample: its settings file and its folder. Writes nothing itself, asks nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from config.models import TOWNS_DIR
from config.settings import PACKAGED

SAMPLE = TOWNS_DIR / "musterstadt"
SAMPLE_NAME = "Musterstadt"
SAMPLE_SITE = "https://www.musterstadt.example"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
NAME = re.compile(r"[^\W_][\w .()/-]*")
_ITEM = re.compile(r"^(?=- id:)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class NewTown:
    """What a town needs to begin. ``departments`` are ids of the sample's; the first takes what belongs to no other.

    ``name`` fits ``NAME``: it is put into texts as it is.
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


def town_id(name: str) -> str:
    """A folder's name for a town, e.g. "bad-muensterau"."""
    plain = name.lower().translate(_UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


def sample_departments() -> dict[str, str]:
    """The departments one can begin with: id -> German name."""
    items = yaml.safe_load((SAMPLE / "departments.yaml").read_text(encoding="utf-8"))
    return {item["id"]: item["name"]["de"] for item in items}


def files_of(town: NewTown, into: Path, today: date) -> dict[Path, str]:
    """Every file to write, with its text. Entries come as drafts: their review is due, so the check lists them."""
    folder = into / "config" / "towns" / town.id
    files = {into / "buergerdraht.toml": settings_text(town)}
    for source in sorted(SAMPLE.rglob("*")):
        if source.is_file() and source.suffix in {".yaml", ".md", ".ftl"} and source.name != "town.yaml":
            text = _adapted(source, town, today)
            if text:
                files[folder / source.relative_to(SAMPLE)] = text
    files[folder / "town.yaml"] = _town_text(town)
    return files


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
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)


def _adapted(source: Path, town: NewTown, today: date) -> str:
    text = source.read_text(encoding="utf-8")
    site = urlsplit(town.privacy_url)
    text = text.replace(SAMPLE_SITE, f"{site.scheme}://{site.netloc}").replace(SAMPLE_NAME, town.name)
    text = re.sub(r"^( *)owner: .*$", lambda found: f"{found[1]}owner: {_quoted(town.name)}", text, flags=re.MULTILINE)
    if source.name == "departments.yaml":
        return _departments(text, town)
    if source.name == "offices.yaml":
        text = re.sub(r"^  phone: .*$", lambda _: f"  phone: {_quoted(town.phone)}", text, flags=re.MULTILINE)
        return re.sub(r"^  address: .*$", lambda _: f"  address: {_quoted(town.counter)}", text, flags=re.MULTILINE)
    if source.parent.name == "faq":
        text = re.sub(r"^  (deputy|author|approval): .*\n", "", text, flags=re.MULTILINE)
        return _entries(text, town, today)
    return text


def _departments(text: str, town: NewTown) -> str:
    head, *items = _ITEM.split(text)
    chosen = {item.splitlines()[0].removeprefix("- id:").strip(): item for item in items}
    kept = [re.sub(r"^  front_office: .*\n", "", chosen[id_], flags=re.MULTILINE) for id_ in town.departments]
    first, *others = kept
    first = re.sub(r"^(  name: .*\n)", r"\1  front_office: true\n", first, count=1, flags=re.MULTILINE)
    return head + "".join([first, *others])


def _entries(text: str, town: NewTown, today: date) -> str:
    head, *items = _ITEM.split(text)
    kept = [item for item in items if _field(item, "department") in town.departments]
    over = (today - timedelta(days=1)).isoformat()
    dated = [re.sub(r"^  review: .*$", f"  review: {over}", item, flags=re.MULTILINE) for item in kept]
    return head + "".join(dated) if dated else ""


def _field(item: str, name: str) -> str:
    found = re.search(rf"^  {name}: *(\S+)", item, re.MULTILINE)
    return found[1] if found else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
