"""The frames between browser and server: pydantic models at the border, JSON with the kind in ``t``. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from bot.channels.plaintext import clean
from bot.dialogue.commands import commands_named
from handoff.files.kinds import is_ref
from handoff.journal.records import Row

MAX_FRAME: Final = 64 * 1024  # bytes
MAX_TEXT: Final = 4000  # code points
MAX_ATTACHMENTS: Final = 5

Why = Literal[
    "too-long", "empty", "too-fast", "too-often", "away", "file", "wrong-code", "no-mail", "no-phone", "bad-frame",
    "crowded"
]  # fmt: skip
WhyNot = Why | Literal["link-used", "link-over"]


def _ref(text: str) -> str:
    if not is_ref(text):
        raise ValueError("no stored file")
    return text


ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,40}$")]
FileRef = Annotated[str, AfterValidator(_ref)]
Degrees = Annotated[float, Field(ge=-180, le=180)]
Lang = Literal["de", "en"]

_EXTRA_LINES: Final = re.compile(r"\n{4,}")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0b-\x1f\x7f]")


def _typed(value: Any) -> Any:
    """What was typed, as it may be stored: proper Unicode, one kind of line end, no control characters."""
    if not isinstance(value, str):
        return value
    text = clean(value).replace("\r\n", "\n").replace("\r", "\n")
    return _EXTRA_LINES.sub("\n\n\n", _CONTROL.sub("", text)).strip()


class _Frame(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Hello(_Frame):
    """The first frame: who the browser is and the last row it shows (``after`` is its number, ``last`` its id)."""

    t: Literal["hello"]
    token: str = Field(default="", max_length=200)
    after: int = Field(default=0, ge=0)
    last: str = Field(default="", max_length=100)
    lang: Lang = "de"


class Start(_Frame):
    """The chat was opened for the first time."""

    t: Literal["start"]
    id: ClientId


class Named(_Frame):
    """A file uploaded before. ``place``: where it was taken (latitude, longitude), as the upload told the browser."""

    ref: FileRef
    name: Annotated[str, BeforeValidator(_typed)] = ""
    place: tuple[Degrees, Degrees] | None = None


class Say(_Frame):
    """The citizen wrote. A text over the limit is valid here, so that its refusal can name it."""

    t: Literal["say"]
    id: ClientId
    text: Annotated[str, BeforeValidator(_typed)] = ""
    attachments: tuple[Named, ...] = Field(default=(), max_length=MAX_ATTACHMENTS)


class Press(_Frame):
    """The citizen pressed a button of a row."""

    t: Literal["press"]
    id: ClientId
    row: str = Field(pattern=r"^[A-Za-z0-9_:.-]{1,100}$")
    choice: str = Field(pattern=r"^[\x21-\x7e]{1,64}$")


class Ack(_Frame):
    """The browser shows the rows up to ``n``."""

    t: Literal["ack"]
    n: int = Field(ge=1)


class Return(_Frame):
    """The citizen comes back with a receipt number and its secret code."""

    t: Literal["return"]
    receipt: str = Field(max_length=100)
    code: str = Field(max_length=100)


class Tell(_Frame):
    """The citizen wants to be told of replies by mail; an empty address ends that."""

    t: Literal["tell"]
    mail: Annotated[str, BeforeValidator(_typed), Field(max_length=300)] = ""


class Call(_Frame):
    """The citizen wants to be called; an empty number takes that back."""

    t: Literal["call"]
    phone: Annotated[str, BeforeValidator(_typed), Field(max_length=100)] = ""
    when: Literal["any", "morning", "afternoon"] = "any"


class Leave(_Frame):
    """The conversation ends on this device."""

    t: Literal["leave"]


class Follow(_Frame):
    """The citizen comes by a one-time link from another channel."""

    t: Literal["follow"]
    link: str = Field(pattern=r"^[A-Za-z0-9_-]{32}$")


ClientFrame = Hello | Start | Say | Press | Ack | Return | Tell | Call | Leave | Follow

_CLIENT: TypeAdapter[ClientFrame] = TypeAdapter(Annotated[ClientFrame, Field(discriminator="t")])


class BadFrame(Exception):
    """Not a frame of ours."""


def read_frame(text: str) -> ClientFrame:
    """The frame a browser sent. Raises BadFrame."""
    try:
        return _CLIENT.validate_python(json.loads(text))
    except (ValueError, RecursionError, ValidationError):
        raise BadFrame from None  # its text may be a citizen's


class Speaker(_Frame):
    """Who speaks at the moment; ``name`` of a person only."""

    t: Literal["speaker"] = "speaker"
    who: Literal["machine", "waiting", "person"] = "machine"
    name: str = ""


class RowLine(_Frame):
    """A row as the browser gets it. ``spans`` count code points; ``client`` is the browser's own id of the message."""

    n: int
    id: str
    who: Literal["citizen", "machine", "person"]
    name: str
    at: str
    text: str
    spans: list[list[Any]] = []
    keys: list[list[dict[str, str]]] = []
    files: list[dict[str, Any]] = []
    client: str = ""


class Welcome(_Frame):
    """Answer to ``hello``: what the browser does not show yet; ``reset``: throw away what is shown first."""

    t: Literal["welcome"] = "welcome"
    token: str
    rows: list[RowLine]
    reset: bool
    seq: int
    speaker: Speaker


class Rows(_Frame):
    """New rows, in order."""

    t: Literal["rows"] = "rows"
    rows: list[RowLine]


class Stored(_Frame):
    """The message with this client id is on disk."""

    t: Literal["stored"] = "stored"
    id: str


class Refused(_Frame):
    """It was not taken. ``after``: seconds after which the browser may try again; None: never."""

    t: Literal["refused"] = "refused"
    id: str
    why: WhyNot
    after: float | None = None


class Receipt(_Frame):
    """The open handoff's receipt number and return code; both empty when there is none."""

    t: Literal["receipt"] = "receipt"
    no: str = ""
    code: str = ""


class Notice(_Frame):
    """Whether an address may be left now, and the one that was, shortened."""

    t: Literal["notice"] = "notice"
    offer: bool = False
    mail: str = ""


class Posted(_Frame):
    """What the town has put up: the emergency banner, empty when there is none; ``off``: nobody answers here now."""

    t: Literal["board"] = "board"
    banner: str = ""
    link: str = ""
    off: bool = False


class CallState(_Frame):
    """Whether a call may be asked for now, and the number it was asked for at, shortened."""

    t: Literal["call"] = "call"
    offer: bool = False
    phone: str = ""
    when: str = ""


class Left(_Frame):
    """The address is forgotten; ``erased``: and everything that was stored."""

    t: Literal["left"] = "left"
    why: Literal["", "erased"] = ""


class Returned(_Frame):
    """The receipt was right; a ``welcome`` with the conversation follows."""

    t: Literal["returned"] = "returned"


class Followed(_Frame):
    """The link was good; a ``welcome`` with the conversation follows."""

    t: Literal["followed"] = "followed"


class Typing(_Frame):
    """An answer is being written."""

    t: Literal["typing"] = "typing"


class Beat(_Frame):
    """The line is alive."""

    t: Literal["beat"] = "beat"


class Fault(_Frame):
    """Something about the line itself is wrong."""

    t: Literal["error"] = "error"
    why: Why


ServerFrame = (
    Welcome
    | Rows
    | Stored
    | Refused
    | Receipt
    | Notice
    | Posted
    | CallState
    | Speaker
    | Left
    | Returned
    | Followed
    | Typing
    | Beat
    | Fault
)


def write_frame(frame: ServerFrame) -> str:
    """The frame as text."""
    return frame.model_dump_json()


def line_of(row: Row, prefix: str, links: Mapping[str, str] | None = None) -> RowLine | None:
    """What a citizen sees of a row; None: nothing. ``prefix`` starts the ids of this browser's events.

    ``links``: where the row's stored files are to be had, by their names in the store.
    """
    body: Mapping[str, Any] = row.body
    if row.who == "note" or row.at is None or "reaction_to" in body:  # a sign stands at a message of another channel
        return None
    own = row.who == "citizen"
    client = row.id.removeprefix(prefix) if own and row.id.startswith(prefix) else ""
    return RowLine(
        n=row.n,
        id=row.id,
        who=row.who,
        name="" if own else row.name,
        at=row.at.isoformat(),
        text=str(body.get("text", "")),
        spans=_spans(row),
        keys=[[{"label": key["label"], "data": key["data"]} for key in line] for line in body.get("keys", ())],
        files=[_file(file, links or {}) for file in body.get("attachments", ())],
        client=client or (str(body.get("client", "")) if own else ""),
    )


def _spans(row: Row) -> list[list[Any]]:
    """The marks of a row; what the machine names as a command is one, for nobody likes to type it."""
    spans: list[list[Any]] = [list(span) for span in row.body.get("spans", ())]
    if row.who != "machine":
        return spans
    inside = [(start, end) for start, end, style, *_ in spans if style == "link"]
    named = commands_named(str(row.body.get("text", "")))
    return spans + [[a, b, "command", ""] for a, b in named if all(b <= start or end <= a for start, end in inside)]


def _file(file: Mapping[str, Any], links: Mapping[str, str]) -> dict[str, Any]:
    place = ("latitude", "longitude") if file.get("kind") == "location" else ()
    shown = {name: file[name] for name in ("kind", "name", "mime", "size", *place) if file.get(name)}
    url = links.get(str(file.get("ref", "")), "")
    return {**shown, "url": url} if url else shown
