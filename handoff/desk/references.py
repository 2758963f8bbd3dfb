"""What a message of the transcript refers to: the one answered, passed on, changed or reacted to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handoff.desk.state import Reading
from handoff.journal.records import DeliveryState, Row
from handoff.threats import is_threat, without_threats


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A line over or under a message. ``n`` is the row it leads to (0: none is shown), ``quote`` what stood there."""

    text: str
    n: int = 0
    quote: str = ""


class References:
    """The rows of a transcript by the channel's numbers of their messages, and the versions of each."""

    def __init__(self, rows: Sequence[Row], deliveries: Mapping[str, DeliveryState], reading: Reading) -> None:
        self._reading = reading
        self._threatened = any(is_threat(row.body) for row in rows)
        self._by_origin: dict[str, Row] = {}
        self._versions: dict[str, list[Row]] = {}
        by_id = {row.id: row for row in rows}
        for delivery, state in deliveries.items():
            row = by_id.get(delivery.rpartition(".")[0])
            if row is not None and state.message_id:
                self._by_origin[state.message_id] = row
        for row in rows:
            if (origin := _origin(row)) and row.who == "citizen":
                self._versions.setdefault(origin, []).append(row)
                self._by_origin.setdefault(origin, row)
            elif row.who == "person":
                self._versions.setdefault(_first(row), []).append(row)

    def is_last(self, row: Row) -> bool:
        """Whether no later version has taken its place."""
        versions = self._versions.get(_first(row), [row])
        return versions[-1] is row

    def over(self, row: Row) -> tuple[Reference, ...]:
        """What is read before a message."""
        return tuple(self._over(row))

    def under(self, row: Row) -> Reference | None:
        """That this message was changed later; None when not, or for later versions themselves."""
        versions = self._versions.get(_first(row), [])
        if len(versions) < 2 or versions[0] is not row:
            return None
        last = versions[-1]
        return self._said("version-later", row, number=len(versions), origin=last)

    def _over(self, row: Row) -> Iterator[Reference]:
        body, say = row.body, self._reading.say
        if body.get("overtaken"):
            yield Reference(text=say("version-overtaken"))
        elif "edit_of" in body and (versions := self._versions.get(str(body["edit_of"]))) and versions[0] is not row:
            number = versions.index(row) + 1
            yield self._said("version-of", row, number=number, origin=versions[0])
        if "reaction_to" in body:
            key = "reaction" if body.get("text") else "reaction-taken-back"
            yield self._said(key, row, origin=self._by_origin.get(str(body["reaction_to"])))
        for quote in body.get("quotes", ()):
            yield self._quote(row, quote)

    def _quote(self, row: Row, quote: Mapping[str, Any]) -> Reference:
        by = self._reading.word(f"{quote['way']}-by", str(quote.get("by", "person")))
        name = str(quote.get("name", ""))
        origin = self._by_origin.get(str(quote.get("origin", ""))) if quote["way"] == "reply" else None
        said = self._said(f"quote-{quote['way']}", row, origin=origin, by=f"{by}: {name}" if name else by)
        text = str(quote.get("text", ""))
        if self._threatened:
            text = without_threats(text, self._reading.say("threat-masked"), known=False)
        return Reference(text=said.text, n=said.n, quote=text)

    def _said(self, key: str, row: Row, *, origin: Row | None, **args: Any) -> Reference:
        at = origin.at if origin is not None else None
        when = self._reading.moment(at) if at is not None else ""
        text = self._reading.say(f"{key}-at" if when else key, at=when, **args)
        return Reference(text=text, n=origin.n if origin is not None and origin is not row else 0)


def _first(row: Row) -> str:
    """What all versions of a message have in common: of the citizen's its number on the channel, of ours its row."""
    return str(row.body.get("edit_of") or row.id) if row.who == "person" else _origin(row)


def _origin(row: Row) -> str:
    return str(row.body.get("edit_of") or row.body.get("origin") or "")
