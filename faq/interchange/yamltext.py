"""An entry as lines of a YAML file, as a person would write it. Pure."""

import json
import re
from collections.abc import Iterator, Mapping

from faq.yamlfile import Plain

_STEP = 2
_UNPRINTABLE = re.compile("[^\t\n\\x20-\\x7e\\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows only as an escape, or takes for the end of a line."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL = re.compile(r"https://[!-9;-~]+")
_INSIDE = frozenset(" ,.()/?!%€§+'-„“”–…")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
"""What other readers of YAML take for something else than a text."""


def item_lines(plain: Mapping[str, Plain], indent: int = 0) -> list[str]:
    """The entry as an item of a list, the dash after `indent` spaces; lines without their ends."""
    lines = [line for name, value in plain.items() for line in field_lines(name, value, indent + _STEP)]
    lines[0] = f"{' ' * indent}- {lines[0].lstrip(' ')}"
    return lines


def field_lines(name: str, value: Plain, indent: int) -> list[str]:
    """A field after `indent` spaces; lines without their ends."""
    return list(_pair(name, value, indent))


def _pair(name: str, value: Plain, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, dict) and value:
        yield f"{pad}{name}:"
        for inner, content in value.items():
            yield from _pair(inner, content, indent + _STEP)
    elif isinstance(value, list) and value:
        yield f"{pad}{name}:"
        for one in value:
            yield from _scalar(f"{pad}{' ' * _STEP}- ", str(one), indent + 2 * _STEP)
    else:
        yield from _scalar(f"{pad}{name}: ", value if isinstance(value, str) else "", indent + _STEP)


def _scalar(head: str, text: str, indent: int) -> Iterator[str]:
    if "\n" in text and _literal(text):
        yield f"{head}|"
        yield from (f"{' ' * indent}{line}" if line else "" for line in text.split("\n"))
    elif _bare(text):
        yield head + text
    else:
        quoted = json.dumps(text, ensure_ascii=False)
        yield head + _UNPRINTABLE.sub(_escape, quoted)


def _literal(text: str) -> bool:
    """Whether the text reads the same as a block of lines; its last line end is stripped when it is read."""
    lines = text.split("\n")
    return (
        text == text.strip()
        and not _UNPRINTABLE.search(text)
        and not any(line.startswith("\t") or (line and not line.strip()) for line in lines)
    )


def _bare(text: str) -> bool:
    """Whether the text can stand without quotes, for every reader of YAML."""
    if _DAY.fullmatch(text) or _URL.fullmatch(text):
        return True
    if not text or not text[0].isalpha() or text != text.strip() or text.casefold() in _WORDS:
        return False
    return not _UNPRINTABLE.search(text) and all(char.isalnum() or char in _INSIDE for char in text)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
