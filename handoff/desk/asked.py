"""What a form of a case asks for, and what is answered."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from handoff.acts import ActResult, Acts, NotFound
from handoff.colleagues import Colleagues
from handoff.desk.catalogue import Say
from handoff.desk.deps import DeskDeps
from handoff.desk.door import OpenCase
from handoff.enclosure import Enclosure
from handoff.files.kinds import kind_of_ref, safe_name
from handoff.staff import StaffRecord
from handoff.ticket import Closed, Done, Staff, TakenBy

Said = Literal["done", "taken", "closed", "invalid"]
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What became of an act, and the sentence for whoever asked."""

    said: Said
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A form of a case: who sent it, to which case, and what is in it. ``draft``: the text typed, as it is stored."""

    deps: DeskDeps
    case: OpenCase
    record: StaffRecord
    form: dict[str, str]
    draft: str

    @property
    def acts(self) -> Acts:
        """The plain acts."""
        return self.deps.acts

    @property
    def colleagues(self) -> Colleagues:
        """The acts between staff."""
        return Colleagues(self.deps.acts)

    @property
    def staff(self) -> Staff:
        """Who asks."""
        return self.record.staff

    @property
    def conversation(self) -> str:
        """The conversation."""
        return self.case.snapshot.conversation

    def field(self, name: str) -> str:
        """A field of the form, without control characters."""
        return typed(self.form.get(name, ""))

    def request_id(self, name: str) -> str:
        """The form's id and what it asks for: the same form sent twice is one act, a changed one is another."""
        fixed = {"csrf", "receipt", "fence", "request", "text"}
        rest = (f"{key}={value}" for key, value in sorted(self.form.items()) if key not in fixed)
        fields = (self.staff.login, self.conversation, name, self.form.get("request", "")[:64], self.draft, *rest)
        return "desk:" + hashlib.sha256("\0".join(fields).encode("utf-8", "surrogatepass")).hexdigest()


def typed(text: str) -> str:
    """What was typed, as it may be stored: one kind of line end, no control characters."""
    whole = text.encode("utf-8", "replace").decode()
    return _CONTROL.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def answer_of(result: ActResult, name: str, say: Say) -> Answer:
    """The sentence for an act's outcome; ``name`` chooses the words."""
    match result:
        case Done():
            return Answer(said="done", text=say(f"done-{name}"))
        case TakenBy(holder=holder):
            key = "said-taken-reply" if name in {"reply", "correct"} else "said-taken"
            return Answer(said="taken", text=say(key, name=holder.colleague))
        case Closed() | NotFound():
            words = {"reply": "said-closed-reply", "correct": "said-closed-reply", "recall": "said-left"}
            return Answer(said="closed", text=say(words.get(name, "said-closed")))
    assert_never(result)


async def enclosed(deps: DeskDeps, conversation: str, text: str) -> tuple[Enclosure, ...] | None:
    """The files that a form names; None when one of them is not there, not looked at, or another conversation's."""
    found: list[Enclosure] = []
    for ref, name in attached_in(text):
        kept = await deps.files.find(ref)
        if kept is None or kept.held:
            return None
        if await deps.journal.file_owner(ref) not in {None, conversation}:
            return None
        kind = kind_of_ref(ref)
        shown = safe_name(name, kind) or f"datei.{kind.endings[0]}"
        found.append(Enclosure(ref=ref, name=shown, mime=kept.mime, size=kept.size))
    return tuple(found)


def attached_in(text: str) -> list[tuple[str, str]]:
    """The files (stored name, shown name) that a form names; nothing where it is not one of ours."""
    try:
        listed = json.loads(text) if text else []
        return [(str(file["ref"]), str(file["name"])) for file in listed]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
