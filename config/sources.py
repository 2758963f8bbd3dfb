"""Where the values of settings come from: the environment, a TOML file, files with secrets. Judges no value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr

from config.models import Settings

PREFIX = "BUERGERDRAHT_"
CONFIG = f"{PREFIX}CONFIG"
PLAIN: Mapping[str, tuple[str, ...]] = {
    "REDIS_URL": ("redis", "url"),
    "TELEGRAM_TOKEN": ("telegram", "token"),
    "TELEGRAM_BASE_URL": ("telegram", "base_url"),
}
_FILE = "_file"
# Container platforms announce a service of our name with variables of these forms.
_FOREIGN = re.compile(rf"{PREFIX}(SERVICE_(HOST|PORT)|PORT)(_\w+)?")
_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")

Path_ = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SettingProblem:
    """One setting that is not right: its name, where the value came from, what is wrong and how to mend it."""

    name: str
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.name} ({self.where}): {self.what}. {self.mend}."


@dataclass(frozen=True, kw_only=True)
class Source:
    """Values as nested mappings, the place each came from by its path, and what could not be read."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[Path_, str] = field(default_factory=dict)
    problems: list[SettingProblem] = field(default_factory=list)

    def put(self, path: Path_, value: Any, place: str) -> None:
        """Set a value; tables on the way are made."""
        table = self.values
        for step in path[:-1]:
            table = table.setdefault(step, {})
        table[path[-1]] = value
        self.places[path] = place

    def complain(self, name: str, where: str, what: str, mend: str) -> None:
        """Note what could not be read."""
        self.problems.append(SettingProblem(name=name, where=where, what=what, mend=mend))


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the settings are: `leaves` to their types, and `tables` whose keys are free (towns)."""

    leaves: Mapping[Path_, Any]
    tables: Mapping[Path_, Any]

    def type_of(self, path: Path_) -> Any:
        """The type of a setting; None when there is no such setting."""
        return self.leaves.get(path) or self.tables.get(path[:-1])

    def is_secret(self, path: Path_) -> bool:
        """Whether its value must not be shown."""
        return _holds(self.type_of(path), SecretStr)

    def is_path(self, path: Path_) -> bool:
        """Whether its value is a place in the file system."""
        return _holds(self.type_of(path), Path)


def known() -> Known:
    """All settings, read from the model."""
    leaves: dict[Path_, Any] = {}
    tables: dict[Path_, Any] = {}
    for path, kind in _walk(Settings, ()):
        (tables if get_origin(kind) is dict else leaves)[path] = get_args(kind)[1] if get_origin(kind) is dict else kind
    return Known(leaves=leaves, tables=tables)


def _walk(model: type[BaseModel], above: Path_) -> Iterator[tuple[Path_, Any]]:
    for name, info in model.model_fields.items():
        group = next((kind for kind in _kinds(info.annotation) if isinstance(kind, type) and _is_model(kind)), None)
        if group is None:
            yield (*above, name), info.annotation
        else:
            yield from _walk(group, (*above, name))


def _is_model(kind: type) -> bool:
    return issubclass(kind, BaseModel)


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _holds(annotation: Any, wanted: type) -> bool:
    return annotation is wanted or any(_holds(part, wanted) for part in get_args(annotation))


def from_environment(environ: Mapping[str, str]) -> Source:
    """`BUERGERDRAHT_<FIELD>` (tables with `__`) and the plain names; secrets also as `<NAME>_FILE`."""
    source, shape = Source(), known()
    names = {path: variable for variable, path in PLAIN.items()}
    given = {name: value for name, value in environ.items() if value != ""}
    for variable, path in PLAIN.items():
        _take(source, shape, given, variable, path)
    for variable in sorted(given):
        if not variable.startswith(PREFIX) or variable == CONFIG or _FOREIGN.fullmatch(variable):
            continue
        path = tuple(variable.removeprefix(PREFIX).lower().split("__"))
        if shape.type_of(path) or path in shape.tables:
            _take(source, shape, given, variable, path)
        elif not _is_file_of(path, shape):
            near = get_close_matches(variable, [*map(variable_of, shape.leaves), *names.values()], 1)
            source.complain(
                ".".join(path), f"environment variable {variable}", "there is no such setting",
                f"Did you mean {near[0]}?" if near else "Remove it; docs/settings.md lists what there is",
            )  # fmt: skip
        elif variable.removesuffix("_FILE") not in given:
            _take(source, shape, given, variable.removesuffix("_FILE"), _without_file(path))
    return source


def variable_of(path: Path_) -> str:
    """The environment variable of a setting."""
    return PREFIX + "__".join(path).upper()


def _take(source: Source, shape: Known, given: Mapping[str, str], variable: str, path: Path_) -> None:
    pointer = f"{variable}_FILE"
    secret = shape.is_secret(path) and path not in shape.tables
    if variable in given and secret and pointer in given:
        source.complain(".".join(path), f"environment variables {variable} and {pointer}", "both are set", "Keep one")
    elif variable in given:
        source.put(path, given[variable], f"environment variable {variable}")
    elif secret and pointer in given:
        _take_secret(source, path, Path(given[pointer]), f"environment variable {pointer}")


def _take_secret(source: Source, path: Path_, file: Path, place: str) -> None:
    name = ".".join(path)
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a text"
        source.complain(name, place, f"the file {file} cannot be read: {reason}", "Check the path and its permissions")
        return
    if not text:
        source.complain(name, place, f"the file {file} is empty", "Write the secret into it, and nothing else")
        return
    source.put(path, text, place)


def _is_file_of(path: Path_, shape: Known) -> bool:
    return path[-1].endswith(_FILE) and path not in shape.leaves and shape.is_secret(_without_file(path))


def _without_file(path: Path_) -> Path_:
    return (*path[:-1], path[-1].removesuffix(_FILE))


def from_file(file: Path, base: Path) -> Source:
    """The values of a TOML file; relative paths in it start at `base`."""
    source, shape = Source(), known()
    try:
        text = file.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except FileNotFoundError:
        source.complain("config", str(file), "there is no such file", "Check the path, or make one: buergerdraht init")
        return source
    except OSError as error:
        source.complain("config", str(file), f"it cannot be read: {error.strerror}", "Check its permissions")
        return source
    except UnicodeDecodeError:
        source.complain("config", str(file), "it is not UTF-8 text", "Save it as UTF-8")
        return source
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"{file}:{line[1]}" if line else str(file)
        source.complain(
            "config", where, f"it is not valid TOML: {error}", "Mend the line; texts stand in double quotes"
        )
        return source
    lines = _lines(text)
    for path, value in _flat(document, (), shape):
        place = f"{file}:{lines[path]}" if path in lines else str(file)
        if _is_file_of(path, shape) and isinstance(value, str):
            plain = _without_file(path)
            if plain in lines:
                source.complain(".".join(plain), place, f"both {plain[-1]} and {path[-1]} are set", "Keep one")
            else:
                _take_secret(source, plain, base / value, place)
        else:
            source.put(path, base / value if shape.is_path(path) and isinstance(value, str) else value, place)
    return source


def _flat(table: Mapping[str, Any], above: Path_, shape: Known) -> Iterator[tuple[Path_, Any]]:
    for key, value in table.items():
        path = (*above, key)
        if isinstance(value, dict) and path not in shape.leaves and value:
            yield from _flat(value, path, shape)
        else:
            yield path, value


def _lines(text: str) -> dict[Path_, int]:
    found: dict[Path_, int] = {}
    table: Path_ = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _TABLE.match(line):
            table = _steps(head[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_steps(key[1])), number)
    return found


def _steps(dotted: str) -> Path_:
    return tuple(step.strip().strip("\"'") for step in dotted.split("."))
