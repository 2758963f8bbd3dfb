"""Every setting is in the docs and in the packaged file, and nothing else is."""

import re
import tomllib
from pathlib import Path

from config.settings import PACKAGED, load
from config.sources import known

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
COMMENTED = re.compile(r"^#(?=\[|[a-z_]+ = )", re.MULTILINE)


FREE = {"telegram.tokens", "oidc.roles", "oidc.departments"}


def _names() -> set[str]:
    shape = known()
    return {".".join(path) for path in (*shape.leaves, *shape.tables)}


def test_docs_name_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)`( ●)? \|", DOCS, re.MULTILINE)
    assert {name for name, _ in rows} == _names()
    assert len(rows) == len(_names())
    secret = {".".join(path) for path in (*known().leaves, *known().tables) if known().is_secret((*path,))}
    secret |= {".".join(path) for path in known().tables if known().is_secret((*path, "any"))}
    assert {name for name, mark in rows if mark} == secret


def _uncommented() -> str:
    return COMMENTED.sub("", PACKAGED.read_text(encoding="utf-8"))


def test_the_packaged_file_sets_nothing() -> None:
    written = tomllib.loads(PACKAGED.read_text(encoding="utf-8"))
    assert not any(value for value in written.values())


def test_the_packaged_file_shows_every_setting_and_no_other() -> None:
    def flat(table: dict[str, object], above: str = "") -> set[str]:
        names: set[str] = set()
        for key, value in table.items():
            name = f"{above}{key}"
            names |= flat(value, f"{name}.") if isinstance(value, dict) and name not in FREE else {name}
        return names

    assert flat(tomllib.loads(_uncommented())) == _names()


def test_the_packaged_file_shows_the_defaults(tmp_path: Path) -> None:
    examples = {
        "towns_dir", "public_url", "web.desk", "web.metrics", "redis", "telegram.token", "telegram.tokens",
        "telegram.proxy", "telegram.webhook_url", "outbound", "mail", "files", "audit.log", "oidc",
    }  # fmt: skip
    file = tmp_path / "buergerdraht.toml"
    text = re.sub(r"^(towns_dir|ca_file|token) = .*$", "", _uncommented(), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    shown = load(file, environ={}).model_dump()
    defaults = load(environ={}).model_dump()
    assert shown.pop("data_dir") == tmp_path / "data"
    for name, value in defaults.items():
        if isinstance(value, dict):
            for key, inner in value.items():
                assert name in examples or f"{name}.{key}" in examples or shown[name][key] == inner, f"{name}.{key}"
        elif name != "data_dir":
            assert name in examples or shown[name] == value, name
