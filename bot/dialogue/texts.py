"""The catalogue of what the bot says, by key and language (Fluent), with the town's own wording on top.

It fills in and escapes; it neither chooses texts nor sends them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast, visitor

from bot.dialogue.talk import LANGUAGES

TOWN_ARGUMENTS: Final = frozenset(
    {"town", "phone", "counter", "privacy", "netiquette", "rules", "rules_version", "rules_review", "form"}
)
"""What every text may use without being given it."""

EMERGENCY_PREFIX: Final = "emergency-"
EMERGENCY_NUMBER: Final = "112"
"""Every text for an emergency names it, in a town's own words too."""

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>#~|!&]")
_BLOCK_START: Final = re.compile(r"^(\d{0,9})([-+=.)])")
_SAFE_URL: Final = re.compile(r"(?:https?|mailto|tel):[^\s<>()\"\\`]+", re.IGNORECASE)
_LONG: Final = 2000
"""Fluent refuses longer values; they are put in afterwards."""


class TextsBroken(ValueError):
    """A catalogue cannot be used; the message names file, line and key."""


class Texts:
    """All texts of one town.

    ``packaged`` and ``overrides`` are Fluent sources by language; ``form`` is "sie" or "du"; ``town_args`` are the
    town-wide arguments (``town``, ``phone``, ``counter``, the links ``privacy`` and ``netiquette``, and of the latter
    the text ``rules``, ``rules_version``, ``rules_review``) by language. Raises TextsBroken
    for anything in them that would fail only when it is said.
    """

    def __init__(
        self,
        *,
        packaged: Mapping[str, str],
        overrides: Mapping[str, str],
        form: str,
        town_args: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._form = form
        self._town_args = town_args
        self._bundles: dict[str, FluentBundle] = {}
        self._places: dict[tuple[str, str], str] = {}  # of the town's own texts
        self._fixed: dict[tuple[str, str], str] = {}  # what was said without arguments of the moment
        own, allowed = _understood(tuple(packaged.items()))
        for lang, source in packaged.items():
            # Towns without words of their own share one bundle: it is large, and what it knows is made as it is said.
            self._bundles[lang] = _bundle(lang, source) if lang in overrides else _shared_bundle(lang, source)
        for lang, source in overrides.items():
            file = f"texts/{lang}.ftl"
            if lang not in own:
                raise TextsBroken(f"{file}: the bot does not speak “{lang}”, only {', '.join(sorted(own))}")
            places = _check_override(source, file, own[lang], allowed)
            self._places |= {(lang, key): place for key, place in places.items()}
            self._bundles[lang].add_resource(_resource(source), allow_overrides=True)
        self._keys = {lang: frozenset(messages) for lang, messages in own.items()}
        own_words = set(overrides)
        self._check_all(
            allowed, own_words | {lang for lang, source in packaged.items() if (form, source) not in _SOUND}
        )
        _SOUND.update((form, source) for lang, source in packaged.items() if lang not in own_words)

    @property
    def languages(self) -> tuple[str, ...]:
        """What the catalogue speaks."""
        return tuple(self._bundles)

    def keys(self, lang: str) -> frozenset[str]:
        """Every key of a language."""
        return self._keys[lang]

    def has(self, key: str, lang: str) -> bool:
        """Whether the language has that text itself."""
        return key in self._keys.get(lang, frozenset())

    def say(self, key: str, lang: str, args: Mapping[str, str | int | float] | None = None) -> str:
        """The text in Markdown (paragraphs, bold, lists, links). An unknown language speaks German.

        Strings in ``args`` are plain words: what could be markup in them is escaped. The argument ``url`` must be a
        web, mail or phone address, else it is left empty. Raises KeyError for an unknown key and TextsBroken when an
        argument is missing.
        """
        spoken = lang if lang in self._bundles else LANGUAGES[0]
        if args:
            return self._filled(key, spoken, args)
        text = self._fixed.get((key, spoken))
        if text is None:
            text = self._fixed[key, spoken] = self._filled(key, spoken, {})
        return text

    def _filled(self, key: str, lang: str, args: Mapping[str, str | int | float]) -> str:
        given: dict[str, str | int | float] = {
            name: _safe(name, value) if isinstance(value, str) else value for name, value in args.items()
        }
        return self._format(key, lang, {**self._town_args.get(lang, {}), "form": self._form, **given})

    def _format(self, key: str, lang: str, args: Mapping[str, str | int | float]) -> str:
        bundle = self._bundles[lang]
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        long = {name: value for name, value in args.items() if isinstance(value, str) and len(value) > _LONG}
        stand_ins = {f"\ue000{name}\ue001": value for name, value in long.items()}
        text, errors = bundle.format_pattern(pattern, {**args, **{name: f"\ue000{name}\ue001" for name in long}})
        if errors:
            raise TextsBroken(f"{self._place(key, lang)}: {errors[0]}")
        filled = str(text)
        for stand_in, value in stand_ins.items():
            filled = filled.replace(stand_in, value)
        return filled

    def _check_all(self, allowed: Mapping[str, frozenset[str]], langs: Collection[str]) -> None:
        """Says all of these languages once with stand-ins, so that a circle or an unknown function is found at load."""
        for lang, keys in self._keys.items():
            missing = TOWN_ARGUMENTS - {"form"} - set(self._town_args.get(lang, {}))
            if missing:
                raise TextsBroken(f"{lang}: the town does not tell {', '.join(sorted(missing))}")
            for key in keys if lang in langs else ():
                args = dict.fromkeys(allowed[key] - TOWN_ARGUMENTS, "x")
                try:
                    said = self._format(key, lang, {**args, **self._town_args[lang], "form": self._form})
                except RecursionError:
                    raise TextsBroken(f"{self._place(key, lang)}: refers to itself") from None
                if key.startswith(EMERGENCY_PREFIX) and EMERGENCY_NUMBER not in said:
                    raise TextsBroken(f"{self._place(key, lang)}: must name {EMERGENCY_NUMBER}")

    def _place(self, key: str, lang: str) -> str:
        return self._places.get((lang, key), f"packaged {lang}.ftl, “{key}”")


@cache
def packaged_texts() -> Mapping[str, str]:
    """The product's own catalogues, by language."""
    folder = resources.files("bot.dialogue") / "texts"
    return {
        lang: "\n".join(
            file.read_text(encoding="utf-8")
            for file in sorted(folder.iterdir(), key=lambda file: file.name)
            if file.name == f"{lang}.ftl" or file.name.endswith(f".{lang}.ftl")
        )
        for lang in LANGUAGES
    }


def escape(words: str) -> str:
    """Plain words as Markdown that shows just them, on one line."""
    line = " ".join(words.split())
    return _BLOCK_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", line))


def _safe(name: str, value: str) -> str:
    if name != "url":
        return escape(value)
    return value if _SAFE_URL.fullmatch(value) else ""


_SOUND: Final[set[tuple[str, str]]] = set()
"""Packaged texts by form of address that were all said once: a town's arguments cannot break them."""


@lru_cache(maxsize=64)
def _resource(source: str) -> ast.Resource:
    return FluentResource(source)


def _bundle(lang: str, source: str) -> FluentBundle:
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(_resource(source))
    return bundle


_shared_bundle = cache(_bundle)


@cache
def _understood(
    packaged: tuple[tuple[str, str], ...],
) -> tuple[dict[str, dict[str, ast.Message]], dict[str, frozenset[str]]]:
    """The packaged texts by language and key, and what each is given."""
    own = {lang: _messages(source, f"packaged {lang}.ftl") for lang, source in packaged}
    return own, _variables_by_key(own)


def _messages(source: str, file: str) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for item in _resource(source).body:
        if isinstance(item, ast.Junk):
            span = item.annotations[0].span if item.annotations else item.span
            reason = item.annotations[0].message if item.annotations else "not understood"
            first = (item.content or "").strip().splitlines()[:1]
            key = first[0].split("=")[0].strip() if first else ""
            start = span.start if span else 0
            raise TextsBroken(f"{file}, line {_line(source, start)}, “{key}”: {reason}")
        if isinstance(item, ast.Message):
            if item.id.name in found:
                raise TextsBroken(f"{file}, line {_line_of(source, item)}, “{item.id.name}”: is there twice")
            found[item.id.name] = item
    return found


def _check_override(
    source: str, file: str, own: Mapping[str, ast.Message], allowed: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    """Where each text of the file stands; raises TextsBroken for what can be seen in the file alone."""
    places: dict[str, str] = {}
    for key, message in _messages(source, file).items():
        where = places[key] = f"{file}, line {_line_of(source, message)}, “{key}”"
        if key not in own:
            raise TextsBroken(f"{where}: there is no such text")
        if message.value is None:
            raise TextsBroken(f"{where}: is empty")
        for reference in _references(message):
            if isinstance(reference, ast.VariableReference):
                if reference.id.name not in allowed[key] | TOWN_ARGUMENTS:
                    known = ", ".join(f"${name}" for name in sorted(allowed[key] | TOWN_ARGUMENTS))
                    raise TextsBroken(f"{where}: ${reference.id.name} is unknown here; known are {known}")
            elif isinstance(reference, ast.FunctionReference):
                if reference.id.name not in {"NUMBER", "DATETIME"}:
                    raise TextsBroken(f"{where}: there is no function {reference.id.name}")
            elif isinstance(reference, ast.MessageReference) and reference.id.name not in own:
                raise TextsBroken(f"{where}: there is no text {reference.id.name} to refer to")
    return places


def _variables_by_key(own: Mapping[str, Mapping[str, ast.Message]]) -> dict[str, frozenset[str]]:
    """What each text is given, as the packaged texts of any language use it, or the texts they contain."""
    found: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    for messages in own.values():
        for key, message in messages.items():
            references = list(_references(message))
            names = {r.id.name for r in references if isinstance(r, ast.VariableReference)}
            found.setdefault(key, set()).update(names - TOWN_ARGUMENTS)
            parts.setdefault(key, set()).update(r.id.name for r in references if isinstance(r, ast.MessageReference))
    return {key: frozenset().union(*(found.get(part, ()) for part in _contained(key, parts))) for key in found}


def _contained(key: str, parts: Mapping[str, set[str]]) -> set[str]:
    """A text and all that it contains, through any number of others."""
    seen, left = {key}, [key]
    while left:
        for part in parts.get(left.pop(), set()) - seen:
            seen.add(part)
            left.append(part)
    return seen


class _References(visitor.Visitor):
    def __init__(self) -> None:
        self.found: list[Any] = []

    def generic_visit(self, node: ast.BaseNode) -> None:
        kinds = (ast.VariableReference, ast.MessageReference, ast.TermReference, ast.FunctionReference)
        if isinstance(node, kinds):
            self.found.append(node)
        super().generic_visit(node)


def _references(message: ast.Message) -> Iterator[Any]:
    walk = _References()
    walk.visit(message)
    yield from walk.found


def _line_of(source: str, message: ast.Message) -> int:
    return _line(source, message.span.start if message.span else 0)


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1
