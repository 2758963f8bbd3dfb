"""Text with entities: the HTML that `parse_mode` allows, the bounds of given entities, trimming. Pure."""

import re
from dataclasses import dataclass, field

from .refusal import Refusal, bad_request
from .shapes import Json, utf16_length

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
GIVEN_TYPES = {
    *TAGS.values(),
    "expandable_blockquote",
    "text_mention",
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
}


@dataclass(frozen=True, kw_only=True)
class Formatted:
    """Plain text with its entities; offsets and lengths in UTF-16 units."""

    text: str
    entities: list[Json]

    @property
    def length(self) -> int:
        """UTF-16 units."""
        return utf16_length(self.text)


@dataclass(kw_only=True)
class _Open:
    """A start tag that waits for its end."""

    name: str
    offset: int
    attributes: dict[str, str] = field(default_factory=dict)
    text_at: int = 0


def formatted(text: str, *, parse_mode: str | None, entities: list[Json] | None) -> Formatted:
    """Parse as Telegram does: `parse_mode` wins over `entities`; the result is trimmed."""
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        return _trimmed(parse_html(_clean(text)))
    given = sorted(entities or [], key=lambda each: (each.get("offset", 0), -each.get("length", 0)))
    cleaned = _clean(text)
    _check_bounds(cleaned, given)
    return _trimmed(Formatted(text=cleaned, entities=given))


def _clean(text: str) -> str:
    return CONTROL.sub(" ", text.replace("\r", ""))


def _check_bounds(text: str, entities: list[Json]) -> None:
    """Each entity lies in the text and cuts no surrogate pair."""
    borders = {0}
    position = 0
    for char in text:
        position += 2 if ord(char) > 0xFFFF else 1
        borders.add(position)
    for entity in entities:
        offset, length = entity.get("offset"), entity.get("length")
        if entity.get("type") not in GIVEN_TYPES:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if length <= 0:
            raise bad_request(f"receive an entity with incorrect length {length}")
        if offset > position:
            raise bad_request(f"entity begins after the end of the text at byte offset {len(text.encode())}")
        if offset + length > position:
            raise bad_request(f"entity ends after the end of the text at byte offset {len(text.encode())}")
        if offset not in borders:
            raise bad_request("entity begins in a middle of a UTF-16 symbol")
        if offset + length not in borders:
            raise bad_request("entity ends in a middle of a UTF-16 symbol")


def _trimmed(given: Formatted) -> Formatted:
    """Without white space at both ends; entities follow, empty ones vanish."""
    text = given.text.rstrip()
    kept = text.lstrip()
    lead, end = utf16_length(text) - utf16_length(kept), utf16_length(kept)
    entities: list[Json] = []
    for entity in given.entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            entities.append({**entity, "offset": start, "length": stop - start})
    return Formatted(text=kept, entities=entities)


def _wrong(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(source: str) -> Formatted:
    """Telegram's small HTML. Errors name byte offsets in `source`, as Telegram's do."""
    parts: list[str] = []
    units = 0
    stack: list[_Open] = []
    entities: list[tuple[int, int, Json]] = []
    at = 0
    while at < len(source):
        char = source[at]
        if char == "<":
            if source.startswith("</", at):
                at = _end_tag(source, at, stack)
                closed = stack.pop()
                entity = _entity(closed, units, "".join(parts))
                if entity is not None:
                    entities.append((closed.offset, len(stack), entity))
            else:
                at, opened = _start_tag(source, at)
                opened.offset, opened.text_at = units, sum(map(len, parts))
                stack.append(opened)
            continue
        if char == "&" and (decoded := _reference(source, at)) is not None:
            char, at = decoded
        else:
            at += 1
        parts.append(char)
        units += utf16_length(char)
    if stack:
        raise _wrong(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    entities.sort(key=lambda each: (each[0], each[1]))
    return Formatted(text="".join(parts), entities=_merged([entity for _, _, entity in entities]))


def _reference(source: str, at: int) -> tuple[str, int] | None:
    """The character a reference stands for and where the text goes on; nothing for a bare ampersand."""
    match = REFERENCE.match(source, at)
    if match is None:
        return None
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name], match.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code), match.end()


def _bytes_before(source: str, at: int) -> int:
    return len(source[:at].encode())


def _start_tag(source: str, begin: int) -> tuple[int, _Open]:
    """Read the start tag at `begin`; answer where the text goes on."""
    where = _bytes_before(source, begin)
    size = len(source)
    at = begin + 1
    while at < size and not source[at].isspace() and source[at] != ">":
        at += 1
    if at >= size:
        raise _wrong(f"Unclosed start tag at byte offset {where}")
    name = source[begin + 1 : at].lower()
    if name not in TAGS:
        raise _wrong(f'Unsupported start tag "{name}" at byte offset {where}')
    attributes: dict[str, str] = {}
    unclosed = f'Unclosed start tag "{name}" at byte offset {where}'
    while True:
        while at < size and source[at].isspace():
            at += 1
        if at >= size:
            raise _wrong(unclosed)
        if source[at] == ">":
            break
        start = at
        while at < size and not source[at].isspace() and source[at] not in "=>":
            at += 1
        attribute = source[start:at].lower()
        if not attribute:
            raise _wrong(f'Empty attribute name in the tag "{name}" at byte offset {where}')
        while at < size and source[at].isspace():
            at += 1
        if at >= size:
            raise _wrong(unclosed)
        if source[at] != "=":
            if attribute != "expandable":
                raise _wrong(
                    f'Expected equal sign in declaration of an attribute of the tag "{name}" at byte offset {where}'
                )
            attributes[attribute] = ""
            continue
        at, attributes[attribute] = _attribute_value(source, at + 1, unclosed)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    return at + 1, _Open(name=name, offset=0, attributes=attributes)


def _attribute_value(source: str, at: int, unclosed: str) -> tuple[int, str]:
    size = len(source)
    while at < size and source[at].isspace():
        at += 1
    if at >= size:
        raise _wrong(unclosed)
    if source[at] not in "'\"":
        start = at
        while at < size and not source[at].isspace() and source[at] != ">":
            at += 1
        return at, source[start:at]
    quote = source[at]
    at += 1
    value: list[str] = []
    while at < size and source[at] != quote:
        decoded = _reference(source, at) if source[at] == "&" else None
        char, at = decoded if decoded is not None else (source[at], at + 1)
        value.append(char)
    if at >= size:
        raise _wrong(unclosed)
    return at + 1, "".join(value)


def _end_tag(source: str, begin: int, stack: list[_Open]) -> int:
    """Check the end tag at `begin` against the innermost open tag; answer where the text goes on."""
    where = _bytes_before(source, begin)
    if not stack:
        raise _wrong(f"Unexpected end tag at byte offset {where}")
    close = source.find(">", begin)
    if close < 0:
        raise _wrong(f"Unclosed end tag at byte offset {where}")
    name = source[begin + 2 : close].strip().lower()
    if name and name != stack[-1].name:
        raise _wrong(f'Unmatched end tag at byte offset {where}, expected "</{stack[-1].name}>", found "</{name}>"')
    return close + 1


def _entity(closed: _Open, units: int, text: str) -> Json | None:
    """The entity of a closed tag; nothing where it is empty or links nowhere."""
    if units == closed.offset:
        return None
    entity: Json = {"type": TAGS[closed.name], "offset": closed.offset, "length": units - closed.offset}
    if closed.name == "a":
        url = closed.attributes.get("href") or text[closed.text_at :]
        if not re.match(r"(?:https?://|tg://|ton://|mailto:|tel:)?[^\s/]+", url) or ("." not in url and ":" not in url):
            return None
        entity["url"] = url
    elif closed.name == "blockquote" and "expandable" in closed.attributes:
        entity["type"] = "expandable_blockquote"
    elif closed.name == "code" and closed.attributes.get("class", "").startswith("language-"):
        entity["language"] = closed.attributes["class"].removeprefix("language-")
    elif closed.name == "tg-emoji":
        entity["custom_emoji_id"] = closed.attributes.get("emoji-id", "")
    return entity


def _merged(entities: list[Json]) -> list[Json]:
    """`pre` around `code` becomes one `pre`, with the language where the inner tag names it."""
    result: list[Json] = []
    for entity in entities:
        before = result[-1] if result else None
        same = before is not None and (before["offset"], before["length"]) == (entity["offset"], entity["length"])
        if before is not None and same and {before["type"], entity["type"]} == {"pre", "code"}:
            before["type"] = "pre"
            if "language" in entity:
                before["language"] = entity["language"]
            continue
        if entity["type"] == "code":
            entity.pop("language", None)
        result.append(entity)
    return result
