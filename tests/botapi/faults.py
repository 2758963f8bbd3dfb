"""Faults on demand: which call shall fail how. Decides only; the server carries it out."""

from dataclasses import dataclass, field
from typing import Literal

from .shapes import Json

PHRASES = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
Kind = Literal["error", "silent", "drop", "close", "delay"]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One way to fail; made by the class methods, which say what each does."""

    kind: Kind
    accepted: bool = False
    status: int = 500
    description: str = ""
    parameters: Json = field(default_factory=dict)
    html: bool = False
    seconds: float = 0.0

    @classmethod
    def error(
        cls,
        status: int,
        description: str | None = None,
        *,
        parameters: Json | None = None,
        accepted: bool = False,
        html: bool = False,
    ) -> "Fault":
        """Answer `status`; with `accepted` the call took effect all the same; with `html` as a proxy words it."""
        return cls(
            kind="error",
            status=status,
            description=description or PHRASES.get(status, "Error"),
            parameters=parameters or {},
            accepted=accepted,
            html=html,
        )

    @classmethod
    def flood(cls, retry_after: int) -> "Fault":
        """429 with `retry_after` seconds; nothing took effect."""
        return cls.error(429, f"Too Many Requests: retry after {retry_after}", parameters={"retry_after": retry_after})

    @classmethod
    def silent(cls) -> "Fault":
        """The call takes effect and is never answered: the client's read time-out."""
        return cls(kind="silent", accepted=True)

    @classmethod
    def drop(cls) -> "Fault":
        """The call takes effect and the connection is cut instead of an answer."""
        return cls(kind="drop", accepted=True)

    @classmethod
    def close(cls) -> "Fault":
        """The connection is cut and nothing took effect."""
        return cls(kind="close")

    @classmethod
    def delay(cls, seconds: float, *, accepted: bool = True) -> "Fault":
        """Answer late; the effect comes at once, or with `accepted=False` only after the wait."""
        return cls(kind="delay", seconds=seconds, accepted=accepted)


@dataclass(kw_only=True)
class _Rule:
    number: int
    fault: Fault
    method: str | None
    chat_id: int | None
    left: int | None


@dataclass(kw_only=True)
class FaultPlan:
    """The faults still to come, first ordered first served."""

    _rules: list[_Rule] = field(default_factory=list)
    _number: int = 0

    def add(self, fault: Fault, *, method: str | None, chat_id: int | None, times: int | None) -> int:
        """Fail the next `times` matching calls (`None`: all); answers the rule's number."""
        self._number += 1
        self._rules.append(_Rule(number=self._number, fault=fault, method=method, chat_id=chat_id, left=times))
        return self._number

    def remove(self, number: int | None = None) -> None:
        """Forget one rule, or all."""
        self._rules = [] if number is None else [rule for rule in self._rules if rule.number != number]

    def waiting(self) -> int:
        """How many rules are still to be used."""
        return len(self._rules)

    def pick(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault for this call, counted as used."""
        for rule in self._rules:
            if rule.method not in {None, method} or rule.chat_id not in {None, chat_id}:
                continue
            if rule.left is not None:
                rule.left -= 1
                if rule.left <= 0:
                    self._rules.remove(rule)
            return rule.fault
        return None
