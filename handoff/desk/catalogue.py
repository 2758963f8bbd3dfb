"""The desk's own texts by key, German and English. Every key exists in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Protocol, cast

from fluent.runtime import FluentBundle, FluentResource

LANGS: Final = ("de", "en")
TEXTS: Final = Path(__file__).parent / "texts"
_LOCALES: Final = {"de": "de-DE", "en": "en-GB"}


class Say(Protocol):
    """The texts of one language."""

    def __call__(self, key: str, /, **args: str | int) -> str:
        """The text of a key. Raises KeyError when there is none, ValueError when it cannot be filled in."""
        ...


def speak(lang: str) -> Say:
    """The texts of a language; German when it is unknown."""
    bundle = _bundle(lang if lang in LANGS else LANGS[0])

    def say(key: str, /, **args: str | int) -> str:
        value = bundle.get_message(key).value
        if value is None:
            raise KeyError(key)
        text, errors = bundle.format_pattern(value, args)
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return cast(str, text)

    return say


def has(say: Say, key: str) -> bool:
    """Whether there is such a text: for words that come from elsewhere, as a channel's reason."""
    try:
        say(key)
    except LookupError:
        return False
    except ValueError:  # it wants arguments
        return True
    return True


def label_of(path: str, say: Say) -> str:
    """A field of a town's files in words: "hours.mon" is "Zeiten, Montag"; parts without a word stay as they are."""
    words = []
    for part in path.split("."):
        key = f"field-{part.replace('_', '-')}"
        words.append(say(key) if has(say, key) else part)
    return ", ".join(words)


@cache
def _bundle(lang: str) -> FluentBundle:
    # Names stand in <bdi> on the pages; the invisible isolation marks would be copied into mails.
    bundle = FluentBundle([_LOCALES[lang]], use_isolating=False)
    for path in sorted((TEXTS / lang).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
